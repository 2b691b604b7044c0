"""Our part of the notes in an open book: put on, replaced and taken off, whatever the officers wrote around it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from workbook_tools.excel.host import add_note, unlocked
from workbook_tools.reading.addresses import address_of
from workbook_tools.writing.note_text import NoteLine, with_our_part, without_our_part

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

LIBREOFFICE = "libreoffice"
Wanted = Mapping[tuple[str, str], Sequence[NoteLine]]
"""Lines by the sheet and the address that they belong to."""


def put_notes(book: "xlwings.Book", wanted: Wanted) -> None:
    """Makes our part of every note in the book what is wanted; where nothing is, ours is taken off.

    A note that is as it should be is not touched, nor is a sheet without any to change.

    Raises:
        ToolkitError: a sheet's protection needs lifting and a password guards it.
    """
    for sheet in book.sheets:
        this = sheet.name  # asked once: each question to the program takes time
        lines = _at_first_cells(sheet, {address: lines for (name, address), lines in wanted.items() if name == this})
        texts = texts_of_notes(sheet)
        changes = {address: text for address, text in _as_wanted(texts, lines) if text != texts.get(address, "")}
        if changes:
            with unlocked(sheet):
                for address, text in changes.items():
                    _write(sheet.range(address), text)


def texts_of_notes(sheet: "xlwings.Sheet") -> dict[str, str]:
    """The text of every note on a sheet by its cell, such as "F14"."""
    if sheet.book.app.engine.name == LIBREOFFICE:
        found = sheet.api.getAnnotations()
        notes = [found.getByIndex(index) for index in range(found.getCount())]
        return {address_of(note.Position.Row + 1, note.Position.Column + 1): note.getString() for note in notes}
    return {note.location.get_address(row_absolute=False, column_absolute=False): note.text for note in sheet.notes}


def _as_wanted(texts: Mapping[str, str], lines: Mapping[str, Sequence[NoteLine]]) -> list[tuple[str, str]]:
    """What every note should say by its cell: those that are there, and those that are missing."""
    return [
        (address, with_our_part(without_our_part(texts.get(address, "")), lines.get(address, ())))
        for address in (*texts, *(address for address in lines if address not in texts))
    ]


def _at_first_cells(sheet: "xlwings.Sheet", lines: Mapping[str, Sequence[NoteLine]]) -> Mapping[str, Sequence[NoteLine]]:
    """The same by the cell that can hold the note: of merged cells the first."""
    found: dict[str, list[NoteLine]] = {}
    for address, of_cell in lines.items():
        found.setdefault(_first_cell(sheet.range(address)), []).extend(of_cell)
    return found


def _first_cell(cell: "xlwings.Range") -> str:
    if cell.sheet.book.app.engine.name == LIBREOFFICE:
        cursor = cell.sheet.api.createCursorByRange(cell.api)
        cursor.collapseToMergedArea()
        place = cursor.getRangeAddress()
        return address_of(place.StartRow + 1, place.StartColumn + 1)
    area = cell.merge_area
    return address_of(area.row, area.column)


def _write(cell: "xlwings.Range", text: str) -> None:
    note = cell.note
    if note is None:
        add_note(cell, text)
    elif text:
        note.text = text
    else:
        note.delete()
