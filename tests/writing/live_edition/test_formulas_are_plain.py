"""The formulas of a summary are ones that Excel 2016 takes: functions that it knows, neither too long nor too deep."""

import re
import zipfile
from html import unescape
from io import BytesIO

import pytest

from support_live import KNOWN_TO_BOTH
from support_samples import SAMPLES, judge_sample
from workbook_tools.writing.summary.summary_workbook import build_summary

LONGEST, DEEPEST = 8192, 64  # characters and levels that Excel takes


@pytest.mark.parametrize("sample", SAMPLES)
def test_formulas_are_ones_that_excel_2016_takes(sample: str) -> None:
    judged = judge_sample(sample)
    formulas = formulas_of(build_summary([judged], judged.scheme, judged.as_at))
    assert len(formulas) > 300
    for formula in formulas:
        bare = re.sub(r'"[^"]*"', "", formula)
        assert set(re.findall(r"([A-Za-z_.0-9]+)\(", bare)) <= set(KNOWN_TO_BOTH.split()), formula
        assert len(formula) < LONGEST
        assert depth(bare) < DEEPEST


def formulas_of(content: bytes) -> set[str]:
    """The formulas of every sheet."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    return {unescape(formula) for sheet in sheets for formula in re.findall(r"<f>([^<]*)</f>", sheet)}


def depth(formula: str) -> int:
    """How deep its brackets go."""
    deepest = open_brackets = 0
    for character in formula:
        open_brackets += (character == "(") - (character == ")")
        deepest = max(deepest, open_brackets)
    return deepest
