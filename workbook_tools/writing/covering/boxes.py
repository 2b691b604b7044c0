"""An empty box that an officer ticks with a click: Word's own check box, named for a screen reader."""

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

NAME_LENGTH = 64  # characters that Word allows
EMPTY = "☐"
BOX = (
    '<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
    '<w:sdtPr><w:alias/><w:id/><w14:checkbox><w14:checked w14:val="0"/>'
    '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
    "</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>"
    '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" w:hint="eastAsia"/></w:rPr>'
    f"<w:t>{EMPTY}</w:t></w:r></w:sdtContent></w:sdt>"
)


def empty_box(number: int, name: str) -> BaseOxmlElement:
    """The box; `number` is its own in the document, from 1."""
    box = parse_xml(BOX)
    for tag, value in (("w:alias", name[:NAME_LENGTH]), ("w:id", str(number))):
        for element in box.iter(qn(tag)):
            element.set(qn("w:val"), value)
    return box
