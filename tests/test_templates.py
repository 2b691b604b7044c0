"""The files in templates/ are what the code builds, byte for byte."""

from pathlib import Path

import pytest

from workbook_tools.excel.installing.parts import CONTROL_NAME, build_control
from workbook_tools.issuing import Order, build_issue
from workbook_tools.model.distribution_book import FILE_NAME
from workbook_tools.schemes.load import list_schemes, load_scheme
from workbook_tools.writing.distribution_book.workbook import build_distribution_list
from workbook_tools.writing.issued.book import build_issued_return

FOLDER = Path(__file__).resolve().parents[1] / "templates"


@pytest.mark.parametrize("name", list_schemes())
def test_a_blank_is_what_the_code_builds(name: str) -> None:
    scheme = load_scheme(name)
    built = build_issued_return(build_issue(scheme, Order()).given, scheme)
    assert (FOLDER / f"{name}-return.xlsx").read_bytes() == built, "run: make templates"


def test_the_control_workbook_is_what_the_code_builds() -> None:
    assert (FOLDER / CONTROL_NAME).read_bytes() == build_control(), "run: make templates"


def test_the_distribution_list_is_what_the_code_builds() -> None:
    assert (FOLDER / FILE_NAME).read_bytes() == build_distribution_list(), "run: make templates"


def test_there_is_a_blank_for_each_shipped_scheme_the_two_workbooks_of_the_team_and_no_other() -> None:
    blanks = {f"{name}-return.xlsx" for name in list_schemes()}
    assert {path.name for path in FOLDER.glob("*.xls*")} == {CONTROL_NAME, FILE_NAME, *blanks}
