"""The issued return with buttons: the same return, four buttons in a row of their own, and the macros behind them."""

import re
import zipfile
from functools import cache, partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openxml_audit import FileFormat, OpenXmlValidator

from support_issue import FOLLOWING, given_after, issued_after
from support_macros import modules_of, modules_read_back, public_subs, sheet_macros
from support_samples import PARTNERSHIP, scheme_named
from workbook_tools.cli import main
from workbook_tools.excel.macros.kept_buttons import pack_for_libreoffice
from workbook_tools.excel.macros.macro_texts import Host
from workbook_tools.excel.macros.packing import pack
from workbook_tools.excel.macros.sheet_macros import macros_for
from workbook_tools.excel.registry import BUTTONS, Group
from workbook_tools.reading.service_return import read_service_return
from workbook_tools.writing.issued.book import build_issued_return
from workbook_tools.writing.sheet_buttons import Macros, SheetButton

CLACKS = "clackmannanshire"
CAPTIONS = ["Check my return", "Next finding", "Preview my report", "Save for submission"]
BUTTON_ROW = 3


@cache
def issued(sample: str) -> bytes:
    """The return that follows a sample, with buttons."""
    given, macros = given_after(sample), macros_for(Group.OFFICER)
    return macros.pack(build_issued_return(given, scheme_named(given.cover.scheme), macros.buttons))


@pytest.fixture(params=FOLLOWING)
def with_buttons(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "return.xlsm"
    path.write_bytes(issued(request.param))
    return path


def dead_buttons(path: Path) -> set[str]:
    """Macros that a click on a sheet would call in vain."""
    return set(sheet_macros(path.read_bytes())) - public_subs(modules_read_back(path).values())


def drawing_of(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        (name,) = (name for name in parts.namelist() if name.startswith("xl/drawings/vml"))
        return parts.read(name).decode()


def test_every_button_calls_a_macro_that_is_there(with_buttons: Path) -> None:
    assert sheet_macros(with_buttons.read_bytes()) == [button.macro for button in BUTTONS if button.group is Group.OFFICER]
    assert dead_buttons(with_buttons) == set()


def test_a_planted_wrong_macro_is_caught(tmp_path: Path) -> None:
    given, macros = given_after(PARTNERSHIP), macros_for(Group.OFFICER)
    wrong = Macros((SheetButton("Check", "CheckMyReturns", ""),), macros.pack)
    path = tmp_path / "return.xlsm"
    path.write_bytes(wrong.pack(build_issued_return(given, scheme_named(CLACKS), wrong.buttons)))
    assert dead_buttons(path) == {"CheckMyReturns"}


def test_its_modules_are_ours_to_the_letter(with_buttons: Path) -> None:
    texts = modules_of("OfficerButtons")
    assert modules_read_back(with_buttons) == {name: text.replace("\n", "\r\n") for name, text in texts.items()}


def test_it_is_valid(with_buttons: Path) -> None:
    assert list(OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(with_buttons).errors) == []


def test_the_buttons_stand_in_a_row_of_their_own_side_by_side(with_buttons: Path) -> None:
    drawing = drawing_of(with_buttons.read_bytes())
    assert re.findall(r'<font [^>]*color="#000000">([^<]*)</font>', drawing) == CAPTIONS
    anchors = [tuple(map(int, anchor.split(","))) for anchor in re.findall(r"<x:Anchor>([^<]*)<", drawing)]
    sheet = load_workbook(with_buttons)["Instructions"]
    pixels = sheet.row_dimensions[BUTTON_ROW].height * 4 / 3
    for _, _, top, above, _, _, bottom, end in anchors:
        assert (top, bottom) == (BUTTON_ROW - 1, BUTTON_ROW - 1)
        assert 0 < above < end < pixels
    edges = [(anchor[0], anchor[1], anchor[4], anchor[5]) for anchor in anchors]
    assert all(left[2:] < right[:2] for left, right in pairwise(edges)), "one begins behind another's end"
    assert not any(cell.value for cell in sheet[BUTTON_ROW])
    assert sheet.protection.sheet
    for button in BUTTONS:
        assert (f'alt="{button.tip}"' in drawing) == (button.group is Group.OFFICER)


@pytest.mark.parametrize("sample", FOLLOWING)
def test_it_is_the_return_without_buttons_in_all_else(sample: str, tmp_path: Path) -> None:
    with_them, without = tmp_path / "with.xlsm", tmp_path / "without.xlsx"
    with_them.write_bytes(issued(sample))
    without.write_bytes(issued_after(sample))
    one, other = (load_workbook(path) for path in (with_them, without))
    assert one.sheetnames == other.sheetnames
    for name in set(one.sheetnames) - {"Instructions"}:
        assert list(one[name].values) == list(other[name].values)
    read = [read_service_return(path) for path in (with_them, without)]
    assert [given.refused for given in read] == [None, None]
    assert [len(given.indicators) for given in read] == [len(given_after(sample).indicators)] * 2
    assert read[0].issued is not None


def test_openpyxl_keeps_the_buttons_and_the_macros(with_buttons: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsm"
    book = load_workbook(with_buttons, keep_vba=True)
    book.save(again)
    assert book.vba_archive is not None
    book.vba_archive.close()  # openpyxl does not, and the test that runs when it is collected would fail
    assert modules_read_back(again) == modules_read_back(with_buttons)
    assert sheet_macros(again.read_bytes()) == sheet_macros(with_buttons.read_bytes())


def test_the_instructions_name_the_buttons_as_they_are_called() -> None:
    sheet = load_workbook(BytesIO(issued(PARTNERSHIP)))["Instructions"]
    steps = " ".join(str(row[1]) for row in sheet.iter_rows(4, 12, values_only=True))
    assert {"Check my return", "Save for submission"} == {caption for caption in CAPTIONS if caption in steps}
    assert ".xlsx" not in steps


@pytest.mark.parametrize(("host", "packer"), [(Host.EXCEL, pack), (Host.LIBREOFFICE, pack_for_libreoffice)])
def test_each_program_has_its_own_host_and_its_own_way_of_packing(host: Host, packer: object) -> None:
    packed = macros_for(Group.OFFICER, host)
    assert packed.buttons == macros_for(Group.OFFICER).buttons
    assert isinstance(packed.pack, partial)
    assert packed.pack.func is packer
    assert packed.pack.keywords == {"modules": modules_of("OfficerButtons", host)}


def test_the_team_has_a_button_to_stop_long_work() -> None:
    macros = [button.macro for button in macros_for(Group.TEAM).buttons]
    assert macros == [*(button.macro for button in BUTTONS if button.group is Group.TEAM), "StopWork"]
    assert set(macros) <= public_subs(modules_of("TeamButtons").values())


def test_the_command_writes_it_by_the_name_of_the_file_and_the_same_each_time(tmp_path: Path) -> None:
    order = ("issue", "--quiet", "--scheme", CLACKS, "--service", "Housing", "--period", "2023/24", "-o")
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        assert main([*order, str(tmp_path / folder / "return.xlsm")]) == 0
    one, two = (tmp_path / folder / "return.xlsm" for folder in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert dead_buttons(one) == set()


@pytest.mark.parametrize(
    ("more", "suffix"),
    [((), ".xlsx"), (("--buttons-for", "excel"), ".xlsm")],
)
def test_all_returns_of_a_list_have_buttons_if_they_are_asked_for(more: tuple[str, ...], suffix: str, tmp_path: Path) -> None:
    services = tmp_path / "services.csv"
    services.write_text("Service\nHousing\nParks\n", encoding="utf-8")
    order = ["issue", "--scheme", CLACKS, "--all", str(services), "--period", "2023/24", "-o", str(tmp_path / "out")]
    assert main([*order, *more]) == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        f"Housing-2023-24-return{suffix}",
        f"Parks-2023-24-return{suffix}",
    }


def test_a_name_that_does_not_fit_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "return.xlsx"
    assert main(["issue", "--scheme", CLACKS, "--buttons-for", "excel", "-o", str(out)]) == 3
    assert "return.xlsx: a return with buttons must have a name that ends in .xlsm" in capsys.readouterr().err
    assert not out.exists()


def test_a_return_with_buttons_is_checked_like_any_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for name, content in (("return.xlsm", issued(PARTNERSHIP)), ("return.xlsx", issued_after(PARTNERSHIP))):
        path = tmp_path / name
        path.write_bytes(content)
        assert main(["check", str(path)]) == 1
        said.append(capsys.readouterr().out.replace(name, "return"))
    assert said[0] == said[1]
