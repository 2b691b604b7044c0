"""A LibreOffice of a test's own, running without a window on a profile of its own, to be talked to through our engine."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import pytest
import xlwings

from support_libreoffice import REASON
from workbook_tools.excel.engines.uno_connect import called_office, load_uno
from workbook_tools.findings import ToolkitError

PATIENCE = 90  # seconds for LibreOffice to start
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
 <prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc">
 <prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop>
 <prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
 <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""
"""Macros run without asking, no greeting, and formulas are calculated anew when a workbook is opened."""


def _why_not() -> str:
    if REASON:
        return REASON
    try:
        load_uno()
    except ToolkitError as error:
        return str(error)
    return ""


LIVE = (pytest.mark.libreoffice, pytest.mark.skipif(bool(_why_not()), reason=_why_not()))
"""Marks of tests that talk to a LibreOffice from their own Python; they are skipped, with the reason, where that cannot be."""


@contextmanager
def running_office() -> Iterator[str]:
    """Starts LibreOffice; yields the name of the pipe that it waits at. It is gone afterwards, whatever happens."""
    profile, pipe = Path(tempfile.mkdtemp(prefix="office-of-a-test-")), f"test{uuid4().hex}"
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    command = [shutil.which("soffice") or "soffice", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--headless", "--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;"]
    silent = subprocess.DEVNULL
    office = subprocess.Popen(command, stdout=silent, stderr=silent, start_new_session=True)
    try:
        yield pipe
    finally:
        with suppress(ProcessLookupError):  # it may have ended by itself
            os.killpg(office.pid, signal.SIGKILL)  # soffice is a script: its children are the office
        office.wait()
        shutil.rmtree(profile, ignore_errors=True)


@contextmanager
def office_app() -> Iterator[xlwings.App]:
    """The same as an xlwings App, as soon as it answers."""
    with running_office() as pipe, _link_to(pipe) as app:
        yield app


def _link_to(pipe: str) -> AbstractContextManager[xlwings.App]:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return called_office(pipe)
        except ToolkitError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
