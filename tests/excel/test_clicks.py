"""Real clicks on real buttons in LibreOffice: what they do, and that every failure ends in one sentence and harms nothing."""

import http.server
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from support_clicks import Office, OpenBook, needs_clicks, waited_for
from support_issue import given_after
from support_macros import modules_of, plain_book
from support_samples import VALE, scheme_named
from workbook_tools import pipeline
from workbook_tools.excel.buttons import place_of
from workbook_tools.excel.macros.macro_texts import Host
from workbook_tools.excel.macros.packing import pack
from workbook_tools.excel.macros.sheet_macros import macros_for
from workbook_tools.excel.registry import Group
from workbook_tools.model.layout import CHECK_HEADING_ROW, CHECK_HEADINGS, CHECK_SHEET
from workbook_tools.writing.issued.book import build_issued_return

CAPTION = "Check my return"
HEAVY = {"pandas", "numpy", "openpyxl", "xlsxwriter", "docx", "lxml"}
MODULES_LOADED = """
import atexit, os, sys
def tell():
    with open(os.environ["WORKBOOK_TOOLS_TEST_MODULES"], "w") as told:
        told.write(" ".join(sys.modules))
atexit.register(tell)
"""
"""A `sitecustomize` that tells which modules a press has loaded."""
SLOW_BUTTON = """#!{python}
import sys, time
from workbook_tools.excel import buttons, run

def slow(book, work):
    for number in range(10_000):
        work.step(f"part {{number}}")
        book.sheets[0].range("A30").value = str(number)
        time.sleep(0.02)

buttons.check_my_return = slow
run.main(sys.argv[3:])
"""
"""A Python whose *Check my return* takes minutes; all else is as it is, so it can be stopped."""
pytestmark = pytest.mark.xdist_group("clicks")


@pytest.fixture(autouse=True)
def right_python(request: pytest.FixtureRequest) -> None:
    """Whatever a test did to it."""
    request.getfixturevalue("office").call_python()


@pytest.fixture(scope="module")
def content() -> bytes:
    """A return as it is issued, with the buttons for LibreOffice."""
    given, macros = given_after(VALE), macros_for(Group.OFFICER, Host.LIBREOFFICE)
    return macros.pack(build_issued_return(given, scheme_named(given.cover.scheme), macros.buttons))


@pytest.fixture
def issued(content: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "Housing's return, 50% #1 ŷ.xlsm"
    path.write_bytes(content)
    return path


@contextmanager
def opened(book: OpenBook) -> Iterator[OpenBook]:
    try:
        yield book
    finally:
        book.close()


def program(path: Path, text: str) -> Path:
    """A program to be called as Python."""
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


@needs_clicks
def test_a_click_checks_the_return_in_the_open_book(office: Office, issued: Path, content: bytes) -> None:
    expected = pipeline.check([issued]).findings
    with opened(office.open(issued)) as book:
        book.press(CAPTION)
        assert office.say_ok().startswith(f"{len(expected)} findings: ")
        first = CHECK_HEADING_ROW + 1
        assert [book.cell(CHECK_SHEET, f"{letter}{first - 1}") for letter in "ABC"] == list(CHECK_HEADINGS)
        shown = {
            tuple(book.cell(CHECK_SHEET, f"{letter}{row}") for letter in "ABC") for row in range(first, first + len(expected))
        }
        assert shown == {(str(found.severity), place_of(found.where), found.message) for found in expected}
        noted = next(found for found in expected if found.where.sheet == "Indicators")
        assert noted.message in book.note("Indicators", str(noted.where.cell))
    assert issued.read_bytes() == content
    assert re.search(r"check_my_return: ok; start of Python .*, connecting .*, leaving \d", office.log())


@needs_clicks
def test_a_press_loads_no_heavy_library(office: Office, issued: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(MODULES_LOADED, encoding="utf-8")
    told = tmp_path / "modules"
    lines = (
        "#!/bin/sh",
        f'PYTHONPATH="{tmp_path}:$PYTHONPATH" WORKBOOK_TOOLS_TEST_MODULES="{told}" exec "{sys.executable}" "$@"',
    )
    office.call_python(program(tmp_path / "python", "\n".join(lines)))
    with opened(office.open(issued)) as book:
        book.press(CAPTION)
        office.say_ok()
    modules = set(waited_for(lambda: told.exists() and told.read_text(encoding="utf-8").split(), "Python to end"))
    assert "workbook_tools.excel.engines.uno_engine" in modules
    assert modules & HEAVY == set()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a failure needs, and where it happens."""

    office: Office
    issued: Path
    folder: Path


def _python_missing(scene: Scene) -> OpenBook:
    scene.office.call_python("/nowhere/bin/python")
    return scene.office.open(scene.issued)


def _python_not_recorded(scene: Scene) -> OpenBook:
    (scene.office.settings / "python.txt").unlink()
    return scene.office.open(scene.issued)


def _package_missing(scene: Scene) -> OpenBook:
    scene.office.call_python(program(scene.folder / "python", f'#!/bin/sh\nexec "{sys.executable}" -I -S "$@"\n'))
    return scene.office.open(scene.issued)


def _never_saved(scene: Scene) -> OpenBook:
    return scene.office.open(scene.issued, as_template=True)


def _read_only(scene: Scene) -> OpenBook:
    return scene.office.open(scene.issued, read_only=True)


def _locked(scene: Scene) -> OpenBook:
    """Somebody else has it open, as their LibreOffice shows beside it; so ours may only read it."""
    lock = scene.issued.with_name(f".~lock.{scene.issued.name}#")
    lock.write_text(",ajones,pc17,26.11.2026 09:00,file:///C:/Users/ajones;", encoding="utf-8")
    return scene.office.open(scene.issued, read_only=True)


def _broken(scene: Scene) -> OpenBook:
    """Somebody deleted every sheet but that of the buttons."""
    book = scene.office.open(scene.issued)
    for name in book.document.Sheets.ElementNames[1:]:
        book.document.Sheets.removeByName(name)
    return book


def _quotation_mark(scene: Scene) -> OpenBook:
    return scene.office.open(scene.issued.rename(scene.folder / 'the "final" return.xlsm'))


FAILURES: dict[str, tuple[Callable[[Scene], OpenBook], str]] = {
    "Python missing": (
        _python_missing,
        "Python could not be started from /nowhere/bin/python. Run: workbook-tools addin install",
    ),
    "Python not recorded": (
        _python_not_recorded,
        "The buttons do not know which Python to call. Run: workbook-tools addin install",
    ),
    "package missing": (_package_missing, "which cannot load the package workbook_tools. Install it, then run:"),
    "never saved": (_never_saved, "This workbook has never been saved. Save it in a folder first."),
    "read-only": (_read_only, "is open read-only, so what is found could not be kept in it"),
    "locked": (_locked, "somebody else may have it open, or the file is protected. Close it everywhere"),
    "broken return": (
        _broken,
        "is not a service return: no sheet says what it reports on. Go to the return that you filled in",
    ),
    "quotation mark": (_quotation_mark, "has a quotation mark in it. Save it under a name without one."),
}


@needs_clicks
@pytest.mark.parametrize("failure", FAILURES)
def test_a_failure_is_said_in_a_box_and_harms_nothing(
    failure: str, office: Office, issued: Path, content: bytes, tmp_path: Path
) -> None:
    prepare, sentence = FAILURES[failure]
    with opened(prepare(Scene(office, issued, tmp_path))) as book:
        sheets = book.document.Sheets.ElementNames
        book.press(CAPTION)
        assert sentence in office.say_ok()
        assert book.document.Sheets.ElementNames == sheets
    assert [path.read_bytes() for path in tmp_path.glob("*.xlsm")] == [content]


@needs_clicks
def test_a_workbook_from_the_web_is_refused(office: Office, issued: Path, content: bytes) -> None:
    with (
        served(issued.parent) as address,
        opened(office.open(f"{address}/{issued.rename(issued.with_name('r.xlsm')).name}")) as book,
    ):
        book.press(CAPTION)
        assert office.say_ok().startswith("This workbook is open from SharePoint, OneDrive or another place on the web.")
    assert issued.with_name("r.xlsm").read_bytes() == content


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The files of a folder by HTTP; yields the address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_what: Any) -> None:
            """Says nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=os.fspath(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A workbook with a button of the officer's and the one that stops."""
    macros = macros_for(Group.OFFICER, Host.LIBREOFFICE)
    path = tmp_path / "plain.xlsm"
    path.write_bytes(macros.pack(plain_book("CheckMyReturn", "StopWork")))
    return path


@needs_clicks
def test_long_work_is_stopped_by_a_click_and_nothing_else_begins_meanwhile(office: Office, plain: Path, tmp_path: Path) -> None:
    office.call_python(program(tmp_path / "python", SLOW_BUTTON.format(python=sys.executable)))
    with opened(office.open(plain)) as book:
        book.press("CheckMyReturn")
        waited_for(lambda: book.cell("Sheet", "A30"), "the work to begin")
        book.press("CheckMyReturn")
        assert office.say_ok().startswith("Another button is still at work.")
        book.press("StopWork")
        assert re.fullmatch(r"Stopped before: part \d+\. What was finished until then is there\.", office.say_ok())
        assert int(book.cell("Sheet", "A30")) < 5000
        office.call_python("/nowhere/bin/python")  # what follows is not held up by what was stopped
        book.press("CheckMyReturn")
        assert office.say_ok().startswith("Python could not be started")


@needs_clicks
def test_a_workbook_that_is_closed_meanwhile_leaves_libreoffice_in_order(office: Office, plain: Path, tmp_path: Path) -> None:
    office.call_python(program(tmp_path / "python", SLOW_BUTTON.format(python=sys.executable)))
    with opened(office.open("private:factory/scalc")) as other:
        book = office.open(plain)
        book.press("CheckMyReturn")
        waited_for(lambda: book.cell("Sheet", "A30"), "the work to begin")
        book.close()
        assert office.say_ok().startswith("The workbook was closed while the button was at work.")
        assert other.document.Sheets.ElementNames == ("Sheet1",)


@needs_clicks
def test_a_recorded_python_is_understood_as_an_editor_saves_it(office: Office, issued: Path) -> None:
    (office.settings / "python.txt").write_text("/nowhere/Tŷ python \r\n", encoding="utf-8-sig", newline="")
    with opened(office.open(issued)) as book:
        book.press(CAPTION)
        assert office.say_ok().startswith("Python could not be started from /nowhere/Tŷ python. Run:")


@needs_clicks
def test_nobody_waits_for_a_python_that_has_ended(office: Office, plain: Path, tmp_path: Path) -> None:
    texts = modules_of("OfficerButtons", Host.LIBREOFFICE)
    silent = {name: text.replace("MOST_SILENT As Long = 1500", "MOST_SILENT As Long = 40") for name, text in texts.items()}
    assert silent != texts
    plain.write_bytes(pack(plain_book("CheckMyReturn"), silent))
    office.call_python(program(tmp_path / "python", "#!/bin/sh\nexit 1\n"))
    with opened(office.open(plain)) as book:
        book.press("CheckMyReturn")
        assert office.say_ok().startswith("Python ended without an answer. Press the button again;")
