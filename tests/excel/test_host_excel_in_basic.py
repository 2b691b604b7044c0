"""HostExcel without Excel: LibreOffice's Basic runs its Windows part among stand-ins for what only Windows has.

That shows that both parts are Basic and what happens at each turn of events; not that Excel behaves as the stand-ins do.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from support_libreoffice import needs_libreoffice, run_in_office
from support_macros import all_texts, plain_book

TEXTS = all_texts()
HERE = Path(__file__).parent
BASIC = "Option VBASupport 1\n"
CLASS = f"{BASIC}Option Compatible\nOption ClassModule\n"
ROAMING = "C:\\Users\\Zo\xeb\\AppData\\Roaming"
CLASSES = {
    "StandInBook": "Public FullName As String\nPublic Path As String\n",
    "StandInJob": (
        "Public ExitCode As Long\n"
        "Public Property Get Status() As Long\nStatus = StatusNow()\nEnd Property\n"
        "Public Sub Terminate()\nNoteEnd\nEnd Sub\n"
    ),
    "StandInShell": (
        f'Public Function ExpandEnvironmentStrings(text)\nExpandEnvironmentStrings = "{ROAMING}"\nEnd Function\n'
        "Public Function Exec(command)\nNoteCommand command\nDim job As New StandInJob\njob.ExitCode = 9\n"
        "Set Exec = job\nEnd Function\n"
    ),
    "StandInFiles": (
        "Public Function FileExists(path)\nFileExists = Exists(path)\nEnd Function\n"
        "Public Function FolderExists(path)\nFolderExists = True\nEnd Function\n"
        'Public Function GetTempName()\nGetTempName = "rad1.tmp"\nEnd Function\n'
        "Public Sub DeleteFile(path)\nEnd Sub\n"
        "Public Sub Touch(path)\nNoteStop path\nEnd Sub\n"
    ),
}
SCRIPT = """
modules, calls = json.loads(sys.stdin.read())
libraries = context.ServiceManager.createInstanceWithContext(
    "com.sun.star.script.ApplicationScriptLibraryContainer", context)
factory = context.ServiceManager.createInstanceWithContext(
    "com.sun.star.script.provider.MasterScriptProviderFactory", context)
provider = factory.createScriptProvider("")
library = libraries.createLibrary("Tried")
for name, text in modules.items():
    library.insertByName(name, text)
result = []
for macro, given in calls:
    script = provider.getScript("vnd.sun.star.script:Tried.%s?language=Basic&location=application" % macro)
    result.append(script.invoke(tuple(given), (), ())[0])
libraries.removeLibrary("Tried")
"""


def part(text: str, *, mac: bool) -> str:
    """The lines that Excel compiles on a Mac, or on Windows."""
    kept, taken = [], True
    for line in text.splitlines():
        if line.startswith("#"):
            taken = line == "#End If" or (line == "#If Mac Then") == mac
        elif taken and not line.startswith("Attribute"):
            kept.append(line)
    return "\n".join(kept) + "\n"


def windows_among_stand_ins() -> str:
    """The Windows part with the stand-ins in the place of Windows and Excel."""
    text = part(TEXTS["HostExcel"], mac=False)
    text = re.sub(r"^Private Declare(.* _\n)*.*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^Private Function TextOf(.*\n)*?End Function\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^.*\.Environment\(.*\n", "", text, flags=re.MULTILINE)
    for ours, stand_in in (
        ("CreateObject(", "StandInFor("),
        (".CreateTextFile(stopFile, True).Close", ".Touch stopFile"),
        ("StrPtr(", "("),
        ("Application.EnableCancelKey", "AppCancelKey"),
        ("Application.StatusBar", "AppStatusBar"),
        ("Application.hWnd", "AppWindow"),
        ("xlDisabled", "0"),
        ("xlErrorHandler", "2"),
    ):
        assert ours in text
        text = text.replace(ours, stand_in)
    declarations, procedures = text.split("\n\nPublic Sub RunButton", 1)
    given, more = (HERE / "host_excel_stand_ins.bas").read_text(encoding="ascii").split("\n\n", 1)
    return f"{BASIC}{declarations}\n{given}\nPublic Sub RunButton{procedures}\n{more}"


def pressing() -> dict[str, str]:
    """All modules that a press of a button needs."""
    bootstrap = BASIC + part(TEXTS["Bootstrap"], mac=False)
    windows = windows_among_stand_ins()
    return {name: CLASS + text for name, text in CLASSES.items()} | {"Windows": windows, "Bootstrap": bootstrap}


def run_basic(modules: dict[str, str], calls: list[tuple[str, list[object]]], folder: Path) -> list[Any]:
    """What functions of Basic return; None where their module is not Basic at all."""
    book = folder / "book.xlsx"
    book.write_bytes(plain_book())
    return list(run_in_office(SCRIPT, book, [modules, calls]))


@needs_libreoffice
@pytest.mark.parametrize("planted", ["", "If then x\n"])
def test_both_parts_are_basic(planted: str, tmp_path: Path) -> None:
    """With the fault planted they are not, so the test would see one."""
    modules, calls = {}, list[tuple[str, list[object]]]()
    for name, text in {"Windows": part(TEXTS["HostExcel"], mac=False), "Mac": part(TEXTS["HostExcel"], mac=True)}.items():
        body = text.replace("    Tell answer\n", f"    Tell answer\n{planted}")
        modules[name] = f"{BASIC}{body}Public Function Probe{name}() As Long\n    Probe{name} = 42\nEnd Function\n"
        calls.append((f"{name}.Probe{name}", []))
    assert run_basic(modules, calls, tmp_path) == ([None, None] if planted else [42, 42])


PYTHON, BOOK = "C:\\Program Files\\Python\\python.exe\r\n", "C:\\100% done\\%PATH%\\Housing's return.xlsm"
NEVER = 0
LATER = 1_000
OK, PROBLEM = "64", "48"
PRESSES = {
    # what is recorded, the book, whether Python cannot start, tick of the answer, of its end, the answer, ticks of Esc
    "answered": (PYTHON, BOOK, False, 3, LATER, "ok\r\nTwo findings.", NEVER, NEVER),
    "answered with nothing to say": (PYTHON, BOOK, False, 3, 4, "ok\n", NEVER, NEVER),
    "a problem": (PYTHON, BOOK, False, 3, 4, "problem\nIt is read-only.", NEVER, NEVER),
    "no python recorded": ("", BOOK, False, 3, 4, "", NEVER, NEVER),
    "python gone": (PYTHON, BOOK, True, 3, 4, "", NEVER, NEVER),
    "no answer": (PYTHON, BOOK, False, NEVER, 5, "", NEVER, NEVER),
    "an answer that is none": (PYTHON, BOOK, False, 3, 4, "", NEVER, NEVER),
    "stopped": (PYTHON, BOOK, False, 6, 7, "problem\nStopped before: x.", 3, NEVER),
    "ended": (PYTHON, BOOK, False, NEVER, LATER, "", 3, 5),
    "excel fails": (PYTHON, BOOK, False, NEVER, LATER, "", NEVER, NEVER),
    "never saved": (PYTHON, "Book1", False, 3, 4, "", NEVER, NEVER),
    "on the web": (PYTHON, "https://council.sharepoint.com/a/b.xlsm", False, 3, 4, "", NEVER, NEVER),
}
EXPECTED = {
    # the box, its sign, whether Python was ended, whether it was asked to stop
    "answered": ("[Two findings.]", OK, 0, 0),
    "answered with nothing to say": ("", "", 0, 0),
    "a problem": ("[It is read-only.]", PROBLEM, 0, 0),
    "no python recorded": ("[The buttons do not know which Python to call. Run: workbook-tools addin install", PROBLEM, 0, 0),
    "python gone": ("[Python could not be started from C:\\Program Files\\Python\\pythonw.exe", PROBLEM, 0, 0),
    "no answer": ("[Python ended without an answer (exit code 9)", PROBLEM, 0, 0),
    "an answer that is none": ("[The answer of Python cannot be read.", PROBLEM, 0, 0),
    "stopped": ("[Stopped before: x.]", PROBLEM, 0, 1),
    "ended": ("[The work was ended at once, as you asked.", PROBLEM, 1, 1),
    "excel fails": ("[Excel could not wait for Python:", PROBLEM, 1, 0),
    "never saved": ("[This workbook has never been saved. Save it in a folder first.", PROBLEM, 0, 0),
    "on the web": ("[This workbook is open from SharePoint or OneDrive.", PROBLEM, 0, 0),
}
STARTED = {name for name in PRESSES if name not in {"no python recorded", "python gone", "never saved", "on the web"}}


@needs_libreoffice
def test_every_press_ends_in_one_sentence_and_gives_everything_back(tmp_path: Path) -> None:
    states = run_basic(pressing(), [("Windows.Press", list(given)) for given in PRESSES.values()], tmp_path)
    for name, state in zip(PRESSES, states, strict=True):
        boxes, kinds, command, terminated, stopped, *given_back = state
        box, kind, ended, asked = EXPECTED[name]
        assert boxes.startswith(box), name
        assert (kinds, terminated, stopped) == (kind, ended, asked), name
        assert boxes.count("[") <= 1, name
        assert given_back == [1, False, False], f"{name}: the Esc key, the status bar, whether it is at work"
        assert bool(command) == (name in STARTED), name


@needs_libreoffice
def test_no_path_breaks_out_of_its_argument(tmp_path: Path) -> None:
    ((_, _, command, *_),) = run_basic(pressing(), [("Windows.Press", list(PRESSES["answered"]))], tmp_path)
    expanded = command.replace("%WORKBOOK_TOOLS_PERCENT%", "%")  # as Windows does, once
    assert "%" not in command.replace("%WORKBOOK_TOOLS_PERCENT%", "")
    assert expanded.split('"')[1::2] == [
        "C:\\Program Files\\Python\\pythonw.exe",
        expanded.split('"')[3],
        f"--book={BOOK}",
        "--host=excel",
        f"--reply={ROAMING}\\workbook-tools\\work\\rad1.tmp",
        f"--stop={ROAMING}\\workbook-tools\\work\\rad1.tmp.stop",
    ]
    assert [part.strip() for part in expanded.split('"')[0::2]] == ["", "-c", "check_my_return", "", "", "", "--hwnd=4711"]
