"""A sheet of formulas holds what XlsxWriter itself would write."""

from pathlib import Path

import pytest
import xlsxwriter

from support_samples import PARTNERSHIP, VALE, judge_sample
from workbook_tools.writing.formula_sheet import FormulaSheet
from workbook_tools.writing.summary import summary_workbook


@pytest.mark.parametrize("sample", [PARTNERSHIP, VALE])
def test_the_summary_is_the_same_without_it(sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    judged = judge_sample(sample)
    with_it = summary_workbook.build_summary([judged], judged.scheme, judged.as_at)
    monkeypatch.setattr(summary_workbook, "FormulaSheet", None)
    assert summary_workbook.build_summary([judged], judged.scheme, judged.as_at) == with_it


def test_formulas_lose_their_first_sign_only(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "formulas.xlsx")
    sheet = book.add_worksheet("Formulas", FormulaSheet)
    sheet.write_formula(0, 0, "=IF(A2=1,2,3)", None, "")
    assert sheet.table[0][0].formula == "IF(A2=1,2,3)"
    book.close()
