"""How a covering report looks: A4, a plain font of 11 points, numbered headings "1.0" and paragraphs "1.1", marked blanks."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.run import Run

from workbook_tools.writing.theme import ACCENT, FONT, INK

LANGUAGE = "en-GB"
NUMBERED = "Numbered Paragraph"
BLANK = "To Be Written"
NOTE = "Note To The Author"
DETAIL = "Report Detail"
CHOICE = "Tick Box"
CELL = "Table Text"
MARK = "FFE699"  # of blanks; black on it has a contrast of 16:1
INDENT = Cm(1.5)  # of paragraphs, so that their numbers stand in a column of their own
STEP = Cm(0.75)  # of lists below them
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = Cm(21), Cm(29.7), Cm(2.5)
CHARACTER, PADDING = Cm(0.2), Cm(0.5)  # of the bold words that head columns of figures
NARROWEST, LEAST_LABEL = Cm(1.5), Cm(4)  # of a column of figures, of that of labels
NUMBERS = (901, 902)  # of the headings' and the bullets' numbering; the template's own end well below
NEEDED = "15"  # Word 2013, the first of which all check boxes can be ticked


def set_up(document: Document) -> None:
    """Page, language, styles, numbering and settings of a new document."""
    section = document.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    _set_language(document)
    _set_settings(document)
    _add_numbering(document)
    _set_styles(document)


def _set_language(document: Document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _set_settings(document: Document) -> None:
    settings = document.settings.element
    for picture in settings.findall(qn("w:savePreviewPicture")):
        settings.remove(picture)
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), NEEDED)
    for zoom in settings.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")


def _set_styles(document: Document) -> None:
    styles = document.styles
    normal = styles["Normal"]
    _set_font(normal, 11, INK)
    _space(normal, 0, 6, lines=1.15)
    for name, size, colour, before, after in (
        ("Subtitle", 12, INK, 0, 0),
        ("Title", 18, ACCENT, 0, 12),
        ("Heading 1", 13, ACCENT, 18, 6),
        ("Heading 2", 11, ACCENT, 12, 4),
        ("Caption", 10, INK, 10, 4),
    ):
        _set_font(styles[name], size, colour, bold=True)
        _space(styles[name], before, after)
        styles[name].paragraph_format.keep_with_next = True
    _drop_border(styles["Title"])
    _set_font(styles["Footer"], 9, INK)
    _number(styles["Heading 1"], NUMBERS[0], 0)
    for name, before, after in ((NUMBERED, 6, 4), (NOTE, 0, 6), (DETAIL, 0, 3), (CHOICE, 0, 3), (CELL, 0, 0)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _space(style, before, after)
    _number(styles[NUMBERED], NUMBERS[0], 1)
    _number(styles["List Bullet"], NUMBERS[1], 0)
    _set_tabs(styles[DETAIL], Cm(0), Cm(4))
    _set_tabs(styles[CHOICE], INDENT, STEP)
    _set_font(styles[CELL], 10, INK)
    styles[CELL].paragraph_format.line_spacing = 1.0
    blank = styles.add_style(BLANK, WD_STYLE_TYPE.CHARACTER)
    blank.font.bold = True
    blank.font.color.rgb = RGBColor(0, 0, 0)
    blank.element.get_or_add_rPr().append(_shading(MARK))


def _set_font(style: ParagraphStyle, size: int, colour: str, *, bold: bool = False) -> None:
    """The font of a style, in the place of the theme's."""
    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
    for fonts in style.element.iter(qn("w:rFonts")):
        for name in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.attrib.pop(qn(f"w:{name}Theme"), None)
            fonts.set(qn(f"w:{name}"), FONT)
    for spacing in [*style.element.iter(qn("w:rPr"))]:
        for tag in ("w:spacing", "w:kern"):
            for element in spacing.findall(qn(tag)):
                spacing.remove(element)


def _space(style: ParagraphStyle, before: int, after: int, *, lines: float | None = None) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if lines:
        style.paragraph_format.line_spacing = lines


def _set_tabs(style: ParagraphStyle, left: int, width: int) -> None:
    """A hanging indent: what stands before the tab begins at `left`, the text `width` further on."""
    style.paragraph_format.left_indent = left + width
    style.paragraph_format.first_line_indent = -width
    style.paragraph_format.tab_stops.add_tab_stop(left + width)


def _drop_border(style: ParagraphStyle) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _number(style: ParagraphStyle, number: int, level: int) -> None:
    """Ties a style to a level of a numbering."""
    properties = style.element.get_or_add_pPr()
    numbering = properties.get_or_add_numPr()
    numbering.get_or_add_numId().val = number
    numbering.get_or_add_ilvl().val = level
    for old in (qn("w:ind"), qn("w:contextualSpacing"), qn("w:tabs")):
        for element in properties.findall(old):
            properties.remove(element)


def _add_numbering(document: Document) -> None:
    """Headings "1.0" with paragraphs "1.1" below them, and bullets below those."""
    numbering = document.part.numbering_part.element
    headings, bullets = NUMBERS
    levels = (_level(0, "%1.0", "Heading1", 0), _level(1, "%1.%2", "NumberedParagraph", 0))
    bullet = _level(0, "•", "ListBullet", int(INDENT.twips), kind="bullet")
    for number, inside in ((headings, "".join(levels)), (bullets, bullet)):
        first = next(numbering.iter(qn("w:num")))
        first.addprevious(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
                f"{inside}</w:abstractNum>"
            )
        )
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def _level(level: int, text: str, style: str, left: int, *, kind: str = "decimal") -> str:
    width = int((STEP if kind == "bullet" else INDENT).twips)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left + width}" w:hanging="{width}"/></w:pPr></w:lvl>'
    )


def _shading(fill: str) -> BaseOxmlElement:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill.removeprefix("#"))):
        shading.set(qn(f"w:{name}"), value)
    return shading


def colour(cell: _Cell, run: Run, fill: str, ink: str) -> None:
    """Background of a cell and colour of its text, "#RRGGBB"."""
    cell._tc.get_or_add_tcPr().append(_shading(fill))  # noqa: SLF001 - python-docx has no shading
    run.font.color.rgb = RGBColor.from_string(ink.removeprefix("#"))


def name_table(table: Table, title: str) -> None:
    """A title that screen readers read out, and a first row that is repeated on each page."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    table._tbl.tblPr.append(caption)  # noqa: SLF001 - python-docx has no captions
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - likewise


def set_widths(table: Table) -> None:
    """Columns of figures as wide as the longest word that heads one, the labels beside them; together as wide as the text."""
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    whole = PAGE_WIDTH - 2 * MARGIN
    longest = [max(map(len, cell.text.split(" "))) for cell in table.rows[0].cells[1:]]
    figures = [max(int(NARROWEST), length * CHARACTER + PADDING) for length in longest]
    scale = min(1.0, (whole - LEAST_LABEL) / sum(figures))
    figures = [int(figure * scale) for figure in figures]
    for column, width in zip(table.columns, [whole - sum(figures), *figures], strict=True):
        column.width = Emu(width)
        for cell in column.cells:
            cell.width = Emu(width)


def keep_whole(table: Table) -> None:
    """No table is torn apart by the end of a page, nor a row of one that is longer than a page."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - python-docx has no such property
    for row in table.rows[:-1]:
        for paragraph in (paragraph for cell in row.cells for paragraph in cell.paragraphs):
            paragraph.paragraph_format.keep_with_next = True
