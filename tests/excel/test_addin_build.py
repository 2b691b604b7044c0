"""The command `addin build`: the control workbook with its macros, and Excel's add-in or LibreOffice's extension."""

import re
import zipfile
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from support_macros import modules_of, modules_read_back, public_subs, put_back, sheet_macros
from workbook_tools.cli import main
from workbook_tools.excel.installing.parts import ADDIN_NAME, CONTROL_NAME, EXTENSION_NAME
from workbook_tools.excel.macros.extension import build_extension
from workbook_tools.excel.macros.macro_texts import BUTTONS_MODULE, Host
from workbook_tools.excel.macros.packing import RIBBON_PART
from workbook_tools.excel.registry import BUTTONS, STOP_MACRO, Group

TEAM = [*(button.macro for button in BUTTONS if button.group is Group.TEAM), STOP_MACRO]
RIBBON = {f"Ribbon_{macro}" for macro in (*(button.macro for button in BUTTONS), STOP_MACRO)}


def texts_of(entries: str, host: Host) -> dict[str, str]:
    """The modules as VBA holds them."""
    return {name: text.replace("\n", "\r\n") for name, text in modules_of(entries, host).items()}


@pytest.mark.parametrize("order", [(), ("--buttons-for", "excel")])
def test_it_writes_the_add_in_and_a_control_workbook(
    order: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    control, add_in = tmp_path / CONTROL_NAME, tmp_path / ADDIN_NAME
    assert main(["addin", "build", *order, str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"Written: {control}\nWritten: {add_in}\n"
    assert set(tmp_path.iterdir()) == {control, add_in}
    for path in (control, add_in):
        assert list(OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(path).errors) == []
    assert modules_read_back(control) == texts_of("TeamButtons", Host.EXCEL)
    assert sheet_macros(control.read_bytes()) == TEAM
    assert set(TEAM) <= public_subs(modules_read_back(control).values())
    assert modules_read_back(add_in) == texts_of("Ribbon", Host.EXCEL)
    with zipfile.ZipFile(add_in) as package:
        assert set(re.findall(r'onAction="([^"]*)"', package.read(RIBBON_PART).decode())) == RIBBON
    assert public_subs(modules_read_back(add_in).values()) >= RIBBON


def test_for_libreoffice_it_writes_the_extension_and_a_control_workbook_that_can_put_its_buttons_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    control, extension = tmp_path / CONTROL_NAME, tmp_path / EXTENSION_NAME
    assert main(["addin", "build", "--buttons-for", "libreoffice", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"Written: {control}\nWritten: {extension}\n"
    assert set(tmp_path.iterdir()) == {control, extension}
    assert extension.read_bytes() == build_extension()
    assert list(OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(control).errors) == []
    modules = modules_read_back(control)
    kept = modules.pop(BUTTONS_MODULE)
    assert modules == texts_of("TeamButtons", Host.LIBREOFFICE)
    assert sheet_macros(control.read_bytes()) == TEAM
    assert [macro.partition(".")[2] for _, _, _, macro in put_back(kept)] == TEAM
    assert set(TEAM) <= public_subs(modules.values())
