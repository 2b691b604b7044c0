"""Where a user's settings, log and work files are kept, on every system, and that nobody else can look into it."""

import os
import stat
from pathlib import Path

import pytest

from workbook_tools.excel import places
from workbook_tools.findings import WritingError

HOME = Path("/officer")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder and a folder for temporary files of the test's own."""
    for name in ("home", "temporary"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return tmp_path / "home"


@pytest.mark.parametrize(
    ("system", "environ", "config", "start"),
    [
        ("linux", {}, ".config/workbook-tools", None),
        ("linux", {"XDG_CONFIG_HOME": "/settings"}, "/settings/workbook-tools", None),
        ("linux", {"XDG_CONFIG_HOME": "settings"}, ".config/workbook-tools", None),
        ("linux", {"XDG_CONFIG_HOME": ""}, ".config/workbook-tools", None),
        ("win32", {"APPDATA": "/C/Roaming"}, "/C/Roaming/workbook-tools", "/C/Roaming/Microsoft/Excel/XLSTART"),
        ("win32", {}, "AppData/Roaming/workbook-tools", "AppData/Roaming/Microsoft/Excel/XLSTART"),
        (
            "darwin",
            {"XDG_CONFIG_HOME": "/settings"},
            "Library/Application Support/workbook-tools",
            "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel",
        ),
    ],
)
def test_folders_by_the_habits_of_each_system(system: str, environ: dict[str, str], config: str, start: str | None) -> None:
    found = places.places_on(system, environ, HOME)
    assert found.config == HOME / config
    assert found.python_file == HOME / config / "python.txt"
    assert found.start == (HOME / start if start else None)


def test_only_excel_on_a_mac_needs_a_script() -> None:
    assert places.places_on("win32", {}, HOME).scripts is None
    found = places.places_on("darwin", {}, HOME)
    assert found.work == found.config / "work"
    assert found.scripts == HOME / "Library/Application Scripts/com.microsoft.Excel"


def test_folders_are_made_private(home: Path) -> None:
    for folder in (places.config_folder(), places.work_folder(), places.log_file().parent):
        assert folder.is_relative_to(home / ".config" / "workbook-tools")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_others_can_look_into_is_made_private(home: Path) -> None:
    folder = home / ".config" / "workbook-tools"
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    assert stat.S_IMODE(places.config_folder().stat().st_mode) == 0o700


def test_a_home_that_cannot_be_written_to_is_said_and_the_log_goes_elsewhere(home: Path, tmp_path: Path) -> None:
    (home / ".config").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(WritingError, match=r"workbook-tools for the settings could not be made \(.+\)\. Ask the IT department"):
        places.config_folder()
    for folder in (places.work_folder(), places.log_file().parent):
        assert folder == tmp_path / "temporary" / f"workbook-tools-{os.getuid()}"
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert places.recorded_python() is None


def test_a_link_among_the_temporary_files_is_not_followed(home: Path, tmp_path: Path) -> None:
    (home / ".config").write_text("a file where the folder should be", encoding="utf-8")
    (tmp_path / "trap").mkdir()
    (tmp_path / "temporary" / f"workbook-tools-{os.getuid()}").symlink_to(tmp_path / "trap")
    folder = places.work_folder()
    assert folder.parent == tmp_path / "temporary"
    assert not folder.is_symlink()
    assert list((tmp_path / "trap").iterdir()) == []


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (b"/opt/python/bin/python3\n", "/opt/python/bin/python3"),
        ("\ufeff/opt/Büro der Leitung/python\r\n".encode(), "/opt/Büro der Leitung/python"),
        (b"", None),
        (b"  \n", None),
        (b"/opt/python\n/opt/other\n", None),
        (b"\xff\xfe", None),
    ],
)
@pytest.mark.usefixtures("home")
def test_the_recorded_python(written: bytes, found: str | None) -> None:
    (places.config_folder() / "python.txt").write_bytes(written)
    assert places.recorded_python() == (Path(found) if found else None)


def test_nothing_is_recorded_before_the_installation(home: Path) -> None:
    assert places.recorded_python() is None
    assert list(home.iterdir()) == []
