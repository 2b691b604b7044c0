"""Every button leaves in a live LibreOffice what it leaves in a closed file: each cell, its look, its note, each file."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, Self

import pytest

from support_buttons import notes_of, press
from support_office import LIVE, office_app
from support_samples import BEST_VALUE, PARTNERSHIP, PEOPLE, path_of
from support_team import fill_in, write_control
from workbook_tools.excel import team_buttons, team_sheets
from workbook_tools.excel.engines.closed_file import open_closed
from workbook_tools.excel.registry import BUTTONS
from workbook_tools.findings import ToolkitError
from workbook_tools.model.control_book import CONTROL, EXCEPTIONS, INPUTS, LOG, STATES_ROW, TRACKER, Setting

pytestmark = [*LIVE, pytest.mark.xdist_group("same cells")]
SERVICES = (
    ("Partnership & Performance", "", "Policy Officer", "policy@example.gov.uk", datetime(2023, 3, 1)),  # noqa: DTZ001
    ("=1+1", "", "", "", None),
)


@dataclass(frozen=True)
class Case:
    """A press: the button, what is done to the open workbook before, and the sheets whose look it changes."""

    button: str
    written: Sequence[str] = ()
    before: Callable[[Any], object] = lambda _book: None

    def __str__(self) -> str:
        return self.button


def no_period(book: Any) -> None:
    book.sheets[CONTROL].range(INPUTS[Setting.PERIOD].cell).value = "never"


def checked(book: Any) -> None:
    press("check_my_return", book)


def written_beside(book: Any) -> None:
    checked(book)
    sheet = book.sheets["Findings"]
    sheet.range("E6").value = "Asked Ann."


CASES = (
    Case("check_my_return", ("Findings", "Statuses")),
    Case("check_my_return", ("Findings", "Findings 2", "Statuses"), written_beside),
    Case("next_finding", (), checked),
    Case("preview_my_report"),
    Case("save_for_submission"),
    Case("issue_returns", (CONTROL, LOG)),
    Case("collect_returns", (CONTROL, LOG, TRACKER)),
    Case("collect_returns", (CONTROL, LOG, TRACKER), no_period),
    Case("build_summary", (CONTROL, LOG)),
    Case("open_exceptions", (CONTROL, LOG, EXCEPTIONS)),
    Case("draft_emails", (CONTROL, LOG)),
)
BLACK = (0, 0, 0)
TEAM = {"issue_returns", "collect_returns", "build_summary", "open_exceptions", "draft_emails"}


class Nine(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2026, 11, 26, 9, tzinfo=tz or UTC)


@pytest.fixture(scope="module")
def app() -> Iterator[Any]:
    with office_app() as app:
        yield app


def workbook(case: Case, folder: Path) -> Path:
    """The return or the control workbook that the button acts on, in a folder that has nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    if case.button not in TEAM:
        return Path(shutil.copy(path_of(PARTNERSHIP), folder / "Return.xlsx"))
    path = write_control(folder)
    for sample in (PARTNERSHIP, PEOPLE, BEST_VALUE):
        shutil.copy(path_of(sample), folder / "Returns")
    return path


def left_by(case: Case, book: Any) -> dict[str, Any]:
    """All that a press leaves behind."""
    if case.button in TEAM:
        fill_in(book, SERVICES)
    case.before(book)
    try:
        said = press(case.button, book)
    except ToolkitError as error:
        said = f"refused: {error}"
    folder, app = Path(book.fullname).parent, book.app
    left = {
        "said": said,
        "sheets": [(sheet.name, bool(sheet.visible), is_protected(sheet)) for sheet in book.sheets],
        "notes": notes_of(book),
        "cells": {sheet.name: contents(sheet) for sheet in book.sheets},
        "looks": {name: looks(book.sheets[name]) for name in case.written},
        "files": sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if ".~lock" not in path.name),
        "open": {other.name for other in app.books},
    }
    if len(app.books) == 1:
        left["selected"] = (book.sheets.active.name, app.selection.address if case.button == "next_finding" else "")
    return left


def is_protected(sheet: Any) -> bool:
    api = sheet.api
    return bool(api.isProtected() if sheet.book.app.engine.name == "libreoffice" else api.protection.sheet)


def contents(sheet: Any) -> dict[tuple[int, int], Any]:
    """Each cell's formula, or what it holds; a closed file has nobody who would calculate."""
    used = sheet.used_range
    formulas, values = used.formula, used.options(ndim=2, err_to_str=True).value
    rows = formulas if isinstance(formulas, (list, tuple)) else [[formulas]]
    return {
        (used.row + row, used.column + column): formula if formula.startswith("=") and formula != value else value
        for row, (of_row, of_values) in enumerate(zip(rows, values, strict=True))
        for column, (formula, value) in enumerate(zip(of_row, of_values, strict=True))
        if formula or value is not None
    }


def looks(sheet: Any) -> dict[tuple[int, int], Any]:
    """How each cell that holds something looks. A closed file has no black of its own: such text is without a colour there."""
    cells = {place: sheet.range(place) for place in contents(sheet)}
    return {
        place: (cell.number_format, cell.color, cell.font.color or BLACK, cell.font.bold, cell.wrap_text)
        for place, cell in cells.items()
    }


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_press_leaves_the_same_in_both(case: Case, app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (team_buttons, team_sheets):
        monkeypatch.setattr(module, "datetime", Nine)
    with open_closed(workbook(case, tmp_path / "here")) as book:
        expected = left_by(case, book)
    with ExitStack() as ending:
        book = app.books.open(str(workbook(case, tmp_path / "here")))
        ending.callback(lambda: [other.close() for other in list(app.books)])
        found = left_by(case, book)
        if TRACKER in case.written and not found["said"].startswith("refused"):
            sheet = book.sheets[TRACKER]
            assert sheet.range((STATES_ROW + 1, 1), (STATES_ROW + 1, 6)).value == [0, 1, 1, 0, 2, 0]  # live formulas
    for part, left in expected.items():
        assert found[part] == left, part


def test_every_button_is_pressed() -> None:
    assert {case.button for case in CASES} == {button.name for button in BUTTONS}
