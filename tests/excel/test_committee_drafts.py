"""The committee's papers from the control workbook: Build summary makes the pack, Draft e-mails the drafts."""

import email
import email.policy
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from support_samples import PARTNERSHIP, path_of
from support_team import opened, rows_of, write_control
from workbook_tools.excel.team_buttons import build_summary, draft_emails
from workbook_tools.excel.work import Work
from workbook_tools.findings import ToolkitError
from workbook_tools.model.control_book import LOG_TABLE

COMMITTEE = "Audit and Scrutiny Committee"
SERVICES = (("Partnership & Performance", "", "", "partnership@example.gov.uk"),)
MEETING = date.today() + timedelta(days=30)  # noqa: DTZ011 - the button counts the notice from today
SUMMARY = "Performance-summary-2022-23"


@pytest.fixture
def control(tmp_path: Path) -> Path:
    """A control workbook with one return, and a distribution list beside it."""
    path = write_control(tmp_path)
    shutil.copy(path_of(PARTNERSHIP), tmp_path / "Returns")
    lines = ["domains = ['example.gov.uk']", f"committees = ['{COMMITTEE}', 'Cabinet']"]
    for role, format_, cleared in (("Clerk", "workbook", "true"), ("Chair", "accessible edition", "false")):
        lines += [
            "[[recipients]]", f"committee = '{COMMITTEE}'", f"role = '{role}'", f"address = '{role.lower()}@example.gov.uk'",
            "send_as = 'to'", f"format = '{format_}'", f"cleared = {cleared}",
        ]  # fmt: skip
    (tmp_path / "list.toml").write_text("\n".join(lines), encoding="utf-8")
    return path


@contextmanager
def filled(control: Path, **settings: str | None) -> Iterator[Any]:
    usual = {"distribution_list": "list.toml", "committee": COMMITTEE, "meeting": f"{MEETING:%d/%m/%Y}"}
    with opened(control, SERVICES, **(usual | settings)) as book:
        yield book


def press_both(book: Any) -> str:
    build_summary(book, Work())
    return draft_emails(book, Work())


def drafts(control: Path) -> list[str]:
    folder = control.parent / "Summaries and drafts"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.eml"))


def test_the_pack_and_its_drafts(control: Path) -> None:
    with filled(control) as book:
        build_summary(book, Work())
        said = draft_emails(book, Work())
        assert rows_of(book, LOG_TABLE)[-1]["What came of it"] == said
    folder = f"{'Audit-and-Scrutiny-Committee'}-{MEETING:%Y-%m-%d}/{SUMMARY}"
    assert drafts(control) == [f"{folder}/01-Clerk.eml", f"{folder}/02-Chair.eml"]
    assert f"2 drafts for {COMMITTEE} in " in said
    assert "Nothing was sent." in said
    assert (control.parent / "outbox.sqlite").is_file()
    content = (control.parent / "Summaries and drafts" / drafts(control)[0]).read_bytes()
    message = email.message_from_bytes(content, policy=email.policy.default)
    [carried] = message.iter_attachments()
    assert carried.get_content() == (control.parent / "Summaries and drafts" / f"{SUMMARY}.xlsx").read_bytes()
    assert message["X-Unsent"] == "1"


def test_exempt_papers(control: Path) -> None:
    with filled(control, exempt="6") as book:
        build_summary(book, Work())
        said = draft_emails(book, Work())
    assert [name.rpartition("/")[2] for name in drafts(control)] == ["01-Clerk.eml"]
    assert "Chair (chair@example.gov.uk) is not cleared for exempt papers" in said


def test_without_a_summary_the_team_is_told_what_to_press(control: Path) -> None:
    with filled(control) as book:
        assert "press Build summary first" in draft_emails(book, Work())
    assert drafts(control) == []


def test_what_keeps_the_papers_in_is_said(control: Path) -> None:
    yesterday = date.today()  # noqa: DTZ011 - as above
    with filled(control, meeting=f"{yesterday:%d/%m/%Y}") as book:
        build_summary(book, Work())
        said = draft_emails(book, Work())
    assert f"The papers for {COMMITTEE} were not drafted. What keeps them in:" in said
    assert "[late-without-reason]" in said
    assert drafts(control) == []


def test_late_papers_with_a_reason(control: Path) -> None:
    with filled(control, meeting=f"{date.today():%d/%m/%Y}", late="The ledger closed late.") as book:  # noqa: DTZ011
        build_summary(book, Work())
        assert "[papers-late]" in draft_emails(book, Work())
    assert len(drafts(control)) == 2


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"distribution_list": "none.xlsx"}, "Control!B17: there is no file "),
        (
            {"distribution_list": "https://council.example/list.xlsx"},
            "Control!B17: 'https://council.example/list.xlsx' is a place",
        ),
        ({"committee": None}, "Control!B19: name the committee"),
        ({"meeting": None}, "Control!B21: type the day of the meeting."),
        ({"meeting": "soon"}, "Control!B21: 'soon' is not a day."),
        ({"meeting": "31/09/2026"}, "Control!B21: '31/09/2026' is not a day that exists."),
        ({"exempt": "99"}, "There is no paragraph '99'"),
    ],
)
def test_settings_that_are_not_in_order(control: Path, settings: dict[str, str | None], said: str) -> None:
    with filled(control, **settings) as book, pytest.raises(ToolkitError) as found:
        press_both(book)
    assert str(found.value).startswith(said)


def test_a_committee_that_is_not_listed(control: Path) -> None:
    with filled(control, committee="Council") as book:
        build_summary(book, Work())
        assert "[committee-not-listed]" in draft_emails(book, Work())


def test_without_a_list_there_are_reminders_only(control: Path) -> None:
    with filled(control, distribution_list=None) as book:
        build_summary(book, Work())
        assert "nobody needs a reminder" in draft_emails(book, Work())
    assert not list((control.parent / "Summaries and drafts").glob("*.pack.json"))
