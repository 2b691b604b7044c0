"""A draft for each service whose return is missing, refused or in doubt."""

import email
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_changed import replace
from support_found import DUE, Q2, asked, file, october
from support_parsed_mail import Html
from workbook_tools.consolidation.choose import choose
from workbook_tools.findings import WritingError
from workbook_tools.mailing.reminder_texts import MOST_ROWS
from workbook_tools.mailing.reminders import write_reminders
from workbook_tools.mailing.texts import Texts
from workbook_tools.model.consolidation import ReturnState, TrackerRow

AS_AT = october(1)
HOUSING = TrackerRow("Housing", ReturnState.MISSING, address="housing@example.gov.uk", due=DUE)


def missing(service: str = "Housing", **fields: Any) -> TrackerRow:
    return replace(HOUSING, service=service, **fields)


def row(state: ReturnState, name: str, **fields: Any) -> TrackerRow:
    return replace(HOUSING, state=state, file=name, **fields)


def read_back(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message


def text_of(path: Path) -> str:
    body = read_back(path).get_body(("plain",))
    assert body is not None
    return "\n".join(str(body.get_content()).splitlines())


def html_of(path: Path) -> str:
    """What the HTML of a draft shows, which is held against what messages may be."""
    body = read_back(path).get_body(("html",))
    assert body is not None
    return Html(str(body.get_content())).text


def test_a_missing_return_is_asked_for(tmp_path: Path) -> None:
    ((path,), problems) = write_reminders([missing(owner="Head of Housing")], tmp_path / "new" / "folder", Q2, AS_AT)
    message = read_back(path)
    assert (path.name, problems) == ("Housing.eml", ())
    assert (message["X-Unsent"], message["To"]) == ("1", "housing@example.gov.uk")
    assert message["Subject"] == "Return for Q2 2026/27: Housing"
    assert message["Date"].datetime.date() == AS_AT
    assert message.get_content_type() == "multipart/alternative"
    assert text_of(path).splitlines() == [
        "Dear Head of Housing,",
        "",
        "We do not have the return of Housing for Q2 2026/27 yet.",
        "",
        "Please send it to us, signed off on its cover.",
        "If you have sent it already, please send it again: we may not have been able to read it, or to see whose it is.",
        "",
        "Due date: 16 October 2026.",
        "",
        "If somebody else answers for this return, please tell us who.",
        "",
        "Thank you for your help.",
    ]


def test_without_owner_due_date_or_period_the_text_does_without(tmp_path: Path) -> None:
    ((path,), _) = write_reminders([missing(due=None)], tmp_path, None, AS_AT)
    assert read_back(path)["Subject"] == "Return: Housing"
    assert text_of(path).startswith("Hello,\n\nWe do not have the return of Housing yet.")
    assert "Due date" not in text_of(path)


def test_a_refused_return_is_asked_for_with_its_reason(tmp_path: Path) -> None:
    rows = [
        row(ReturnState.REFUSED, "a.xlsx", reason="It has a password."),
        row(ReturnState.REFUSED, "b.xlsx", reason="Of Q1."),
    ]
    ((path,), _) = write_reminders(rows, tmp_path, Q2, AS_AT)
    assert "We cannot use it as it is:\n\n- a.xlsx: It has a password.\n- b.xlsx: Of Q1.\n\nPlease put this right" in text_of(
        path
    )


def test_versions_in_doubt_are_named(tmp_path: Path) -> None:
    rows = [
        row(ReturnState.SUPERSEDED, "a.xlsx", version_unclear=True),
        row(ReturnState.RECEIVED, "b.xlsx", version_unclear=True, in_totals=True),
    ]
    ((path,), _) = write_reminders(rows, tmp_path, Q2, AS_AT)
    assert "nothing in them tells which is the latest:\n\n- a.xlsx\n- b.xlsx (used for now)\n\nPlease tell us" in text_of(path)


@pytest.mark.parametrize(
    "rows",
    [
        [missing(owner="Head of Housing")],
        [missing(due=None)],
        [row(ReturnState.REFUSED, "a.xlsx", reason="It has a password."), row(ReturnState.REFUSED, "b.xlsx", reason="Of Q1.")],
        [
            row(ReturnState.SUPERSEDED, "a.xlsx", version_unclear=True),
            row(ReturnState.RECEIVED, "b.xlsx", version_unclear=True, in_totals=True),
        ],
        [row(ReturnState.REFUSED, f"{number}.xlsx", reason="No.", version_unclear=True) for number in range(60)],
    ],
    ids=["missing", "without due date", "refused", "versions", "many"],
)
def test_plain_text_and_html_say_the_same(rows: list[TrackerRow], tmp_path: Path) -> None:
    ((path,), _) = write_reminders(rows, tmp_path, Q2, AS_AT)
    plain = " ".join(line.removeprefix("- ") for line in text_of(path).splitlines() if line)
    assert html_of(path) == f"{read_back(path)['Subject']} {plain}"


def test_of_many_files_the_rest_is_counted(tmp_path: Path) -> None:
    rows = [row(ReturnState.REFUSED, f"{number}.xlsx", reason="No.", version_unclear=True) for number in range(MOST_ROWS + 9)]
    ((path,), _) = write_reminders(rows, tmp_path, Q2, AS_AT)
    assert text_of(path).count(".xlsx: No.") == MOST_ROWS
    assert text_of(path).count("- and 9 more") == len(["refused", "versions"])


def test_a_council_s_own_text_is_used(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "reminder.txt").write_text("Subject: Overdue: {{ service }}\nDear {{ owner }}", encoding="utf-8")
    (texts / "reminder.html").write_text("<p>Dear {{ owner }}</p>", encoding="utf-8")
    ((path,), _) = write_reminders([missing(owner="<b>")], tmp_path / "drafts", Q2, AS_AT, Texts(texts))
    assert read_back(path)["Subject"] == "Overdue: Housing"
    assert (text_of(path), html_of(path)) == ("Dear <b>", "Dear <b>")


@pytest.mark.parametrize(
    "rows",
    [
        [row(ReturnState.RECEIVED, "a.xlsx", in_totals=True)],
        [row(ReturnState.LATE, "a.xlsx", in_totals=True)],
        [row(ReturnState.UNEXPECTED, "a.xlsx", in_totals=True)],
        [row(ReturnState.SUPERSEDED, "a.xlsx"), row(ReturnState.LATE, "b.xlsx", in_totals=True)],
        [row(ReturnState.REFUSED, "a.xlsx", period="Q1"), row(ReturnState.RECEIVED, "b.xlsx", in_totals=True)],
    ],
    ids=["received", "late", "unexpected", "superseded", "refused beside one that was taken"],
)
def test_who_is_not_reminded(rows: list[TrackerRow], tmp_path: Path) -> None:
    assert write_reminders(rows, tmp_path, Q2, AS_AT) == ((), ())
    assert list(tmp_path.iterdir()) == []


def test_where_all_periods_count_a_refused_one_is_not_made_up_for_by_another(tmp_path: Path) -> None:
    rows = [row(ReturnState.REFUSED, "a.xlsx", period="Q1"), row(ReturnState.RECEIVED, "b.xlsx", period="Q2", in_totals=True)]
    written, _ = write_reminders(rows, tmp_path, None, AS_AT)
    assert len(written) == 1


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("", "Housing: no address. Add one to the expected list."),
        (
            "Head of Housing",
            "Housing: no address. 'Head of Housing' is not an e-mail address. Write it like name@example.gov.uk.",
        ),
        ("a@b.uk\r\nBcc: x@y.uk", "Housing: no address. 'a@b.uk Bcc: x@y.uk' is not an e-mail address."),
        ("a@b.uk; c@d.uk", "Housing: no address. 'a@b.uk; c@d.uk' is not an e-mail address."),
    ],
)
def test_without_an_address_no_draft_is_written_and_it_is_said(address: str, problem: str, tmp_path: Path) -> None:
    written, problems = write_reminders([missing(address=address), missing("Parks")], tmp_path, Q2, AS_AT)
    assert [path.name for path in written] == ["Parks.eml"]
    (said,) = problems
    assert said.startswith(problem)


def test_of_a_refused_file_that_does_not_say_whose_it_is_nobody_is_reminded(tmp_path: Path) -> None:
    given = TrackerRow("", ReturnState.REFUSED, "broken.xlsx", reason="It is damaged.")
    problem = "broken.xlsx was refused and does not say whose it is, so nobody is reminded."
    assert write_reminders([given], tmp_path, Q2, AS_AT) == ((), (problem,))


@pytest.mark.parametrize(
    ("service", "name"),
    [
        ("../../etc/passwd", "_.._etc_passwd.eml"),
        ("..", "service.eml"),
        ("\x08", "service.eml"),
        ("C:\\Users\\x", "C__Users_x.eml"),
        ("CON", "_CON.eml"),
        ("com¹", "_com¹.eml"),
        ("Housing\r\nBcc: x@y.uk", "Housing Bcc_ x@y.uk.eml"),
        ("a\u202egpj.exe", "a gpj.exe.eml"),
        ("x" * 400, "x" * 79 + "….eml"),
    ],
)
def test_a_name_of_a_file_is_safe(service: str, name: str, tmp_path: Path) -> None:
    written, problems = write_reminders([missing(service)], tmp_path, Q2, AS_AT)
    assert ([path.name for path in written], problems) == ([name], ())
    assert list(tmp_path.rglob("*")) == list(written)


def test_services_whose_files_would_have_one_name_get_a_number(tmp_path: Path) -> None:
    services = ["a/b", "a:b", "A*B", "a_b (2)"]
    written, _ = write_reminders([missing(service) for service in services], tmp_path, Q2, AS_AT)
    assert [path.name for path in written] == ["a_b.eml", "a_b (2).eml", "A_B (3).eml", "a_b (2) (2).eml"]
    assert [str(read_back(path)["Subject"]).rpartition(": ")[2] for path in written] == services


def test_the_same_tracker_gives_the_same_bytes(tmp_path: Path) -> None:
    tracker = choose(
        [file("a.xlsx", refused="No."), file("b.xlsx", "Parks"), file("c.xlsx", "Parks")], [asked("Roads")], Q2
    ).tracker
    rows = [TrackerRow(r.service, r.state, r.file, address="a@b.uk", version_unclear=r.version_unclear) for r in tracker]
    one, other = (write_reminders(rows, tmp_path / name, Q2, AS_AT) for name in ("one", "other"))
    assert [path.name for path in one[0]] == ["Roads.eml", "Housing.eml", "Parks.eml"]
    assert [path.read_bytes() for path in one[0]] == [path.read_bytes() for path in other[0]]


def test_a_draft_of_an_earlier_run_is_replaced_or_named(tmp_path: Path) -> None:
    write_reminders([missing(), missing("Parks")], tmp_path, None, AS_AT)
    (tmp_path / "Own.eml").write_bytes(b"From: somebody\r\n\r\nText")
    written, problems = write_reminders([missing()], tmp_path, Q2, AS_AT)
    assert read_back(written[0])["Subject"] == "Return for Q2 2026/27: Housing"
    assert problems == ("Parks.eml is of an earlier run. The return may have come in since: look before you send it.",)
    assert (tmp_path / "Parks.eml").exists()


def test_somebody_s_own_message_is_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "Housing.eml"
    own.write_bytes(b"From: somebody\r\n\r\nText")
    written, (problem,) = write_reminders([missing()], tmp_path, Q2, AS_AT)
    assert (written, own.read_bytes()) == ((), b"From: somebody\r\n\r\nText")
    assert "is there already and is no draft" in problem


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WritingError, match="could not be made"):
        write_reminders([missing()], tmp_path / "file" / "folder", Q2, AS_AT)


@given(st.lists(st.text(max_size=120), max_size=5), st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_return_says_there_is_a_draft_for_each_service(
    tmp_path_factory: pytest.TempPathFactory, services: list[str], owner: str, reason: str
) -> None:
    folder = tmp_path_factory.mktemp("reminders")
    rows = [
        TrackerRow(service, ReturnState.REFUSED, reason, owner=owner, address="a@b.uk", reason=reason)
        for service in services
        if service.strip()
    ]
    written, problems = write_reminders(rows, folder, Q2, AS_AT)
    assert len(written) == len({" ".join(r.service.split()).casefold() for r in rows})
    assert problems == ()
    for path in written:
        assert path.parent == folder
        message = read_back(path)
        assert sorted(message.keys()) == sorted(["X-Unsent", "Date", "To", "Subject", "MIME-Version", "Content-Type"])
