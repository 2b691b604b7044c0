"""The typing helper itself: what validation accepts stands, what it refuses does not, and the message is the workbook's own."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest
import xlsxwriter

from support_typing import SCREEN, Typed, TypingSession, needs_typing, typing_session

OUT_OF_RANGE = ("Out of range", "Enter a number from 0 to 100.")
NOT_LISTED = ("Not in the list", "Choose Yes, No or Not known.")
NEITHER = ("Number or n/a", 'Enter a number, or "n/a" where there is none.')
NOT_THAT_YEAR = (
    "Not in 2019/20",
    "Enter a date from 1 April 2019 to 31 March 2020; it is the day on which the return was approved " * 2,
)
UNUSUAL = ("Unusual", "More than half is unusual.")
REFUSED = "Information"  # LibreOffice's own title

ROW = {"share": "B2", "answer": "B3", "cost": "B4", "approved": "B5", "rate": "B6", "unusual": "B7", "notes": "B8"}


def _write_validations(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    rules: dict[str, tuple[dict[str, object], tuple[str, str]]] = {
        "share": ({"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}, OUT_OF_RANGE),
        "answer": ({"validate": "list", "source": "=Lists!$A$1:$A$3"}, NOT_LISTED),
        "cost": ({"validate": "custom", "value": '=OR(ISNUMBER(B4),B4="n/a")'}, NEITHER),
        "approved": (
            {"validate": "date", "criteria": "between", "minimum": date(2019, 4, 1), "maximum": date(2020, 3, 31)},
            NOT_THAT_YEAR,
        ),
        "unusual": ({"validate": "decimal", "criteria": "<=", "value": 50, "error_type": "warning"}, UNUSUAL),
    }
    for name, (rule, (title, message)) in rules.items():
        sheet.data_validation(
            ROW[name], {**rule, "error_title": title, "error_message": message, "input_message": f"The {name}"}
        )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form whose cells are unlocked, validated and previewed; the rest of its sheet is locked."""
    path = tmp_path_factory.mktemp("typing") / "A form.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        form, lists, hidden = (workbook.add_worksheet(name) for name in ("Form", "Lists", "Hidden"))
        lists.write_column("A1", ["Yes", "No", "Not known"])
        formats = {"approved": "dd/mm/yyyy", "rate": "0.0%"}
        form.set_column("A:C", 24)
        for name, address in ROW.items():
            form.write(f"A{address[1:]}", name.capitalize())
            form.write_blank(address, None, workbook.add_format({"locked": False, "num_format": formats.get(name, "General")}))
        _write_validations(form)
        form.write_formula("C2", '=IF(ISNUMBER(B2),IF(B2>=50,"Met","Not met"),"Missing")')
        form.conditional_format("C2", {"type": "cell", "criteria": "==", "value": '"Met"', "format": _fill(workbook, "C6EFCE")})
        form.conditional_format(
            "C2", {"type": "cell", "criteria": "==", "value": '"Not met"', "format": _fill(workbook, "FFC7CE")}
        )
        form.write_blank("B200", None, workbook.add_format({"locked": False}))
        form.freeze_panes(1, 1)
        form.protect("secret")
        hidden.hide()
    return path


def _fill(workbook: xlsxwriter.Workbook, colour: str) -> xlsxwriter.format.Format:
    return workbook.add_format({"bg_color": f"#{colour}"})


@pytest.fixture(scope="module")
def session(book: Path) -> Iterator[TypingSession]:
    with typing_session(book) as opened:
        yield opened


def fill_in(session: TypingSession, name: str, text: str) -> Typed:
    return session.type("Form", ROW[name], text)


def shown(session: TypingSession, name: str) -> str:
    return session.text("Form", ROW[name])


@needs_typing
@pytest.mark.parametrize(
    ("name", "good", "bad", "message"),
    [
        ("share", "62.5", "120", OUT_OF_RANGE),
        ("share", "0", "-1", OUT_OF_RANGE),
        ("share", "100", "a half", OUT_OF_RANGE),
        ("answer", "Not known", "Perhaps", NOT_LISTED),
        ("cost", "1100", "none", NEITHER),
        ("cost", "n/a", "n/k", NEITHER),
        ("approved", "31/03/2020", "01/04/2020", NOT_THAT_YEAR),
        ("approved", "01/04/2019", "03/31/2020", NOT_THAT_YEAR),
    ],
)
def test_the_accepted_stands_and_the_refused_does_not(
    session: TypingSession, name: str, good: str, bad: str, message: tuple[str, str]
) -> None:
    assert fill_in(session, name, good) == Typed("Form", ROW[name], good, accepted=True)
    assert shown(session, name) == good
    assert fill_in(session, name, bad) == Typed("Form", ROW[name], bad, accepted=False, title=message[0], message=message[1])
    assert shown(session, name) == good, "a refusal leaves the cell as it was"


@needs_typing
def test_a_list_takes_an_entry_and_refuses_the_beginning_of_one(session: TypingSession) -> None:
    assert session.choose("Form", ROW["answer"], "No").accepted
    assert session.choose("Form", ROW["answer"], "Not known").accepted
    assert not session.choose("Form", ROW["answer"], "Not").accepted, "nothing completes what is typed"


@needs_typing
def test_a_warning_can_be_heeded_or_not(session: TypingSession) -> None:
    heeded = fill_in(session, "unusual", "70")
    assert (heeded.accepted, heeded.title, heeded.message) == (False, *UNUSUAL)
    assert session.value("Form", ROW["unusual"]) is None
    insisted = session.type("Form", ROW["unusual"], "70", insist=True)
    assert (insisted.accepted, insisted.title, insisted.message) == (True, *UNUSUAL)
    assert session.value("Form", ROW["unusual"]) == 70


@needs_typing
def test_insisting_does_not_help_against_a_refusal(session: TypingSession) -> None:
    fill_in(session, "share", "10")
    assert not session.type("Form", ROW["share"], "101", insist=True).accepted
    assert session.value("Form", ROW["share"]) == 10


@needs_typing
def test_dates_and_percentages_are_british(session: TypingSession) -> None:
    fill_in(session, "approved", "5/6/2019")
    assert session.value("Form", ROW["approved"]) == (date(2019, 6, 5) - date(1899, 12, 30)).days
    assert session.type("Form", "B200", "96.2%").accepted
    assert session.value("Form", "B200") == pytest.approx(0.962)
    assert session.text("Form", "B200") == "96.20%"


@needs_typing
@pytest.mark.parametrize(
    ("text", "value", "seen"),
    [("96.2%", 0.962, "96.2%"), ("7", 0.07, "7.0%"), ("100%", 1, "100.0%"), (".5%", 0.005, "0.5%"), ("n/a", "n/a", "n/a")],
)
def test_a_percentage_cell_takes_a_figure_with_and_without_its_sign(
    session: TypingSession, text: str, value: float | str, seen: str
) -> None:
    for _ in ("into an empty cell", "over a figure"):
        assert fill_in(session, "rate", text).accepted
        assert session.value("Form", ROW["rate"]) == pytest.approx(value)
        assert shown(session, "rate") == seen
    session.clear("Form", ROW["rate"])


@needs_typing
@pytest.mark.parametrize(
    "text",
    [
        "£5 < 10% / (a) > b",
        "Dùn Èideann – “café” €1·5 漢字",
        "one two. three (c) teh 1st -- www.example.org 'x' \"y\" MAny cAPS ...",
        "1122 aAaA !1!1 '\"'\" ££ -- ;:;: 00001",
        "first line\nsecond line",
        "x" * 300,
        "".join(chr(code) for code in range(0x21, 0x7F)),
    ],
)
def test_text_arrives_as_typed(session: TypingSession, text: str) -> None:
    assert fill_in(session, "notes", text).accepted
    assert session.value("Form", ROW["notes"]) == text


@needs_typing
@pytest.mark.parametrize("text", ["", "a\tb", "\N{GRINNING FACE}"])
def test_what_cannot_be_typed_is_said(session: TypingSession, text: str) -> None:
    with pytest.raises(ValueError, match=r"nothing to type|cannot be typed"):
        fill_in(session, "notes", text)


@needs_typing
def test_a_locked_cell_is_refused_by_libreoffice(session: TypingSession) -> None:
    typed = session.type("Form", "A2", "other")
    assert (typed.accepted, typed.title) == (False, REFUSED)
    assert typed.message.startswith("Protected cells")
    assert not session.clear("Form", "A2").accepted
    assert session.text("Form", "A2") == "Share"


@needs_typing
@pytest.mark.parametrize(("sheet", "address", "reason"), [("Hidden", "A1", "hidden"), ("Absent", "A1", "no sheet 'Absent'")])
def test_a_cell_that_nobody_can_reach_is_an_error(session: TypingSession, sheet: str, address: str, reason: str) -> None:
    with pytest.raises(LookupError, match=reason):
        session.type(sheet, address, "1")


@needs_typing
def test_a_formula_with_an_error_is_reported_with_its_message(session: TypingSession) -> None:
    typed = fill_in(session, "notes", "=1+")
    assert "found an error in the formula" in typed.message
    assert fill_in(session, "notes", "=1/0").accepted
    assert (session.value("Form", ROW["notes"]), shown(session, "notes")) == ("#DIV/0!", "#DIV/0!")


@needs_typing
def test_the_preview_and_its_colour_follow(session: TypingSession) -> None:
    session.clear("Form", ROW["share"])
    seen = [(session.text("Form", "C2"), session.fill("Form", "C2"))]
    for text in ("50", "49.9", "150"):
        fill_in(session, "share", text)
        seen.append((session.text("Form", "C2"), session.fill("Form", "C2")))
    assert seen == [("Missing", "FFFFFF"), ("Met", "C6EFCE"), ("Not met", "FFC7CE"), ("Not met", "FFC7CE")]


@needs_typing
def test_a_cell_far_below_is_scrolled_to_and_typed_into(session: TypingSession) -> None:
    assert session.type("Form", "B200", "far below").accepted
    assert session.fill("Form", "B200") == "FFFFFF"
    assert session.texts("Form", "A199:B200") == [["", ""], ["", "far below"]]


@needs_typing
def test_many_cells_at_once_are_saved_for_other_programs_to_read(book: Path, tmp_path: Path) -> None:
    entries = {"share": "62.5", "answer": "Yes", "cost": "n/a", "approved": "31/03/2020", "rate": "96.2%", "notes": "£5 – café"}
    with typing_session(book) as session:
        typed = session.type_all(("Form", ROW[name], text) for name, text in entries.items())
        again = session.type_all([("Form", ROW["share"], "-5"), ("Form", ROW["cost"], "dear")])
        saved = session.save_as(tmp_path / "filled in.xlsx")
    assert [cell.accepted for cell in typed + again] == [True] * 6 + [False] * 2
    form = openpyxl.load_workbook(saved, data_only=True)["Form"]
    expected = {"share": 62.5, "answer": "Yes", "cost": "n/a", "approved": datetime(2020, 3, 31), "rate": 0.962}  # noqa: DTZ001
    assert {name: form[ROW[name]].value for name in entries} == {**expected, "notes": "£5 – café"}
    assert form["C2"].value == "Met"
    assert openpyxl.load_workbook(book)["Form"]["B2"].value is None, "the workbook itself is not touched"


@needs_typing
def test_two_sessions_do_not_meet(book: Path) -> None:
    with typing_session(book) as one, typing_session(book) as other:
        one.type("Form", ROW["notes"], "one")
        other.type("Form", ROW["notes"], "other")
        assert [shown(one, "notes"), shown(other, "notes")] == ["one", "other"]


@needs_typing
def test_the_screen_is_photographed(session: TypingSession, tmp_path: Path) -> None:
    picture = session.screenshot(tmp_path / "screen.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture[start : start + 4]) for start in (16, 20))
    assert f"{width}x{height}" == SCREEN
    assert len(picture) > 10_000, "there is something to be seen"


def alive(marker: str) -> list[str]:
    """The processes that were started with `marker` in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile, or is somebody else's
            if marker.encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text())
    return found


SCRIPT = """
import os, signal, sys
from support_typing import *
from test_typing_harness import alive
with typing_session(Path(sys.argv[1])) as session:
    session.type("Form", "B8", "typed")
    print(session.text("Form", "B8"), len(alive(sys.argv[2])), flush=True)
    {ending}
"""


@needs_typing
@pytest.mark.parametrize("ending", ["raise RuntimeError", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_nothing_is_left_running_after_a_failure(book: Path, tmp_path: Path, ending: str) -> None:
    marker = f"TYPING_TEST={uuid4().hex}"
    variables = [marker, f"PYTHONPATH={Path(__file__).parent}", f"TMPDIR={tmp_path}"]
    command = ["/usr/bin/env", *variables, sys.executable, "-c", SCRIPT.format(ending=ending), str(book), marker]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ended.returncode != 0
    text, running = ended.stdout.split()
    assert text == "typed"
    assert int(running) >= 4, "Python, the screen, LibreOffice and the bridge"
    end = time.monotonic() + 20
    while alive(marker) and time.monotonic() < end:
        time.sleep(0.05)
    assert alive(marker) == []
