"""Which files a consolidation reads, and what each is called in it."""

from pathlib import Path

import pytest

from workbook_tools.consolidation.files import find_files
from workbook_tools.findings import ToolkitError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.xlsx", "a.XLSX", "sub/c.xlsm", "sub/deeper/d.xlsx", "old.xls", "other.ods", "~$b.xlsx", "sub/~$c.xlsm", "notes.docx",
        "e.xlsx.part",
    ):  # fmt: skip
        path = tmp_path / "returns" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "returns" / "a folder.xlsx").mkdir()
    return tmp_path / "returns"


def names(*places: Path, outputs: tuple[Path, ...] = ()) -> list[str]:
    return [found.name for found in find_files(places, outputs)]


def test_workbooks_are_found_to_the_bottom_in_order_without_lock_files(folder: Path) -> None:
    assert names(folder) == ["a.XLSX", "b.xlsx", "old.xls", "other.ods", "sub/c.xlsm", "sub/deeper/d.xlsx"]


def test_a_file_is_found_once_however_often_it_is_named(folder: Path) -> None:
    assert names(folder / "b.xlsx", folder, folder / "sub") == [
        "b.xlsx", "a.XLSX", "old.xls", "other.ods", "sub/c.xlsm", "sub/deeper/d.xlsx",
    ]  # fmt: skip


def test_the_output_is_no_return(folder: Path) -> None:
    assert "b.xlsx" not in names(folder, outputs=(folder / "sub" / ".." / "b.xlsx",))


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for home in ("north", "south", "other/south"):
        (tmp_path / home).mkdir(parents=True)
        (tmp_path / home / "Housing.xlsx").touch()
    places = [tmp_path / home for home in ("north", "south", "other/south")]
    assert names(*places) == ["north/Housing.xlsx", "south/Housing.xlsx", "south/Housing.xlsx (2)"]
    assert names(tmp_path) == ["north/Housing.xlsx", "other/south/Housing.xlsx", "south/Housing.xlsx"]


def test_a_place_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match=r"gone is not there\. Check its name"):
        find_files([tmp_path, tmp_path / "gone"])


def test_no_workbook_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match=r"There is no workbook in .*Name the folder"):
        find_files([tmp_path])


def test_a_folder_without_workbooks_may_be_asked_for(tmp_path: Path) -> None:
    assert find_files([tmp_path], may_be_none=True) == ()
