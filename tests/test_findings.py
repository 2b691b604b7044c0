"""A finding is a line, whatever the return says."""

import pytest

from workbook_tools import catalogue
from workbook_tools.findings import Where

HOSTILE = "A1\n  error   forged.xlsx: \x9b31m\u202e" + "x" * 30_000


def test_a_subject_is_shown_on_one_line_and_shortened() -> None:
    finding = catalogue.ERROR_CELL.at(Where("a.xlsx"), HOSTILE, text="#REF!")
    assert finding.subject.startswith("A1 error forged.xlsx: 31m x")
    assert len(finding.subject) == 80
    assert finding.subject.isprintable()


@pytest.mark.parametrize("subject", ["", "PI 1", "CPM/210", " A  iv) ", "\u00e9t\u00e9", "x" * 80])
def test_an_ordinary_subject_stays_as_it_is(subject: str) -> None:
    assert catalogue.ERROR_CELL.at(Where("a.xlsx"), subject, text="#REF!").subject == subject


def test_a_place_is_shown_on_one_line() -> None:
    assert str(Where("a.xlsx", "Q2\nerror\x9b31m", "F14")) == "a.xlsx, Q2 error 31m!F14"
    assert str(Where("a.xlsx", "Indicators", "F14")) == "a.xlsx, Indicators!F14"
