"""The VBA in `macros/`: every button of the list has its one line, and no text breaks the rules that both hosts need."""

import re
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from pathlib import Path

import pytest

from support_macros import all_texts, modules_of, public_subs
from workbook_tools.excel.macros import macro_texts
from workbook_tools.excel.macros.macro_texts import HOST_MODULES, INSTALLED, Host, macros_folder, module_text
from workbook_tools.excel.registry import BUTTONS, STOP_MACRO, Button, Group
from workbook_tools.findings import ToolkitError

FOR_EXCEL_ALONE = "HostExcel"
HOSTS = {"HostExcel", "HostLibreOffice"}
WITHOUT_ENTRY_POINTS = {*HOSTS, "Bootstrap", "SheetButtons", "BookOpened"}
OF_GROUP = {Group.OFFICER: "OfficerButtons", Group.TEAM: "TeamButtons"}
TEXTS = all_texts()


def breaches(texts: Mapping[str, str]) -> list[str]:
    """What is against the rules of `macros/README.md`, and buttons without their line."""
    found = [f"{name}: {what}" for name, text in texts.items() for what in breaches_in(name, text)]
    for button in BUTTONS:
        found += missing_lines(button, texts)
    return found


def breaches_in(name: str, text: str) -> list[str]:
    code = [line for line in text.splitlines() if not line.lstrip().startswith("'")]
    found = []
    if code[:2] != [f'Attribute VB_Name = "{name}"', "Option Explicit"]:
        found.append("does not begin with its name and Option Explicit")
    if "\r" in text or not text.isascii():
        found.append("is not plain ASCII with LF")
    if name != FOR_EXCEL_ALONE and any(re.match(r"\s*#|.*\bDeclare\b", line, re.IGNORECASE) for line in code):
        found.append("has a Declare or a branch of the compiler")
    if name not in WITHOUT_ENTRY_POINTS and not has_one_line_each(code):
        found.append("has an entry point that is more than one line")
    return found


def has_one_line_each(code: list[str]) -> bool:
    blocks = "\n".join(code[2:]).strip().split("\n\n")
    work = r'    (RunButton "\w+", (ThisWorkbook|ActiveWorkbook)|StopWork)'
    return all(re.fullmatch(rf"Public Sub \w+\((control As Object)?\)\n{work}\nEnd Sub", block) for block in blocks)


def missing_lines(button: Button, texts: Mapping[str, str]) -> list[str]:
    """The two entry points of a button, as they must stand."""
    places = {
        OF_GROUP[button.group]: f'Public Sub {button.macro}()\n    RunButton "{button.name}", ThisWorkbook\n',
        "Ribbon": f'Public Sub Ribbon_{button.macro}(control As Object)\n    RunButton "{button.name}", ActiveWorkbook\n',
    }
    return [f"{module}: lacks {button.macro}" for module, lines in places.items() if lines not in texts[module]]


def test_the_texts_keep_the_rules_and_no_button_is_without_its_line() -> None:
    assert breaches(TEXTS) == []


@pytest.mark.parametrize(
    ("module", "before", "after"),
    [
        ("OfficerButtons", "Option Explicit\n", ""),
        ("OfficerButtons", '"next_finding"', '"next_findings"'),
        ("OfficerButtons", "ThisWorkbook", "ActiveWorkbook"),
        ("TeamButtons", "Public Sub DraftEmails()\n", "Private Sub DraftEmails()\n"),
        ("TeamButtons", "ThisWorkbook\nEnd Sub", "ThisWorkbook\n    Beep\nEnd Sub"),
        ("Ribbon", "Ribbon_NextFinding", "Ribbon_NextFinding2"),
        ("Ribbon", "ActiveWorkbook", "ThisWorkbook"),
        ("Ribbon", "End Sub", "    #If Mac Then\nEnd Sub"),
        ("Bootstrap", "Option Explicit\n", 'Option Explicit\nPrivate Declare PtrSafe Sub Beep Lib "kernel32" ()\n'),
        ("Bootstrap", '"Bootstrap"', '"Start"'),
        ("SheetButtons", "Option Explicit\n", ""),
        ("BookOpened", "End Sub", "    #If Mac Then\nEnd Sub"),
        ("HostExcel", "waits for its answer", "waits for its answer \u2026"),
    ],
)  # fmt: skip
def test_a_planted_breach_is_caught(module: str, before: str, after: str) -> None:
    assert before in TEXTS[module]
    assert breaches({**TEXTS, module: TEXTS[module].replace(before, after, 1)}) != []


def test_nothing_but_the_buttons_and_the_stop_is_an_entry_point() -> None:
    entries = public_subs(TEXTS[name] for name in ("OfficerButtons", "TeamButtons", "Ribbon"))
    assert entries == {
        *(button.macro for button in BUTTONS),
        *(f"Ribbon_{button.macro}" for button in BUTTONS),
        f"Ribbon_{STOP_MACRO}",
    }


@pytest.mark.parametrize("host", sorted(name for name in HOSTS if name in TEXTS))
def test_a_host_has_what_the_entry_points_call(host: str) -> None:
    assert {"RunButton", STOP_MACRO} <= public_subs([TEXTS[host]])


@pytest.mark.parametrize("entries", ["OfficerButtons", "TeamButtons", "Ribbon"])
@pytest.mark.parametrize("host", [host for host in Host if HOST_MODULES[host] in TEXTS])
def test_no_two_modules_of_a_file_have_a_procedure_of_one_name(entries: str, host: Host) -> None:
    procedures = [
        name
        for text in modules_of(entries, host).values()
        for name in set(re.findall(r"^Public (?:Sub|Function) (\w+)\(", text, re.MULTILINE))  # once for Windows, once for a Mac
    ]
    assert sorted(procedures) == sorted(set(procedures))


def test_a_text_that_is_missing_is_said_in_a_sentence(tmp_path: Path, elsewhere: Path) -> None:
    with pytest.raises(ToolkitError, match="The texts of the macros are not there"):
        macros_folder()
    (elsewhere / INSTALLED).mkdir(parents=True)
    assert macros_folder() == tmp_path / INSTALLED
    with pytest.raises(ToolkitError, match=r"Nowhere.bas is not there. Install workbook-tools again."):
        module_text("Nowhere")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that the package is taken to stand in, without the macros of this checkout."""
    monkeypatch.setattr(macro_texts, "ROOT", tmp_path)
    monkeypatch.setattr(macro_texts, "files", lambda _: None)
    macros_folder.cache_clear()
    yield tmp_path
    macros_folder.cache_clear()


def test_an_installed_package_carries_every_text() -> None:
    settings = ConfigParser()
    settings.read(macro_texts.ROOT / "setup.cfg", encoding="utf-8")
    carried = settings["options.data_files"][INSTALLED].split()
    texts = {path for path in macros_folder().iterdir() if path.suffix != ".md"}
    assert {path for pattern in carried for path in macro_texts.ROOT.glob(pattern)} == texts
