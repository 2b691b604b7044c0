"""The object that --json prints: its keys as documented, its numbers as text, nothing of the model left out."""

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

import hypothesis
import msgspec
import pytest
from hypothesis import strategies as st
from msgspec import structs

from support_changed import replace
from support_rows import (
    FILE,
    action,
    budget_line,
    due,
    earlier,
    figure,
    indicator,
    number,
    repeated,
    risk,
    saving,
    scheme_named,
    service_return,
    with_cover,
)
from workbook_tools import __version__, catalogue
from workbook_tools.assess import assess
from workbook_tools.findings import Where
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.figures import NO_FIGURE, Figure, FigureKind, Shown, plain
from workbook_tools.model.service_return import (
    Action,
    BreakdownCell,
    BudgetLine,
    Cover,
    Headline,
    Indicator,
    Paragraph,
    RepeatedRow,
    Risk,
    Saving,
)
from workbook_tools.model.words import Polarity
from workbook_tools.periods import parse_period
from workbook_tools.writing.results_json import dumps, to_json

VALE = scheme_named("vale_of_glamorgan")
AS_AT = date(2019, 9, 30)

TOP = {"version", "scheme", "as_at", "findings", "returns"}
RETURN = {
    "file", "sha256", "service", "period", "refused", "counts", "overall", "indicators", "actions", "risks", "finance",
    "findings",
}  # fmt: skip
DOCUMENTED = {
    "indicators": {
        "code", "title", "section", "unit", "polarity", "previous", "value", "target", "status", "short_trend", "long_trend",
        "variation", "assurance", "reported_status", "reported_trend", "overruled", "reason", "note", "lead", "sheet", "cell",
    },
    "actions": {
        "code", "title", "section", "due", "progress", "status", "reported_status", "overruled", "reason", "note", "lead",
        "sheet", "cell",
    },
    "risks": {
        "code", "title", "register", "likelihood", "impact", "score", "target_score", "status", "band", "movement",
        "reported_status", "overruled", "reason", "lead", "sheet", "cell",
    },
    "finance": {
        "code", "title", "budget", "actual", "forecast", "variance", "variance_percent", "direction", "status", "reason",
        "sheet", "cell",
    },
    "savings": {"code", "title", "target", "achieved", "forecast", "delivery_percent", "status", "reason", "sheet", "cell"},
    "findings": {"code", "severity", "message", "subject", "sheet", "cell", "response"},
}  # fmt: skip
ROWS = {
    "indicators": Indicator,
    "actions": Action,
    "risks": Risk,
    "finance": BudgetLine,
    "savings": Saving,
    "headlines": Headline,
    "breakdowns": BreakdownCell,
    "narrative": Paragraph,
    "repeated": RepeatedRow,
}


def whole_return() -> Assessment:
    """A return with a row in every table, judged, with a finding."""
    given = service_return(
        indicators=(
            indicator(
                4, value=number("61.170"), earlier=earlier("Q2 2018/19", "53.36"), reported_symbol="•", note="Fewer calls."
            ),
            indicator(5, value=number(94), officer_status="Red", officer_reason="The survey was repeated."),
            indicator(6, target=figure(FigureKind.NOT_APPLICABLE, "No Target")),
        ),
        actions=(
            action(4, section_number="1", parent="", progress=number("1E+2")),
            action(5, due=due("31/08/2019"), parent="ACT 4"),
            action(6, due=due(""), progress=NO_FIGURE, is_heading=True),
        ),
        risks=(
            risk(4, likelihood=number(2), impact=number(3), previous_score=number(4), related_actions=("ACT 4", "ACT 5")),
            risk(5, score=number(9), target_score=number(6)),
        ),
        finance=(budget_line(4, budget=number("1234567.80"), forecast=number("1234273.80")),),
        savings=(saving(4, target=number(200), achieved=number(50), forecast=number(150)),),
        headlines=(Headline(Where(FILE, "Headlines", "A4"), name="Green", value="92%", counts="actions", printed="1.2"),),
        breakdowns=(
            BreakdownCell(Where(FILE, "Breakdowns", "A4"), table="Complaints", row="Waste", column="%", value="56.5%"),
        ),
        narrative=(Paragraph(Where(FILE, "Narrative", "A4"), heading="2.1", theme="People", kind="", order=3, text="Well."),),
        repeated=(repeated(4, code="IND 4", reported_status="R", value=number("61.17")),),
    )
    given = with_cover(given, overall_judgement="Amber", overall_reason="Two services report late.", other=(("Ward", "North"),))
    assessment = assess(given, VALE, AS_AT)
    finding = catalogue.CODE_TWICE.at(given.actions[0].at("code"), "ACT 4", code="ACT 4", other="Actions!D5", what="action")
    return replace(assessment, findings=(finding,))


def results(*assessments: Assessment, **options: Any) -> dict[str, Any]:
    """The object, as another program would read it."""
    loaded: dict[str, Any] = json.loads(dumps(to_json(assessments or (whole_return(),), VALE, AS_AT, **options)))
    return loaded


class TestShape:
    def test_the_documented_keys_are_there(self) -> None:
        whole = results()
        assert set(whole) == TOP
        (returned,) = whole["returns"]
        assert set(returned) >= RETURN
        for table, keys in DOCUMENTED.items():
            assert returned[table]
            assert all(keys <= set(row) for row in returned[table]), table

    @pytest.mark.parametrize("table", ROWS)
    def test_no_field_of_a_row_is_left_out(self, table: str) -> None:
        (returned,) = results()["returns"]
        names = set(ROWS[table].__struct_fields__) - {"where"} | {"sheet", "cell"}
        assert returned[table]
        assert all(names <= set(row) for row in returned[table] if table != "headlines" or row["name"])

    def test_nor_of_the_cover(self) -> None:
        (returned,) = results()["returns"]
        names = {field.name for field in fields(Cover)} - {"period"}
        assert names <= set(returned["cover"])
        assert returned["cover"]["other"] == {"Ward": "North"}
        assert returned["cover"]["cells"] == {"overall_judgement": "B13", "overall_reason": "B14", "service": "B5"}

    def test_the_run(self) -> None:
        across = (catalogue.FILE_TWICE.at(Where("copy.xlsx"), other="a.xlsx"),)
        whole = results(across=across)
        assert (whole["version"], whole["scheme"], whole["as_at"]) == (__version__, "vale_of_glamorgan", "2019-09-30")
        assert [finding["code"] for finding in whole["findings"]] == ["file-twice"]
        (returned,) = whole["returns"]
        assert (returned["file"], returned["sha256"], returned["service"]) == (FILE, "a" * 64, "Housing")
        assert (returned["period"], returned["as_at"], returned["refused"]) == ("Q2 2019/20", "2019-09-30", None)

    def test_each_return_states_its_own_date(self) -> None:
        later = replace(whole_return(), as_at=date(2019, 12, 31))
        whole = json.loads(dumps(to_json((whole_return(), later), None, date(2019, 12, 31))))
        assert [returned["as_at"] for returned in whole["returns"]] == ["2019-09-30", "2019-12-31"]
        assert (whole["as_at"], whole["scheme"]) == ("2019-12-31", None)


class TestRows:
    def test_an_indicator(self) -> None:
        row = results()["returns"][0]["indicators"][0]
        assert (row["value"], row["value_text"], row["unit"], row["target"]) == ("61.17", "61.170", "percent", "95")
        assert (row["status"], row["status_word"], row["short_trend"]) == ("alert", "Red", "improved")
        assert (row["previous"], row["lead"], row["reported_status"], row["overruled"]) == (None, None, None, None)
        assert (row["reported_symbol"], row["sheet"], row["cell"]) == ("•", "Indicators", "A4")
        assert row["cells"]["value"] == "I4"
        assert row["earlier"] == [
            {
                "period": "Q2 2018/19",
                "value": "53.36",
                "value_text": "53.36",
                "value_kind": "number",
                "sheet": None,
                "cell": None,
            }
        ]

    def test_every_verdict_has_a_reason(self) -> None:
        (returned,) = results()["returns"]
        assert all(row["reason"] for table in ("indicators", "actions", "risks", "finance") for row in returned[table])
        assert all(row["short_trend_reason"] and row["long_trend_reason"] for row in returned["indicators"])
        assert all(row["movement_reason"] for row in returned["risks"])

    def test_an_overruled_verdict_keeps_the_computed_one(self) -> None:
        row = results()["returns"][0]["indicators"][1]
        assert row["status"] == "alert"
        assert row["overruled"]["computed"] == "warning"
        assert row["overruled"]["reason"] == "The survey was repeated."
        assert row["overruled"]["computed_reason"]

    def test_an_action(self) -> None:
        first, second, lead_in = results()["returns"][0]["actions"]
        assert (first["progress"], first["due"], first["due_text"], first["status"]) == (
            "100",
            "2020-03-31",
            "31/03/2020",
            "completed",
        )
        assert (first["section_number"], first["parent"], second["parent"]) == ("1", None, "ACT 4")
        assert (second["status"], first["cancelled"], first["is_heading"]) == ("overdue", False, False)
        assert (lead_in["due"], lead_in["progress"], lead_in["is_heading"]) == (None, None, True)

    def test_a_risk(self) -> None:
        placed, by_score = results()["returns"][0]["risks"]
        assert (placed["likelihood"], placed["impact"], placed["score"], placed["returned_score"]) == ("2", "3", "6", None)
        assert (placed["band"], placed["status"], placed["movement"]) == ("Medium", "warning", "declined")
        assert (placed["position"], placed["related_actions"]) == ([2, 3], ["ACT 4", "ACT 5"])
        assert (by_score["score"], by_score["band"], by_score["position"], by_score["gap"]) == ("9", "Medium/High", None, "3")

    def test_a_budget_line(self) -> None:
        (row,) = results()["returns"][0]["finance"]
        assert (row["budget"], row["variance"], row["returned_variance"], row["actual"]) == ("1234567.8", "-294", None, None)
        assert (row["direction"], row["variance_percent"], row["variance_is_stated"]) == ("favourable", "-0.023814002", False)
        assert (row["status"], row["status_word"], row["assumed"]) == ("ok", "Green", True)

    def test_a_saving(self) -> None:
        (row,) = results()["returns"][0]["savings"]
        assert (row["target"], row["achieved"], row["forecast"], row["delivery_percent"]) == ("200", "50", "150", "75")
        assert (row["status"], row["status_word"], row["status_style"]) == ("alert", "Red", "alert")

    def test_without_rules_for_money_there_is_no_verdict(self) -> None:
        without = msgspec.structs.replace(VALE, finance=None)
        (returned,) = results(assess(whole_return().service_return, without, AS_AT))["returns"]
        for row in (*returned["finance"], *returned["savings"]):
            assert (row["status"], row["status_word"], row["status_style"], row["assumed"]) == (None,) * 4

    def test_what_is_printed_beside_the_tables(self) -> None:
        (returned,) = results()["returns"]
        assert returned["headlines"][0]["value"] == "92%"
        assert returned["breakdowns"][0]["column"] == "%"
        assert (returned["narrative"][0]["order"], returned["narrative"][0]["kind"]) == (3, None)
        assert (returned["repeated"][0]["value"], returned["repeated"][0]["reported_status"]) == ("61.17", "R")

    def test_a_finding_at_its_cell(self) -> None:
        (finding,) = results()["returns"][0]["findings"]
        assert (finding["code"], finding["severity"], finding["subject"]) == ("code-twice", "warning", "ACT 4")
        assert (finding["file"], finding["sheet"], finding["cell"], finding["response"]) == (FILE, "Actions", "D4", None)

    @pytest.mark.parametrize(
        ("target", "expected"),
        [
            (
                Figure(FigureKind.RANGE, low=Decimal(5), high=Decimal("10.0"), shows=Shown("5 to 10")),
                {"target": None, "target_kind": "range", "target_low": "5", "target_high": "10", "target_text": "5 to 10"},
            ),
            (figure(FigureKind.BELOW_LAST, "<"), {"target": None, "target_kind": "below_last", "target_text": "<"}),
            (NO_FIGURE, {"target": None, "target_kind": "empty", "target_text": None}),
            (number("94.96", printed="95.0"), {"target": "94.96", "target_printed": "95"}),
        ],
    )
    def test_a_target_that_is_no_plain_figure(self, target: Figure, expected: dict[str, str | None]) -> None:
        given = service_return(indicators=(indicator(target=target, polarity=Polarity.RANGE),))
        (row,) = results(assess(given, VALE, AS_AT))["returns"][0]["indicators"]
        assert {key: row[key] for key in expected} == expected


class TestCounts:
    def test_by_table_and_status(self) -> None:
        counts = results()["returns"][0]["counts"]
        assert counts["indicators"] == {"ok": 0, "warning": 0, "alert": 2, "unknown": 0, "no_target": 1}
        assert counts["actions"] == {
            "completed": 1, "in_progress": 0, "check_progress": 0, "overdue": 1, "cancelled": 0, "unknown": 0,
        }  # fmt: skip
        assert counts["risks"] == {"ok": 0, "warning": 2, "alert": 0, "unknown": 0}
        assert counts["assumed"] == whole_return().assumed > 0

    def test_by_section_in_the_schemes_words(self) -> None:
        (returned,) = results()["returns"]
        whole = {section["table"]: section for section in returned["sections"] if section["section"] is None}
        words = {count["word"]: count["count"] for count in whole["risks"]["by_style"]}
        assert (words["Medium"], words["Medium/High"], words["High"]) == (1, 1, 0)
        assert whole["indicators"]["total"] == 3

    def test_overall_shows_the_judgement_beside_the_computed_status(self) -> None:
        overall = results()["returns"][0]["overall"]
        assert set(overall) >= {"status", "computed", "reason", "judgement", "judgement_reason"}
        assert (overall["judgement"], overall["judgement_reason"]) == ("Amber", "Two services report late.")


def test_a_refused_return_has_its_sentence_and_empty_tables() -> None:
    refused = service_return(cover=Cover(), refused="The file is protected by a password.")
    (returned,) = results(Assessment(refused, VALE, date.min))["returns"]
    assert returned["refused"] == "The file is protected by a password."
    assert all(returned[table] == [] for table in ROWS)
    assert (returned["as_at"], returned["period"], returned["service"]) == (None, None, None)
    assert returned["counts"]["indicators"]["ok"] == returned["counts"]["assumed"] == 0


def test_a_scheme_without_risks_shows_their_figures() -> None:
    scheme = msgspec.structs.replace(VALE, risks=None)
    given = assess(service_return(risks=(risk(score=number(9)),)), scheme, AS_AT)
    (row,) = results(given)["returns"][0]["risks"]
    assert (row["returned_score"], row["band"], row["status"]) == ("9", None, "unknown")


class TestText:
    def test_the_same_values_give_the_same_text(self) -> None:
        assert dumps(to_json((whole_return(),), VALE, AS_AT)) == dumps(to_json((whole_return(),), VALE, AS_AT))

    def test_the_order_of_columns_in_a_return_does_not_show(self) -> None:
        row = indicator()
        turned = structs.replace(row, cells=dict(sorted(row.cells.items(), reverse=True)))
        texts = [dumps(to_json((assess(service_return(indicators=(r,)), VALE, AS_AT),), VALE, AS_AT)) for r in (row, turned)]
        assert texts[0] == texts[1]

    def test_letters_beyond_ascii_stay_readable(self) -> None:
        given = assess(service_return(indicators=(indicator(title="Môr – £5"),)), VALE, AS_AT)
        assert "Môr – £5" in dumps(to_json((given,), VALE, AS_AT))

    def test_periods_of_every_kind_are_labels(self) -> None:
        for text in ("2022/23", "H1 2019/20", "March 2021", "31 March 2021"):
            given = assess(with_cover(service_return(indicators=(indicator(),)), period=parse_period(text)), VALE, AS_AT)
            assert results(given)["returns"][0]["period"] == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("61.170", "61.17"),
        ("1E+2", "100"),
        ("1E-7", "0.0000001"),
        ("-0.0", "0"),
        ("0E+3", "0"),
        ("-294.00", "-294"),
        ("100", "100"),
    ],
)
def test_numbers_in_plain_notation(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@hypothesis.given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
@hypothesis.settings(max_examples=100)
def test_a_number_is_neither_rounded_nor_written_with_an_exponent(value: Decimal) -> None:
    text = plain(value)
    assert Decimal(text) == value
    assert "E" not in text.upper()
