"""The doctor says of each thing how it stands and what to do. The registry is here what it is to the rules: plain data."""

import json
import os
import plistlib
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from test_addin import SCRIPT_TEXT as SCRIPT
from test_addin import signed, workbook

import workbook_tools
from support_office import LIVE
from workbook_tools.excel.installing import addin, doctor
from workbook_tools.excel.installing import windows_settings as settings
from workbook_tools.excel.installing.diagnosis import Diagnosis, State, not_here, problem, well
from workbook_tools.excel.installing.parts import ADDIN_NAME, Parts, with_signed
from workbook_tools.excel.places import places_on
from workbook_tools.findings import ToolkitError
from workbook_tools.writing.pdf import find_libreoffice

OWN = "HKCU\\Software\\Microsoft\\Office\\16.0\\Excel\\Security"
POLICY = "HKCU\\Software\\Policies\\Microsoft\\Office\\16.0"
CLOUD = "HKCU\\Software\\Policies\\Microsoft\\Cloud\\Office\\16.0"
MACHINE = "HKLM\\Software\\Policies\\Microsoft\\Office\\16.0"
RULES = "HKLM\\Software\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR"
MANAGED = "HKLM\\Software\\Policies\\Microsoft\\Windows Defender\\Policy Manager"
START = "C:\\Users\\Zoë\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART"
ENVIRON = {"AppData": "C:\\Users\\Zoë\\AppData\\Roaming"}
PYTHON = "C:\\Python311\\pythonw.exe"
BY_DEFAULT = {f"{OWN}\\Trusted Locations\\Location2": {"Path": "%APPDATA%\\Microsoft\\Excel\\XLSTART\\"}}


def place(path: str, **more: object) -> dict[str, object]:
    return {"Path": path, **more}


@pytest.mark.parametrize(
    ("hive", "state", "text"),
    [
        ({}, State.OK, "trusts it by default"),
        (BY_DEFAULT, State.OK, "XLSTART"),
        ({f"{OWN}\\Trusted Locations\\Location0": place(START.upper())}, State.OK, "XLSTART"),
        ({f"{OWN.lower()}\\trusted locations\\location0": {"path": START}}, State.OK, "XLSTART"),
        ({f"{OWN}\\Trusted Locations\\Location0": place("%AppData%\\Microsoft", AllowSubfolders=1)}, State.OK, "XLSTART"),
        (
            {f"{OWN}\\Trusted Locations\\Location0": place("%AppData%\\Microsoft", AllowSubfolders=0)},
            State.PROBLEM,
            "not among",
        ),
        ({f"{OWN}\\Trusted Locations\\Location0": place("%AppData%\\Microsoft")}, State.PROBLEM, "not among"),
        ({f"{OWN}\\Trusted Locations\\Location0": place(f"{START}2")}, State.PROBLEM, "not among"),
        ({f"{OWN}\\Trusted Locations\\Location0": place("", AllowSubfolders=1)}, State.PROBLEM, "not among"),
        ({f"{OWN}\\Trusted Locations\\Location0": place("%UNKNOWN%\\x", AllowSubfolders=1)}, State.PROBLEM, "not among"),
        ({**BY_DEFAULT, f"{OWN}\\Trusted Locations": {"AllLocationsDisabled": 1}}, State.PROBLEM, "switched off"),
        ({**BY_DEFAULT, f"{OWN}\\Trusted Locations": {"AllLocationsDisabled": 0}}, State.OK, "XLSTART"),
        (
            {**BY_DEFAULT, f"{POLICY}\\excel\\security\\trusted locations": {"alllocationsdisabled": 1}},
            State.PROBLEM,
            "switched off",
        ),
        (
            {**BY_DEFAULT, f"{POLICY}\\common\\security\\trusted locations": {"allow user locations": 0}},
            State.PROBLEM,
            "only those that a policy names",
        ),
        (
            {
                f"{POLICY}\\common\\security\\trusted locations": {"allow user locations": 0},
                f"{POLICY}\\excel\\security\\trusted locations\\location1": {"path": START},
            },
            State.OK,
            "by policy",
        ),
        ({**BY_DEFAULT, f"{POLICY}\\common\\security\\trusted locations": {"allow user locations": 1}}, State.OK, "XLSTART"),
    ],
)
def test_trusted_locations(hive: dict[str, dict[str, object]], state: State, text: str) -> None:
    found = settings.trusted_location(hive, START, ENVIRON)
    assert found.state is state
    assert text in found.text
    assert bool(found.next_step) is (state is State.PROBLEM)


@pytest.mark.parametrize(
    ("hive", "state", "text"),
    [
        ({}, State.OK, "Excel asks before macros run"),
        ({OWN: {"VBAWarnings": 1}}, State.OK, "without a question"),
        ({OWN: {"VBAWarnings": 2}}, State.OK, "Excel asks before macros run"),
        ({OWN: {"VBAWarnings": 3}}, State.PROBLEM, "only signed macros run"),
        ({OWN: {"VBAWarnings": 4}}, State.PROBLEM, "macros run only in trusted locations"),
        ({OWN: {"VBAWarnings": "4"}}, State.OK, "Excel asks"),
        ({OWN: {"VBAWarnings": 1}, f"{POLICY}\\Excel\\Security": {"vbawarnings": 4}}, State.PROBLEM, "trusted locations"),
        ({OWN: {"VBAWarnings": 4}, f"{POLICY}\\Excel\\Security": {"vbawarnings": 2}}, State.OK, "Excel asks"),
        (
            {f"{POLICY}\\Excel\\Security": {"vbawarnings": 4}, f"{CLOUD}\\Excel\\Security": {"vbawarnings": 2}},
            State.OK,
            "Excel asks",
        ),
        ({f"{POLICY}\\Excel\\Security": {"blockcontentexecutionfrominternet": 1}}, State.OK, "has to be unblocked first"),
        ({f"{MACHINE}\\Common": {"VBAOff": 1}}, State.PROBLEM, "VBA is switched off"),
        ({f"{POLICY}\\Common": {"VBAOff": 0}}, State.OK, "Excel asks"),
        ({f"{POLICY}\\Excel\\Security": {"disablealladdins": 1}}, State.PROBLEM, "all add-ins are switched off"),
        ({f"{POLICY}\\Excel\\Security": {"requireaddinsig": 1}}, State.PROBLEM, "must be signed"),
        ({OWN: {"RequireAddinSig": 1}}, State.PROBLEM, "must be signed"),
        ({OWN: {"RequireAddinSig": 1}, f"{POLICY}\\Excel\\Security": {"requireaddinsig": 0}}, State.OK, "Excel asks"),
        ({f"{POLICY}\\Common\\Security": {"requirealwaysonmacrosig": 1}}, State.PROBLEM, "must be signed"),
    ],
)
def test_macro_policies(hive: dict[str, dict[str, object]], state: State, text: str) -> None:
    found = settings.macro_policy(hive)
    assert found.state is state
    assert text in found.text
    assert bool(found.next_step) is (state is State.PROBLEM)


@pytest.mark.parametrize(
    ("hive", "states"),
    [
        ({}, [State.OK, State.OK]),
        ({f"{RULES}\\Rules": {settings.NO_CHILDREN: "1"}}, [State.PROBLEM, State.OK]),
        ({f"{RULES}\\Rules": {settings.NO_CHILDREN.upper(): "6"}}, [State.PROBLEM, State.OK]),
        ({f"{RULES}\\Rules": {settings.NO_CHILDREN: "2"}}, [State.OK, State.OK]),
        ({f"{RULES}\\Rules": {settings.NO_CHILDREN: "0", settings.NO_API_CALLS: "1"}}, [State.OK, State.PROBLEM]),
        ({MANAGED: {"ASRRules": f"{settings.NO_API_CALLS}=1|{{{settings.NO_CHILDREN}}}=1"}}, [State.PROBLEM, State.PROBLEM]),
        ({MANAGED: {"ASRRules": f"{settings.NO_CHILDREN}=2"}}, [State.OK, State.OK]),
        (
            {f"{RULES}\\Rules": {settings.NO_CHILDREN: "1"}, f"{RULES}\\ASROnlyExclusions": {"c:\\python311": "0"}},
            [State.OK, State.OK],
        ),
        (
            {f"{RULES}\\Rules": {settings.NO_CHILDREN: "1"}, f"{RULES}\\ASROnlyExclusions": {"C:\\Python31": "0"}},
            [State.PROBLEM, State.OK],
        ),
        (
            {MANAGED: {"ASRRules": f"{settings.NO_CHILDREN}=1", "ASROnlyExclusions": f"C:\\Other|{PYTHON}"}},
            [State.OK, State.OK],
        ),
    ],
)
def test_rules_of_defender(hive: dict[str, dict[str, object]], states: list[State]) -> None:
    found = settings.defender_rules(hive, f"{START}\\{ADDIN_NAME}", PYTHON)
    assert [one.state for one in found] == states
    assert all(("except C:\\" in one.next_step) is (one.state is State.PROBLEM) for one in found)


@pytest.mark.parametrize(
    ("hive", "expected"),
    [
        ({}, State.PROBLEM),
        ({settings.EXCEL_PROGRAM: {"": ""}}, State.PROBLEM),
        ({settings.EXCEL_PROGRAM: {"": "C:\\Office\\EXCEL.EXE"}}, State.OK),
        ({settings.EXCEL_PROGRAM.upper(): {"": "C:\\EXCEL.EXE"}, settings.CLICK_TO_RUN: {"VersionToReport": "16"}}, State.OK),
    ],
)
def test_excel_on_windows(hive: dict[str, dict[str, object]], expected: State) -> None:
    assert settings.excel_found(hive).state is expected


def test_there_are_as_many_lines_on_every_system() -> None:
    everywhere = settings.diagnose({}, f"{START}\\{ADDIN_NAME}", PYTHON, ENVIRON)
    assert [one.name for one in settings.nothing_to_diagnose()] == [one.name for one in everywhere][1:]
    assert settings.read_hive() == {} or sys.platform == "win32"


def test_excel_on_a_mac(tmp_path: Path) -> None:
    application = tmp_path / "Microsoft Excel.app"
    assert doctor.excel_on_a_mac(application).state is State.PROBLEM
    (application / "Contents").mkdir(parents=True)
    properties = application / "Contents" / "Info.plist"
    properties.write_bytes(plistlib.dumps({"CFBundleShortVersionString": "16.89"}))
    assert doctor.excel_on_a_mac(application) == well("Excel", f"16.89, {application}")
    for spoilt in (b"", b"no plist", plistlib.dumps({}), plistlib.dumps([])):
        properties.write_bytes(spoilt)
        assert doctor.excel_on_a_mac(application) == well("Excel", f"version not stated, {application}")


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_the_add_in_is_in_place_and_current(tmp_path: Path, system: str) -> None:
    places = places_on(system, {}, tmp_path)
    ours, older = Parts(workbook("ours"), SCRIPT), Parts(workbook("older"), SCRIPT + b"--")
    copy = tmp_path / "signed.xlam"
    copy.write_bytes(signed(ours.addin))

    def states(of: Parts = ours) -> list[State]:
        return [doctor.addin(places, lambda: of).state, *(one.state for one in doctor.script(places, lambda: of))]

    count = 2 if places.scripts else 1
    assert states() == [State.PROBLEM] * count
    addin.install(places, older, Path(sys.executable))
    assert states() == [State.PROBLEM] * count
    addin.install(places, ours, Path(sys.executable))
    assert states() == [State.OK] * count
    addin.install(places, with_signed(ours, copy), Path(sys.executable))
    assert states() == [State.OK] * count
    assert places.start
    (places.start / ADDIN_NAME).write_bytes(workbook("changed since"))
    assert states()[0] is State.PROBLEM


def test_a_version_that_cannot_build_the_add_in_is_said(tmp_path: Path) -> None:
    def refuse() -> Parts:
        raise ToolkitError("The texts of the macros are not there.")

    found = doctor.addin(places_on("win32", {}, tmp_path), refuse)
    assert found == problem("Add-in", "this version cannot build it", "The texts of the macros are not there.")


@pytest.mark.parametrize(
    ("version", "state"), [((3, 10, 14), State.PROBLEM), ((3, 11, 0), State.OK), ((3, 14, 1), State.OK), ((4, 0, 0), State.OK)]
)
def test_versions_of_python(version: tuple[int, int, int], state: State) -> None:
    assert doctor.python(version, "python").state is state


@pytest.mark.parametrize(("found", "state"), [("0.37.8", State.OK), ("0.37.9", State.PROBLEM), ("", State.PROBLEM)])
def test_a_pinned_library(found: str, state: State) -> None:
    assert doctor.pinned_library("xlwings", "0.37.8", found).state is state


def test_the_package_and_xlwings_as_they_are_installed_here() -> None:
    assert doctor.package().state is State.OK
    assert doctor.xlwings().state is State.OK


@pytest.mark.parametrize(
    ("script", "state", "text"),
    [
        (f"#!/bin/sh\nexec '{sys.executable}' \"$@\"\n", State.OK, "python"),
        ("#!/bin/sh\nexit 1\n", State.PROBLEM, "starts, but cannot load workbook-tools"),
        ("#!/bin/sh\necho 0.0.9\n", State.PROBLEM, "has workbook-tools 0.0.9, this is"),
        ("", State.PROBLEM, "does not start"),
        (None, State.PROBLEM, "does not start"),
    ],
)
def test_the_python_of_the_buttons(tmp_path: Path, script: str | None, state: State, text: str) -> None:
    recorded = tmp_path / "python"
    if script is not None:
        recorded.write_text(script, encoding="utf-8")
        recorded.chmod(stat.S_IRWXU if script else stat.S_IRUSR)
    found = doctor.buttons_python(recorded)
    assert found.state is state
    assert text in found.text


def test_no_python_is_recorded() -> None:
    assert doctor.buttons_python(None) == problem("Python of the buttons", "none is recorded", doctor.INSTALL)


def test_whether_a_folder_can_be_written_to(tmp_path: Path) -> None:
    def refuse() -> Path:
        raise ToolkitError("Ask the IT department for a home folder that can be written to.")

    assert doctor.writable("Log", lambda: tmp_path) == well("Log", str(tmp_path))
    assert list(tmp_path.iterdir()) == []
    assert doctor.writable("Log", lambda: tmp_path / "missing").state is State.PROBLEM
    assert doctor.writable("Log", refuse).next_step == "Ask the IT department for a home folder that can be written to."


@pytest.mark.parametrize(
    ("system", "program", "state"),
    [
        ("win32", None, State.NOT_APPLICABLE),
        ("darwin", Path("/Applications/LibreOffice.app"), State.OK),
        ("linux", None, State.PROBLEM),
    ],
)
def test_libreoffice(system: str, program: Path | None, state: State) -> None:
    assert doctor.libreoffice(system, program, sys.executable).state is state


@LIVE[0]
@LIVE[1]
def test_the_bridge_of_libreoffice_is_tried(tmp_path: Path) -> None:
    program = find_libreoffice()
    bare = tmp_path / "python"
    bare.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    bare.chmod(stat.S_IRWXU)
    assert program is not None
    assert doctor.libreoffice("linux", program, sys.executable).state is State.OK
    assert "bridge does not load" in doctor.libreoffice("linux", program, str(bare)).text


def test_lines_and_json() -> None:
    found = (well("A", "good"), problem("B", "bad", "Do this."), not_here("C", "none"))
    assert list(doctor.lines_of(found)) == [
        "ok              A: good",
        "problem         B: bad. Do this.",
        "not applicable  C: none",
    ]
    assert doctor.to_json(found) == {
        "version": workbook_tools.__version__,
        "problems": 1,
        "checks": [
            {"name": "A", "state": "ok", "text": "good", "next_step": None},
            {"name": "B", "state": "problem", "text": "bad", "next_step": "Do this."},
            {"name": "C", "state": "not applicable", "text": "none", "next_step": None},
        ],
    }


def run_doctor(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environ = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": ""}
    command = [sys.executable, "-m", "workbook_tools", "addin", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environ, check=False)


def test_the_command_as_a_whole(tmp_path: Path) -> None:
    before = run_doctor(tmp_path, "doctor")
    assert before.returncode == 1
    assert "problem         Python of the buttons: none is recorded. Run: workbook-tools addin install\n" in before.stdout
    assert run_doctor(tmp_path, "install").returncode == 0
    after = json.loads(run_doctor(tmp_path, "doctor", "--json").stdout)
    checks = {check["name"]: Diagnosis(**{**check, "state": State(check["state"])}) for check in after["checks"]}
    assert checks["Python of the buttons"].state is State.OK
    assert checks["Settings"].text == str(tmp_path / ".config" / "workbook-tools")
    assert after["problems"] == sum(check.state is State.PROBLEM for check in checks.values())
