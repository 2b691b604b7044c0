"""Summaries recalculated by LibreOffice: stored results of formulas against those worked out anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from support_live import recalculate

LEFT_TO_THE_PROGRAM = ("Workings", "Lists")  # hidden sheets whose results are not stored
Place = tuple[str, int, int]  # sheet, row, column


@dataclass(frozen=True)
class Result:
    """A formula with its stored result, None where nothing is stored on purpose, and the one worked out anew."""

    place: Place
    formula: str
    stored: object
    anew: object

    @property
    def is_stored(self) -> bool:
        return self.place[0] not in LEFT_TO_THE_PROGRAM

    @property
    def agrees(self) -> bool:
        """Whether both are the same; a step that is not stored must not be an error."""
        if not self.is_stored:
            return self.stored is None and not str(self.anew).startswith("#")
        if isinstance(self.stored, float | int) and isinstance(self.anew, float | int):
            return abs(self.stored - self.anew) <= 1e-9 * max(1.0, abs(self.stored))
        return (self.stored or "") == (self.anew or "")


def recalculated_results(paths: Sequence[Path], folder: Path) -> dict[str, list[Result]]:
    """Every formula of each workbook, by the workbook's name."""
    recalculate(paths, folder)
    return {path.name: _results(path, folder / path.name) for path in paths}


def _results(path: Path, anew: Path) -> list[Result]:
    formulas = {place: text for place, text in _cells(path, data_only=False).items() if str(text).startswith("=")}
    stored, results = _cells(path, data_only=True), _cells(anew, data_only=True)
    return [Result(place, str(text), stored.get(place), results.get(place)) for place, text in formulas.items()]


def _cells(path: Path, *, data_only: bool) -> dict[Place, Any]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=data_only)
    found = {
        (sheet.title, cell.row, cell.column): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and (data_only or cell.data_type == "f")
    }
    book.close()
    return found
