"""Points about signs: symbols, markers of notes, shorthand."""

import re
from collections.abc import Iterator

from workbook_tools.accessibility.book import Book, Cell, Sheet
from workbook_tools.accessibility.points import Check, Point, ranges
from workbook_tools.accessibility.roles import is_cover, is_notes

NOTE = re.compile(r"\[note (\d+)\]", re.IGNORECASE)
SIGNPOST = re.compile(r"[*†‡§¹²³⁴-⁹⁰]+\s*$|^\s*[*†‡§]+(?=\w)")
UNITS_RAISED = re.compile(r"(?:\bk?[cm]?m|CO2?e?/?m)[²³]\s*$")
SHORTHAND = re.compile(r"\[([a-z]{1,2})\]", re.IGNORECASE)
FIGURE_WITH_NOTE = re.compile(r"[-−]?£?\d[\d,.]*%?\s*\[note \d+\].*", re.IGNORECASE)


def _symbols_alone(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        yield from ranges(sheet, (cell for cell in sheet.texts if not any(map(str.isalnum, cell.text))))


def _signposts(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        for_notes = (cell for cell in sheet.texts if _signposts_a_note(cell))
        yield from ranges(sheet, for_notes)


def _signposts_a_note(cell: Cell) -> bool:
    if any(look.raised for look in cell.looks):
        return True
    has_words = any(map(str.isalnum, cell.text))
    return has_words and bool(SIGNPOST.search(cell.text)) and not UNITS_RAISED.search(cell.text)


def _missing_notes(book: Book) -> Iterator[str]:
    known = {number for sheet in book.shown if is_notes(sheet) for cell in sheet.filled for number in _notes_told(cell)}
    for sheet in book.shown:
        if not is_notes(sheet):
            for cell in sheet.texts:
                missing = [f"note {number}" for number in NOTE.findall(cell.text) if number not in known]
                if missing:
                    yield f"{sheet.place(cell.address)} ({', '.join(missing)})"


def _notes_told(cell: Cell) -> list[str]:
    """Numbers of the notes that a cell of the notes sheet tells: "[note 1]", "Note 1" or the number alone in column A."""
    numbers = re.findall(r"\bnote (\d+)\b", cell.text, re.IGNORECASE)
    return [*numbers, cell.text] if cell.column == 1 else numbers


def _notes_at_figures(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        cells = (cell for cell in sheet.texts if sheet.in_table(cell) and FIGURE_WITH_NOTE.fullmatch(cell.text))
        yield from ranges(sheet, cells)


def _shorthand(book: Book) -> Iterator[str]:
    everywhere = {code for sheet in book.shown if is_notes(sheet) or is_cover(sheet) for code in _codes(sheet, in_tables=None)}
    for sheet in book.shown:
        explained = everywhere | _codes(sheet, in_tables=False)
        for cell in sheet.texts:
            if sheet.in_table(cell) and not is_notes(sheet):
                unknown = {code.lower() for code in SHORTHAND.findall(cell.text)} - explained
                yield from (f"{sheet.place(cell.address)} ([{code}])" for code in sorted(unknown))


def _codes(sheet: Sheet, *, in_tables: bool | None) -> set[str]:
    """Shorthand in texts of a sheet that say more than the shorthand; in tables, outside of them, or anywhere (None)."""
    texts = [cell.text for cell in sheet.texts if in_tables is None or sheet.in_table(cell) is in_tables]
    if in_tables is None:
        return {code.lower() for text in texts for code in SHORTHAND.findall(text)}
    return {code.lower() for text in texts if not SHORTHAND.fullmatch(text) for code in SHORTHAND.findall(text)}


CHECKS = (
    Check(
        Point(
            "symbols-have-words",
            "No symbol stands for words",
            "A screen reader skips most symbols or reads out their technical names.",
            "Formatting 5",
            "No cell holds symbols alone (such as an arrow, a dot or a dash): each text has a letter or a digit.",
            "Write the meaning as a word beside the symbol or instead of it.",
        ),
        _symbols_alone,
    ),
    Check(
        Point(
            "note-markers-in-words",
            "Notes are signposted in words",
            "Superscript and asterisks are not read out, and are too small to see.",
            "Footnotes 1, Footnotes 2",
            "No superscript, and no asterisk, dagger or raised digit at the end or the beginning of a text (units such "
            "as m² pass).",
            "Write [note 1] in place of the sign.",
        ),
        _signposts,
    ),
    Check(
        Point(
            "notes-on-a-notes-sheet",
            "Every note that is referred to is on a notes sheet",
            "A marker that leads nowhere leaves the reader searching.",
            "Footnotes 4",
            'Each [note 1] in any sheet is told on a sheet with Notes in its name, as "note 1" or by its number in column A.',
            "Add the note to the notes sheet.",
        ),
        _missing_notes,
    ),
    Check(
        Point(
            "no-notes-at-figures",
            "Figures carry no markers of notes",
            "A marker makes the figure a text that cannot be used.",
            "Footnotes 3",
            "No cell of a table holds a figure followed by [note 1].",
            "Move the marker to the title, the heading, the row's label or a column for notes.",
        ),
        _notes_at_figures,
    ),
    Check(
        Point(
            "shorthand-explained",
            "Shorthand in tables is explained",
            "A letter in brackets says nothing to those who do not know it.",
            "Footnotes 1, Structure 3",
            "Each shorthand of one or two letters in brackets, such as [x], also stands in a text outside of the table, on the "
            "cover or on the notes sheet. Whether it is explained there is for a person.",
            "Say above the table what the shorthand means.",
        ),
        _shorthand,
    ),
)
