"""Points about tables: the first part of the checklist, and where tables stand on their sheets."""

import re
from collections.abc import Iterator

from workbook_tools.accessibility.book import Area, Book, Cell, Kind, Sheet, Table, columns_text, rows_text
from workbook_tools.accessibility.points import Check, Point, gaps, ranges
from workbook_tools.accessibility.roles import is_sheet_of_data
from workbook_tools.model.spellings import folded
from workbook_tools.reading.addresses import column_letters

DEFAULT_TABLE_NAME = re.compile(r"_*(?:table|tabelle|tableau|tabla|tabella|tabel|tbl|list)?[\W_\d]*", re.IGNORECASE)
DEFAULT_HEADING = re.compile(r"(?:column|spalte|colonne)\s*\d+", re.IGNORECASE)
FIGURE = re.compile(r"\(?[-−+]?\s*£?\s*[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*%?\)?")
LEAST_LETTERS = 3  # of a table's name that says something


def _one_table(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        if len(sheet.tables) > 1:
            yield f"{sheet.name} ({len(sheet.tables)} tables)"
        elif not sheet.tables and is_sheet_of_data(sheet):
            yield f"{sheet.name} (no table)"


def _names(book: Book) -> Iterator[str]:
    seen: set[str] = set()
    for sheet in book.shown:
        for table in sheet.tables:
            letters = sum(character.isalpha() for character in table.name)
            if DEFAULT_TABLE_NAME.fullmatch(table.name) or letters < LEAST_LETTERS or table.name.casefold() in seen:
                yield f"{sheet.place(table.area)} ({table.name or 'no name'})"
            seen.add(table.name.casefold())


def _merged(book: Book) -> Iterator[str]:
    return (sheet.place(area) for sheet in book.shown for area in sheet.merged)


def _blank_lines(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        places = [(cell.row, cell.column) for cell in sheet.filled]
        for table in sheet.tables:  # a marked-up table belongs to the used area even where nothing is in it
            places += [(table.area.top, table.area.left), (table.area.bottom, table.area.right)]
        rows, columns = {cell.row for cell in sheet.filled}, {cell.column for cell in sheet.filled}
        last_row, last_column = (max((place[part] for place in places), default=0) for part in (0, 1))
        yield from (sheet.place(rows_text(*span)) for span in gaps(rows, 1, last_row))
        yield from (sheet.place(columns_text(*span)) for span in gaps(columns, 1, last_column))
        for table in sheet.tables:
            yield from _blank_in(sheet, table)


def _blank_in(sheet: Sheet, table: Table) -> Iterator[str]:
    """Rows of a table without anything, beside which the sheet holds something; other blank rows are named already."""
    body = [cell for cell in sheet.filled if (cell.row, cell.column) in table.area and cell.row in table.body]
    used_rows = {cell.row for cell in body} | (set(table.body) - {cell.row for cell in sheet.filled})
    if body and len(table.body):
        yield from (sheet.place(rows_text(*span)) for span in gaps(used_rows, table.body[0], table.body[-1]))


def _headings(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        for table in sheet.tables:
            if table.header_rows != 1:
                yield f"{sheet.place(table.area)} (no heading row)"
                continue
            seen: set[str] = set()
            for column in table.columns:
                cell = sheet.at(table.area.top, column)
                text = folded(cell.text) if cell else ""
                if not text or text in seen or DEFAULT_HEADING.fullmatch(text):
                    yield sheet.place(f"{column_letters(column)}{table.area.top}")
                seen.add(text)


def _empty_cells(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        notes = (cell for cell in sheet.texts if not sheet.in_table(cell))
        if any(re.search(r"\b(?:blank|empty)\b", cell.text, re.IGNORECASE) for cell in notes):
            continue
        for table in sheet.tables:
            filled = _by_column(sheet, table)
            for column in table.columns if len(table.body) else ():
                used = (cell.row for cell in filled.get(column, ()))
                for top, bottom in gaps(used, table.body[0], table.body[-1]):
                    yield sheet.place(Area(column, top, column, bottom))


def _numbers_as_text(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        for table in sheet.tables:
            for cells in _by_column(sheet, table).values():
                yield from ranges(sheet, _numbers_among(cells))


def _by_column(sheet: Sheet, table: Table) -> dict[int, list[Cell]]:
    """The filled cells of a table's body by column."""
    columns: dict[int, list[Cell]] = {}
    for cell in sheet.filled:
        if cell.row in table.body and cell.column in table.columns:
            columns.setdefault(cell.column, []).append(cell)
    return columns


def _numbers_among(cells: list[Cell]) -> list[Cell]:
    """Texts that are figures: beside real numbers, or in a column of nothing but amounts and percentages."""
    like = [cell for cell in cells if cell.kind is Kind.TEXT and FIGURE.fullmatch(cell.text)]
    has_numbers = any(cell.kind is Kind.NUMBER for cell in cells)
    only_amounts = len(like) == len(cells) and any("%" in cell.text or "£" in cell.text for cell in like)
    return like if has_numbers or only_amounts else []


def _left_edge(book: Book) -> Iterator[str]:
    return (sheet.place(table.area) for sheet in book.shown for table in sheet.tables if table.area.left != 1)


def _directly_below(book: Book) -> Iterator[str]:
    """Tables with a blank row above, or with nothing between the title and the table."""
    for sheet in book.shown:
        first = min(sheet.tables, key=lambda table: table.area.top, default=None)
        if first is None:
            continue
        if not sheet.at(2, 1) or first.area.top <= 2:  # noqa: PLR2004 - the row below the title
            yield f"{sheet.place('A2')} (no notes)"
        if first.area.top > 1 and not any(cell.row == first.area.top - 1 for cell in sheet.filled):
            yield f"{sheet.place(rows_text(first.area.top - 1, first.area.top - 1))} (blank above the table)"


def _outside(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        for table in sheet.tables:
            beyond = (
                cell
                for cell in sheet.filled
                if not sheet.in_table(cell) and (cell.row > table.area.bottom or cell.row >= table.area.top)
            )
            yield from ranges(sheet, beyond)


CHECKS = (
    Check(
        Point(
            "one-table-a-sheet",
            "Each sheet of data holds one marked-up table",
            "A screen reader announces headings and size of a table only where it is marked up; a second one is easily missed.",
            "Tables 1, Structure 6",
            "Every sheet of data has exactly one Excel table, no other sheet more than one. A sheet of data is one that holds "
            "a number and is not named Cover, Contents, Notes or the like.",
            "Mark the data up as a table (Insert, Table), one on each sheet.",
        ),
        _one_table,
    ),
    Check(
        Point(
            "table-names",
            "Tables have meaningful names of their own",
            "The name is how a table is found in lists and announced.",
            "Tables 2",
            "No table has a name that programs give (Table1), a name of fewer than three letters, or that of another table. "
            "Whether the words fit is for a person.",
            "Give each table a name that says what it holds (Table Design, Table Name).",
        ),
        _names,
    ),
    Check(
        Point(
            "no-merged-cells",
            "No cells are merged",
            "Merged cells hide where a row or column begins; screen readers lose their place.",
            "Tables 3",
            "No area of merged cells. Split cells do not exist in Excel; a nested table shows as a second table.",
            "Unmerge the cells.",
        ),
        _merged,
    ),
    Check(
        Point(
            "no-blank-rows-or-columns",
            "No rows or columns are blank",
            "A blank row or column sounds like the end of the sheet.",
            "Tables 4",
            "From A1 to the last used cell, and within each table, every row and column holds something.",
            "Delete blank rows and columns; use row heights and column widths for space.",
        ),
        _blank_lines,
    ),
    Check(
        Point(
            "table-headings",
            "Every column of a table has a heading of its own",
            "Headings are read out with each figure.",
            "Tables 5",
            "Each table has one heading row marked as such; every heading is filled in, is not the program's own (Column1) and "
            "stands once.",
            "Give each column its own heading.",
        ),
        _headings,
    ),
    Check(
        Point(
            "blank-cells-explained",
            "Empty cells in tables are explained",
            "Nobody can hear whether an empty cell means none, not known or forgotten.",
            "Tables 8",
            "No empty cell in a table, or a text outside of the table on the same sheet with the word blank or empty.",
            "Fill the cells in, or say above the table why some are blank.",
        ),
        _empty_cells,
    ),
    Check(
        Point(
            "numbers-as-numbers",
            "Numbers in tables are numbers",
            "Text that looks like a number cannot be sorted, summed or read out as one.",
            "ours",
            "No figure typed as text beside numbers in a column of a table, and no column of amounts or percentages as text.",
            "Type the figures as numbers and give them a number format.",
        ),
        _numbers_as_text,
    ),
    Check(
        Point(
            "tables-at-the-left",
            "Tables start in column A",
            "Readers who move down column A come upon the table.",
            "Structure 4",
            "The first column of each table is A.",
            "Move the table to column A.",
        ),
        _left_edge,
    ),
    Check(
        Point(
            "table-below-notes",
            "Notes stand below the title, the table directly below them",
            "What is needed to understand a table has to be read before it.",
            "Structure 3",
            "On a sheet with a table A2 holds a text, and the row above the table is not blank.",
            "Write a line of notes below the title, and start the table in the row below.",
        ),
        _directly_below,
    ),
    Check(
        Point(
            "nothing-below-tables",
            "Nothing stands below or beside a table",
            "Readers stop at the end of a table.",
            "Structure 5",
            "No filled cell outside of a table from its first row down.",
            "Move the text above the table or to the notes sheet.",
        ),
        _outside,
    ),
)
