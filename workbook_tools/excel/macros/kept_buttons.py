"""The buttons of a workbook for LibreOffice, which loses them when it saves: a macro of the workbook puts them back."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.dom.minidom import Element, parseString

from workbook_tools.excel.macros.macro_texts import BUTTONS_MODULE, module_text
from workbook_tools.excel.macros.packing import pack

DRAWING_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing"
SUB_END = "End Sub\n"


def pack_for_libreoffice(content: bytes, modules: Mapping[str, str]) -> bytes:
    """The workbook with macros, and with the one that puts its buttons back.

    Args:
        content: as for `pack`; the captions of its buttons and the names of their sheets are ASCII.
        modules: as for `pack`, the macros of the buttons among them.

    Raises:
        ValueError: a button calls a macro that is not there, or as for `pack`.
        ToolkitError: the text of the macros is not there.
    """
    lines = "".join(f"    {line}\n" for line in button_lines(content, modules))
    return pack(content, {**modules, BUTTONS_MODULE: module_text(BUTTONS_MODULE).removesuffix(SUB_END) + lines + SUB_END})


def button_lines(content: bytes, modules: Mapping[str, str]) -> Iterator[str]:
    """A line of VBA for each button of a workbook by XlsxWriter, sheet by sheet, in the order in which they were drawn.

    Raises:
        ValueError: a button calls a macro that is in none of the modules.
    """
    with zipfile.ZipFile(BytesIO(content)) as parts:
        sheets = parseString(parts.read("xl/workbook.xml")).getElementsByTagName("sheet")  # noqa: S318 - we wrote it ourselves
        for number, sheet in enumerate(sheets, 1):
            relations = f"xl/worksheets/_rels/sheet{number}.xml.rels"
            if relations not in parts.namelist():
                continue
            for relation in parseString(parts.read(relations)).getElementsByTagName("Relationship"):  # noqa: S318 - likewise
                if relation.getAttribute("Type") == DRAWING_RELATION:
                    drawing = parts.read(relation.getAttribute("Target").replace("..", "xl"))
                    yield from (_line(sheet.getAttribute("name"), shape, modules) for shape in _buttons_of(drawing))


def _buttons_of(drawing: bytes) -> Iterator[Element]:
    """Its shapes that are buttons; notes on cells are in the same drawing."""
    for shape in parseString(drawing).getElementsByTagName("v:shape"):  # noqa: S318 - likewise
        if shape.getElementsByTagName("x:ClientData")[0].getAttribute("ObjectType") == "Button":
            yield shape


def _line(sheet: str, shape: Element, modules: Mapping[str, str]) -> str:
    macro = _text(shape, "x:FmlaMacro").removeprefix("[0]!")
    given = (sheet, _text(shape, "x:Anchor"), _text(shape, "font"), f"{_module_with(macro, modules)}.{macro}")
    return "PutButton " + ", ".join('"{}"'.format(text.replace('"', '""')) for text in given)


def _text(shape: Element, name: str) -> str:
    """What stands in the first element of that name."""
    [node] = shape.getElementsByTagName(name)[0].childNodes
    return str(node.nodeValue)


def _module_with(macro: str, modules: Mapping[str, str]) -> str:
    for name, text in modules.items():
        if re.search(rf"^Public Sub {re.escape(macro)}\(", text, re.MULTILINE):
            return name
    raise ValueError(f"a button calls {macro}, which no module has")
