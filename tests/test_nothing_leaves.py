"""Nothing leaves the machine unless it is sent: one module opens connections, and only for who sends; the commands make no
socket. The page of libraries is true.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

import workbook_tools
from libraries import libraries, version_of
from test_layering import imports_of

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path(workbook_tools.__file__).parent
RETURN = "samples/returns/vale-of-glamorgan-2019-20-q2.xlsx"
NETWORK = re.compile(
    r"(socket|socketserver|ssl|ftplib|imaplib|poplib|nntplib|telnetlib|smtplib|smtpd|http|urllib\.request|urllib\.robotparser|"
    r"xmlrpc|asyncio|webbrowser|requests|httpx|aiohttp|urllib3|websockets|paramiko|xlwings\.(pro|server|rest|com_server|udfs))(\.|$)"
)
"""Modules that can reach another machine, or listen."""
SENDS = {"mailing/smtp.py": {"smtplib", "socket", "ssl"}}
"""The one module that may, and by what."""
PERMISSIVE = re.compile(r"MIT|BSD|PSF|Python Software Foundation|Apache|Public Domain|Zlib", re.IGNORECASE)
WATCH = """
import json, sys
seen = []
def watch(event, given):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "webbrowser.")):
        seen.append(event)
sys.addaudithook(watch)
if sys.argv[1] == "planted":
    import socket
    socket.socket().close()
    codes = []
else:
    from pathlib import Path
    from workbook_tools.cli import main
    from workbook_tools.excel.buttons import check_my_return
    from workbook_tools.excel.engines.closed_file import open_closed
    from workbook_tools.excel.work import Work
    commands = json.loads(sys.argv[1])
    codes = [main(command) for command in commands]
    with open_closed(Path(commands[0][1])) as book:
        print(check_my_return(book, Work()))
print(json.dumps([codes, seen]), file=sys.stderr)
"""


def watched(argument: str) -> tuple[list[int], list[str]]:
    """The exit codes of commands, and what Python reported of the network meanwhile."""
    run = subprocess.run([sys.executable, "-c", WATCH, argument], capture_output=True, text=True, check=True, cwd=ROOT)
    codes, seen = json.loads(run.stderr.splitlines()[-1])
    return codes, seen


def test_no_module_imports_what_reaches_the_network() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{line} imports {module}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line, module in imports_of(path, PACKAGE)
        if NETWORK.match(module) and module not in SENDS.get(path.relative_to(PACKAGE).as_posix(), ())
    ]
    assert found == []


def test_only_who_sends_loads_what_reaches_the_network() -> None:
    """Not what fills the outbox, tells of it, settles or cancels; and the module that does is loaded by one function alone."""
    program = (
        "import sys, workbook_tools.cli, workbook_tools.mailing.sending, workbook_tools.mailing.trace; "
        "print(*sorted({'smtplib', 'ssl', 'socket', 'keyring'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for _, module in imports_of(path, PACKAGE)
        if module in {"workbook_tools.mailing.smtp", "workbook_tools.mailing.smtp_session"}
    }
    assert found == {"mailing/sending.py", "mailing/smtp_login.py", "mailing/smtp_session.py"}


@pytest.mark.parametrize(
    ("module", "caught"), [("socket", True), ("http.client", True), ("urllib.parse", False), ("xlwings", False)]
)
def test_which_modules_are_caught(module: str, caught: bool) -> None:  # noqa: FBT001
    assert bool(NETWORK.match(module)) is caught


def test_the_commands_make_no_socket(tmp_path: Path) -> None:
    aside = ["--no-cache", "--reminders", str(tmp_path / "reminders"), "--csv", str(tmp_path / "csv")]
    commands = [
        ["check", RETURN, "--marked-copy", str(tmp_path)],
        ["report", RETURN, "-o", str(tmp_path / "summary.xlsx"), "--cover", str(tmp_path / "cover.docx")],
        ["consolidate", RETURN, "-o", str(tmp_path / "all.xlsx"), *aside],
        ["issue", "--scheme", "moray", "--service", "Housing", "--period", "2023/24", "-o", str(tmp_path / "return.xlsx")],
    ]
    codes, seen = watched(json.dumps(commands))
    assert all(code in {0, 1} for code in codes)
    assert len(codes) == len(commands)
    assert seen == []


def test_a_planted_socket_is_seen() -> None:
    assert watched("planted")[1] != []


def rows_of_the_page() -> dict[str, list[str]]:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    return {cells[0]: cells for cells in re.findall(r"^\| (\S+) \| (.+) \| (.+) \| (.+) \| (.+) \|$", page, re.MULTILINE)[1:]}


def test_the_page_of_libraries_says_what_is_installed() -> None:
    """Where other versions are installed than the page was made with, they may need others and word their licence otherwise."""
    rows = rows_of_the_page()
    for one in libraries():
        if "workbook-tools" in one.asked_by:
            assert rows[one.name][3] == one.allowed, "run: make docs"
            assert rows[one.name][4] in SpecifierSet(one.allowed)
        if one.name in rows and rows[one.name][4] == one.installed:
            assert rows[one.name][1] == one.licence, "run: make docs"
        if all(by in rows and rows[by][4] == version_of(by) for by in one.asked_by):
            assert one.name in rows, "run: make docs"


def test_no_licence_asks_for_more_than_a_mention() -> None:
    licences = {one.name: one.licence for one in libraries()} | {name: cells[1] for name, cells in rows_of_the_page().items()}
    assert [name for name, licence in licences.items() if not PERMISSIVE.search(licence)] == []
    assert not PERMISSIVE.search("GPL-3.0-or-later")
