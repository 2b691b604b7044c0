"""Fills a workbook in LibreOffice as a person would: key presses in a real window, so that data validation really refuses.

Each session has a screen (Xvfb), a profile and a working copy of its own, so that several may run at once and the workbook
itself is never touched. Keys are pressed by xdotool; what came of them is asked through LibreOffice's bridge, which a process
of LibreOffice's own Python holds. The session's processes end with it, and also when the tests are killed.
"""

import json
import os
import re
import select
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, TypeVar
from uuid import uuid4

import pytest

import support_libreoffice
from support_libreoffice import SYSTEM_PYTHON

START = 60  # seconds until LibreOffice must have opened the workbook
TIMEOUT = 20  # seconds until it must have taken or refused what was typed
POLL = 0.003  # seconds between two questions
SCREEN = "1366x768"  # an ordinary council laptop's
LOCALE = "en-GB"

PROGRAMS = {
    "soffice": "LibreOffice (libreoffice-calc)",
    "Xvfb": "a virtual screen (xvfb)",
    "xdotool": "xdotool",
    "xkbcomp": "xkbcomp (x11-xkb-utils)",
    "import": "ImageMagick (imagemagick)",
}

AUTOCORRECT = (
    "UseReplacementTable",
    "TwoCapitalsAtStart",
    "CapitalAtStartSentence",
    "SetInetAttribute",
    "ChangeOrdinalNumber",
    "ChangeDash",
    "AddNonBreakingSpace",
    "ChangeAngleQuotes",
    "CorrectAccidentalCapsLock",
    "ReplaceSingleQuote",
    "ReplaceDoubleQuote",
)
SETTINGS = (
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("Office.Common/Save/Document", "WarnAlienFormat", "false"),
    ("Setup/Product", "ooSetupLastVersion", "99.9"),  # nothing is new to this user
    ("Setup/L10N", "ooSetupSystemLocale", LOCALE),  # dates, decimals and currency as in Britain
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),  # always, since a new workbook's formulas hold no results yet
    ("Office.Calc/Input", "AutoInput", "false"),  # or "N" would become "Not known" from the row above
    *(("Office.Common/AutoCorrect", name, "false") for name in AUTOCORRECT),
)
REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
ITEM = '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'

KEYBOARD = """xkb_keymap {{
xkb_keycodes {{ include "evdev+aliases(qwerty)" }};
xkb_types {{ include "complete" }};
xkb_compat {{ include "complete" }};
xkb_symbols {{ include "pc+us" {keys} }};
}};
"""
SPARE_KEYS = (*range(147, 191), *range(208, 235))  # keys that "pc+us" leaves without a character
AT_FIRST = "£€–’"  # characters that the keyboard has from the start; others are added when they are first typed
SHIFTED = dict(zip('!@#$%^&*()_+{}|:"<>?~', "1234567890-=[]\\;',./`", strict=True))  # pressed on the same key as

BRIDGE = """
import json, os, signal, sys, time
import uno
from com.sun.star.accessibility.AccessibleRole import ALERT, DIALOG, PUSH_BUTTON
from com.sun.star.beans import PropertyValue
from com.sun.star.table.CellContentType import EMPTY
from com.sun.star.util.NumberFormat import PERCENT

XWINDOW = 6  # com.sun.star.lang.SystemDependent.SYSTEM_XWINDOW
pipe, path, timeout, width, height, office, screen = sys.argv[1:]

def connect():
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + float(timeout)
    while True:
        try:
            return resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)

def start():
    global document, view, toolkit, window
    context = connect()
    create = lambda name: context.ServiceManager.createInstanceWithContext(name, context)
    toolkit = create("com.sun.star.awt.Toolkit")
    document = create("com.sun.star.frame.Desktop").loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, ())
    if document is None:
        raise RuntimeError("LibreOffice does not open " + path)
    view = document.CurrentController
    window = view.Frame.ContainerWindow
    window.setPosSize(0, 0, int(width), int(height), 15)
    toolkit.processEventsToIdle()
    return handle(window)

def handle(window):
    return window.getWindowHandle(uno.ByteSequence(b""), XWINDOW).WindowHandle

def area(sheet, address):
    if not document.Sheets.hasByName(sheet):
        raise LookupError("there is no sheet " + repr(sheet))
    return document.Sheets.getByName(sheet).getCellRangeByName(address)

def place(sheet, address):
    cell = area(sheet, address)
    if not all(part.IsVisible for part in (cell.Spreadsheet, cell.Columns.getByIndex(0), cell.Rows.getByIndex(0))):
        raise LookupError("nobody can type into %s of %r: it is hidden" % (address, sheet))
    view.setActiveSheet(cell.Spreadsheet)
    view.select(cell)
    document.setModified(False)
    return {
        "locked": cell.Spreadsheet.isProtected() and cell.CellProtection.IsLocked,
        "percent": bool(document.NumberFormats.getByKey(cell.NumberFormat).Type & PERCENT),
        "empty": cell.Type == EMPTY,
    }

def leaves(accessible):
    children = [accessible.getAccessibleChild(index) for index in range(accessible.getAccessibleChildCount())]
    return [leaf for child in children for leaf in leaves(child.getAccessibleContext())] or [accessible]

def dialog():
    for index in range(toolkit.getTopWindowCount()):
        top = toolkit.getTopWindow(index)
        shown = top.getAccessibleContext()
        if shown.getAccessibleRole() in (ALERT, DIALOG):
            parts = leaves(shown)
            labels = [part.getAccessibleName() for part in parts if part.getAccessibleRole() != PUSH_BUTTON]
            message = "\\n".join(label for label in labels if label)
            buttons = [part.getAccessibleName() for part in parts if part.getAccessibleRole() == PUSH_BUTTON]
            return {"window": handle(top), "title": shown.getAccessibleName(), "message": message, "buttons": buttons}

def state():
    for _ in range(100):
        try:
            return {"dialog": dialog(), "modified": document.isModified()}
        except Exception as error:  # a dialog was closed while it was being looked at
            changing = error
            time.sleep(0.01)
    raise changing

def settle():
    for _ in range(2):  # the second time also sends off what the first has drawn
        toolkit.processEventsToIdle()

def read(sheet, address, of_cell):
    block = area(sheet, address)
    return [
        [of_cell(value, lambda: block.getCellByPosition(column, row).String) for column, value in enumerate(line)]
        for row, line in enumerate(block.DataArray)  # at once; asking each cell takes a millisecond
    ]

def texts(sheet, address):
    return read(sheet, address, lambda value, shown: "" if value == "" else shown())

def values(sheet, address):
    return read(sheet, address, lambda value, shown: shown() if value is None else None if value == "" else value)

def box(accessible):
    corner, size = accessible.getLocationOnScreen(), accessible.getSize()
    return corner.X, corner.Y, corner.X + size.Width, corner.Y + size.Height

def whereabouts(sheet, address):
    cell = area(sheet, address)
    view.setActiveSheet(cell.Spreadsheet)
    view.select(cell)  # scrolls it into view
    row, column = cell.CellAddress.Row, cell.CellAddress.Column
    view.select(cell.Spreadsheet.getCellByPosition(column, row - 1 if row else 1))  # the selected cell is tinted
    settle()
    parts = view.ComponentWindow.getAccessibleContext().getAccessibleChild(0).getAccessibleContext()
    for index in range(parts.getAccessibleChildCount()):
        pane = parts.getAccessibleChild(index).getAccessibleContext()
        if "ScAccessibleDocument" in pane.getImplementationName():  # more than one where panes are frozen
            table = pane.getAccessibleChild(0).getAccessibleContext()
            left, top, right, bottom = box(table.getAccessibleCellAt(row, column).getAccessibleContext())
            seen = box(pane)
            if seen[0] <= left and seen[1] <= top and right <= seen[2] and bottom <= seen[3]:
                return left, top, right - left, bottom - top
    raise LookupError("%s of %r is not wholly on the screen" % (address, sheet))

def store(target):
    properties = []
    for name, value in (("FilterName", "Calc MS Excel 2007 XML"), ("Overwrite", True)):
        properties.append(PropertyValue()); properties[-1].Name = name; properties[-1].Value = value
    document.storeToURL(uno.systemPathToFileUrl(target), tuple(properties))

for line in sys.stdin:
    name, arguments = json.loads(line)
    try:
        answer = {"result": globals()[name](*arguments)}
    except Exception as error:
        answer = {"kind": type(error).__name__, "error": str(error)}
    print(json.dumps(answer), flush=True)
for process, ending in ((office, signal.SIGKILL), (screen, signal.SIGTERM)):  # the tests are no more
    try:
        os.killpg(int(process), ending)
    except ProcessLookupError:
        pass
os._exit(0)  # the bridge is gone with the office; closing it again may crash
"""

Value = str | float | None
TestT = TypeVar("TestT", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Typed:
    """What came of typing into one cell: whether it stands there now, and the title and text of the message shown, if any."""

    sheet: str
    address: str
    text: str
    accepted: bool
    title: str = ""
    message: str = ""


def _why_not() -> str:
    missing = [name for program, name in PROGRAMS.items() if shutil.which(program) is None]
    return f"not installed: {', '.join(missing)}" if missing else support_libreoffice.REASON


REASON = _why_not()


def needs_typing(test: TestT) -> TestT:
    """Marks a test that types into LibreOffice; it is skipped, with the reason, where that cannot be done."""
    marked: TestT = pytest.mark.libreoffice(pytest.mark.skipif(bool(REASON), reason=REASON)(test))
    return marked


@contextmanager
def typing_session(path: Path) -> Iterator["TypingSession"]:
    """A copy of the workbook at `path`, open in a LibreOffice window on a screen of its own until the block ends."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="typing-", ignore_cleanup_errors=True)))
        copy = folder / "book" / path.name  # a lock left beside the original is not in the way either
        copy.parent.mkdir()
        shutil.copyfile(path, copy)
        screen, display = stack.enter_context(_screen())
        environment = _environment(display)
        keyboard = _Keyboard(environment)
        pipe = f"typing{uuid4().hex}"
        office = stack.enter_context(_started(_office(_profile(folder), pipe), environment))
        bridge = stack.enter_context(_bridge([pipe, copy, START, *SCREEN.split("x"), office.pid, screen.pid], folder))
        yield TypingSession(bridge, keyboard, bridge.ask("start"))


class TypingSession:
    """A workbook open in LibreOffice: type into its cells, read what they hold and show, save it, photograph it."""

    def __init__(self, bridge: "_Bridge", keyboard: "_Keyboard", window: int) -> None:
        self._bridge = bridge
        self._keyboard = keyboard
        self._window = window
        self._keyboard.focus(window)

    def type(self, sheet: str, address: str, text: str, *, insist: bool = False) -> Typed:
        """Types `text` over whatever the cell holds and presses Return; a line break is typed as Ctrl+Return.

        A refusal's dialog is read and cancelled, so that the cell stays as it was. Where the workbook only warns, `insist`
        answers OK. As in Excel, "96.2%" may be typed into a cell that is formatted as a percentage.
        """
        if not text:
            raise ValueError("there is nothing to type; use clear() to empty a cell")
        cell = self._bridge.ask("place", sheet, address)
        return self._enter(Typed(sheet, address, text, accepted=True), self._keys(text, cell), insist=insist)

    def type_all(self, entries: Iterable[tuple[str, str, str]]) -> list[Typed]:
        """Types each (sheet, address, text) in turn."""
        return [self.type(*entry) for entry in entries]

    def choose(self, sheet: str, address: str, entry: str) -> Typed:
        """Chooses an entry of the cell's list, by typing it."""
        return self.type(sheet, address, entry)

    def clear(self, sheet: str, address: str) -> Typed:
        """Empties the cell with the Delete key, which validation does not look at; a locked cell ignores it without a word."""
        cell = self._bridge.ask("place", sheet, address)
        typed = Typed(sheet, address, "", accepted=not cell["locked"])
        return typed if cell["empty"] or cell["locked"] else self._enter(typed, ["key", "Delete"], insist=False)

    def look_at(self, sheet: str, address: str) -> None:
        """Selects a cell and brings it into view; nothing is typed."""
        self._bridge.ask("place", sheet, address)

    def value(self, sheet: str, address: str) -> Value:
        """What the cell holds: a text, a number (of days since 30 December 1899 for a date), or None for nothing."""
        return self.values(sheet, address)[0][0]

    def values(self, sheet: str, area: str) -> list[list[Value]]:
        """What the cells of an area hold, row by row; an error is the text shown for it."""
        found: list[list[Value]] = self._bridge.ask("values", sheet, area)
        return found

    def text(self, sheet: str, address: str) -> str:
        """What the cell shows in a column that is wide enough."""
        return self.texts(sheet, address)[0][0]

    def texts(self, sheet: str, area: str) -> list[list[str]]:
        """What the cells of an area show, row by row."""
        found: list[list[str]] = self._bridge.ask("texts", sheet, area)
        return found

    def fill(self, sheet: str, address: str) -> str:
        """The colour that most of the cell has on the screen, conditional formats included, as "RRGGBB"."""
        left, top, width, height = self._bridge.ask("whereabouts", sheet, address)
        inside = f"{max(width - 4, 1)}x{max(height - 4, 1)}+{left + 2}+{top + 2}"
        before, pixels = "", self._pixels(inside)
        while before != pixels:  # still being drawn
            before, pixels = pixels, self._pixels(inside)
        colours: Counter[str] = Counter(re.findall(r"#([0-9A-F]{6})", pixels))
        return colours.most_common(1)[0][0]

    def save_as(self, path: Path) -> Path:
        """Stores the workbook as it is now as .xlsx; the session goes on with its own copy."""
        self._bridge.ask("store", str(path.resolve()))
        return path

    def screenshot(self, path: Path) -> Path:
        """A picture (.png) of the whole screen."""
        self._bridge.ask("settle")
        self._keyboard.run("import", "-window", "root", str(path))
        return path

    def _pixels(self, area: str) -> str:
        self._bridge.ask("settle")
        return self._keyboard.run("import", "-window", "root", "-crop", area, "-depth", "8", "txt:-")

    def _keys(self, text: str, cell: Mapping[str, bool]) -> list[str]:
        if cell["locked"]:  # refused at the first key; the others would go to the message
            return self._keyboard.keys(text[0])
        start = []
        if cell["percent"] and text.endswith("%"):  # typed over, LibreOffice would add a second % of its own; Excel does not
            start = ["key", "F2"] if cell["empty"] else ["key", "F2", "key", "ctrl+a"]
        return [*start, *self._keyboard.keys(text), "key", "Return"]

    def _enter(self, typed: Typed, keys: Sequence[str], *, insist: bool) -> Typed:
        what = f"{typed.text or 'Delete'!r} in {typed.address} of {typed.sheet!r}"
        self._keyboard.focus(self._window)
        self._keyboard.press(keys)
        state = self._until(lambda state: state["dialog"] or state["modified"], f"neither took nor refused {what}")
        shown = []
        while dialog := state["dialog"]:
            shown.append(dialog)
            state = self._answer(dialog, "alt+o" if insist and len(dialog["buttons"]) > 1 else "Escape")
        title = shown[0]["title"] if shown else ""
        message = "\n".join(dialog["message"] for dialog in shown)
        return Typed(typed.sheet, typed.address, typed.text, state["modified"], title, message)

    def _answer(self, dialog: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Closes a dialog; how things stand when LibreOffice has done with it."""
        self._keyboard.focus(dialog["window"])
        self._keyboard.press(["key", key])
        self._until(lambda state: (state["dialog"] or {}).get("window") != dialog["window"], f"did not close {dialog}")
        self._keyboard.focus(self._window)
        self._bridge.ask("settle")
        state: dict[str, Any] = self._bridge.ask("state")
        return state

    def _until(self, is_met: Callable[[dict[str, Any]], object], complaint: str) -> dict[str, Any]:
        end = time.monotonic() + TIMEOUT
        while time.monotonic() < end:
            state: dict[str, Any] = self._bridge.ask("state")
            if is_met(state):
                return state
            time.sleep(POLL)
        raise TimeoutError(f"LibreOffice {complaint}")


@dataclass(slots=True)
class _Keyboard:
    """A keyboard at the session's screen."""

    environment: Mapping[str, str]
    extra: str = field(default="", init=False)  # the characters on its spare keys

    def __post_init__(self) -> None:
        self._add(AT_FIRST)

    def keys(self, text: str) -> list[str]:
        """The xdotool commands that type `text`.

        LibreOffice takes a second press of the key that was pressed last for a key held down if both have the same
        millisecond, and drops it; a tap of the Shift key between them says that they are two.
        """
        if strange := [character for character in text if not _can_be_typed(character)]:
            raise ValueError(f"cannot be typed: {strange}")
        self._add(dict.fromkeys(character for character in text if not character.isascii() and character not in self.extra))
        commands: list[str] = []
        for run in re.split(r"(\n)", text):
            commands += ["key", "ctrl+Return"] if run == "\n" else _taps(run)
        return commands

    def press(self, commands: Sequence[str]) -> None:
        """Presses keys in the window that has the focus."""
        self.run("xdotool", *commands)

    def focus(self, window: int) -> None:
        """Gives a window the focus, as soon as it is there to take it."""
        end = time.monotonic() + TIMEOUT
        command = ["xdotool", "windowfocus", str(window), "getwindowfocus"]
        while self.run(*command, check=False).strip() != str(window):
            if time.monotonic() > end:
                raise TimeoutError(f"window {window} does not take the focus")
            time.sleep(POLL)

    def run(self, *command: str, given: str = "", check: bool = True) -> str:
        """Runs a program at this screen; its output."""
        finished = subprocess.run(
            command, capture_output=True, check=check, encoding="utf-8", env=self.environment, input=given, timeout=TIMEOUT
        )
        return finished.stdout

    def _add(self, characters: Iterable[str]) -> None:
        """Gives characters a spare key each; xdotool would lend them one for a moment, too short for LibreOffice."""
        if not (new := "".join(characters)):
            return
        if len(self.extra + new) > len(SPARE_KEYS):
            raise ValueError("too many different characters for one keyboard")
        self.extra += new
        pairs = zip(SPARE_KEYS, self.extra, strict=False)
        keys = "".join(f"key <I{key}> {{ [ U{ord(character):04X} ] }};\n" for key, character in pairs)
        self.run("xkbcomp", "-w0", "-", self.environment["DISPLAY"], given=KEYBOARD.format(keys=keys))


def _can_be_typed(character: str) -> bool:
    return (character.isprintable() or character == "\n") and ord(character) <= 0xFFFF


def _taps(text: str) -> list[str]:
    """`text` as it is typed, with a tap of the Shift key between two presses of the same key."""
    runs: list[str] = []
    for before, character in zip(" " + text, text, strict=False):
        if runs and _key(before) != _key(character):
            runs[-1] += character
        else:
            runs.append(character)
    tap = ["key", "--delay", "0", "Shift_R"]
    typed = [["type", "--delay", "0", "--args", "1", "--", run] for run in runs]
    return [word for index, command in enumerate(typed) for word in (tap if index else []) + command]


def _key(character: str) -> str:
    return SHIFTED.get(character, character.lower())


@dataclass(frozen=True, slots=True)
class _Bridge:
    """The process that asks LibreOffice."""

    requests: IO[bytes]
    answers: IO[bytes]
    errors: Path

    def ask(self, name: str, *arguments: object) -> Any:
        """The result of one of the functions of BRIDGE."""
        self.requests.write(json.dumps([name, arguments]).encode() + b"\n")
        self.requests.flush()
        if not select.select([self.answers], [], [], 2 * START)[0]:
            raise TimeoutError(f"LibreOffice does not answer: {name} {arguments}")
        line = self.answers.readline()
        if not line:
            raise RuntimeError(f"LibreOffice is gone: {self.errors.read_text(encoding='utf-8')}")
        answer = json.loads(line)
        if "error" in answer:
            kind = LookupError if answer["kind"] == "LookupError" else RuntimeError
            raise kind(answer["error"] or answer["kind"])
        return answer["result"]


@contextmanager
def _bridge(arguments: Sequence[object], folder: Path) -> Iterator[_Bridge]:
    errors = folder / "bridge.txt"
    command = [str(SYSTEM_PYTHON), "-c", BRIDGE, *map(str, arguments)]
    with (
        errors.open("wb") as log,
        subprocess.Popen(command, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield _Bridge(process.stdin, process.stdout, errors)
        finally:
            process.kill()


@contextmanager
def _screen() -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """A virtual screen and its name; the X server itself finds a free number."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SCREEN}x24", "-nolisten", "tcp", "-noreset"]
    with os.fdopen(reading, "rb") as answer, ExitStack() as stack:
        try:
            process = stack.enter_context(_started(command, os.environ, [writing], ending=signal.SIGTERM))  # it tidies up
        finally:
            os.close(writing)
        number = answer.readline() if select.select([answer], [], [], TIMEOUT)[0] else b""
        if not number.strip():
            raise RuntimeError("Xvfb did not start")
        yield process, f":{int(number)}"


@contextmanager
def _started(
    command: Sequence[str], environment: Mapping[str, str], kept: Sequence[int] = (), ending: signal.Signals = signal.SIGKILL
) -> Iterator["subprocess.Popen[bytes]"]:
    """A process group of its own, which ends with the block."""
    with subprocess.Popen(
        command,
        env=environment,
        pass_fds=kept,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, ending)


def _environment(display: str) -> dict[str, str]:
    """With C.UTF-8, so that xdotool can read what it is to type, and the plain X11 windows that this module knows ("gen")."""
    return {**os.environ, "DISPLAY": display, "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "gen"}


def _profile(folder: Path) -> Path:
    profile = folder / "profile"
    items = "\n".join(ITEM.format(path=path, name=name, value=value) for path, name, value in SETTINGS)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(REGISTRY.format(items=items), encoding="utf-8")
    return profile


def _office(profile: Path, pipe: str) -> list[str]:
    started = shutil.which("soffice") or "soffice"
    settings = ["--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;"]
    return [started, f"-env:UserInstallation={profile.as_uri()}", *settings]
