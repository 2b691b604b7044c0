"""The add-in: its ribbon is the list of buttons, each runs a macro that is there, and Excel has nothing to repair."""

import re
import zipfile
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from support_macros import all_texts, modules_read_back, public_subs
from workbook_tools.excel.macros.addin_book import NAMESPACE, build_addin, mac_script, ribbon_xml
from workbook_tools.excel.macros.macro_texts import Host
from workbook_tools.excel.macros.packing import RIBBON_PART
from workbook_tools.excel.registry import BUTTONS, STOP_MACRO
from workbook_tools.writing.whole_file import is_output

MODULES = {"Ribbon", "HostExcel", "Bootstrap"}


@pytest.fixture(scope="module")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("addin") / "Workbook tools.xlam"
    path.write_bytes(build_addin())
    return path


def unknown_actions(ribbon: str, modules: dict[str, str]) -> set[str]:
    """What the ribbon would call in vain."""
    return set(re.findall(r'onAction="([^"]*)"', ribbon)) - public_subs(modules.values())


def test_it_is_the_same_each_time_and_one_of_ours(addin: Path) -> None:
    assert build_addin() == addin.read_bytes()
    assert is_output(addin)


def test_it_is_valid(addin: Path) -> None:
    assert list(OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(addin).errors) == []


def test_it_holds_its_modules_to_the_letter(addin: Path) -> None:
    assert modules_read_back(addin) == {
        name: text.replace("\n", "\r\n") for name, text in all_texts().items() if name in MODULES
    }


def test_every_button_of_the_ribbon_calls_a_macro_that_is_there(addin: Path) -> None:
    assert unknown_actions(ribbon_of(addin), modules_read_back(addin)) == set()


def test_a_planted_wrong_name_is_caught(addin: Path) -> None:
    planted = ribbon_of(addin).replace("Ribbon_NextFinding", "Ribbon_NextFindings")
    assert unknown_actions(planted, modules_read_back(addin)) == {"Ribbon_NextFindings"}


def ribbon_of(path: Path) -> str:
    """The ribbon, found as Excel finds it: by the relationship of the package."""
    with zipfile.ZipFile(path) as parts:
        relations = fromstring(parts.read("_rels/.rels"))  # noqa: S314 - we wrote it ourselves
        (target,) = (one.get("Target", "") for one in relations if one.get("Type", "").endswith("/ui/extensibility"))
        assert target == RIBBON_PART
        return parts.read(target).decode()


def test_the_ribbon_is_the_list_of_buttons() -> None:
    root = fromstring(ribbon_xml())  # noqa: S314 - likewise
    (tab,) = root.iter(f"{{{NAMESPACE}}}tab")
    assert tab.get("label") == "Performance"
    groups = {
        group.get("label"): [(button.get("label"), button.get("onAction"), button.get("supertip")) for button in group]
        for group in tab
    }
    expected = {
        group: [(button.caption, f"Ribbon_{button.macro}", button.tip) for button in BUTTONS if button.group == group]
        for group in ("My return", "Performance team")
    }
    assert list(groups) == ["My return", "Performance team", "At work"]
    assert {name: groups[name] for name in expected} == expected
    assert [action for _, action, _ in groups["At work"]] == [f"Ribbon_{STOP_MACRO}"]
    buttons = list(tab.iter(f"{{{NAMESPACE}}}button"))
    assert {button.get("size") for button in buttons} == {"large"}
    assert len({button.get("id") for button in buttons}) == len(BUTTONS) + 1


def test_it_has_one_sheet(addin: Path) -> None:
    with zipfile.ZipFile(addin) as parts:
        assert re.findall(r'<sheet name="(\w+)"', parts.read("xl/workbook.xml").decode()) == ["About"]


@pytest.mark.skipif("HostLibreOffice" not in all_texts(), reason="the host module of LibreOffice is not there")
def test_for_libreoffice_it_has_the_other_host() -> None:
    content = build_addin(Host.LIBREOFFICE)
    assert content != build_addin()


def test_the_script_for_a_mac_has_what_the_host_asks_for() -> None:
    script = mac_script().decode("ascii")
    asked = re.findall(r"^.*\bAsk[( ].*$", all_texts()["HostExcel"].partition("Private Function Ask")[0], re.MULTILINE)
    names = {name for line in asked for name in re.findall(r'"([a-z]+[A-Z]\w+)"', line)}
    assert names == {"startWork", "lookAgain", "askToStop", "endNow"}
    assert names <= set(re.findall(r"^on (\w+)\(", script, re.MULTILINE))
