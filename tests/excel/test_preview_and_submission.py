import os
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from support_buttons import calculate, content_of, issued_return, notes_of, press
from support_clean_return import clean_return
from support_live import recalculate
from support_samples import PARTNERSHIP, VALE, path_of
from workbook_tools import pipeline
from workbook_tools.excel import preview
from workbook_tools.excel.engines.closed_file import open_closed
from workbook_tools.findings import ToolkitError

NAME = "Housing-Q4-2023-24-return"
BROKEN = {clean_return().cell("actions", "progress", 2): 1.5}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that previews are made in."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(preview, "gettempdir", lambda: str(folder))
    monkeypatch.setattr(preview, "mkdtemp", lambda prefix: _made(folder / f"{prefix}{len(list(folder.iterdir()))}"))
    return folder


def _made(folder: Path) -> str:
    folder.mkdir(mode=0o700)
    return str(folder)


@pytest.mark.parametrize("sample", [PARTNERSHIP, VALE])
def test_the_preview_is_the_summary_of_what_stands_in_the_book(tmp_path: Path, temporary: Path, sample: str) -> None:
    copy = Path(shutil.copy(path_of(sample), tmp_path / "Return.xlsx"))
    with open_closed(copy) as book:
        indicators = book.sheets["Indicators"]
        row = next(number for number in range(1, 20) if isinstance(indicators.range((number, 9)).value, float))
        indicators.range((row, 9)).value = 1234567.0  # typed, not saved
        before = copy.read_bytes()
        said = press("preview_my_report", book)
        shown = book.app.books.active
        assert (len(book.app.books), shown.fullname) == (2, str(next(temporary.rglob("*.xlsx"))))
        assert said.startswith(f"{shown.name} is open: the report as it would be now.")
        assert shown.name.startswith("Preview-")
        assert notes_of(book) == {}
    assert copy.read_bytes() == before
    made = openpyxl.load_workbook(next(temporary.rglob("*.xlsx")))
    assert made.properties.title.startswith("PREVIEW, not submitted: ")
    texts = {cell.value for cells in made.worksheets[0].iter_rows() for cell in cells}
    assert any(str(text).startswith("PREVIEW, not submitted: ") for text in texts)
    assert any(cell.value == 1234567 for sheet in made for cells in sheet.iter_rows() for cell in cells)


def test_a_preview_never_takes_the_place_of_another(tmp_path: Path, temporary: Path) -> None:
    copy = Path(shutil.copy(path_of(PARTNERSHIP), tmp_path / "Return.xlsx"))
    for _ in range(2):
        with open_closed(copy) as book:
            press("preview_my_report", book)
    first, second = temporary.rglob("*.xlsx")
    assert first.read_bytes() == second.read_bytes()


def test_where_there_is_no_place_for_temporary_files_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "mkdtemp", lambda prefix: (tmp_path / "gone" / prefix).mkdir())
    with (
        open_closed(issued_return(tmp_path / "return.xlsx")) as book,
        pytest.raises(ToolkitError, match="There is no room for a preview"),
    ):
        press("preview_my_report", book)


def test_previews_of_yesterday_go_unless_they_are_open_or_something_else_is_there(tmp_path: Path, temporary: Path) -> None:
    kept = {"open": "Preview.xlsx", "locked": ".~lock.Preview.xlsx#", "theirs": "My report.xlsx", "new": "Preview.xlsx"}
    for name in ("old", *kept):
        folder = temporary / f"{preview.FOLDER}{name}"
        folder.mkdir()
        for file in {"Preview.xlsx", kept.get(name, "Preview.xlsx")}:
            shutil.copy(path_of(PARTNERSHIP), folder / file)
            if name != "new":
                os.utime(folder / file, (0, 0))
    (temporary / "others").mkdir()
    with open_closed(issued_return(tmp_path / "return.xlsx")) as book:
        book.app.books.open(str(temporary / f"{preview.FOLDER}open" / "Preview.xlsx"))
        press("preview_my_report", book)
        made = Path(book.app.books.active.fullname).parent
    assert set(temporary.iterdir()) == {made, temporary / "others", *(temporary / f"{preview.FOLDER}{name}" for name in kept)}
    for name, file in kept.items():
        assert {path.name for path in (temporary / f"{preview.FOLDER}{name}").iterdir()} == {"Preview.xlsx", file}


def test_only_the_user_can_look_into_the_folder_of_a_preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with open_closed(issued_return(tmp_path / "return.xlsx")) as book:
        press("preview_my_report", book)
        assert Path(book.app.books.active.fullname).parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm"])
def test_a_clean_return_is_copied_byte_for_byte_under_its_name(tmp_path: Path, suffix: str) -> None:
    path = issued_return(tmp_path / f"my working copy{suffix}")
    with open_closed(path) as book:
        said = press("save_for_submission", book)
        assert not book.impl.is_changed
    [copy] = (tmp_path / "For submission").iterdir()
    assert (copy.name, copy.read_bytes()) == (f"{NAME}{suffix}", path.read_bytes())
    assert said == f"The return has no errors. A copy to send is at {copy}."
    assert not pipeline.check([copy]).has_errors


def test_pressing_again_makes_no_second_copy(tmp_path: Path) -> None:
    with open_closed(issued_return(tmp_path / "return.xlsx")) as book:
        assert press("save_for_submission", book) == press("save_for_submission", book)
    assert len(list((tmp_path / "For submission").iterdir())) == 1


def test_what_is_there_already_stays_and_the_copy_gets_a_number(tmp_path: Path) -> None:
    path = issued_return(tmp_path / "return.xlsx")
    folder = tmp_path / "For submission"
    folder.mkdir()
    (folder / f"{NAME}.xlsx").write_bytes(b"sent last week")
    (folder / f"{NAME}-2.xlsx").mkdir()
    with open_closed(path) as book:
        said = press("save_for_submission", book)
    assert (folder / f"{NAME}.xlsx").read_bytes() == b"sent last week"
    assert (folder / f"{NAME}-3.xlsx").read_bytes() == path.read_bytes()
    assert f"{NAME}-2.xlsx is there already with other content and was left as it is." in said


def blocked_folder(path: Path) -> None:
    (path.parent / "For submission").write_text("a file, no folder")


def gone(path: Path) -> None:
    path.unlink()


def spoilt(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:2000])


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (blocked_folder, "could not be made"),
        (gone, "There is no such file"),
        (spoilt, "cut off"),
    ],
)
def test_what_cannot_be_copied_is_said(tmp_path: Path, spoil: Callable[[Path], None], sentence: str) -> None:
    path = issued_return(tmp_path / "return.xlsx")
    with open_closed(path) as book:
        spoil(path)
        with pytest.raises(ToolkitError, match=sentence):
            press("save_for_submission", book)
    assert [file.name for file in tmp_path.rglob("*return*")] == ([] if spoil is gone else ["return.xlsx"])


def test_a_return_with_errors_is_not_copied(tmp_path: Path) -> None:
    with (
        open_closed(issued_return(tmp_path / "return.xlsx", BROKEN)) as book,
        pytest.raises(ToolkitError, match=r"There is 1 error in the saved return, so no copy was made\. Press Check my return"),
    ):
        press("save_for_submission", book)
    assert [file.name for file in tmp_path.iterdir()] == ["return.xlsx"]


def test_what_is_not_saved_is_not_submitted(tmp_path: Path) -> None:
    with open_closed(issued_return(tmp_path / "return.xlsx")) as book:
        book.sheets["Risks"].range("A1").value = "typed"
        with pytest.raises(ToolkitError, match=r"Save the return first \(Ctrl\+S\), then press again\."):
            press("save_for_submission", book)
    assert [file.name for file in tmp_path.iterdir()] == ["return.xlsx"]


def test_a_read_only_return_can_be_checked_previewed_and_submitted(tmp_path: Path, temporary: Path) -> None:
    path = issued_return(tmp_path / "return.xlsx")
    path.chmod(0o444)
    with open_closed(path) as book:
        calculate(book)
        assert "A copy to send" in press("save_for_submission", book)
        assert press("check_my_return", book).startswith("Nothing was found")
        assert press("preview_my_report", book)
    assert len(list(temporary.rglob("*.xlsx"))) == 1
    assert os.access(tmp_path / "For submission" / f"{NAME}.xlsx", os.R_OK)


@pytest.mark.libreoffice
@pytest.mark.xdist_group("libreoffice")
def test_previews_that_libreoffice_calculates_agree_with_the_check(tmp_path: Path) -> None:
    path = issued_return(tmp_path / "return.xlsx")
    (tmp_path / "recalculated").mkdir()
    recalculate([path], tmp_path / "recalculated")
    with open_closed(tmp_path / "recalculated" / "return.xlsx") as book:
        said = press("check_my_return", book)
        assert said.startswith("Nothing was found"), book.sheets["Findings"].used_range.value
        shown = content_of(tmp_path / "recalculated" / "return.xlsx")
    assert any("Status now" in str(cell[0]) for cell in shown["Indicators"]["cells"].values())
