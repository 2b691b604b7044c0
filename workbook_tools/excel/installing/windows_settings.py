"""What the Windows registry says about macros, trusted locations and starting Python from Excel, in plain lines.

The rules are functions of a `Hive`, plain data, so that they are the same on every machine; `read_hive` alone needs Windows.
All versions of Excel from 2016 on keep their settings under 16.0.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import PureWindowsPath
from typing import TypeAlias

from workbook_tools.excel.installing.diagnosis import Diagnosis, not_here, problem, well

Hive: TypeAlias = Mapping[str, Mapping[str, object]]
"""The values of each key by their names. A key is written like HKCU\\Software\\Microsoft."""

OFFICE = "Software\\Microsoft\\Office"
SETTINGS = f"HKCU\\{OFFICE}\\16.0"
POLICIES = (
    "HKCU\\Software\\Policies\\Microsoft\\Cloud\\Office\\16.0",
    "HKCU\\Software\\Policies\\Microsoft\\Office\\16.0",
    "HKLM\\Software\\Policies\\Microsoft\\Office\\16.0",
)
"""Where an organisation's policies stand, the strongest first."""
SECURITY = "Excel\\Security"
TRUSTED = f"{SECURITY}\\Trusted Locations"
CLICK_TO_RUN = f"HKLM\\{OFFICE}\\ClickToRun\\Configuration"
EXCEL_PROGRAM = "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\App Paths\\excel.exe"
DEFENDER = "HKLM\\Software\\Policies\\Microsoft\\Windows Defender"
DEFENDER_RULES = f"{DEFENDER}\\Windows Defender Exploit Guard\\ASR"
NO_CHILDREN = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
"""Defender's rule "Block all Office applications from creating child processes"."""
NO_API_CALLS = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
"""Defender's rule "Block Win32 API calls from Office macros"."""
BLOCKING = {"1": "blocks", "6": "warns and blocks"}
WANTED = (
    f"{SETTINGS}\\{SECURITY}",
    *POLICIES,
    CLICK_TO_RUN,
    EXCEL_PROGRAM,
    DEFENDER_RULES,
    f"{DEFENDER}\\Policy Manager",
)
"""The keys that are read, with all below them."""
NO_QUESTION, SIGNED_ONLY, TRUSTED_ONLY = 1, 3, 4  # of VBAWarnings; 2, Excel asks, is the default
IT = "See docs/it-department.md"


def excel_found(hive: Hive) -> Diagnosis:
    """Whether Excel is installed, and which."""
    program = _value(hive, EXCEL_PROGRAM, "")
    if not isinstance(program, str) or not program:
        return problem("Excel", "not found in the registry", "Install Excel for the desktop, 2016 or newer.")
    version = _value(hive, CLICK_TO_RUN, "VersionToReport")
    return well("Excel", f"{version or 'version not stated'}, {program}")


def trusted_location(hive: Hive, folder: str, environ: Mapping[str, str]) -> Diagnosis:
    """Whether Excel runs the macros of files in `folder`, where the add-in is, without asking."""
    name = "Trusted location"
    if (
        _policy(hive, TRUSTED, "alllocationsdisabled") == 1
        or _value(hive, f"{SETTINGS}\\{TRUSTED}", "AllLocationsDisabled") == 1
    ):
        return problem(
            name, "all trusted locations are switched off", f"Let the add-in be signed and its publisher trusted. {IT}."
        )
    by_policy = _locations(hive, [f"{root}\\{TRUSTED}" for root in POLICIES])
    if any(_covers(found, folder, environ) for found in by_policy):
        return well(name, f"{folder}, by policy")
    if _policy(hive, "Common\\Security\\Trusted Locations", "allow user locations") == 0:
        return problem(
            name,
            f"only those that a policy names count, and {folder} is not among them",
            f"Let the policy name it, or let the add-in be signed and its publisher trusted. {IT}.",
        )
    by_user = _locations(hive, [f"{SETTINGS}\\{TRUSTED}"])
    if any(_covers(found, folder, environ) for found in by_user):
        return well(name, folder)
    if not by_user:
        return well(name, f"{folder}: Excel trusts it by default, and nothing says otherwise")
    return problem(
        name,
        f"{folder} is not among Excel's",
        "Add it: File, Options, Trust Center, Trust Center Settings, Trusted Locations, Add new location.",
    )


def macro_policy(hive: Hive) -> Diagnosis:
    """Whether macros run: those of the add-in, and those behind the buttons in a workbook that was sent."""
    name = "Macro policy"
    if _policy(hive, "Common", "vbaoff") == 1:
        return problem(name, "VBA is switched off for all of Office", f"Without VBA no button can work. {IT}.")
    if _policy(hive, SECURITY, "disablealladdins") == 1:
        return problem(name, "all add-ins are switched off", f"Use the buttons in the workbooks, or ask for the add-in. {IT}.")
    if (
        _policy(hive, "Common\\Security", "requirealwaysonmacrosig") == 1
        or _setting(hive, SECURITY, "requireaddinsig", "RequireAddinSig") == 1
    ):
        return problem(name, "add-ins must be signed by a trusted publisher", f"Let the add-in be signed. {IT}.")
    level = _setting(hive, SECURITY, "vbawarnings", "VBAWarnings")
    if level == TRUSTED_ONLY:
        return problem(
            name,
            "macros run only in trusted locations, so the buttons in a workbook that was sent do nothing",
            "Use the tab Performance, or open the workbook from a trusted location.",
        )
    if level == SIGNED_ONLY:
        return problem(
            name,
            "outside trusted locations only signed macros run, so the buttons in a workbook that was sent do nothing",
            f"Use the tab Performance, or let the workbooks be signed. {IT}.",
        )
    asks = "macros run without a question" if level == NO_QUESTION else "Excel asks before macros run: choose Enable Content"
    return well(name, f"{asks}; a workbook from an e-mail or the internet has to be unblocked first")


def defender_rules(hive: Hive, addin: str, python: str) -> tuple[Diagnosis, ...]:
    """Whether Defender lets the macros wait for Python, and lets Excel start it."""
    return (
        _defender_rule(hive, "Starting Python", "programs that Excel starts", NO_CHILDREN, python),
        _defender_rule(hive, "Waiting for Python", "macros that call Windows itself", NO_API_CALLS, addin),
    )


def _defender_rule(hive: Hive, name: str, what: str, rule: str, path: str) -> Diagnosis:
    by_policy = {found.casefold(): str(state) for found, state in _values(hive, f"{DEFENDER_RULES}\\Rules").items()}
    managed = str(_value(hive, f"{DEFENDER}\\Policy Manager", "ASRRules") or "")
    by_device = {found.casefold(): state for found, state in re.findall(r"\{?([0-9A-Fa-f-]{36})\}?=(\d)", managed)}
    does = BLOCKING.get(by_policy.get(rule, by_device.get(rule, "0")))
    if does is None:
        return well(name, f"no rule of Defender against {what}")
    listed = str(_value(hive, f"{DEFENDER}\\Policy Manager", "ASROnlyExclusions") or "")
    excepted = [*_values(hive, f"{DEFENDER_RULES}\\ASROnlyExclusions"), *filter(None, listed.split("|"))]
    if path and any(PureWindowsPath(path).is_relative_to(PureWindowsPath(one.partition("=")[0])) for one in excepted):
        return well(name, f"Defender {does} {what}, {path} excepted")
    return problem(
        name, f"Defender {does} {what} (rule {rule})", f"Ask the IT department to except {path or 'the recorded Python'}. {IT}."
    )


def diagnose(hive: Hive, addin: str, python: str, environ: Mapping[str, str]) -> tuple[Diagnosis, ...]:
    """All that the registry says, for the file of an add-in and the Python that it calls."""
    return (
        excel_found(hive),
        trusted_location(hive, str(PureWindowsPath(addin).parent), environ),
        macro_policy(hive),
        *defender_rules(hive, addin, python),
    )


def nothing_to_diagnose() -> tuple[Diagnosis, ...]:
    """The same lines where there is no registry."""
    names = ("Trusted location", "Macro policy", "Starting Python", "Waiting for Python")
    return tuple(not_here(name, "a setting of Windows") for name in names)


def _policy(hive: Hive, below: str, name: str) -> object:
    """A value that the organisation sets, by its strongest policy; None where none does."""
    return next((value for root in POLICIES if (value := _value(hive, f"{root}\\{below}", name)) is not None), None)


def _setting(hive: Hive, below: str, policy: str, own: str) -> object:
    """What counts: the organisation's value, else the user's own."""
    value = _policy(hive, below, policy)
    return _value(hive, f"{SETTINGS}\\{below}", own) if value is None else value


def _values(hive: Hive, key: str) -> Mapping[str, object]:
    return next((values for name, values in hive.items() if name.casefold() == key.casefold()), {})


def _value(hive: Hive, key: str, name: str) -> object:
    """A value; keys and names are compared without regard to case, as Windows does."""
    return next((value for found, value in _values(hive, key).items() if found.casefold() == name.casefold()), None)


def _locations(hive: Hive, roots: list[str]) -> list[Mapping[str, object]]:
    """The trusted locations below some keys: each is a key of its own, Location0 and so on."""
    starts = tuple(f"{root}\\location".casefold() for root in roots)
    return [
        {name.casefold(): value for name, value in values.items()}
        for key, values in hive.items()
        if key.casefold().startswith(starts)
    ]


def _covers(location: Mapping[str, object], folder: str, environ: Mapping[str, str]) -> bool:
    known = {name.casefold(): value for name, value in environ.items()}

    def expanded(match: re.Match[str]) -> str:
        return known.get(match[1].casefold(), match[0])

    place = PureWindowsPath(re.sub(r"%([^%]+)%", expanded, str(location.get("path", ""))))
    wanted = PureWindowsPath(folder)
    if not place.is_absolute():
        return False
    return wanted == place or (location.get("allowsubfolders") == 1 and wanted.is_relative_to(place))


def read_hive() -> dict[str, dict[str, object]]:
    """What of the registry the rules ask for; empty where there is none. A key that may not be read counts as not there."""
    return {key: values for wanted in WANTED for key, values in _read(wanted)}


def _read(key: str) -> Iterator[tuple[str, dict[str, object]]]:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - only Windows has it

        root, _, below = key.partition("\\")
        try:
            opened = winreg.OpenKey({"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}[root], below)
        except OSError:
            return
        with opened:
            keys, values, _ = winreg.QueryInfoKey(opened)
            found = [winreg.EnumValue(opened, index) for index in range(values)]
            inner = [winreg.EnumKey(opened, index) for index in range(keys)]
        yield key, {name: value for name, value, _ in found}
        for name in inner:
            yield from _read(f"{key}\\{name}")
    yield from ()
