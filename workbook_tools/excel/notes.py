"""Our part of the notes in an open book: put on, replaced and taken off, whatever the officers wrote around it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from workbook_tools.excel.host import add_note, unlocked
from workbook_tools.reading.addresses import address_of, row_and_column
from workbook_tools.reading.grids import Grid
from workbook_tools.writing.note_text import NoteLine, with_our_part, without_our_part

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

Lines = Mapping[str, Sequence[NoteLine]]
"""Lines by the address of the cell that they belong to."""


def put_notes(book: "xlwings.Book", wanted: Mapping[str, Lines], grids: Sequence[Grid] = ()) -> None:
    """Makes our part of every note in the book what is wanted; where nothing is, ours is taken off.

    A note that is as it should be is not touched, nor is a sheet without any to change.

    Args:
        book: the open book.
        wanted: lines by sheet.
        grids: its sheets as they were read; a cell with content is not asked whether it lies below merged ones.

    Raises:
        ToolkitError: a sheet's protection needs lifting and a password guards it.
    """
    filled = {grid.name: grid.cells for grid in grids}
    for sheet in book.sheets:
        name, texts = sheet.name, texts_of_notes(sheet)
        lines = _at_first_cells(sheet, wanted.get(name, {}), filled.get(name, {}))
        changes = {address: text for address, text in _as_wanted(texts, lines) if text != texts.get(address, "")}
        if changes:
            with unlocked(sheet):
                for address, text in changes.items():
                    _write(sheet.range(address), text, is_new=address not in texts)


def texts_of_notes(sheet: "xlwings.Sheet") -> dict[str, str]:
    """The text of every note on a sheet by its cell, such as "F14"."""
    return {address_of(note.location.row, note.location.column): note.text for note in sheet.notes}


def _as_wanted(texts: Mapping[str, str], lines: Lines) -> Iterator[tuple[str, str]]:
    """What every note should say by its cell: those that are there, and those that are missing."""
    for address in (*texts, *(address for address in lines if address not in texts)):
        yield address, with_our_part(without_our_part(texts.get(address, "")), lines.get(address, ()))


def _at_first_cells(sheet: "xlwings.Sheet", lines: Lines, filled: Mapping[tuple[int, int], object]) -> Lines:
    """The same by the cell that can hold the note: of merged cells the first."""
    found: dict[str, list[NoteLine]] = {}
    unsure = [place for address in lines if (place := row_and_column(address)) not in filled]
    if not unsure or _all_single(sheet, unsure):
        return lines
    for address, of_cell in lines.items():
        area = None if row_and_column(address) in filled else sheet.range(address).merge_area
        found.setdefault(address_of(area.row, area.column) if area else address, []).extend(of_cell)
    return found


def _all_single(sheet: "xlwings.Sheet", places: Sequence[tuple[int, int]]) -> bool:
    """Whether there are no merged cells where these places are; each place would be a question of its own."""
    rows, columns = zip(*places, strict=True)
    return sheet.range((min(rows), min(columns)), (max(rows), max(columns))).merge_cells is False  # Excel: None for some


def _write(cell: "xlwings.Range", text: str, *, is_new: bool) -> None:
    if is_new:
        add_note(cell, text)
    elif text:
        cell.note.text = text
    else:
        cell.note.delete()
