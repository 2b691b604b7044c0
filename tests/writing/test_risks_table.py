"""The table of risks: forecasts as printed, registers kept together, what the returns have beside the declared columns."""

from io import BytesIO

import openpyxl
import pytest

from support_assessment import assessment, judged_risk, scheme, verdict
from support_changed import replace
from workbook_tools.model.assessment import RiskAssessment
from workbook_tools.model.words import Trend
from workbook_tools.writing.risks.risks_sheet import FIELDS, risk_lines
from workbook_tools.writing.summary.summary_workbook import build_summary
from workbook_tools.writing.summary_facts import Line, SummaryFacts


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("", ""),
        ("Increasing", "Increasing"),
        ("↔", "arrow sideways"),
        (" \\leftrightarrow ", "arrow sideways"),
        ("↑", "arrow up"),
        ("\\downarrow", "arrow down"),
        ("\\", "not legible"),
        ("1", "not legible"),
        ("\\(\\)", "not legible"),
        ("**", "not legible"),
    ],
)
def test_a_forecast_is_shown_as_far_as_it_can_be_read(printed: str, shown: str) -> None:
    judged = judged_risk(4, reported_forecast=printed)
    assert FIELDS["reported_forecast"].get(Line(assessment(risks=[judged]), judged)) == shown


def test_the_risks_of_a_register_stand_together_in_the_order_of_the_return() -> None:
    registers = ("corporate", "service", "", "corporate", "service")
    given = assessment(risks=[judged_risk(line, register=register) for line, register in enumerate(registers, start=4)])
    lines = risk_lines(SummaryFacts.of([given], scheme(), given.as_at))[0]
    assert [line.judged.risk.code for line in lines] == ["RISK 4", "RISK 7", "RISK 5", "RISK 8", "RISK 6"]
    assert [FIELDS["register"].get(line) for line in lines] == ["Corporate", "Corporate", "Service", "Service", ""]


def headings(*risks: RiskAssessment) -> list[object]:
    book = openpyxl.load_workbook(BytesIO(build_summary([given := assessment(risks=risks)], scheme(), given.as_at)))
    return [cell.value for cell in book["Risks"][5]]


@pytest.mark.parametrize(
    ("risk", "heading", "after"),
    [
        (judged_risk(4, controls="Board"), "Internal controls", "Risk"),
        (judged_risk(4, 6, target=4), "Target score", "Residual score"),
        (judged_risk(4, 6, target=6), "Gap", "Target score"),
        (judged_risk(4, reported_forecast="Rising"), "Forecast", "Direction of travel"),
    ],
)
def test_what_a_return_has_stands_beside_the_declared_columns(risk: RiskAssessment, heading: str, after: str) -> None:
    assert heading not in headings(judged_risk(4))
    found = headings(risk)
    assert found[found.index(heading) - 1] == after


def test_a_movement_that_is_declared_is_not_shown_twice() -> None:
    risen = replace(judged_risk(4), movement=verdict(Trend.DECLINED))
    assert len(headings(risen)) == len(headings(judged_risk(4)))
    assert "Movement" not in headings(risen)
