"""Points about sheets: titles, names, order, contents, links, and how the workbook opens."""

import re
from collections.abc import Iterator

from workbook_tools.accessibility.book import Area, Book, Kind, Sheet, columns_text, rows_text
from workbook_tools.accessibility.points import Check, Point, ranges
from workbook_tools.accessibility.roles import is_contents, is_cover

DEFAULT_SHEET_NAME = re.compile(
    r"(?:sheet|work ?sheet|tabelle|feuil|hoja|foglio|blad|chart|tab|table)?[\s_-]*\d*[a-z]?", re.IGNORECASE
)
NUMBERED_NAME = re.compile(r"(?:table[\s_-]*)?\d[\w.]*", re.IGNORECASE)
LONGEST_NAME = 31  # characters, Excel's own limit
SHEETS_WITHOUT_CONTENTS = 3  # inclusive
WEB_ADDRESS = re.compile(r"(?:https?://|ftp://|file:|www\.)\S*", re.IGNORECASE)
CELL_ADDRESS = re.compile(r"#?'?[^'!]+'?!\$?[a-z]+\$?\d+", re.IGNORECASE)
EMPTY_WORDS = {"here", "click here", "link", "this link", "more", "read more", "click"}


def _no_title(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        cell = sheet.at(1, 1)
        if sheet.cells and (cell is None or cell.kind is not Kind.TEXT):
            yield sheet.place("A1")


def _title_not_marked(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        cell = sheet.at(1, 1)
        if cell and not re.match(r"(?:head(?:ing|line) ?1|title)\b", cell.look.style, re.IGNORECASE):
            yield f"{sheet.place('A1')} (style {cell.look.style})"


def _names(book: Book) -> Iterator[str]:
    has_contents = any(map(is_contents, book.shown))
    for sheet in book.shown_or_charts:
        says_nothing = DEFAULT_SHEET_NAME.fullmatch(sheet.name) and not (has_contents and NUMBERED_NAME.fullmatch(sheet.name))
        if says_nothing or len(sheet.name) > LONGEST_NAME or sheet.name != sheet.name.strip():
            yield sheet.name


def _blank_sheets(book: Book) -> Iterator[str]:
    return (sheet.name for sheet in book.shown if not any(sheet.filled) and not sheet.floating)


def _hidden_sheets(book: Book) -> Iterator[str]:
    return (sheet.name for sheet in book.sheets if sheet.hidden)


def _hidden_lines(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        yield from (sheet.place(rows_text(*span)) for span in sheet.hidden_rows)
        yield from (sheet.place(columns_text(*span)) for span in sheet.hidden_columns)


def _frozen(book: Book) -> Iterator[str]:
    return (sheet.name for sheet in book.shown if sheet.frozen)


def _filters(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        if sheet.filter_area:
            yield sheet.place(sheet.filter_area)
        yield from (sheet.place(table.area) for table in sheet.tables if table.filter_buttons)


def _not_in_contents(book: Book) -> Iterator[str]:
    shown = book.shown_or_charts
    lists = [sheet for sheet in book.shown if is_contents(sheet)]
    if len(shown) <= SHEETS_WITHOUT_CONTENTS:
        return
    if not lists:
        yield "no sheet named Contents"
        return
    linked = {name for sheet in lists for name in _linked_sheets(sheet)}
    for sheet in shown:
        if sheet not in lists and not is_cover(sheet) and sheet.name.casefold() not in linked:
            yield f"{sheet.name} (not linked from {lists[0].name})"


def _linked_sheets(sheet: Sheet) -> Iterator[str]:
    """Names of the sheets that links of a sheet lead to, in lower case."""
    formulas = (re.search(r'^HYPERLINK\(\s*"#([^"]+)"', cell.formula, re.IGNORECASE) for cell in sheet.shown)
    places = [link.location or link.target.removeprefix("#") for link in sheet.links]
    for place in [*places, *(found[1] for found in formulas if found)]:
        name = place.removeprefix("#").rpartition("!")[0]
        yield name.removeprefix("'").removesuffix("'").replace("''", "'").casefold()


def _cursor(book: Book) -> Iterator[str]:
    first = next((index for index, sheet in enumerate(book.sheets) if not sheet.hidden), 0)
    if book.active != first:
        name = book.sheets[book.active].name if 0 <= book.active < len(book.sheets) else "another sheet"
        yield f"{name} (opens first)"
    for sheet in book.shown:
        if sheet.active_cell != "A1" or sheet.top_left_cell != "A1":
            yield sheet.place(sheet.active_cell if sheet.active_cell != "A1" else sheet.top_left_cell)


def _bare_links(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        linked = {(link.row, link.column) for link in sheet.links}
        linked |= {place for place, cell in sheet.cells.items() if cell.formula.upper().startswith("HYPERLINK(")}
        for row, column in sorted(linked):
            cell = sheet.at(row, column)
            if cell is None or (cell.kind is not Kind.UNKNOWN and not _has_words(cell.text)):
                yield sheet.place(cell.address) if cell else sheet.place(Area(column, row, column, row))
        unlinked = (cell for cell in sheet.texts if (cell.row, cell.column) not in linked)
        yield from ranges(sheet, (cell for cell in unlinked if WEB_ADDRESS.fullmatch(cell.text)))


def _has_words(text: str) -> bool:
    if WEB_ADDRESS.fullmatch(text) or CELL_ADDRESS.fullmatch(text):
        return False
    return text.casefold().strip(" .>→") not in EMPTY_WORDS and any(map(str.isalnum, text))


CHECKS = (
    Check(
        Point(
            "title-in-a1",
            "A1 of every sheet is its title",
            "A1 is what a screen reader reads first.",
            "Formatting 4, Structure 3",
            "A1 holds a text on each sheet. Whether it describes the sheet is for a person.",
            "Write the title into A1.",
        ),
        _no_title,
    ),
    Check(
        Point(
            "title-marked-up",
            "The title is marked up as a heading",
            "The cell style tells software, and converters to other formats, that it is a heading.",
            "Formatting 4",
            "A1 has the cell style Heading 1 or Title.",
            "Give A1 the cell style Heading 1 (Home, Cell Styles).",
        ),
        _title_not_marked,
    ),
    Check(
        Point(
            "sheet-names",
            "Sheets have descriptive names",
            "Names are how readers move between sheets.",
            "Structure 1",
            "No name that programs give (Sheet1); numbers such as 1a or Table 2 only where there is a contents sheet; at most "
            "31 characters without blanks around them.",
            "Rename the sheet after what it holds.",
        ),
        _names,
    ),
    Check(
        Point(
            "no-blank-sheets",
            "No sheet is blank",
            "Nobody can tell whether something is missing.",
            "Structure 2",
            "Every sheet holds something.",
            "Delete the sheet.",
        ),
        _blank_sheets,
    ),
    Check(
        Point(
            "no-hidden-sheets",
            "No sheet is hidden",
            "What is hidden is lost to most readers, and read out to some.",
            "Tables 9, taken to sheets",
            "No sheet is hidden, even deeply.",
            "Show the sheet or delete it.",
        ),
        _hidden_sheets,
    ),
    Check(
        Point(
            "no-hidden-rows-or-columns",
            "No rows or columns are hidden",
            "Readers cannot find what is hidden, and programs may read it out.",
            "Tables 9",
            "No row and no column is hidden or has been filtered away.",
            "Show the rows and columns or delete them.",
        ),
        _hidden_lines,
    ),
    Check(
        Point(
            "no-freeze-panes",
            "No panes are frozen or split",
            "In an enlarged window frozen panes leave no room for the rest.",
            "Tables 7",
            "No sheet has frozen or split panes. The checklist allows them with instructions on how to turn them off; that is "
            "for a person.",
            "Unfreeze the panes.",
        ),
        _frozen,
    ),
    Check(
        Point(
            "no-filters",
            "No filters are switched on",
            "Filter buttons cover headings and are announced at each of them.",
            "Tables 7",
            "No sheet has a filter, no table shows filter buttons. The checklist allows them with instructions on how to turn "
            "them off; that is for a person.",
            "Switch the filter off (Data, Filter).",
        ),
        _filters,
    ),
    Check(
        Point(
            "contents-sheet",
            "A contents sheet links to every sheet",
            "Without it readers have to open each sheet to find theirs.",
            "Structure 1; the links are ours",
            "Where there are more than three sheets, one is named Contents and has a link to each other sheet but the cover.",
            "Add a sheet named Contents with a link to each sheet.",
        ),
        _not_in_contents,
    ),
    Check(
        Point(
            "links-have-words",
            "Links have words",
            "A screen reader reads an address letter by letter, and lists links without what stands around them.",
            "Formatting 2",
            "No link is blank, a bare web address or cell address, or says only here, link or more; no other text is a bare "
            "web address. E-mail addresses pass.",
            "Write the name of what the link leads to.",
        ),
        _bare_links,
    ),
    Check(
        Point(
            "cursor-at-a1",
            "The workbook opens at A1 of its first sheet",
            "Reading starts where the cursor is.",
            "Before publishing 4",
            "The first sheet is the active one; on every sheet the active cell and the upper left corner shown are A1.",
            "Go to A1 on each sheet (Ctrl+Home), last on the first, and save.",
        ),
        _cursor,
    ),
)
