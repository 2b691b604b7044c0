"""The exceptions: everything at level alert or overdue, with the service's commentary and links to the full rows."""

from collections import defaultdict

from workbook_tools.model.scheme import Style
from workbook_tools.model.wording import say_count
from workbook_tools.writing.cells import CellValue
from workbook_tools.writing.exceptions import KINDS, ExceptionRow, find_exceptions
from workbook_tools.writing.page import Page, quoted
from workbook_tools.writing.remedies import NO_REMEDY
from workbook_tools.writing.summary.frame import Canvas, EchoPlace, set_up_page, write_title_block
from workbook_tools.writing.summary.origin_columns import return_columns, source_column
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look, styles_of
from workbook_tools.writing.widths import fit_widths

SHEET = "Exceptions"
LISTED = {True: "Yes", False: "No", None: ""}
OTHER_WORDS = "Yes, in other words: {note}"


def write_exceptions(canvas: Canvas) -> None:
    """Writes the sheet; there must be an exception."""
    facts, page = canvas.facts, canvas.pages[SHEET]
    rows = find_exceptions(facts)
    columns = _columns(canvas, rows)
    page.set_widths([column.width for column in columns])
    remark = f"{say_count(len(rows), 'exception')}. Each reference leads to the full row. {facts.files}"
    top = write_title_block(page, facts, "Exceptions", remark)
    place = write_table(page, top, columns, rows, name=SHEET)
    fields = {column.field: index for index, column in enumerate(columns) if column.field}
    canvas.echoes.extend(EchoPlace(SHEET, row.where, at, fields) for row, at in zip(rows, place.row_of, strict=True))
    status = next(index for index, column in enumerate(columns) if column.look is Look.STATUS)
    kind = next(index for index, column in enumerate(columns) if column.heading == "Kind")
    _colour_status(page, facts, (top + 1, place.last), status, kind)
    set_up_page(page, facts, (place.last, len(columns) - 1), top)


def _columns(canvas: Canvas, rows: tuple[ExceptionRow, ...]) -> tuple[ColumnSpec[ExceptionRow], ...]:
    facts = canvas.facts
    columns: list[ColumnSpec[ExceptionRow]] = [
        ColumnSpec("Kind", 11, lambda row: KINDS[row.table], repeats=True),
        ColumnSpec("Section", 14, lambda row: row.section, repeats=True),
        ColumnSpec("Reference", 13, lambda row: _reference(canvas, row), Look.CODE, repeats=True),
        ColumnSpec("Title", 36, lambda row: row.title),
        ColumnSpec("Value, progress or score", 11, lambda row: row.figure, Look.NUMBER),
        ColumnSpec("Target or due date", 13, lambda row: row.against, Look.NUMBER),
        ColumnSpec("Status", 16, lambda row: row.style.word, Look.STATUS, field="status"),
        ColumnSpec("Why", 30, lambda row: row.reason, Look.MUTED, field="reason"),
        ColumnSpec("Commentary", 50, lambda row: row.note or NO_REMEDY),
        ColumnSpec("Lead", 18, lambda row: row.lead),
        ColumnSpec("In the service's own list", 24, say_listed, Look.MUTED),
    ]
    optional = {"Section", "Lead", "In the service's own list"}
    kept = [
        column for column in columns if column.heading not in optional or any(column.get(row) not in {"", None} for row in rows)
    ]
    origin: list[ColumnSpec[ExceptionRow]] = return_columns(facts, lambda row: row.assessment)
    return fit_widths([*origin, *kept, source_column(facts, lambda row: row.where)], rows)


def say_listed(row: ExceptionRow) -> str:
    """Whether the service's own list names the row; its commentary there where it reads otherwise."""
    same = row.listed_note.split() in ([], row.note.split())
    return LISTED[row.listed] if same else OTHER_WORDS.format(note=row.listed_note)


def _reference(canvas: Canvas, row: ExceptionRow) -> CellValue:
    """The code as a link to the full row; a row without code gets a word to click on."""
    return canvas.anchors.link(row.where, row.code or "Full row") or row.code


def _colour_status(page: Page, facts: SummaryFacts, rows: tuple[int, int], status: int, kind: int) -> None:
    """Colours the status words; a word that looks different in two tables is told apart by the kind of the row."""
    first, last = rows
    by_word: defaultdict[str, dict[str, Style]] = defaultdict(dict)
    for table in KINDS:
        for style in styles_of(facts.scheme, table):
            by_word[style.word.casefold()][table] = style
    for by_table in by_word.values():
        looks = {(style.symbol, style.fill, style.ink): style for style in by_table.values()}
        if len(looks) == 1:
            page.colour_words((first, status, last, status), tuple(looks.values()), soft=True)
            continue
        for table, style in by_table.items():
            is_kind = f"{page.cell(first, kind, fixed_column=True)}={quoted(KINDS[table])}"
            is_word = f"{page.cell(first, status, fixed_column=True)}={quoted(style.word)}"
            page.colour_where((first, status, last, status), f"=AND({is_kind},{is_word})", style, soft=True)
