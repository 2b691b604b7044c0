"""LibreOffice on a screen of its own, for tests and pictures: real mouse clicks on real buttons, and the boxes that answer.

The screen is Xvfb's, on a number that it finds free itself; no window manager is needed. `uno` is LibreOffice's own library,
which only a Python of its version can load.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar
from uuid import uuid4

import pytest

ROOT = Path(__file__).resolve().parents[1]
DEBIAN_PACKAGES = "/usr/lib/python3/dist-packages"  # where `uno` is, for a Python in a virtual environment
PATIENCE = 90  # seconds
TICK = 0.02
SETTLED = 0.2  # seconds
SIZE = (1280, 800)
ALERT, BUTTON, TEXT = 1, 44, 86  # roles of com.sun.star.accessibility
RUN_MACROS, RUN_NO_MACROS = 4, 0  # com.sun.star.document.MacroExecMode: ALWAYS_EXECUTE_NO_WARN, NEVER_EXECUTE
POSITION_AND_SIZE = 15
SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "0"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("Setup/Office", "LastTimeDonateShown", "9999999999"),
    ("Setup/Office", "LastTimeGetInvolvedShown", "9999999999"),
    ("Setup/Product", "ooSetupLastVersion", "99.9"),
)
"""What keeps LibreOffice from asking things, lets macros run, and reckons every formula anew."""
TestT = TypeVar("TestT", bound=Callable[..., object])


@cache
def _uno() -> Any:
    sys.path.append(DEBIAN_PACKAGES)
    try:
        import uno
    except ImportError:
        return None
    finally:
        sys.path.remove(DEBIAN_PACKAGES)
    return uno


def _why_not() -> str:
    programs = {"soffice": "LibreOffice", "Xvfb": "xvfb", "xdotool": "xdotool", "import": "imagemagick"}
    missing = [package for program, package in programs.items() if shutil.which(program) is None]
    if missing:
        return f"not installed: {', '.join(missing)}"
    return "" if _uno() is not None else "this Python cannot load LibreOffice's bridge (python3-uno, of the same version)"


REASON = _why_not()


def needs_clicks(test: TestT) -> TestT:
    """Marks a test that clicks in LibreOffice; it is skipped, with the reason, where that cannot be done. One at a time."""
    for mark in (
        pytest.mark.libreoffice,
        pytest.mark.xdist_group("clicks"),
        pytest.mark.skipif(bool(REASON), reason=REASON),
    ):
        test = mark(test)
    return test


@dataclass(frozen=True, slots=True)
class Box:
    """A message box: its title and its text."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Office:
    """A LibreOffice that can be seen and clicked.

    Attributes:
        environment: of its process, with its screen as DISPLAY.
        settings: the folder that the buttons read their settings from.
    """

    environment: dict[str, str]
    settings: Path
    context: Any = field(repr=False)  # to ask it for its words, once LibreOffice has gone, ends Python itself

    @property
    def desktop(self) -> Any:
        """LibreOffice's Desktop."""
        return self.service("com.sun.star.frame.Desktop")

    def service(self, name: str) -> Any:
        """One of LibreOffice's services."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def call_python(self, program: str | Path = sys.executable) -> None:
        """Records which Python the buttons call."""
        (self.settings / "python.txt").write_text(f"{program}\n", encoding="utf-8")

    def log(self) -> str:
        """What the buttons wrote to their log."""
        path = self.settings / "workbook-tools.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def open(
        self, place: Path | str, *, read_only: bool = False, as_template: bool = False, macros: int = RUN_MACROS
    ) -> "OpenBook":
        """Opens a workbook over the whole screen: from a file or an address, or as a new one like it."""
        address = place if isinstance(place, str) else place.resolve().as_uri()
        options = {"MacroExecutionMode": macros, "ReadOnly": read_only, "AsTemplate": as_template}
        arguments = tuple(_property(name, value) for name, value in options.items())
        document = self.desktop.loadComponentFromURL(address, "_blank", 0, arguments)
        assert document is not None, f"LibreOffice did not open {place}"
        window = document.CurrentController.Frame.ContainerWindow
        window.setPosSize(0, 0, *SIZE, POSITION_AND_SIZE)
        window.setFocus()
        return OpenBook(self, document)

    def titled(self, title: str) -> Any:
        """The open document that its window names so."""
        components = self.desktop.Components.createEnumeration()
        while components.hasMoreElements():
            document = components.nextElement()
            if document.Title == title:
                return document
        raise AssertionError(f"no document '{title}' is open")

    def install(self, extension: Path) -> None:
        """Installs an extension for this user, who says yes to whatever is asked. It works from the next start on."""
        manager = self.context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")
        installed = manager.addExtension(extension.as_uri(), (), "user", manager.createAbortChannel(), _Willing())
        assert installed.isRegistered(manager.createAbortChannel(), _Willing()).Value.Value

    def tool(self, *command: str | Path) -> None:
        """Runs a program on this screen."""
        subprocess.run(command, env=self.environment, check=True, capture_output=True, timeout=PATIENCE)

    def picture(self, path: Path) -> Path:
        """A picture of the whole screen as it is, once it has been drawn."""
        time.sleep(0.5)
        self.tool("import", "-window", "root", path)
        return path

    def click(self, x: int, y: int) -> None:
        """A click of the mouse's left button."""
        self.tool("xdotool", "mousemove", str(x), str(y), "sleep", "0.1", "click", "1")

    def box(self) -> Box | None:
        """The message box that is open."""
        found = self._alert()
        return None if found is None else Box(found.getAccessibleName(), _texts_in(found))

    def _alert(self) -> Any:
        toolkit = self.service("com.sun.star.awt.Toolkit")
        windows = [toolkit.getTopWindow(index) for index in range(toolkit.getTopWindowCount())]
        found = [window.getAccessibleContext() for window in windows if window is not None]
        return next((one for one in found if one is not None and one.getAccessibleRole() == ALERT), None)

    def wait_for_box(self, patience: float = PATIENCE) -> Box:
        """The message box that opens next."""
        found: Box = waited_for(self.box, "a message box", patience)
        return found

    def close_box(self) -> None:
        """Clicks OK on the message box."""
        self.click(*waited_for(lambda: _middle_of(_button_in(self._alert())), "the box to be drawn"))
        waited_for(lambda: self.box() is None, "the message box to close")

    def say_ok(self) -> str:
        """The text of the box that opens next, which is then closed."""
        box = self.wait_for_box()
        assert box.title == "Performance"
        self.close_box()
        return box.text


@dataclass(frozen=True, slots=True)
class OpenBook:
    """A workbook that is open in LibreOffice's window."""

    office: Office
    document: Any = field(repr=False)  # likewise

    def press(self, caption: str) -> None:
        """Clicks the button with that caption, on whatever sheet it is."""
        # No window manager gives the keys back to the window when a box has closed; without them the next click may be lost.
        self.document.CurrentController.Frame.ContainerWindow.setFocus()
        time.sleep(SETTLED)
        for sheet in self.document.Sheets:
            for shape in sheet.DrawPage:
                if shape.supportsService("com.sun.star.drawing.ControlShape") and shape.Control.Label == caption:
                    self.document.CurrentController.setActiveSheet(sheet)
                    self.office.click(*waited_for(partial(self._place_of, shape), "the button to be drawn"))
                    return
        raise AssertionError(f"there is no button '{caption}'")

    def _place_of(self, shape: Any) -> tuple[int, int] | None:
        control = self.document.CurrentController.getControl(shape.Control)
        return _middle_of(control.getAccessibleContext()) if control is not None else None

    def cell(self, sheet: str, address: str) -> str:
        """What a cell shows."""
        text: str = self.document.Sheets.getByName(sheet).getCellRangeByName(address).String
        return text

    def note(self, sheet: str, address: str) -> str:
        """The note on a cell, "" for none."""
        text: str = self.document.Sheets.getByName(sheet).getCellRangeByName(address).Annotation.String
        return text

    def close(self) -> None:
        """Closes the workbook without saving it."""
        self.document.setModified(False)
        self.document.close(True)  # noqa: FBT003 - LibreOffice takes it by position


class _Willing:
    """Somebody at LibreOffice's side, who says yes when it asks; LibreOffice calls these members by its own names."""

    def getTypes(self) -> tuple[Any, ...]:  # noqa: N802
        names = ("com.sun.star.ucb.XCommandEnvironment", "com.sun.star.task.XInteractionHandler")
        return tuple(_uno().getTypeByName(name) for name in names)

    def getImplementationId(self) -> bytes:  # noqa: N802
        return b""

    def getInteractionHandler(self) -> "_Willing":  # noqa: N802
        return self

    def getProgressHandler(self) -> None:  # noqa: N802
        """Nobody looks on."""

    def handle(self, request: Any) -> None:
        request.getContinuations()[0].select()  # the first of its answers is yes


def waited_for(found: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """What `found` gives as soon as that is something.

    Raises:
        AssertionError: it is nothing for too long.
    """
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(TICK)
    raise AssertionError(f"waited {patience:.0f} s for {what}")


@contextlib.contextmanager
def running_office(folder: Path, variables: Mapping[str, str] = MappingProxyType({})) -> Iterator[Office]:
    """A LibreOffice with its profile in `folder`, and more variables of its environment; its buttons call this Python.

    The profile is new, or the one that a LibreOffice in the same folder has left.
    """
    with _screen() as display:
        settings = folder / "settings" / "workbook-tools"
        settings.mkdir(parents=True, exist_ok=True)
        environment = {
            **os.environ,
            "DISPLAY": display,
            "XDG_CONFIG_HOME": str(settings.parent),
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
            "SAL_USE_VCLPLUGIN": "gen",
            **variables,
        }
        environment.pop("APPDATA", None)
        pipe = f"clicks{uuid4().hex}"
        process = subprocess.Popen(
            [
                str(shutil.which("soffice")), _profile(folder / "profile"), "--norestore", "--nologo", "--nodefault",
                f"--accept=pipe,name={pipe};urp;",
            ],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            office = Office(environment, settings, waited_for(lambda: _connected(pipe), "LibreOffice to start"))
            office.call_python()
            yield office
            with contextlib.suppress(Exception):  # the answer is lost with the office
                office.desktop.terminate()
        finally:
            _end(process)


@contextlib.contextmanager
def _screen() -> Iterator[str]:
    """A screen of its own; its name for DISPLAY."""
    reading, writing = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1]}x24"
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL, start_new_session=True)
    os.close(writing)
    try:
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()
        assert number, "Xvfb found no free screen"
        yield f":{number}"
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ends a process and what it has started; one that was asked to end gets a moment."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=10 if process.args[0] != "Xvfb" else 0)  # type: ignore[index]
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _profile(folder: Path) -> str:
    """The argument that makes LibreOffice use a profile, which is made with our settings unless it is there."""
    argument = f"-env:UserInstallation={folder.as_uri()}"
    if folder.exists():
        return argument
    item = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
    items = "".join(item.format(*setting) for setting in SETTINGS)
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )
    return argument


def _connected(pipe: str) -> Any:
    uno = _uno()
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    try:
        return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
    except Exception:  # noqa: BLE001 - not there yet; what it raises is one of LibreOffice's own
        return None


def _property(name: str, value: object) -> Any:
    made = _uno().createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def _middle_of(accessible: Any) -> tuple[int, int] | None:
    """Where something is on the screen; None while it is not drawn."""
    if accessible is None:
        return None
    place, size = accessible.getLocationOnScreen(), accessible.getSize()
    return (place.X + size.Width // 2, place.Y + size.Height // 2) if size.Width else None


def _children_of(accessible: Any) -> Iterator[Any]:
    """What is inside something, however deep."""
    for index in range(accessible.getAccessibleChildCount()):
        child = accessible.getAccessibleChild(index).getAccessibleContext()
        yield child
        yield from _children_of(child)


def _texts_in(box: Any) -> str:
    return " ".join(child.getAccessibleName() for child in _children_of(box) if child.getAccessibleRole() == TEXT)


def _button_in(box: Any) -> Any:
    return next(child for child in _children_of(box) if child.getAccessibleRole() == BUTTON)
