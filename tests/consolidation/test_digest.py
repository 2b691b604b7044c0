"""A judged return as flat rows and facts."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from support_changed import replace
from support_rows import action, budget_line, due, figure, indicator, number, risk, scheme_named, service_return
from workbook_tools.catalogue import FILE_REFUSED, NOT_A_NUMBER, UNIT_UNKNOWN
from workbook_tools.consolidation.digest import digest_of
from workbook_tools.findings import Where
from workbook_tools.judging import judge
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.consolidation import ReturnDigest
from workbook_tools.model.figures import FigureKind
from workbook_tools.model.flat import KEPT_TABLES, Amount, Day, FlatTable
from workbook_tools.model.service_return import Cover, Saving, ServiceReturn, SourceFile
from workbook_tools.model.words import Unit
from workbook_tools.periods import parse_period

SCHEME = scheme_named("clackmannanshire")
TABLES = {table.name: table for table in KEPT_TABLES}


@pytest.fixture(scope="module")
def housing() -> Assessment:
    given = service_return(
        cover=Cover(
            service=" Housing  Services ", directorate="Place", period=parse_period("Q2 2019/20"), scheme="clackmannanshire",
            signed_off_on="31/10/2019", other=(("Version:", "2.3"),),
        ),
        indicators=(indicator(title="Rent arrears", value=number("61.17"), target=number("62")),),
        actions=(
            action(due=due("31/03/2019"), progress=number(50)),
            action(5, due=due("Ongoing"), progress=figure(FigureKind.NOT_APPLICABLE, "n/a")),
            action(6, is_heading=True),
        ),
        risks=(risk(likelihood=number(3), impact=number(4)),),
        finance=(budget_line(budget=number("300"), forecast=number("400"), variance=number("100"), note="year end\nto come"),),
        savings=(Saving(where=Where("Housing.xlsx", "Savings", "A4"), title="Depots", target=number(3), forecast=number(2)),),
    )  # fmt: skip
    findings = (NOT_A_NUMBER.at(Where("Housing.xlsx", "Indicators", "I4"), "IND 4", text="n/a?"), UNIT_UNKNOWN.at(
        Where("Housing.xlsx", "Indicators", "E4"), text="stones"
    ))  # fmt: skip
    return replace(judge(given, SCHEME), findings=findings)


def rows_of(digest: ReturnDigest, table: str) -> list[dict[str, Any]]:
    """The rows of a table by the names of its columns."""
    columns = [column.name for column in TABLES[table].own_columns]
    return [dict(zip(columns, row, strict=True)) for row in digest.rows(table)]


@pytest.mark.parametrize("table", KEPT_TABLES, ids=lambda table: table.name)
def test_every_row_has_a_value_for_each_column(table: FlatTable, housing: Assessment) -> None:
    for row in digest_of(housing).rows(table.name):
        assert len(row) == len(table.own_columns)


def test_an_indicator(housing: Assessment) -> None:
    [row] = rows_of(digest_of(housing), "indicators")
    judged = housing.indicators[0]
    assert (row["service"], row["title"], row["unit"]) == (" Housing  Services ", "Rent arrears", judged.indicator.unit)
    assert (row["value"], row["target"]) == tuple(Amount(Decimal(n), judged.indicator.unit) for n in ("61.17", "62"))
    assert (row["status"], row["reason"]) == (judged.status.style, judged.status.reason)
    assert row["source"] == "Indicators!" + judged.indicator.cells["value"]


def test_actions_and_what_is_no_date_and_no_figure(housing: Assessment) -> None:
    first, second, heading = rows_of(digest_of(housing), "actions")
    assert (first["due"], first["progress"]) == (Day(date(2019, 3, 31)), Amount(Decimal(50), Unit.PERCENT))
    assert (second["due"], second["progress"]) == ("Ongoing", "n/a")
    assert (heading["status"], heading["reason"]) == ("", "")
    assert first["status"] == "overdue"


def test_a_risk_a_budget_line_and_a_saving(housing: Assessment) -> None:
    digest = digest_of(housing)
    [scored] = rows_of(digest, "risks")
    assert scored["score"] == Amount(Decimal(12), Unit.NUMBER)
    [line] = rows_of(digest, "finance")
    assert (line["computed_variance"], line["percent"], line["direction"], line["status"]) == (
        Amount(Decimal(100), Unit.GBP), Amount(Decimal("33.3"), Unit.PERCENT), "Adverse", "alert",
    )  # fmt: skip
    [saving] = rows_of(digest, "savings")
    assert (saving["delivery"], saving["status"]) == (Amount(Decimal("66.7"), Unit.PERCENT), "alert")


def test_findings_have_their_place_but_not_their_file(housing: Assessment) -> None:
    first, second = rows_of(digest_of(housing), "findings")
    assert (first["severity"], first["sheet"], first["cell"], first["code"]) == ("error", "Indicators", "I4", "not-a-number")
    assert second["code"] == "unit-unknown"
    assert "Housing.xlsx" not in repr(first)


def test_the_facts(housing: Assessment) -> None:
    facts = digest_of(housing, date(2019, 11, 5)).facts
    assert (facts.service, facts.directorate, facts.period, facts.period_understood) == (
        "Housing Services", "Place", "Q2 2019/20", True,
    )  # fmt: skip
    assert (facts.signed_off_on, facts.saved_on, facts.submitted) == (date(2019, 10, 31), date(2019, 11, 5), date(2019, 10, 31))
    assert (facts.version, facts.scheme, facts.as_at) == ("2.3", "clackmannanshire", date(2019, 9, 30))
    assert facts.severities == {"error": 1, "query": 1}
    assert facts.row_counts == {"indicators": 1, "actions": 3, "risks": 1, "finance": 1, "savings": 1, "findings": 2}


@pytest.mark.parametrize(
    ("signed", "saved", "submitted"),
    [
        ("", date(2019, 11, 5), date(2019, 11, 5)),
        ("31/09/2019", date(2019, 11, 5), date(2019, 11, 5)),
        ("soon", None, None),
    ],
)
def test_without_a_day_of_sign_off_the_day_of_the_last_saving_counts(
    housing: Assessment, signed: str, saved: date | None, submitted: date | None
) -> None:
    cover = replace(housing.service_return.cover, signed_off_on=signed)
    given = replace(housing, service_return=replace(housing.service_return, cover=cover))
    assert digest_of(given, saved).facts.submitted == submitted


def test_a_refused_return_keeps_its_reason() -> None:
    finding = FILE_REFUSED.at(Where("Roads.xlsx"), reason="The file is empty.")
    given = ServiceReturn(SourceFile("Roads.xlsx", "c" * 64, 0), refused="The file is empty.", findings=(finding,))
    facts = digest_of(judge(given, SCHEME)).facts
    assert (facts.refused, facts.as_at, facts.severities, facts.answers) == ("The file is empty.", None, {"error": 1}, None)


def test_a_period_that_was_not_understood_is_kept_as_written() -> None:
    given = service_return(cover=Cover(service="Housing", period_text="some time"))
    facts = digest_of(judge(given, SCHEME, date(2019, 9, 30))).facts
    assert (facts.period, facts.period_understood) == ("some time", False)
