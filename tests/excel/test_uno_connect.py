"""How Python and a running LibreOffice find each other."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import xlwings

from support_office import LIVE, office_app
from workbook_tools.excel.engines import uno_connect
from workbook_tools.excel.engines.uno_book import property_value
from workbook_tools.findings import ToolkitError

pytestmark = [*LIVE, pytest.mark.xdist_group("uno connect")]
ALWAYS = 4  # of com.sun.star.document.MacroExecMode
BASIC = """
Private officeContext As Object

Function Host_getInstance(name As String) As Object
    Host_getInstance = officeContext
End Function

Function Press(pipe As String, done As String) As Boolean
    Dim link As Object, connector As Object, started As Long
    officeContext = GetDefaultContext()
    connector = createUnoService("com.sun.star.connection.Connector")
    started = GetSystemTicks()
    On Error Resume Next
    Do
        Wait 10
        link = connector.connect("pipe,name=" & pipe)
    Loop While IsNull(link) And GetSystemTicks() - started < 15000
    On Error GoTo 0
    If IsNull(link) Then Exit Function
    createUnoService("com.sun.star.bridge.BridgeFactory").createBridge( _
        "", "urp", link, CreateUnoListener("Host_", "com.sun.star.bridge.XInstanceProvider"))
    Do While Dir(done) = "" And GetSystemTicks() - started < 15000
        Wait 20
    Loop
    Press = Dir(done) <> ""
End Function
"""
"""What a macro does to hand LibreOffice over."""
PYTHON = """
import os, sys, pathlib
from workbook_tools.excel.engines.uno_connect import awaited_office
with awaited_office(sys.argv[1]) as app:
    sheet = app.books.active.sheets.active
    sheet.range("A1").value = float(sheet.range("A1").value or 0) + 1
    if sys.argv[3] == "dies":
        os._exit(1)
pathlib.Path(sys.argv[2]).touch()
heavy = {"pandas", "numpy", "openpyxl", "matplotlib"} & set(sys.modules)
print(heavy or "light")
"""


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    with office_app() as app:
        yield app


@pytest.fixture
def document(app: xlwings.App) -> Iterator[Any]:
    """A new workbook with a macro that hands LibreOffice over."""
    document = app.api.loadComponentFromURL(
        "private:factory/scalc", "_blank", 0, (property_value("MacroExecutionMode", ALWAYS),)
    )
    libraries = document.BasicLibraries
    macros = libraries.getByName("Standard") if libraries.hasByName("Standard") else libraries.createLibrary("Standard")
    macros.insertByName("Buttons", BASIC)
    yield document
    document.close(True)  # noqa: FBT003 - LibreOffice takes it by position


def press(document: Any, done: Path, ending: str = "") -> tuple[bool, str]:
    """Presses the macro; whether Python said that it was done, and what it printed."""
    pipe = f"test{uuid4().hex}"
    python = subprocess.Popen([sys.executable, "-c", PYTHON, pipe, str(done), ending], stdout=subprocess.PIPE, text=True)
    script = document.getScriptProvider().getScript(
        "vnd.sun.star.script:Standard.Buttons.Press?language=Basic&location=document"
    )
    said, _, _ = script.invoke((pipe, str(done)), (), ())
    return bool(said), python.communicate(timeout=30)[0].strip()


def test_libreoffice_hands_itself_over_again_and_again(document: Any, tmp_path: Path) -> None:
    for number in range(1, 4):
        assert press(document, tmp_path / f"done{number}") == (True, "light")
        assert document.Sheets.getByIndex(0).getCellByPosition(0, 0).Value == number


def test_libreoffice_survives_a_python_that_dies(document: Any, tmp_path: Path) -> None:
    assert press(document, tmp_path / "done1", "dies") == (False, "")
    assert press(document, tmp_path / "done2") == (True, "light")


def test_nobody_is_awaited_for_ever() -> None:
    started = time.monotonic()
    with pytest.raises(ToolkitError, match="LibreOffice did not answer"):
        uno_connect.awaited_office(f"test{uuid4().hex}", patience=0.3)
    assert time.monotonic() - started < 5


def test_an_office_that_is_not_there_is_told() -> None:
    with pytest.raises(ToolkitError, match="LibreOffice is not there any more"):
        uno_connect.called_office(f"test{uuid4().hex}")


def test_a_python_without_the_bridge_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uno", None)  # so Python says that there is none
    before = list(sys.path)
    with pytest.raises(ToolkitError, match=r"cannot talk to LibreOffice.*Install python3-uno"):
        uno_connect.load_uno()
    assert sys.path == before
