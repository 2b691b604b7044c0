"""The add-in is put in place, replaced and taken away, whole or not at all, with real files in the folders of each system."""

import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter

import workbook_tools
from workbook_tools.cli import main
from workbook_tools.excel.installing import addin
from workbook_tools.excel.installing.installed import read_record
from workbook_tools.excel.installing.parts import ADDIN_NAME, CONTROL_NAME, Parts, build_parts, with_signed
from workbook_tools.excel.macros.addin_book import SCRIPT, build_addin
from workbook_tools.excel.places import Places, places_on
from workbook_tools.findings import ToolkitError
from workbook_tools.writing.whole_file import KEYWORDS

PYTHON = Path("/opt/python/bin/python3")
SCRIPT_TEXT = b"-- workbook-tools: starts Python for Excel\n"


def workbook(text: str, keywords: str = KEYWORDS, version: str = workbook_tools.__version__) -> bytes:
    """A workbook that is ours, or by its keywords is not; of a version."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.set_properties(
            {"keywords": keywords, "comments": f"Version {version}.", "created": datetime.combine(date(2024, 4, 1), time())}
        )
        book.add_worksheet().write_string("A1", text)
    return made.getvalue()


def signed(content: bytes, part: str = "xl/vbaProjectSignature.bin") -> bytes:
    """A copy of a workbook with a part that a signature of its VBA leaves."""
    copy = io.BytesIO(content)
    with zipfile.ZipFile(copy, "a") as package:
        package.writestr(part, b"signature")
    return copy.getvalue()


@pytest.fixture(params=["win32", "darwin"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Places:
    """The folders of a system with Excel, in a home of the test's own."""
    return places_on(request.param, {}, tmp_path / "Zoë's home")


@pytest.fixture
def parts() -> Parts:
    return Parts(workbook("new"), SCRIPT_TEXT)


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_is_put_where_excel_loads_it(places: Places, parts: Parts, tmp_path: Path) -> None:
    lines = addin.install(places, parts, PYTHON)
    assert places.start
    wanted = {ADDIN_NAME: parts.addin, "python.txt": f"{PYTHON}\n".encode()} | ({SCRIPT: SCRIPT_TEXT} if places.scripts else {})
    found = files_below(tmp_path)
    record = json.loads(found.pop("installed.json"))
    assert found == wanted
    assert (places.start / ADDIN_NAME).is_file()
    assert record["version"] == workbook_tools.__version__
    written = [Path(line.removeprefix("Written: ")) for line in lines if line.startswith("Written: ")]
    assert sorted(path.name for path in written) == sorted([*wanted, "installed.json"])
    assert all(path.is_file() for path in written)
    assert lines[-2:] == (
        f"The buttons call {PYTHON}",
        "Close all Excel windows and start Excel again: the tab Performance is there.",
    )


def test_installing_again_changes_nothing(places: Places, parts: Parts, tmp_path: Path) -> None:
    addin.install(places, parts, PYTHON)
    before = files_below(tmp_path)
    lines = addin.install(places, parts, PYTHON)
    assert files_below(tmp_path) == before
    assert f"As it was: {places.python_file}" in lines
    assert not any(line.startswith(("Written", "Replaced")) for line in lines)


@pytest.mark.parametrize("record_is_lost", [False, True])
def test_an_older_version_of_ours_is_replaced(places: Places, parts: Parts, record_is_lost: bool) -> None:  # noqa: FBT001
    addin.install(places, Parts(workbook("old"), SCRIPT_TEXT + b"-- old\n"), PYTHON)
    if record_is_lost:
        (places.config / "installed.json").unlink()
    lines = addin.install(places, parts, Path("/opt/other/python3"))
    assert places.start
    assert f"Replaced: {places.start / ADDIN_NAME}" in lines
    assert f"Replaced: {places.python_file}" in lines
    assert (places.start / ADDIN_NAME).read_bytes() == parts.addin
    assert places.python_file.read_text(encoding="utf-8") == "/opt/other/python3\n"


@pytest.mark.parametrize("content", [workbook("theirs", ""), b"not even a workbook", b""])
def test_somebody_elses_file_is_left_and_nothing_written(places: Places, parts: Parts, tmp_path: Path, content: bytes) -> None:
    assert places.start
    places.start.mkdir(parents=True)
    (places.start / ADDIN_NAME).write_bytes(content)
    with pytest.raises(ToolkitError, match=r"Workbook tools\.xlam is there already and is not ours, so nothing was installed"):
        addin.install(places, parts, PYTHON)
    assert files_below(tmp_path) == {ADDIN_NAME: content}
    assert addin.remove(places)[0] == f"Left: {places.start / ADDIN_NAME} is not ours, or was changed since."
    assert files_below(tmp_path) == {ADDIN_NAME: content}


def test_what_cannot_be_written_leaves_all_as_it_was(places: Places, parts: Parts, tmp_path: Path) -> None:
    old = Parts(workbook("old"), SCRIPT_TEXT)
    addin.install(places, old, PYTHON)
    places.python_file.unlink()
    places.python_file.mkdir()  # the last file but one cannot be written
    before = files_below(tmp_path)
    with pytest.raises(ToolkitError, match=r"python\.txt could not be changed .+ Nothing was installed\."):
        addin.install(places, parts, Path("/opt/other/python3"))
    assert files_below(tmp_path) == before


def test_a_first_installation_that_fails_leaves_no_file(places: Places, parts: Parts, tmp_path: Path) -> None:
    places.python_file.mkdir(parents=True)
    with pytest.raises(ToolkitError, match="Nothing was installed"):
        addin.install(places, parts, PYTHON)
    assert files_below(tmp_path) == {}


def test_a_file_where_the_folder_should_be(places: Places, parts: Parts) -> None:
    assert places.start
    places.start.parent.mkdir(parents=True)
    places.start.write_text("no folder", encoding="utf-8")
    with pytest.raises(ToolkitError, match=r"Nothing was installed\."):
        addin.install(places, parts, PYTHON)
    assert not places.python_file.exists()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            PermissionError(13, "Permission denied"),
            "could not be changed: Excel has it open, or its folder cannot be written to. Close all Excel windows and run",
        ),
        (OSError(28, "No space left"), "could not be changed (No space left). Check that its folder is there and has room."),
    ],
)
def test_why_a_file_is_refused(error: OSError, sentence: str) -> None:
    assert addin.say_refusal(Path("A.xlam"), error).startswith(f"A.xlam {sentence}")


def test_removing_takes_away_what_was_written_and_nothing_else(places: Places, parts: Parts, tmp_path: Path) -> None:
    addin.install(places, parts, PYTHON)
    assert places.start
    (places.start / "PERSONAL.XLSB").write_bytes(b"the officer's own")
    (places.config / "workbook-tools.log").write_text("what went wrong", encoding="utf-8")
    lines = addin.remove(places)
    assert sorted(files_below(tmp_path)) == ["PERSONAL.XLSB", "workbook-tools.log"]
    assert sum(line.startswith("Removed: ") for line in lines) == (4 if places.scripts else 3)
    assert lines[-1].startswith(f"Left: {places.config}, for it holds more")


def test_removing_twice_says_that_there_is_nothing(places: Places, parts: Parts, tmp_path: Path) -> None:
    addin.install(places, parts, PYTHON)
    addin.remove(places)
    assert files_below(tmp_path) == {}
    assert not places.config.exists()
    assert addin.remove(places) == ("There was nothing to remove.",)


@pytest.mark.parametrize("record", [b"", b"[]", b"{", b'{"version": 1, "files": []}', b'{"files": {}}', b"\xff"])
def test_a_record_that_is_spoilt_counts_as_none(places: Places, parts: Parts, record: bytes) -> None:
    addin.install(places, parts, PYTHON)
    (places.config / "installed.json").write_bytes(record)
    assert read_record(places).version == ""
    assert any(line.startswith("Removed: ") and line.endswith(ADDIN_NAME) for line in addin.remove(places))


@pytest.mark.parametrize("ours", [workbook("ours"), build_addin()], ids=["a workbook", "the add-in itself"])
def test_a_signed_copy_takes_the_place_of_ours(places: Places, parts: Parts, tmp_path: Path, ours: bytes) -> None:
    copy = tmp_path / "signed.xlam"
    copy.write_bytes(signed(ours))
    addin.install(places, with_signed(parts, copy), PYTHON)
    assert places.start
    assert (places.start / ADDIN_NAME).read_bytes() == copy.read_bytes()
    assert read_record(places).signed
    addin.install(places, parts, PYTHON)
    assert (places.start / ADDIN_NAME).read_bytes() == parts.addin
    assert not read_record(places).signed


@pytest.mark.parametrize(
    "content",
    [workbook("ours, unsigned"), signed(workbook("theirs", "")), b"no package", None, signed(workbook("old", version="0.0.9"))],
)
def test_what_is_no_signed_copy_of_ours_is_refused(tmp_path: Path, parts: Parts, content: bytes | None) -> None:
    path = tmp_path / "signed.xlam"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ToolkitError, match=r"signed\.xlam is (not|signed, but is not)"):
        with_signed(parts, path)


@pytest.mark.parametrize(
    ("system", "beside", "called"),
    [
        ("win32", "pythonw.exe", "pythonw.exe"),
        ("win32", "", "python.exe"),
        ("linux", "pythonw.exe", "python.exe"),
        ("darwin", "", "python.exe"),
    ],
)
def test_which_python_is_recorded(tmp_path: Path, system: str, beside: str, called: str) -> None:
    for name in filter(None, ("python.exe", beside)):
        (tmp_path / name).write_bytes(b"")
    assert addin.python_to_call(str(tmp_path / "python.exe"), system) == tmp_path / called


@pytest.mark.parametrize("executable", ["", "/opt/two\nlines/python"])
def test_a_python_that_cannot_be_recorded(executable: str) -> None:
    with pytest.raises(ToolkitError, match="This Python does not say where it is"):
        addin.python_to_call(executable, "linux")


def test_building_writes_into_a_folder_and_never_over_a_control_workbook(tmp_path: Path, parts: Parts) -> None:
    folder = tmp_path / "new" / "folder"
    addin.build(folder, workbook("an older add-in"), workbook("control"))
    lines = addin.build(folder, parts.addin, workbook("control"))
    assert lines == (f"Written: {folder / CONTROL_NAME}", f"Written: {folder / ADDIN_NAME}")
    assert files_below(folder) == {ADDIN_NAME: parts.addin, CONTROL_NAME: workbook("control")}
    (folder / CONTROL_NAME).write_bytes(workbook("control, filled in by the team"))
    before = files_below(folder)
    with pytest.raises(ToolkitError, match=r"Performance control\.xlsm is there already, so nothing was written"):
        addin.build(folder, workbook("newer"), workbook("control"))
    assert files_below(folder) == before
    with pytest.raises(ToolkitError, match="could not be made"):
        addin.build(folder / ADDIN_NAME, parts.addin, workbook("control"))


def test_an_add_in_of_somebody_else_is_not_written_over(tmp_path: Path, parts: Parts) -> None:
    (tmp_path / ADDIN_NAME).write_bytes(workbook("theirs", ""))
    with pytest.raises(ToolkitError, match=r"Workbook tools\.xlam is there already, so nothing was written"):
        addin.build(tmp_path, parts.addin, workbook("control"))
    assert files_below(tmp_path) == {ADDIN_NAME: workbook("theirs", "")}


def test_the_parts_of_this_version_are_installed_and_recognised_without_a_record(places: Places, tmp_path: Path) -> None:
    built = build_parts(places)
    addin.install(places, built, PYTHON)
    (places.config / "installed.json").unlink()
    found = files_below(tmp_path)
    assert found[ADDIN_NAME] == built.addin
    assert (SCRIPT in found) is (places.scripts is not None)
    lines = addin.remove(places)
    assert not any(line.startswith("Left: ") for line in lines)
    assert files_below(tmp_path) == {}


def test_where_no_add_in_loads_the_command_records_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    config = tmp_path / ".config" / "workbook-tools"
    assert main(["addin", "install"]) == 0
    said = capsys.readouterr().out
    assert f"Written: {config / 'python.txt'}\n" in said
    assert f"The buttons call {sys.executable}\n" in said
    assert "LibreOffice loads no Excel add-in" in said
    assert "our extension, which this command writes: workbook-tools addin build --buttons-for libreoffice" in said
    assert (config / "python.txt").read_text(encoding="utf-8") == f"{sys.executable}\n"
    assert main(["addin", "remove", "--quiet"]) == 0
    assert capsys.readouterr().out == ""
    assert not config.exists()


def test_the_command_says_why_it_cannot(tmp_path: Path) -> None:
    (tmp_path / ".config").write_text("no folder", encoding="utf-8")
    environ = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": ""}
    command = [sys.executable, "-m", "workbook_tools", "addin", "install"]
    run = subprocess.run(command, capture_output=True, text=True, env=environ, check=False)
    assert run.returncode == 3
    assert run.stderr.startswith(f"workbook-tools: {tmp_path / '.config' / 'workbook-tools'} could not be changed (")
    assert run.stderr.endswith("Nothing was installed.\n")
    assert run.stdout == ""
