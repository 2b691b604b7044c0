"""What the macros start: the work of one press of a button, from the command line that VBA gives to the sentence it shows.

The answer is a file of two parts: its first line is "ok" or "problem", the rest is the sentence. Every press is written to the
log with how long each stage of it took; what went wrong in an unexpected way is written there whole.
"""

import contextlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbook_tools.excel.press_log import Stages, write_to_log
from workbook_tools.excel.registry import button_named
from workbook_tools.excel.work import Work
from workbook_tools.findings import ToolkitError

BEAT = 1.0  # seconds between two signs of life


@dataclass(frozen=True, slots=True)
class Request:
    """What the macro asks for.

    Attributes:
        button: name of the button's function.
        book: full name of the open workbook.
        host: "excel" or "libreoffice", the program that it is open in.
        reply: the file to answer in.
        stop: the file that is there once the officer wants the work to stop.
        alive: a file to touch for as long as the work goes on; None where the macro sees by itself whether Python runs.
        pipe: where LibreOffice listens; "" for Excel.
        hwnd: the window of the Excel that was clicked in, on Windows; 0 elsewhere.
    """

    button: str
    book: str
    host: str
    reply: Path
    stop: Path
    alive: Path | None = None
    pipe: str = ""
    hwnd: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the macro is to show: a sentence ("" for nothing), and whether it tells of a problem."""

    sentence: str
    is_problem: bool = False

    @property
    def first_line(self) -> str:
        """How the answer begins."""
        return "problem" if self.is_problem else "ok"


def main(arguments: Sequence[str]) -> int:
    """Does what the macro asks for and writes the answer; 0 when it went well, 3 when it could not be done."""
    stages = Stages()
    request = parse_request(arguments)
    with signs_of_life(request.alive):
        answer = answer_to(request, stages)
    write_reply(request.reply, answer)
    write_to_log(f"{request.button}: {answer.first_line}; {stages}")
    return 3 if answer.is_problem else 0


def parse_request(arguments: Sequence[str]) -> Request:
    """The request on a macro's command line: the button's name, then --name=value.

    Raises:
        KeyError: one that every press needs is missing.
    """
    button, *named = arguments
    given = dict(argument.removeprefix("--").split("=", 1) for argument in named)
    return Request(
        button=button,
        book=given["book"],
        host=given["host"],
        reply=Path(given["reply"]),
        stop=Path(given["stop"]),
        alive=Path(given["alive"]) if "alive" in given else None,
        pipe=given.get("pipe", ""),
        hwnd=int(given.get("hwnd", 0)),
    )


def answer_to(request: Request, stages: Stages) -> Answer:
    """Presses the button. Whatever goes wrong is an answer too."""
    try:
        return Answer(_press(request, stages))
    except ToolkitError as error:
        write_to_log(f"{request.button} could not be done", error)
        return Answer(str(error), is_problem=True)
    except ModuleNotFoundError as error:
        write_to_log(f"{request.button} lacks a package", error)
        return Answer(
            f"The Python package {error.name} is missing, or a part of it. Install workbook-tools again, then run: "
            "workbook-tools addin install",
            is_problem=True,
        )
    except Exception as error:  # noqa: BLE001 - a mistake of ours must reach the officer as a sentence, never as silence
        place = write_to_log(f"{request.button} failed in a way that was not expected", error)
        if type(error).__name__.endswith(".DisposedException"):  # LibreOffice's: what was asked is no more
            return Answer(
                "The workbook was closed while the button was at work. Open it and press the button again.", is_problem=True
            )
        return Answer(
            "The button failed in a way that was not expected. It has not saved the workbook; what it had finished is there. "
            f"Details are in {place}; send that file to the performance team.",
            is_problem=True,
        )


def write_reply(path: Path, answer: Answer) -> None:
    """Writes the answer, whole or not at all: whoever waits for the file may read it as soon as it is there."""
    part = path.with_name(f"{path.name}.part")
    part.write_text(f"{answer.first_line}\n{answer.sentence}", encoding="utf-8", newline="\n")
    part.replace(path)


@contextlib.contextmanager
def signs_of_life(path: Path | None) -> Iterator[None]:
    """Touches a file every second in the background; None for no file."""
    ended = threading.Event()

    def touch() -> None:
        while path is not None and not ended.is_set():
            path.touch()
            ended.wait(BEAT)

    thread = threading.Thread(target=touch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _press(request: Request, stages: Stages) -> str:
    stages.begin("imports")
    button = button_named(request.button)
    function = button.function()
    stages.begin("connecting")
    from workbook_tools.excel.connecting import book_named, program_of  # noqa: PLC0415 - here, so that its time is counted

    with program_of(request.host, request.book, pipe=request.pipe, hwnd=request.hwnd) as app:
        book = book_named(app, request.book)

        def say(text: str) -> None:
            stages.begin(text or button.caption)
            app.status_bar = text or False

        stages.begin(button.caption)
        try:
            return function(book, Work(say=say, is_stopped=request.stop.exists))
        finally:
            stages.begin("leaving")
            app.status_bar = False
