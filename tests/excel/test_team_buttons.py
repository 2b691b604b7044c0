"""The performance team's five buttons, on a closed control workbook with real returns."""

import email
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support_many_returns import write_return
from support_samples import BEST_VALUE, PARTNERSHIP, PEOPLE, path_of
from support_spoilt_returns import truncate
from support_team import CONTROL_FILE, column_of, opened, rows_of, stopped_after, write_control
from workbook_tools.excel.engines.closed_file import open_closed
from workbook_tools.excel.registry import BUTTONS, Group
from workbook_tools.excel.team_buttons import (
    build_summary,
    collect_returns,
    draft_emails,
    issue_returns,
    open_exceptions,
)
from workbook_tools.excel.work import StoppedError, Work
from workbook_tools.findings import ToolkitError
from workbook_tools.model.control_book import (
    CONTROL,
    EXCEPTIONS_TABLE,
    LOG,
    LOG_TABLE,
    MESSAGE_CELL,
    STATES_ROW,
    TRACKER_TABLE,
)
from workbook_tools.reading.preflight import CANNOT_BE_OPENED
from workbook_tools.reading.service_return import read_service_return
from workbook_tools.writing.whole_file import is_output

Press = Callable[[Any, Work], str]
TEAM: tuple[Press, ...] = (issue_returns, collect_returns, build_summary, open_exceptions, draft_emails)
COLLECTING: tuple[Press, ...] = TEAM[1:]
DUE = datetime(2023, 4, 21)  # noqa: DTZ001 - a cell holds no time zone
CLACKMANNANSHIRE = (
    ("Partnership & Performance", "Partnership & Performance", "Policy Officer", "partnership@example.gov.uk", DUE),
    ("People", "People", "Strategic Director (People)", "people@example.gov.uk", DUE),
    ("Best Value", "Chief Executive", "Best Value Lead", "best.value@example.gov.uk", DUE),
    ("Place", "Place", "Strategic Director (Place)", "place@example.gov.uk", DUE),
)


@pytest.fixture
def control(tmp_path: Path) -> Path:
    """A control workbook beside the sample returns of Clackmannanshire."""
    path = write_control(tmp_path)
    for sample in (PARTNERSHIP, PEOPLE, BEST_VALUE):
        shutil.copy(path_of(sample), tmp_path / "Returns")
    return path


def logged(book: Any) -> list[tuple[str, str]]:
    """Button and message of each row of the log."""
    return [(row["Button"], row["What came of it"]) for row in rows_of(book, LOG_TABLE)]


def test_the_buttons_of_the_registry_are_these() -> None:
    assert [button.function() for button in BUTTONS if button.group is Group.TEAM] == list(TEAM)


def test_the_five_in_order(control: Path) -> None:
    with opened(control, CLACKMANNANSHIRE) as book:
        said = [press(book, Work()) for press in TEAM]
        assert [button for button, _ in logged(book)] == [
            "Issue returns", "Collect returns", "Build summary", "Open exceptions", "Draft e-mails",
        ]  # fmt: skip
        assert [message for _, message in logged(book)] == said
        assert all(isinstance(row["When"], datetime) for row in rows_of(book, LOG_TABLE))
        assert said[-1] in book.sheets[CONTROL].range(MESSAGE_CELL).value
    made = sorted(path.relative_to(control.parent).as_posix() for path in control.parent.rglob("*.*"))
    assert [name for name in made if not name.startswith("Returns/")] == [
        "Issued returns/Best-Value-2022-23-return.xlsm",
        "Issued returns/Partnership-Performance-2022-23-return.xlsm",
        "Issued returns/People-2022-23-return.xlsm",
        "Issued returns/Place-2022-23-return.xlsm",
        CONTROL_FILE,
        "Summaries and drafts/Drafts-2022-23/Best Value.eml",
        "Summaries and drafts/Drafts-2022-23/People.eml",
        "Summaries and drafts/Drafts-2022-23/Place.eml",
        "Summaries and drafts/Performance-summary-2022-23.xlsx",
    ]


def test_issued_returns_follow_the_previous_ones_and_nobodys_work_is_replaced(control: Path) -> None:
    services = (("People", "", "", "", None, f"Returns/{PEOPLE}.xlsx"), ("Place",), ("Other", "", "", "", None, "gone.xlsx"))
    place = control.parent / "Issued returns" / "Place-2022-23-return.xlsm"
    place.parent.mkdir()
    place.write_bytes(b"begun")
    with opened(control, services) as book:
        message = issue_returns(book, Work())
        assert logged(book) == [("Issue returns", message)]
    first, *problems = message.splitlines()
    assert first == f"1 of 3 returns for 2022/23 written to {place.parent}. Not written:"
    assert [problem.split(":")[0] for problem in problems] == ["Place", "Other"]
    assert place.read_bytes() == b"begun"
    issued = read_service_return(place.with_name("People-2022-23-return.xlsm"))
    assert (issued.cover.service, str(issued.cover.period)) == ("People", "2022/23")
    assert len(issued.actions) == len(read_service_return(path_of(PEOPLE)).actions)


def test_the_tracker_says_what_came_in(control: Path) -> None:
    shutil.copy(path_of(PARTNERSHIP), control.parent / "Returns" / "once more.xlsx")
    with opened(control, CLACKMANNANSHIRE[1:]) as book:
        message = collect_returns(book, Work())
        rows = rows_of(book, TRACKER_TABLE)
        assert "2022/23. Collected on " in book.sheets["Tracker"].range(TRACKER_TABLE.about).value
        assert book.sheets.active.name == "Tracker"
    assert column_of(rows, "Service") == ["People", "Best Value", "Place", *["Partnership & Performance"] * 2]
    assert column_of(rows, "State") == ["Refused", "Refused", "Missing", "Unexpected", "Superseded"]
    assert column_of(rows, "Contact (role)") == [*(row[2] for row in CLACKMANNANSHIRE[1:]), None, None]
    assert column_of(rows, "Due") == [DUE, DUE, DUE, None, None]
    assert column_of(rows, "File")[2:] == [None, f"{PARTNERSHIP}.xlsx", "once more.xlsx"]
    assert [tuple(row[kind] for kind in ("Errors", "Warnings", "Queries")) for row in rows][2:4] == [(None,) * 3, (0, 1, 0)]
    assert column_of(rows, "Reason")[2] == "No return of Place for 2022/23 has come in, due on 21 April 2023."
    assert message == ("2022/23: 1 missing, 1 superseded, 2 refused, 1 unexpected. The sheet Tracker says which and why.")


def test_the_counts_above_the_tracker_count_its_states(control: Path) -> None:
    with opened(control, CLACKMANNANSHIRE) as book:
        collect_returns(book, Work())
        states = Counter(column_of(rows_of(book, TRACKER_TABLE), "State"))
        sheet = book.sheets["Tracker"]
        words, formulas = sheet.range((STATES_ROW, 1), (STATES_ROW, 6)).value, sheet.range((STATES_ROW + 1, 1), (6, 6)).formula
    column = "ABCDEFGHIJ"[TRACKER_TABLE.place("State") - 1]
    area = f"${column}${TRACKER_TABLE.first_row}:${column}$1048576"
    assert list(formulas[0]) == [f'=COUNTIF({area},"{word}")' for word in words]
    assert set(states) <= set(words)


def test_collecting_again_leaves_nothing_of_the_time_before(control: Path) -> None:
    with opened(control, CLACKMANNANSHIRE) as book:
        collect_returns(book, Work())
        open_exceptions(book, Work())
        first = TRACKER_TABLE.first_row
        for path in (control.parent / "Returns").iterdir():
            path.unlink()
        book.sheets["Services"].range("A6:F8").clear_contents()
        collect_returns(book, Work())
        assert open_exceptions(book, Work()).endswith("nothing needs attention in the returns that were received.")
        assert column_of(rows_of(book, TRACKER_TABLE), "State") == ["Missing"]
        assert rows_of(book, EXCEPTIONS_TABLE) == []
        status = book.sheets["Exceptions"].range((EXCEPTIONS_TABLE.first_row, EXCEPTIONS_TABLE.place("Status")))
        assert status.color is None
        assert book.sheets["Tracker"].range((first + 1, 1)).row_height < book.sheets["Tracker"].range("A1").row_height


def test_late_and_refused_returns_of_made_up_services(tmp_path: Path) -> None:
    control, returns = write_control(tmp_path), tmp_path / "Returns"
    for number in range(3):
        write_return(returns / f"{number}.xlsx", number)
    truncate(returns / "2.xlsx")
    submitted = {number: read_service_return(returns / f"{number}.xlsx").cover.signed_off_on for number in range(2)}
    assert None not in submitted.values()
    services = [(f"Service {number:04d}", "", "", "", datetime(2026, 10, 1)) for number in range(2)]  # noqa: DTZ001
    with opened(control, services, period="Q2 2026/27") as book:
        collect_returns(book, Work())
        rows = rows_of(book, TRACKER_TABLE)
    assert column_of(rows, "State") == ["Late", "Late", "Refused"]
    assert [row["Errors"] is None for row in rows] == [False, False, True]
    assert rows[2]["Reason"].startswith("The file is cut off")


def test_a_return_that_is_locked_is_refused_with_what_may_be_the_cause(control: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only Windows locks a file; what it answers is answered here for one."""

    def locked(path: Path) -> bytes:
        if path.stem == PARTNERSHIP:
            raise PermissionError(13, "in use")
        return Path(path).read_bytes()

    monkeypatch.setattr("workbook_tools.reading.service_return.read_steadily", locked)
    with opened(control, CLACKMANNANSHIRE) as book:
        collect_returns(book, Work())
        [row] = [row for row in rows_of(book, TRACKER_TABLE) if row["File"] == f"{PARTNERSHIP}.xlsx"]
    assert (row["State"], row["Reason"]) == ("Refused", CANNOT_BE_OPENED)
    assert "It may be open in another program" in CANNOT_BE_OPENED


def test_the_summary_is_of_what_was_received_and_is_opened(control: Path) -> None:
    with opened(control, CLACKMANNANSHIRE, name="Our council: summary") as book:
        message = build_summary(book, Work())
        assert book.app.books.active.name == "Our-council-summary-2022-23.xlsx"
        assert [other.name for other in book.app.books] == ["Our-council-summary-2022-23.xlsx", CONTROL_FILE]
        with pytest.raises(ToolkitError, match=r"Our-council-summary-2022-23\.xlsx is open\. Close it"):
            build_summary(book, Work())
    path = control.parent / "Summaries and drafts" / "Our-council-summary-2022-23.xlsx"
    assert is_output(path)
    assert message.splitlines() == [
        f"The summary of 1 return for 2022/23 is {path}.",
        "Not in it: People (refused).",
        "Not in it: Best Value (refused).",
        "Not in it: Place (missing).",
    ]


def test_exceptions_name_service_place_and_reason_in_the_councils_words(control: Path) -> None:
    with opened(control, CLACKMANNANSHIRE) as book:
        message = open_exceptions(book, Work())
        rows = rows_of(book, EXCEPTIONS_TABLE)
        sheet, column = book.sheets["Exceptions"], EXCEPTIONS_TABLE.place("Status")
        cells = [sheet.range((EXCEPTIONS_TABLE.first_row + number, column)) for number in range(len(rows))]
        looks = {(cell.value, cell.color, cell.font.color, cell.number_format) for cell in cells}
        assert book.sheets.active.name == "Exceptions"
    assert len(rows) == 26
    assert message == (
        "2022/23: 26 to look at on the sheet Exceptions: 12 off target, 8 overdue, 4 worsening, 3 high risk, 1 contradiction."
    )
    assert {word for word, *_ in looks} == {"Alert", "Warning", "OK", "Overdue", "Unknown"}
    assert len(looks) == 5
    assert {number_format for word, *_, number_format in looks if word == "Overdue"} == {'"■ "@'}
    [row] = [row for row in rows if row["Code"] == "ALL H04 HWD"]
    assert row["Why listed"] == "Off target, Worsening"
    assert row["Where"] == f"{PARTNERSHIP}.xlsx, Indicators!I6"
    assert set(column_of(rows, "Service")) == {"Partnership & Performance"}


def test_drafts_go_to_the_addresses_of_the_list(control: Path) -> None:
    services = (*CLACKMANNANSHIRE[:3], ("Place", "", "", "place at example"))
    with opened(control, services) as book:
        message = draft_emails(book, Work())
    folder = control.parent / "Summaries and drafts" / "Drafts-2022-23"
    drafts = {path.stem: email.message_from_bytes(path.read_bytes()) for path in folder.iterdir()}
    assert {stem: draft["To"] for stem, draft in drafts.items()} == {
        "People": "people@example.gov.uk",
        "Best Value": "best.value@example.gov.uk",
    }
    assert {draft["Subject"] for draft in drafts.values()} == {"Return for 2022/23: People", "Return for 2022/23: Best Value"}
    first, problem = message.splitlines()
    assert first == f"2 drafts in {folder}. Nothing was sent: open each, read it over, send it."
    assert problem.startswith("Place: no address. 'place at example' is not an e-mail address.")


def test_nothing_came_in_yet(tmp_path: Path) -> None:
    with opened(write_control(tmp_path), CLACKMANNANSHIRE) as book:
        assert collect_returns(book, Work()).startswith("2022/23: 4 missing.")
        assert open_exceptions(book, Work()) == "2022/23: nothing needs attention in the returns that were received."
        assert draft_emails(book, Work()).startswith("4 drafts in ")
        with pytest.raises(ToolkitError, match=r"No return of 2022/23 could be taken .*4 missing.*Press Collect returns"):
            build_summary(book, Work())


def test_nobody_needs_a_reminder(control: Path) -> None:
    with opened(control, CLACKMANNANSHIRE[:1]) as book:
        (control.parent / "Returns" / f"{PEOPLE}.xlsx").unlink()
        (control.parent / "Returns" / f"{BEST_VALUE}.xlsx").unlink()
        assert draft_emails(book, Work()) == "2022/23: nobody needs a reminder (1 received)."


BAD_SETTINGS: tuple[tuple[dict[str, str | None], str], ...] = (
    ({"name": None}, "Control!B5: type a title."),
    ({"period": None}, "Control!B7: choose a period from the list."),
    ({"period": "Q5 2026/27"}, "Control!B7: 'Q5 2026/27' is not a period. Choose one from the list."),
    ({"scheme": None}, "Control!B9: choose a scheme from the list."),
    ({"scheme": "atlantis"}, "Control!B9: there is no scheme 'atlantis'. Choose one from the list."),
    ({"issued": None}, "Control!B11: name a folder, such as Issued returns."),
    ({"issued": "Returns"}, "Control!B11: what is written to "),
    ({"issued": "Returns/Issued"}, "Control!B11: what is written to "),
    ({"output": "./Returns/../Returns"}, "Control!B15: what is written to "),
    ({"incoming": "https://council.example/Returns"}, "Control!B13: 'https://council.example/Returns' is a place on the web."),
    ({"output": CONTROL_FILE}, "Control!B15: "),
)


@pytest.mark.parametrize(
    ("press", "settings", "sentence"),
    [
        *((collect_returns, settings, sentence) for settings, sentence in BAD_SETTINGS),
        *((press, *BAD_SETTINGS[1]) for press in TEAM if press is not collect_returns),
    ],
)
def test_a_wrong_setting_is_named_with_its_cell(
    tmp_path: Path, press: Press, settings: dict[str, str | None], sentence: str
) -> None:
    control = write_control(tmp_path)
    with opened(control, CLACKMANNANSHIRE, **settings) as book:
        with pytest.raises(ToolkitError) as raised:
            press(book, Work())
        assert str(raised.value).startswith(sentence)
        assert [message for _, message in logged(book)] == [str(raised.value)]
        assert str(raised.value) in book.sheets[CONTROL].range(MESSAGE_CELL).value
    assert {path.name for path in tmp_path.iterdir()} == {CONTROL_FILE, "Returns"}


BAD_SERVICES: tuple[tuple[tuple[tuple[object, ...], ...], str], ...] = (
    ((), "The sheet Services names no service below its headings."),
    ((("Place",), ("People",), (" place ",)), "Services!A7: 'place' stands already in row 5."),
)


@pytest.mark.parametrize("press", [issue_returns, collect_returns])
@pytest.mark.parametrize(("services", "sentence"), BAD_SERVICES)
def test_a_wrong_list_of_services_is_named_with_its_cell(
    tmp_path: Path, press: Press, services: tuple[tuple[object, ...], ...], sentence: str
) -> None:
    with opened(write_control(tmp_path), services) as book:
        with pytest.raises(ToolkitError) as raised:
            press(book, Work())
        assert str(raised.value) == sentence
        assert [message for _, message in logged(book)] == [sentence]


def test_a_due_day_that_is_none_is_named_with_its_cell(tmp_path: Path) -> None:
    services = (("People",), ("Place", "", "", "", "31/02/2027"))
    with opened(write_control(tmp_path), services) as book:
        with pytest.raises(ToolkitError) as raised:
            collect_returns(book, Work())
        assert str(raised.value) == "Services!E6: '31/02/2027' is not a day that exists."


@pytest.mark.parametrize("press", COLLECTING)
def test_a_folder_that_is_missing_is_named_with_its_cell(control: Path, press: Press) -> None:
    with (
        opened(control, CLACKMANNANSHIRE, incoming="Elsewhere") as book,
        pytest.raises(ToolkitError, match=r"^Control!B13: there is no folder .*Elsewhere\. Make it, or correct its name\.$"),
    ):
        press(book, Work())


def test_a_councils_own_scheme_stands_beside_the_workbook(control: Path) -> None:
    with opened(control, CLACKMANNANSHIRE, scheme="ours.toml") as book:
        with pytest.raises(ToolkitError, match=r"There is no scheme file .*ours\.toml"):
            collect_returns(book, Work())
        text = Path("workbook_tools/schemes/clackmannanshire.toml").read_text(encoding="utf-8")
        (control.parent / "ours.toml").write_text(text.replace('name = "clackmannanshire"', 'name = "ours"'), encoding="utf-8")
        assert collect_returns(book, Work()).startswith("2022/23: 1 received")


@pytest.mark.parametrize("press", TEAM)
def test_another_workbook_is_left_as_it_is(tmp_path: Path, press: Press) -> None:
    path = tmp_path / "Mine.xlsx"
    openpyxl.Workbook().save(path)
    with open_closed(path) as book:
        with pytest.raises(ToolkitError, match=r"Mine\.xlsx is not a control workbook: it has no sheet Log\."):
            press(book, Work())
        assert [sheet.name for sheet in book.sheets] == ["Sheet"]
        assert book.sheets[0].range("A1").value is None


def test_stopped_while_issuing(control: Path) -> None:
    with opened(control, CLACKMANNANSHIRE) as book:
        with pytest.raises(StoppedError) as raised:
            issue_returns(book, stopped_after(2))
        assert str(raised.value) == "Stopped before: Issuing return 3 of 4. What was finished until then is there."
        assert logged(book) == [("Issue returns", str(raised.value))]
    issued = sorted(path.name for path in (control.parent / "Issued returns").iterdir())
    assert issued == ["Partnership-Performance-2022-23-return.xlsm", "People-2022-23-return.xlsm"]
    assert all(read_service_return(control.parent / "Issued returns" / name).refused is None for name in issued)


@pytest.mark.parametrize("press", COLLECTING)
@pytest.mark.parametrize("steps", [0, 2])
def test_stopped_while_collecting_leaves_the_sheets_as_they_were(control: Path, press: Press, steps: int) -> None:
    with opened(control, CLACKMANNANSHIRE) as book:
        collect_returns(book, Work())
        open_exceptions(book, Work())
        before = rows_of(book, TRACKER_TABLE), rows_of(book, EXCEPTIONS_TABLE)
        with pytest.raises(StoppedError, match=r"^Stopped before: "):
            press(book, stopped_after(steps))
        assert (rows_of(book, TRACKER_TABLE), rows_of(book, EXCEPTIONS_TABLE)) == before
        assert logged(book)[-1][1].startswith("Stopped before: ")
    assert not list(control.parent.rglob("*.eml"))
    assert not list((control.parent).glob("Summaries*/*.xlsx"))


def test_progress_is_said_and_the_status_bar_given_back(control: Path) -> None:
    said: list[str] = []
    with opened(control, CLACKMANNANSHIRE) as book:
        collect_returns(book, Work(say=said.append))
    assert said == [
        f"Looking for returns in {control.parent / 'Returns'}",
        "Reading return 2 of 3",
        "Reading return 3 of 3",
        "Putting the returns together",
        "",
    ]


@pytest.mark.parametrize("text", ['=HYPERLINK("https://example.org")', "+1+1", "@SUM(A1)", "-1", "'quoted"])
def test_text_from_outside_is_never_a_formula(control: Path, text: str) -> None:
    services = ((text, "", text), *CLACKMANNANSHIRE[:1])
    with opened(control, ()) as book:
        sheet = book.sheets["Services"]
        sheet.range("A5:D6").number_format = "@"
        sheet.range("A5:D6").value = [[*row, *[None] * 4][:4] for row in services]
        for press in (collect_returns, open_exceptions, draft_emails):
            press(book, Work())
        assert column_of(rows_of(book, TRACKER_TABLE), "Service")[0] == text
        book.save()
    saved = openpyxl.load_workbook(control)
    formulas = [cell.coordinate for sheet in saved for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == [f"{letter}{STATES_ROW + 1}" for letter in "ABCDEF"]
    assert not any(cell.hyperlink for sheet in saved for row in sheet.iter_rows() for cell in row)


def test_a_long_list_of_problems_is_whole_in_the_log(control: Path) -> None:
    services = [(f"Service {number}", "", "", "", None, "gone.xlsx") for number in range(8)]
    with opened(control, services) as book:
        lines = issue_returns(book, Work()).splitlines()
        [(_, message)] = logged(book)
        height = book.sheets[LOG].range((LOG_TABLE.first_row, 1)).row_height
    assert (len(lines), lines[-1]) == (7, f"… and 3 more, on the sheet {LOG}.")
    assert [line.split(":")[0] for line in message.splitlines()[1:]] == [f"Service {number}" for number in range(8)]
    assert height >= 9 * 12


def test_the_log_grows_by_a_row_each_time_however_long_it_is(control: Path) -> None:
    with opened(control, CLACKMANNANSHIRE, period=None) as book:
        for _ in range(205):
            with pytest.raises(ToolkitError):
                collect_returns(book, Work())
        assert len(logged(book)) == 205


def test_folders_of_their_own_may_be_named_as_whole_paths(control: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "Another place"
    with opened(control, CLACKMANNANSHIRE[3:], issued=f'"{elsewhere}"') as book:
        issue_returns(book, Work())
    assert [path.name for path in elsewhere.iterdir()] == ["Place-2022-23-return.xlsm"]
