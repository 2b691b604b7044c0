"""Corrections made in LibreOffice: cells of an open workbook are changed, and what its formulas then show is read back."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from support_libreoffice import SYSTEM_PYTHON, TIMEOUT, _end, _profile_argument, _soffice

CORRECT = """
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
asked = json.load(sys.stdin)
found = []
for corrections in asked["rounds"]:
    for correction in corrections:
        cell = document.Sheets.getByName(correction["sheet"]).getCellRangeByName(correction["address"])
        if isinstance(correction["value"], str):
            cell.setString(correction["value"])
        else:
            cell.setValue(correction["value"])
    shown = {}
    for name in asked["sheets"]:
        sheet = document.Sheets.getByName(name)
        cursor = sheet.createCursor(); cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        shown[name] = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).DataArray
    found.append(shown)
document.close(True)
print(json.dumps(found), flush=True)
try:
    desktop.terminate()
finally:
    os._exit(0)  # the bridge is gone with the office; closing it again may crash
"""

Shown = dict[str, list[list[str | float]]]
"""By sheet, what its cells hold, row by row from its first cell on."""


@dataclass(frozen=True)
class Correction:
    """A cell of a workbook and what is put into it; a number goes in as one, a text as a text."""

    sheet: str
    address: str
    value: str | float


def correct(path: Path, rounds: Sequence[Sequence[Correction]], sheets: Sequence[str]) -> list[Shown]:
    """What these sheets show after each round; rounds build on each other."""
    pipe = f"correct{uuid4().hex}"
    asked = {"rounds": [[asdict(correction) for correction in corrections] for corrections in rounds], "sheets": list(sheets)}
    office = subprocess.Popen(
        [_soffice(), _profile_argument(), "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        run = subprocess.run(
            [SYSTEM_PYTHON, "-c", CORRECT, pipe, str(path.resolve())],
            input=json.dumps(asked),
            check=True,
            capture_output=True,
            text=True,
            timeout=2 * TIMEOUT,
        )
    finally:
        _end(office)
    answer: list[Shown] = json.loads(run.stdout)
    return answer
