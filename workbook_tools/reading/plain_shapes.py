"""Which elements with which attributes are plain in the small parts of a workbook: its list of sheets and its styles.

The other reader checks such parts as it reads them, and refuses a workbook whose styles are out of order. Whatever passes here
passes there: ECMA-376 part 1, 18.2 (workbook), 18.4 (texts), 18.8 (styles), as far as Excel, LibreOffice, XlsxWriter and
openpyxl write it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from workbook_tools.reading.plain_xml import NotPlainError
from workbook_tools.reading.struck_out import MAIN

RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST_FOREIGN = 100  # elements of an extension, which nobody reads
PASSED_OVER = frozenset(
    {
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
        "{http://schemas.microsoft.com/office/spreadsheetml/2014/revision}revisionPtr",
    }
)
"""Elements of other namespaces beside the sheets of a workbook."""
EXTENSIONS = frozenset(
    {
        "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}slicerStyles",
        "{http://schemas.microsoft.com/office/spreadsheetml/2010/11/main}timelineStyles",
        "{http://schemas.microsoft.com/office/spreadsheetml/2018/calcfeatures}calcFeatures",
        "{http://schemas.microsoft.com/office/spreadsheetml/2010/11/main}workbookPr",
        "{http://schemas.libreoffice.org/}extCalcPr",
    }
)
"""Elements within an extension."""
_FOREIGN_WITHIN = {f"{{{MAIN}}}workbook": PASSED_OVER, f"{{{MAIN}}}ext": EXTENSIONS}
_KINDS = {
    "whole": r"-?[0-9]{1,9}",
    "count": r"[0-9]{1,9}",
    "small": r"[0-9]{1,2}",
    "bool": r"0|1|true|false",
    "real": r"-?[0-9]{1,9}(?:\.[0-9]{1,20})?(?:[eE]-?[0-9]{1,2})?",
    "tint": r"-?0(?:\.[0-9]{1,20})?|-?1|-?[1-9](?:\.[0-9]{1,20})?[eE]-0?[1-9]",
    "argb": r"[0-9A-Fa-f]{8}",
    "rotation": r"[0-9]{1,2}|1[0-7][0-9]|180|255",
    "family": r"[0-9]|1[0-4]",
    "guid": r"\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}",
    "text": r"[\s\S]*",
}
_LINES = "none|thin|medium|dashed|dotted|thick|double|hair|mediumDashed|dashDot|mediumDashDot|dashDotDot|mediumDashDotDot"
_FILLS = "none|solid|mediumGray|darkGray|lightGray|gray125|gray0625|" + "|".join(
    f"{shade}{pattern}"
    for shade in ("dark", "light")
    for pattern in ("Horizontal", "Vertical", "Down", "Up", "Grid", "Trellis")
)
_MARKS = ("b", "i", "strike", "outline", "shadow", "condense", "extend")
_SIDES = ("left", "right", "top", "bottom", "diagonal", "start", "end", "vertical", "horizontal")
_COLOURS = ("color", "fgColor", "bgColor")
_TABLE_PARTS = (
    "wholeTable|headerRow|totalRow|firstColumn|lastColumn|firstRowStripe|secondRowStripe|firstColumnStripe|secondColumnStripe"
)


@dataclass(frozen=True, slots=True)
class _Shape:
    """Attributes with what they may say, those that must be there, children, and children of which there may be several."""

    attributes: Mapping[str, re.Pattern[str]]
    needed: frozenset[str]
    children: frozenset[str]
    several: frozenset[str]


def _shape(children: str = "", **attributes: str) -> _Shape:
    """`children` are names, with a star where there may be several; an attribute that must be there has an exclamation mark."""
    names = children.split()
    patterns = {name: re.compile(_KINDS.get(kind.rstrip("!"), kind.rstrip("!"))) for name, kind in attributes.items()}
    return _Shape(
        patterns,
        frozenset(name for name, kind in attributes.items() if kind.endswith("!")),
        frozenset(f"{{{MAIN}}}{name.rstrip('*')}" for name in names),
        frozenset(f"{{{MAIN}}}{name.rstrip('*')}" for name in names if name.endswith("*")),
    )


def _bools(names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), "bool")


_FONT = "charset family sz u vertAlign color scheme " + " ".join(_MARKS)
_BY_NAME = {
    "workbook": _shape(
        "fileVersion workbookPr workbookProtection bookViews sheets externalReferences definedNames calcPr pivotCaches extLst"
    ),
    "fileVersion": _shape(appName="text", lastEdited="text", lowestEdited="text", rupBuild="text", codeName="guid"),
    "workbookPr": _shape(
        showObjects="all|placeholders|none",
        updateLinks="userSet|never|always",
        codeName="text",
        defaultThemeVersion="count",
        **_bools(
            "date1904 dateCompatibility showBorderUnselectedTables filterPrivacy promptedSolutions showInkAnnotation backupFile"
            " saveExternalLinkValues hidePivotFieldList showPivotChartFilter allowRefreshQuery publishItems checkCompatibility"
            " autoCompressPictures refreshAllConnections"
        ),
    ),
    "workbookProtection": _shape(**_bools("lockStructure lockWindows lockRevision")),
    "bookViews": _shape("workbookView*"),
    "workbookView": _shape(
        visibility="visible|hidden|veryHidden",
        **dict.fromkeys(("xWindow", "yWindow", "windowWidth", "windowHeight", "tabRatio", "firstSheet", "activeTab"), "whole"),
        **_bools("minimized showHorizontalScroll showVerticalScroll showSheetTabs autoFilterDateGrouping"),
    ),
    "sheets": _shape("sheet*"),
    "sheet": _shape(name="text!", sheetId="count!", state="visible|hidden|veryHidden", **{RELATION_ID: "text!"}),
    "externalReferences": _shape("externalReference*"),
    "externalReference": _shape(**{RELATION_ID: "text!"}),
    "pivotCaches": _shape("pivotCache*"),
    "pivotCache": _shape(cacheId="count!", **{RELATION_ID: "text!"}),
    "definedNames": _shape("definedName*"),
    "definedName": _shape(name="text!", comment="text", localSheetId="count", **_bools("hidden function vbProcedure xlm")),
    "calcPr": _shape(
        calcId="count",
        calcMode="manual|auto|autoNoTable",
        refMode="A1|R1C1",
        iterateCount="count",
        iterateDelta="real",
        concurrentManualCount="count",
        **_bools("fullCalcOnLoad iterate fullPrecision calcCompleted calcOnSave concurrentCalc forceFullCalc"),
    ),
    "extLst": _shape("ext*"),
    "ext": _shape(uri="text!"),
    "styleSheet": _shape("numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"),
    "numFmts": _shape("numFmt*", count="count"),
    "numFmt": _shape(numFmtId="count!", formatCode="text!"),
    "fonts": _shape("font*", count="count"),
    "font": _shape(f"{_FONT} name"),
    "fills": _shape("fill*", count="count"),
    "fill": _shape("patternFill"),
    "patternFill": _shape("fgColor bgColor", patternType=_FILLS),
    "borders": _shape("border*", count="count"),
    "border": _shape(" ".join(_SIDES), **_bools("outline diagonalUp diagonalDown")),
    "cellStyleXfs": _shape("xf*", count="count"),
    "cellXfs": _shape("xf*", count="count"),
    "xf": _shape(
        "alignment protection",
        **dict.fromkeys(("numFmtId", "fontId", "fillId", "borderId", "xfId"), "count"),
        **_bools("quotePrefix pivotButton applyNumberFormat applyFont applyFill applyBorder applyAlignment applyProtection"),
    ),
    "alignment": _shape(
        horizontal="general|left|center|right|fill|justify|centerContinuous|distributed",
        vertical="top|center|bottom|justify|distributed",
        textRotation="rotation",
        indent="small",
        readingOrder="small",
        **_bools("wrapText shrinkToFit justifyLastLine"),
    ),
    "protection": _shape(**_bools("locked hidden")),
    "cellStyles": _shape("cellStyle*", count="count"),
    "cellStyle": _shape(name="text!", xfId="count!", builtinId="count", iLevel="count", **_bools("hidden customBuiltin")),
    "dxfs": _shape("dxf*", count="count"),
    "dxf": _shape("font numFmt fill alignment border protection"),
    "tableStyles": _shape("tableStyle*", count="count", defaultTableStyle="text", defaultPivotStyle="text"),
    "tableStyle": _shape("tableStyleElement*", name="text!", count="count", **_bools("pivot table")),
    "tableStyleElement": _shape(type=f"(?:{_TABLE_PARTS})!", size="count", dxfId="count"),
    "colors": _shape("indexedColors mruColors"),
    "indexedColors": _shape("rgbColor*"),
    "rgbColor": _shape(rgb="argb!"),
    "mruColors": _shape("color*"),
    "si": _shape("t r*"),
    "is": _shape("t r*"),
    "r": _shape("rPr t"),
    "t": _shape(),
    "rPr": _shape(f"{_FONT} rFont"),
    "name": _shape(val="text!"),
    "rFont": _shape(val="text!"),
    "charset": _shape(val="count!"),
    "family": _shape(val="family!"),
    "sz": _shape(val="real!"),
    "u": _shape(val="none|single|double|singleAccounting|doubleAccounting"),
    "vertAlign": _shape(val="(?:baseline|superscript|subscript)!"),
    "scheme": _shape(val="(?:none|major|minor)!"),
    **dict.fromkeys(
        ("color", "fgColor", "bgColor"), _shape(rgb="argb", indexed="count", auto="bool", theme="count", tint="tint")
    ),
    **dict.fromkeys(_MARKS, _shape(val="bool")),
    **dict.fromkeys(_SIDES, _shape("color", style=f"{_LINES}|slantDashDot")),
}
_SHAPES = {f"{{{MAIN}}}{name}": shape for name, shape in _BY_NAME.items()}


def require_plain(element: Element) -> None:
    """Goes through an element and all below it; attributes of other namespaces say nothing to anybody.

    Raises:
        NotPlainError: something in it is not as those programs write it.
    """
    shape = _SHAPES.get(element.tag)
    if shape is None or not shape.needed <= element.attrib.keys():
        raise NotPlainError
    for name, value in element.attrib.items():
        pattern = shape.attributes.get(name)
        if pattern is None and name[0] == "{":
            continue
        if pattern is None or not pattern.fullmatch(value):
            raise NotPlainError
    foreign = _FOREIGN_WITHIN.get(element.tag, frozenset())
    tags = [child.tag for child in element if child.tag not in foreign]
    if not shape.children.issuperset(tags):
        raise NotPlainError
    if len(tags) > 1 and any(tags.count(tag) > 1 for tag in set(tags) - shape.several):
        raise NotPlainError
    for child in element:
        if child.tag not in foreign:
            require_plain(child)
        elif sum(1 for _ in child.iter()) > MOST_FOREIGN:
            raise NotPlainError
