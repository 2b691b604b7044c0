"""LibreOffice for tests: converts workbooks, and measures how high rows would have to be for their text."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import pytest

SYSTEM_PYTHON = Path("/usr/bin/python3")  # the one that LibreOffice's bridge is installed for
TIMEOUT = 180  # seconds

OPENED = """
import json, os, sys, time
import uno
from com.sun.star.beans import PropertyValue

def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            return resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
        except Exception:
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not start")

context = connect(sys.argv[1])
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
hidden = PropertyValue(); hidden.Name = "Hidden"; hidden.Value = True
document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(sys.argv[2]), "_blank", 0, (hidden,))
"""
"""What a script in LibreOffice's own Python begins with: the workbook that it is about, open as `document`."""
CLOSED = """document.close(True)
print(json.dumps(result), flush=True)
try:
    desktop.terminate()
finally:
    os._exit(0)  # the bridge is gone with the office; closing it again may crash
"""
"""What it ends with: its `result` is printed."""

MEASURE = """
EVERYTHING = 1023  # contents, formats, styles, drawings
result = []
everything = [document.Sheets.getByIndex(index) for index in range(document.Sheets.Count)]
sheets = [sheet for sheet in everything if sheet.IsVisible]
document.Sheets.insertNewByName("scratch for merged cells", len(everything))
scratch = document.Sheets.getByIndex(len(everything))

def height_unmerged(sheet, row, column):
    # LibreOffice gives merged cells no height of their own, so the cell is copied into a single column as wide as they are
    area = sheet.createCursorByRange(sheet.getCellByPosition(column, row)); area.collapseToMergedArea()
    place = area.RangeAddress
    width = sum(sheet.Columns.getByIndex(index).Width for index in range(place.StartColumn, place.EndColumn + 1))
    scratch.getCellRangeByPosition(0, 0, 40, 0).clearContents(EVERYTHING)
    scratch.copyRange(scratch.getCellByPosition(0, 0).CellAddress, place)
    scratch.getCellRangeByPosition(0, 0, 40, 0).merge(False)
    scratch.Columns.getByIndex(0).Width = width
    scratch.Rows.getByIndex(0).OptimalHeight = True
    return scratch.Rows.getByIndex(0).Height

for sheet in sheets:
    cursor = sheet.createCursor(); cursor.gotoEndOfUsedArea(False)
    rows = sheet.Rows
    count = cursor.RangeAddress.EndRow + 1
    stored = [rows.getByIndex(row).Height for row in range(count)]
    for row in range(count):
        rows.getByIndex(row).OptimalHeight = True
    best = [rows.getByIndex(row).Height for row in range(count)]
    data = sheet.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, count - 1).DataArray
    for row in range(count):
        for column in range(cursor.RangeAddress.EndColumn + 1):
            cell = sheet.getCellByPosition(column, row)
            if cell.IsMerged and cell.String:
                best[row] = max(best[row], height_unmerged(sheet, row, column))
    result += [[sheet.Name, row + 1, stored[row], best[row], not any(data[row])] for row in range(count)]
"""


@dataclass(frozen=True, slots=True)
class RowHeight:
    """A row's stated height and the one that LibreOffice would give it for its text, in points; row counted from 1."""

    sheet: str
    row: int
    stored: float
    needed: float
    is_empty: bool


def _why_not() -> str:
    if shutil.which("soffice") is None:
        return "LibreOffice is not installed"
    if shutil.which("pdftotext") is None or shutil.which("pdftoppm") is None:
        return "pdftotext and pdftoppm (poppler-utils) are not installed"
    bridge = (
        subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False)
        if SYSTEM_PYTHON.exists()
        else None
    )
    return "" if bridge is not None and bridge.returncode == 0 else "LibreOffice's Python bridge (python3-uno) is not installed"


@cache
def _profile() -> Path:
    """A profile of this test run's own, so that neither a user's LibreOffice nor another worker is in the way."""
    return Path(tempfile.mkdtemp(prefix="libreoffice-profile-"))


REASON = _why_not()


TestT = TypeVar("TestT", bound=Callable[..., object])


def needs_libreoffice(test: TestT) -> TestT:
    """Marks a test that needs LibreOffice; it is skipped, with the reason, where that is not installed."""
    marked: TestT = pytest.mark.libreoffice(pytest.mark.skipif(bool(REASON), reason=REASON)(test))
    return marked


def convert(path: Path, to: str = "pdf", folder: Path | None = None) -> Path:
    """`path` converted to another format, beside it or in `folder`; the new file."""
    target = folder or path.parent
    command = [_soffice(), _profile_argument(), "--headless", "--convert-to", to, "--outdir", str(target), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)
    return target / f"{path.stem}.{to.split(':', maxsplit=1)[0]}"


def run_in_office(script: str, path: Path, asked: object = None) -> Any:
    """The `result` of a script over a workbook that LibreOffice holds open as `document`; stdin gives it what is `asked`."""
    pipe = f"script{uuid4().hex}"
    office = subprocess.Popen(
        [_soffice(), _profile_argument(), "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        run = subprocess.run(
            [SYSTEM_PYTHON, "-c", f"{OPENED}{script}{CLOSED}", pipe, str(path.resolve())],
            input=json.dumps(asked),
            check=True,
            capture_output=True,
            text=True,
            timeout=2 * TIMEOUT,
        )
    finally:
        _end(office)
    return json.loads(run.stdout)


def row_heights(path: Path) -> list[RowHeight]:
    """Stated and needed height of every used row of every sheet. Merged cells are measured as one cell of their width."""
    measured = run_in_office(MEASURE, path)
    return [RowHeight(sheet, row, _points(stored), _points(best), empty) for sheet, row, stored, best, empty in measured]


def _soffice() -> str:
    return shutil.which("soffice") or "soffice"


def _end(office: "subprocess.Popen[bytes]") -> None:
    try:
        office.wait(timeout=20)
    except subprocess.TimeoutExpired:
        office.kill()
        office.wait()


def _profile_argument() -> str:
    return f"-env:UserInstallation={_profile().as_uri()}"


def _points(hundredths_of_millimetres: int) -> float:
    return hundredths_of_millimetres / 2540 * 72
