"""Each point of the checklist finds its planted breach at its place, and nothing in a workbook that meets them all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting import rule as rules
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.filters import AutoFilter

from support_accessible import Change, add_table, edit_package, put, write_accessible
from workbook_tools.accessibility.audit import POINTS, Verdict, audit

Edit = Callable[[Path], Path]
DATA = "Indicators"
SHEET_PART = "xl/worksheets/sheet3.xml"
ORDINARY: dict[str, Any] = {"name": "Arial", "sz": 12}
RULES: Any = rules  # has no types
RED = PatternFill("solid", fgColor="FFC00000", bgColor="FFC00000")


def breaches(path: Path) -> dict[str, tuple[str, ...]]:
    return {result.point.code: result.places for result in audit(path).breached}


def font(address: str, **properties: Any) -> Change:
    def change(book: Workbook) -> None:
        book[DATA][address].font = Font(**{**ORDINARY, **properties})

    return change


def attribute(sheet: str, name: str, value: object) -> Change:
    def change(book: Workbook) -> None:
        setattr(book[sheet], name, value)

    return change


def rule(area: str, made: object) -> Change:
    def change(book: Workbook) -> None:
        book[DATA].conditional_formatting.add(area, made)

    return change


def merge(book: Workbook) -> None:
    book[DATA].merge_cells("A5:A6")


def second_table(book: Workbook) -> None:
    rows: list[list[Any]] = [["Service", "Staff"], ["Housing", 12]]
    for row, values in enumerate(rows, start=8):
        for column, value in enumerate(values, start=1):
            book[DATA].cell(row, column, value).font = Font("Arial", 12)
    add_table(book[DATA], "HousingStaff", "A8:B9")


def no_table(book: Workbook) -> None:
    del book[DATA].tables["HousingIndicators"]


def rename_table(name: str) -> Change:
    def change(book: Workbook) -> None:
        no_table(book)
        add_table(book[DATA], name, "A3:D6")

    return change


def heading(text: str | None) -> Change:
    def change(book: Workbook) -> None:
        book[DATA]["C3"].value = text
        book[DATA].tables["HousingIndicators"].tableColumns[2].name = text or "Column3"

    return change


def filter_buttons(book: Workbook) -> None:
    book[DATA].tables["HousingIndicators"].autoFilter = AutoFilter(ref="A3:D6")


def moved_right(book: Workbook) -> None:
    no_table(book)
    for row in range(3, 7):
        book[DATA].cell(row, 5, "text").font = Font("Arial", 12)
    book[DATA]["E3"].value = "Lead"
    add_table(book[DATA], "HousingIndicators", "B3:E6")


def hide(kind: str, key: object) -> Change:
    def change(book: Workbook) -> None:
        getattr(book[DATA], f"{kind}_dimensions")[key].hidden = True

    return change


def link(address: str, target: str, text: str | None) -> Change:
    def change(book: Workbook) -> None:
        cell = book["Cover"][address]
        cell.hyperlink = target
        cell.value = text
        cell.font = Font("Arial", 12)

    return change


def chart(book: Any) -> None:
    made = BarChart()
    made.add_data(Reference(book[DATA], min_col=2, min_row=3, max_row=6), titles_from_data=True)
    book[DATA].add_chart(made, "F3")


def fill(address: str, made: PatternFill = RED) -> Change:
    def change(book: Workbook) -> None:
        book[DATA][address].fill = made

    return change


def all_of(*changes: Change) -> Change:
    def change(book: Workbook) -> None:
        for one in changes:
            one(book)

    return change


def footer(book: Any) -> None:
    book[DATA].oddFooter.center.text = "Page &P"


def cursor(book: Workbook) -> None:
    book[DATA].sheet_view.selection[0].activeCell = "C5"


def raised_digit() -> Change:
    return put(DATA, "A4", CellRichText("Repairs", TextBlock(InlineFont(rFont="Arial", sz=12, vertAlign="superscript"), "1")))


def properties(name: str) -> Change:
    def change(book: Workbook) -> None:
        setattr(book.properties, name, None)

    return change


def replaced(part: str, old: str, new: str) -> Edit:
    def edit(path: Path) -> Path:
        return edit_package(path, {part: lambda text: text.replace(old, new, 1)})

    return edit


def text_box(path: Path) -> Path:
    shape = (
        '<xdr:sp xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:nvSpPr><xdr:cNvPr id="2" name="Box 1" '
        'descr="Said"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:p><a:r><a:t>Look here</a:t></a:r></a:p>'
        "</xdr:txBody></xdr:sp>"
    )

    def rewrite(text: str) -> str:
        start, _, rest = text.partition("<graphicFrame")
        return start.replace("<wsDr ", '<wsDr xmlns:xdr="urn:any" ') + shape + rest.partition("</graphicFrame>")[2]

    return edit_package(path, {"xl/drawings/drawing1.xml": rewrite})


def macro(path: Path) -> Path:
    return edit_package(path, {"xl/vbaProject.bin": lambda _: "VBA"})


def other_workbook(path: Path) -> Path:
    relation = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" '
        'Target="externalLinks/externalLink1.xml"/></Relationships>'
    )
    return replaced("xl/_rels/workbook.xml.rels", "</Relationships>", relation)(path)


PLANTED: list[tuple[str, str, Change | None, Edit | None]] = [
    ("title-in-a1", "Indicators!A1", put(DATA, "A1", None), None),
    ("title-in-a1", "Indicators!A1", put(DATA, "A1", 2023), None),
    ("title-marked-up", "Indicators!A1 (style Normal)", lambda book: setattr(book[DATA]["A1"], "style", "Normal"), None),
    ("sheet-names", "Sheet5", lambda book: put("Sheet5", "A1", "Title")(book) if book.create_sheet("Sheet5") else None, None),
    ("no-blank-sheets", "Spare", lambda book: book.create_sheet("Spare"), None),
    ("no-hidden-sheets", "Notes", attribute("Notes", "sheet_state", "veryHidden"), None),
    ("no-hidden-rows-or-columns", "Indicators!row 5", hide("row", 5), None),
    ("no-hidden-rows-or-columns", "Indicators!column C", hide("column", "C"), None),
    ("no-freeze-panes", DATA, attribute(DATA, "freeze_panes", "B4"), None),
    ("no-filters", "Indicators!A3:D6", filter_buttons, None),
    ("no-filters", "Contents!A1:A4", lambda book: setattr(book["Contents"].auto_filter, "ref", "A1:A4"), None),
    ("contents-sheet", "no sheet named Contents", attribute("Contents", "title", "Overview"), None),
    (
        "contents-sheet",
        "Notes (not linked from Contents)",
        lambda book: setattr(book["Contents"]["A4"], "hyperlink", None),
        None,
    ),
    ("links-have-words", "Cover!A3", link("A3", "https://www.moray.gov.uk/", "https://www.moray.gov.uk/"), None),
    ("links-have-words", "Cover!A3", link("A3", "https://www.moray.gov.uk/", "Click here"), None),
    ("links-have-words", "Cover!A3", put("Cover", "A3", "www.moray.gov.uk"), None),
    ("links-have-words", "Cover!A3", link("A3", "#Indicators!B4", "Indicators!B4"), None),
    ("cursor-at-a1", "Indicators!C5", cursor, None),
    ("cursor-at-a1", "Contents (opens first)", lambda book: setattr(book, "active", 1), None),
    ("one-table-a-sheet", "Indicators (no table)", no_table, None),
    ("one-table-a-sheet", "Indicators (2 tables)", second_table, None),
    ("table-names", "Indicators!A3:D6 (Table1)", rename_table("Table1"), None),
    ("no-merged-cells", "Indicators!A5:A6", merge, None),
    ("no-blank-rows-or-columns", "Indicators!row 7", put(DATA, "A8", "Source: the council"), None),
    ("no-blank-rows-or-columns", "Indicators!column E", put(DATA, "F4", "Source"), None),
    ("table-headings", "Indicators!C3", heading(None), None),
    ("table-headings", "Indicators!C3", heading("Indicator"), None),
    ("table-headings", "Indicators!C3", heading("Column3"), None),
    (
        "table-headings",
        "Indicators!A3:D6 (no heading row)",
        None,
        replaced("xl/tables/table1.xml", 'headerRowCount="1"', 'headerRowCount="0"'),
    ),
    ("blank-cells-explained", "Indicators!C5", put(DATA, "C5", None), None),
    ("numbers-as-numbers", "Indicators!B5", put(DATA, "B5", "4.1%"), None),
    ("tables-at-the-left", "Indicators!B3:E6", moved_right, None),
    ("table-below-notes", "Indicators!A2 (no notes)", put(DATA, "A2", None), None),
    ("nothing-below-tables", "Indicators!A7", put(DATA, "A7", "Source: the council"), None),
    ("symbols-have-words", "Indicators!D4", put(DATA, "D4", "▲"), None),
    ("note-markers-in-words", "Indicators!A4", put(DATA, "A4", "Repairs in time*"), None),
    ("note-markers-in-words", "Indicators!A4", raised_digit(), None),
    ("notes-on-a-notes-sheet", "Indicators!A4 (note 7)", put(DATA, "A4", "Repairs [note 7]"), None),
    ("no-notes-at-figures", "Indicators!B4", put(DATA, "B4", "96.2% [note 1]"), None),
    ("shorthand-explained", "Indicators!C5 ([z])", put(DATA, "C5", "[z]"), None),
    (
        "text-wrapped",
        "Indicators!A4",
        all_of(
            put(DATA, "A4", "Repairs that were finished within the time promised"),
            lambda book: setattr(book[DATA]["A4"], "alignment", Alignment(wrap_text=False)),
        ),
        None,
    ),
    ("sans-serif-font", "Indicators!B4 (Times New Roman)", font("B4", name="Times New Roman"), None),
    ("text-size", "Indicators!B4 (9.5 points)", font("B4", sz=9.5), None),
    ("no-italics", "Indicators!B4", font("B4", italic=True), None),
    ("text-horizontal", "Indicators!B3", lambda book: setattr(book[DATA]["B3"], "alignment", Alignment(textRotation=90)), None),
    ("contrast", "Indicators!B4 (2.8 to 1)", font("B4", color="FF999999"), None),
    (
        "contrast",
        "Indicators!D4:D6 (3.2 to 1 by a conditional format)",
        rule("D4:D6", RULES.FormulaRule(["TRUE"], fill=RED)),
        None,
    ),
    (
        "no-colour-alone",
        "Indicators!B4:B6 (conditional format)",
        rule("B4:B6", RULES.CellIsRule("greaterThan", ["1"], fill=RED)),
        None,
    ),
    (
        "no-colour-alone",
        "Indicators!B4:B6 (conditional format)",
        rule("B4:B6", RULES.ColorScaleRule("min", start_color="FFFFFF", end_type="max", end_color="FF0000")),
        None,
    ),
    ("no-colour-alone", "Indicators!E4 (fill without text)", fill("E4"), None),
    ("alt-text", "Indicators!F3 (chart Chart 1)", chart, None),
    ("no-text-boxes", "Indicators!F3 (text box Box 1)", chart, text_box),
    ("no-headers-or-footers", DATA, footer, None),
    (
        "no-backgrounds",
        DATA,
        None,
        replaced(SHEET_PART, "<tableParts", '<picture xmlns:r="urn:r" r:id="rId9"/><tableParts'),
    ),
    ("no-macros", "xl/vbaproject.bin", None, macro),
    ("no-external-links", "a link to another workbook", None, other_workbook),
    ("no-formula-errors", "Indicators!B4 (#REF!)", put(DATA, "B4", "=#REF!+1"), None),
    ("no-formula-errors", "Indicators!B4 (#N/A)", put(DATA, "B4", "#N/A"), None),
    ("document-title", "the document", properties("title"), None),
    ("document-language", "the document", properties("language"), None),
    ("document-author", "the document", properties("creator"), None),
]


def test_a_workbook_that_meets_every_point(tmp_path: Path) -> None:
    found = audit(write_accessible(tmp_path / "good.xlsx"))
    assert breaches(tmp_path / "good.xlsx") == {}
    assert [result.point for result in found.results] == list(POINTS)
    assert {result.verdict for result in found.results if result.point.by_machine} == {Verdict.MET}
    assert all(not result.point.by_machine for result in found.not_judged)


@pytest.mark.parametrize(
    ("code", "place", "change", "edit"), PLANTED, ids=[f"{code}-{number}" for number, (code, *_) in enumerate(PLANTED)]
)
def test_a_planted_breach_is_found(tmp_path: Path, code: str, place: str, change: Change | None, edit: Edit | None) -> None:
    path = write_accessible(tmp_path / "planted.xlsx", change)
    found = breaches(edit(path) if edit else path)
    assert place in found.get(code, ())


@pytest.mark.parametrize("code", [point.code for point in POINTS if point.by_machine])
def test_every_point_has_a_planted_breach(code: str) -> None:
    assert code in {planted for planted, *_ in PLANTED}


@pytest.mark.parametrize(
    ("why", "change"),
    [
        ("colour over words", rule("D4:D6", RULES.FormulaRule(["TRUE"], fill=PatternFill("solid", bgColor="FFFFE699")))),
        ("a blank cell, explained", all_of(put(DATA, "C5", None), put(DATA, "A2", "One table. Blank cells: no target. [x]"))),
        ("a long title over empty cells", put(DATA, "A1", "Indicators of housing " * 8)),
        ("an e-mail address", link("A3", "mailto:housing@moray.gov.uk", "housing@moray.gov.uk")),
        ("where a figure came from", put("Cover", "A3", "Indicators!B4")),
        ("a link with words", link("A3", "https://www.moray.gov.uk/", "Moray Council")),
        ("a unit with a raised digit", put(DATA, "A4", "Floor repaired, m²")),
        ("a symbol beside its word", put(DATA, "D4", "▲ On target")),
        ("text in white on red", all_of(fill("D4"), font("D4", color="FFFFFFFF"))),
        ("a code in the first column", put(DATA, "A4", "1.2")),
        ("a comment", lambda book: setattr(book[DATA]["A4"], "comment", Comment("Said", "The council"))),
        ("a numbered sheet, with contents", attribute("Cover", "title", "1")),
    ],
)
def test_what_is_no_breach(tmp_path: Path, why: str, change: Change) -> None:
    found = breaches(write_accessible(tmp_path / "fine.xlsx", change))
    assert {code: places for code, places in found.items() if code != "contents-sheet"} == {}, why
