"""Corrections made in LibreOffice: cells of an open workbook are changed, and what its formulas then show is read back."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from support_libreoffice import run_in_office

CORRECT = """
asked = json.load(sys.stdin)
result = []
for corrections in asked["rounds"]:
    for correction in corrections:
        cell = document.Sheets.getByName(correction["sheet"]).getCellRangeByName(correction["address"])
        if isinstance(correction["value"], str):
            cell.setString(correction["value"])
        else:
            cell.setValue(correction["value"])
    shown = {}
    for name in asked["sheets"]:
        sheet = document.Sheets.getByName(name)
        cursor = sheet.createCursor(); cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        shown[name] = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).DataArray
    result.append(shown)
"""

Shown = dict[str, list[list[str | float]]]
"""By sheet, what its cells hold, row by row from its first cell on."""


@dataclass(frozen=True)
class Correction:
    """A cell of a workbook and what is put into it; a number goes in as one, a text as a text."""

    sheet: str
    address: str
    value: str | float


def correct(path: Path, rounds: Sequence[Sequence[Correction]], sheets: Sequence[str]) -> list[Shown]:
    """What these sheets show after each round; rounds build on each other."""
    asked = {"rounds": [[asdict(correction) for correction in corrections] for corrections in rounds], "sheets": list(sheets)}
    shown: list[Shown] = run_in_office(CORRECT, path, asked)
    return shown
