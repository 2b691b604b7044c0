"""What the macros start: every press ends in an answer, whatever goes wrong, and costs no library that it does not need."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from support_samples import PARTNERSHIP, VALE, path_of
from workbook_tools.excel import connecting, press_log, registry, run
from workbook_tools.excel.connecting import book_named, program_of
from workbook_tools.excel.engines import closed_file
from workbook_tools.excel.engines.closed_file import open_closed
from workbook_tools.excel.press_log import Stages, write_to_log
from workbook_tools.excel.run import Answer, Request, main, parse_request, signs_of_life, write_reply
from workbook_tools.excel.work import Work
from workbook_tools.findings import ReadingError

HEAVY = {"pandas", "numpy", "openpyxl", "xlsxwriter", "docx", "lxml"}


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the log."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    return tmp_path / "settings" / "workbook-tools"


def line_for(folder: Path, *more: str) -> list[str]:
    """A macro's command line."""
    return [
        "check_my_return", "--book=/r/Housing = 1.xlsm", "--host=libreoffice", f"--reply={folder / 'reply'}",
        f"--stop={folder / 'stop'}", *more,
    ]  # fmt: skip


def answered(folder: Path) -> str:
    """The answer; whatever else a press needs is gone."""
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["reply"]
    return (folder / "reply").read_text(encoding="utf-8")


def press_with(monkeypatch: pytest.MonkeyPatch, function: Any) -> None:
    """Puts a function in the place of the button's, and a closed book in that of the open one."""

    @contextmanager
    def opened(_host: str, _fullname: str, *, pipe: str, hwnd: int) -> Iterator[Any]:
        assert (pipe, hwnd) == ("", 0)
        with open_closed(path_of(PARTNERSHIP)) as book:
            yield book.app

    monkeypatch.setattr(connecting, "program_of", opened)
    monkeypatch.setattr(connecting, "book_named", lambda app, _fullname: app.books.active)
    monkeypatch.setattr(registry.Button, "function", lambda _button: function)
    monkeypatch.setattr(closed_file.App, "status_bar", _StatusBar(), raising=False)


def test_the_command_line_is_read(tmp_path: Path) -> None:
    bare = Request("check_my_return", "/r/Housing = 1.xlsm", "libreoffice", tmp_path / "reply", tmp_path / "stop")
    assert parse_request(line_for(tmp_path)) == bare
    full = parse_request(line_for(tmp_path, "--alive=/a", "--pipe=p", "--hwnd=265"))
    assert (full.alive, full.pipe, full.hwnd) == (Path("/a"), "p", 265)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ReadingError("The cover names no scheme."), "The cover names no scheme."),
        (ModuleNotFoundError("No module named 'msgspec'", name="msgspec"), "The Python package msgspec is missing"),
        (
            ValueError("Tŷ"),
            (
                "The button failed in a way that was not expected. It has not saved the workbook; what it had finished is "
                "there. Details are in {log};"
            ),
        ),
    ],
)
def test_whatever_goes_wrong_is_answered_and_logged(
    error: Exception, sentence: str, tmp_path: Path, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_book: Any, work: Work) -> str:
        work.say("Reading")
        assert _StatusBar.text == "Reading"
        raise error

    press_with(monkeypatch, fail)
    assert main(line_for(tmp_path)) == 3
    assert _StatusBar.text is False
    log = settings / "workbook-tools.log"
    assert answered(tmp_path).startswith("problem\n" + sentence.format(log=log))
    logged = log.read_text(encoding="utf-8")
    assert "Traceback" in logged
    assert str(error) in logged


def test_a_button_that_is_none_is_answered_too(tmp_path: Path) -> None:
    assert main(["no_such_button", *line_for(tmp_path)[1:]]) == 3
    assert answered(tmp_path).startswith("problem\nThe button failed in a way that was not expected.")


def test_a_book_that_is_closed_meanwhile_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    press_with(monkeypatch, lambda _book, _work: "")
    monkeypatch.setattr(connecting, "book_named", book_named)
    assert main(line_for(tmp_path)) == 3
    assert (
        answered(tmp_path)
        == "problem\nThe workbook /r/Housing = 1.xlsm is not open any more. Open it and press the button again."
    )


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_the_excel_of_the_window_that_was_clicked_in_is_asked(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_closed(path_of(PARTNERSHIP)) as book, open_closed(path_of(VALE)) as other:
        windows = {265: book.app}
        xlwings = SimpleNamespace(
            App=lambda impl: impl, _xlwindows=SimpleNamespace(App=lambda xl: windows[xl]), apps=[other.app, book.app]
        )
        monkeypatch.setattr(connecting, "load_xlwings", lambda: xlwings)
        monkeypatch.setattr(sys, "platform", system)
        with program_of("excel", book.fullname.upper(), pipe="", hwnd=265) as app:
            assert book_named(app, book.fullname.upper()).fullname == book.fullname


def test_an_excel_that_does_not_show_the_book_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "load_xlwings", lambda: SimpleNamespace(apps=[]))
    with pytest.raises(ReadingError, match=r"Excel does not show the workbook /r/Housing.xlsm to Python. Save it"):
        program_of("excel", "/r/Housing.xlsm", pipe="", hwnd=0)


def test_what_went_well_is_answered_with_the_buttons_sentence(
    tmp_path: Path, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press_with(monkeypatch, lambda book, _work: f"{book.name} is good: Tŷ\nand more")
    assert main(line_for(tmp_path)) == 0
    assert answered(tmp_path) == f"ok\n{path_of(PARTNERSHIP).name} is good: Tŷ\nand more"
    logged = (settings / "workbook-tools.log").read_text(encoding="utf-8")
    for stage in ("start of Python", "imports", "connecting", "Check my return", "leaving"):
        assert re.search(rf"{stage} \d+\.\d\d s", logged)


def test_what_the_button_says_is_shown_and_timed_and_the_status_bar_given_back(
    tmp_path: Path, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []

    def speak(book: Any, work: Work) -> str:
        work.say("Reading")
        shown.append(book.app.status_bar)
        return ""

    press_with(monkeypatch, speak)
    assert main(line_for(tmp_path)) == 0
    assert shown == ["Reading"]
    assert _StatusBar.text is False
    assert "Reading 0." in (settings / "workbook-tools.log").read_text(encoding="utf-8")


class _StatusBar:
    """A status bar, which a closed file has none of."""

    text: Any = False

    def __get__(self, _app: object, _kind: object = None) -> Any:
        return _StatusBar.text

    def __set__(self, _app: object, text: Any) -> None:
        _StatusBar.text = text


def test_work_is_stopped_once_the_file_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def work_on(_book: Any, work: Work) -> str:
        assert not work.is_stopped()
        (tmp_path / "stop").touch()
        work.step("the next file")
        raise AssertionError("not stopped")

    press_with(monkeypatch, work_on)
    assert main(line_for(tmp_path)) == 3
    (tmp_path / "stop").unlink()
    assert answered(tmp_path) == "problem\nStopped before: the next file. What was finished until then is there."


def test_an_answer_takes_the_place_of_an_earlier_one_whole(tmp_path: Path) -> None:
    write_reply(tmp_path / "reply", Answer("Long. " * 1000))
    write_reply(tmp_path / "reply", Answer("Short."))
    assert answered(tmp_path) == "ok\nShort."


def test_the_sign_of_life_goes_on_as_long_as_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "BEAT", 0.01)
    alive = tmp_path / "alive"

    def comes_back() -> bool:
        alive.unlink(missing_ok=True)
        for _ in range(500):
            if alive.exists():
                return True
            signs.wait(0.01)
        return False

    signs = threading.Event()
    with signs_of_life(alive):
        assert comes_back()
        assert comes_back()
    alive.unlink()
    signs.wait(0.1)
    assert not alive.exists()


def test_a_full_log_makes_way_for_a_new_one(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press_log, "MOST_BYTES", 500)
    for number in range(100):
        log = write_to_log(f"press {number}")
    assert log.read_text(encoding="utf-8").endswith("press 99\n")
    assert sorted(path.name for path in settings.iterdir()) == ["workbook-tools.log", "workbook-tools.old.log"]
    assert all(path.stat().st_size < 600 and path.stat().st_mode & 0o077 == 0 for path in settings.iterdir())


def test_a_log_that_cannot_be_written_costs_no_answer(tmp_path: Path, settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (settings / "workbook-tools.log").mkdir(parents=True)
    press_with(monkeypatch, lambda _book, _work: "Good.")
    assert main(line_for(tmp_path)) == 0
    assert answered(tmp_path) == "ok\nGood."


def test_stages_follow_each_other() -> None:
    stages = Stages()
    stages.begin("one")
    stages.begin("two")
    assert [part.rsplit(" ", 2)[0] for part in str(stages).split(", ")] == ["start of Python", "one", "two"]


def test_a_check_loads_no_heavy_library() -> None:
    program = (
        "import sys, workbook_tools.excel.run, workbook_tools.excel.connecting as connecting\n"
        "from workbook_tools.excel.registry import button_named\n"
        "button_named('check_my_return').function()\n"
        "connecting.load_xlwings()\n"
        f"print(*sorted({HEAVY!r} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == []
