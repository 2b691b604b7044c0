"""The performance team's buttons in a live LibreOffice: the same cells as in a closed file, and the protection is back."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from support_office import LIVE, office_app
from support_samples import BEST_VALUE, PARTNERSHIP, PEOPLE, path_of
from support_team import fill_in, opened, rows_of, write_control
from workbook_tools.excel.team_buttons import (
    build_summary,
    collect_returns,
    draft_emails,
    issue_returns,
    open_exceptions,
)
from workbook_tools.excel.work import Work
from workbook_tools.findings import ToolkitError
from workbook_tools.model.control_book import EXCEPTIONS_TABLE, LOG_TABLE, STATES_ROW, TRACKER_TABLE

pytestmark = [*LIVE, pytest.mark.xdist_group("team in libreoffice")]
SERVICES = (
    ("Partnership & Performance", "", "Policy Officer", "policy@example.gov.uk", datetime(2023, 3, 1)),  # noqa: DTZ001
    ("=1+1", "", "", "", None),
)
TEAM = (issue_returns, collect_returns, build_summary, open_exceptions, draft_emails)
BUTTONS = ["Issue returns", "Collect returns", "Build summary", "Open exceptions", "Draft e-mails", "Collect returns"]


@pytest.fixture(scope="module")
def app() -> Iterator[Any]:
    with office_app() as app:
        yield app


def folder_with_returns(folder: Path) -> Path:
    folder.mkdir()
    path = write_control(folder)
    for sample in (PARTNERSHIP, PEOPLE, BEST_VALUE):
        shutil.copy(path_of(sample), folder / "Returns")
    return path


def pressed(book: Any) -> dict[str, Any]:
    """What the sheets hold once each button was pressed, without folders and times."""
    said = [press(book, Work()) for press in TEAM]
    book.sheets["Control"].range("B7").value = "never"
    with pytest.raises(ToolkitError) as raised:
        collect_returns(book, Work())
    sheet = book.sheets[EXCEPTIONS_TABLE.sheet]
    status = [sheet.range((EXCEPTIONS_TABLE.first_row + row, EXCEPTIONS_TABLE.place("Status"))) for row in range(26)]
    log = rows_of(book, LOG_TABLE)
    return {
        "said": [text.replace(str(Path(book.fullname).parent), "") for text in (*said, str(raised.value))],
        "tracker": rows_of(book, TRACKER_TABLE),
        "exceptions": rows_of(book, EXCEPTIONS_TABLE),
        "looks": [(cell.color, cell.font.color, cell.number_format) for cell in status],
        "log": [(row["Button"], row["What came of it"] in (*said, str(raised.value))) for row in log],
    }


def test_the_cells_are_those_of_a_closed_file(app: Any, tmp_path: Path) -> None:
    with opened(folder_with_returns(tmp_path / "closed"), SERVICES) as book:
        expected = pressed(book)
    book = app.books.open(str(folder_with_returns(tmp_path / "live")))
    fill_in(book, SERVICES)
    found = pressed(book)
    assert found == expected
    assert found["log"] == [(button, True) for button in BUTTONS]
    assert [row["State"] for row in found["tracker"]] == ["Late", "Missing", "Refused", "Refused"]
    assert found["tracker"][1]["Service"] == "=1+1"
    sheet = book.sheets[TRACKER_TABLE.sheet]
    assert sheet.range((STATES_ROW + 1, 1), (STATES_ROW + 1, 6)).value == [0, 1, 1, 0, 2, 0]  # live formulas
    assert all(book.sheets[name].api.isProtected() for name in ("Control", "Services", "Tracker", "Exceptions", "Log"))
    assert app.books.active.name in {"Performance control.xlsx", "Performance-summary-2022-23.xlsx"}
    for other in list(app.books):
        other.close()
