"""Each check: what it finds and at which cell, and what it leaves alone."""

from typing import Any

import msgspec
import pytest

from support_changed import replace
from support_rows import (
    FILE,
    action,
    brief,
    budget_line,
    figure,
    indicator,
    number,
    repeated,
    risk,
    scheme_named,
    service_return,
    with_cover,
)
from support_samples import BEST_VALUE, PARTNERSHIP, SAMPLES, judge_sample
from workbook_tools import catalogue
from workbook_tools.check import check_return
from workbook_tools.findings import Finding, Where
from workbook_tools.model.figures import NO_FIGURE, Figure, FigureKind
from workbook_tools.model.service_return import Headline
from workbook_tools.model.words import Polarity, Unit

VALE = scheme_named("vale_of_glamorgan")  # a matrix of 4 x 4
BELOW = figure(FigureKind.BELOW_LAST, "<")
ABOVE = figure(FigureKind.ABOVE_LAST, ">")


def check(**tables: object) -> tuple[Finding, ...]:
    return check_return(service_return(**tables), VALE)


@pytest.mark.parametrize(
    ("table", "field", "heading"),
    [("indicators", "target", "Target"), ("actions", "due", "Due"), ("actions", "progress", "Progress")],
)
def test_a_missing_column_that_verdicts_rest_on_is_found(table: str, field: str, heading: str) -> None:
    whole = judge_sample(PARTNERSHIP).service_return
    rows = [
        replace(row, cells={name: cell for name, cell in row.cells.items() if name != field}) for row in getattr(whole, table)
    ]
    lacking: dict[str, Any] = {table: tuple(rows)}
    (found,) = check_return(replace(whole, **lacking), scheme_named("clackmannanshire"))
    assert found.code == "column-missing"
    assert found.where == Where(whole.source.name, table.capitalize())
    assert f"'{heading}'" in found.message


def test_a_clean_return_gives_no_finding() -> None:
    clean = service_return(
        indicators=(indicator(4), indicator(5, code="", value=NO_FIGURE), indicator(6, code="")),
        actions=(action(4, progress=number(0)), action(5, progress=number(100)), action(6, progress=NO_FIGURE)),
        risks=(
            risk(4, likelihood=number(1), impact=number(4), score=number(4)),
            risk(5, score=number(16), target_score=number(6), previous_score=number(12)),
            risk(6),
        ),
        finance=(budget_line(),),
        repeated=(repeated(4, code="IND 4"), repeated(5, kind="action", code="ACT 4", progress=number(100))),
    )
    assert check_return(clean, VALE) == ()


class TestTheReturn:
    def test_without_a_row_it_is_empty(self) -> None:
        (finding,) = check()
        assert (finding.code, finding.where) == ("return-empty", Where(FILE))

    def test_a_row_in_any_table_will_do(self) -> None:
        assert check(headlines=(Headline(Where(FILE, "Headlines", "A4")),)) == ()

    def test_a_refused_one_is_not_checked(self) -> None:
        assert check(refused="The file is protected by a password.") == ()

    def test_what_reading_has_found_is_not_said_again(self) -> None:
        row = indicator(polarity=Polarity.UNKNOWN)
        said = catalogue.POLARITY_UNKNOWN.at(row.at("polarity"), row.code, text="upwards")
        assert brief(check(indicators=(row,))) == [("polarity-unknown", "Indicators", "F4", "IND 4")]
        assert check(indicators=(row,), findings=(said,)) == ()


class TestUnitAndPolarity:
    def test_an_unknown_unit_is_a_query_at_its_cell(self) -> None:
        (finding,) = check(indicators=(indicator(unit=Unit.OTHER, unit_text="tonnes"),))
        assert brief((finding,)) == [("unit-unknown", "Indicators", "E4", "IND 4")]
        assert "'tonnes'" in finding.message

    @pytest.mark.parametrize(
        ("value", "target", "polarity", "found"),
        [
            (number(1), number(2), Polarity.UNKNOWN, True),
            (number(0), BELOW, Polarity.UNKNOWN, True),
            (number(1), NO_FIGURE, Polarity.UNKNOWN, False),
            (number(1), figure(FigureKind.NOT_APPLICABLE, "No Target"), Polarity.UNKNOWN, False),
            (NO_FIGURE, number(2), Polarity.UNKNOWN, False),
            (figure(FigureKind.NOT_UNDERSTOOD, "many"), number(2), Polarity.UNKNOWN, False),
            (number(1), number(2), Polarity.DATA_ONLY, False),
        ],
    )
    def test_polarity_is_missed_only_where_it_would_decide(
        self, value: Figure, target: Figure, polarity: Polarity, *, found: bool
    ) -> None:
        findings = check(indicators=(indicator(value=value, target=target, polarity=polarity),))
        assert brief(findings) == ([("polarity-unknown", "Indicators", "F4", "IND 4")] if found else [])

    @pytest.mark.parametrize(("text", "found"), [("upwards", True), ("Unknown", False), ("", False), ("  ", False)])
    def test_a_polarity_in_other_words_is_found_even_where_it_would_not_decide(self, text: str, *, found: bool) -> None:
        row = indicator(polarity=Polarity.UNKNOWN, polarity_text=text, target=NO_FIGURE)
        findings = check(indicators=(row,))
        assert brief(findings) == ([("polarity-unknown", "Indicators", "F4", "IND 4")] if found else [])
        assert all("(upwards)" in finding.message for finding in findings)

    @pytest.mark.parametrize(
        ("target", "polarity", "found"),
        [
            (BELOW, Polarity.MAXIMISE, True),
            (BELOW, Polarity.MINIMISE, False),
            (ABOVE, Polarity.MINIMISE, True),
            (ABOVE, Polarity.MAXIMISE, False),
            (ABOVE, Polarity.DATA_ONLY, False),
        ],
    )
    def test_a_target_that_asks_for_the_opposite(self, target: Figure, polarity: Polarity, *, found: bool) -> None:
        findings = check(indicators=(indicator(target=target, polarity=polarity),))
        assert brief(findings) == ([("target-contradicts-polarity", "Indicators", "J4", "IND 4")] if found else [])


@pytest.mark.parametrize(("progress", "found"), [("-1", True), ("0", False), ("100", False), ("100.1", True), ("250", True)])
def test_progress_is_from_0_to_100(progress: str, *, found: bool) -> None:
    findings = check(actions=(action(progress=number(progress)),))
    assert brief(findings) == ([("progress-out-of-range", "Actions", "I4", "ACT 4")] if found else [])
    again = check(repeated=(repeated(kind="action", code="ACT 4", progress=number(progress)),))
    assert brief(again) == ([("progress-out-of-range", "Exceptions", "E4", "ACT 4")] if found else [])
    assert all(f"Progress is {progress}%." in finding.message for finding in findings)


class TestScores:
    @pytest.mark.parametrize(
        ("field", "value", "code", "cell"),
        [
            ("likelihood", "0", "score-off-scale", "I4"),
            ("likelihood", "5", "score-off-scale", "I4"),
            ("impact", "2.5", "score-off-scale", "J4"),
            ("impact", "-3", "score-off-scale", "J4"),
            ("target_likelihood", "5", "score-off-scale", "L4"),
            ("target_impact", "5", "score-off-scale", "M4"),
            ("score", "0", "score-off-scale", "K4"),
            ("score", "17", "score-off-scale", "K4"),
            ("score", "7", "score-not-attainable", "K4"),
            ("score", "10", "score-not-attainable", "K4"),
            ("target_score", "15", "score-not-attainable", "N4"),
            ("previous_score", "6.5", "score-off-scale", "O4"),
            ("previous_score", "5", "score-not-attainable", "O4"),
        ],
    )
    def test_off_the_scale(self, field: str, value: str, code: str, cell: str) -> None:
        fields: dict[str, Any] = {field: number(value)}
        findings = check(risks=(risk(**fields),))
        assert brief(findings) == [(code, "Risks", cell, "RISK 4")]
        assert field.replace("_", " ") in findings[0].message

    @pytest.mark.parametrize("score", ["1", "2", "3", "4", "6", "8", "9", "12", "16"])
    def test_every_score_of_the_matrix_is_attainable(self, score: str) -> None:
        assert check(risks=(risk(score=number(score), target_score=number(score)),)) == ()

    def test_a_score_that_is_not_the_product(self) -> None:
        row = risk(likelihood=number(2), impact=number(3), score=number(8))
        (finding,) = check(risks=(row, risk(5, likelihood=number(2), impact=number(3), score=number(6))))
        assert brief((finding,)) == [("score-not-product", "Risks", "K4", "RISK 4")]
        assert "likelihood 2 x impact 3 is 6" in finding.message

    def test_the_target_score_too(self) -> None:
        row = risk(target_likelihood=number(1), target_impact=number(2), target_score=number(3))
        assert brief(check(risks=(row,))) == [("score-not-product", "Risks", "N4", "RISK 4")]


class TestCodes:
    def test_the_same_code_twice_points_at_the_first(self) -> None:
        rows = (action(4, code="A iv)"), action(5, code="B"), action(6, code=" a  iv) "), action(7, code="A iv)"))
        findings = check(actions=rows)
        assert brief(findings) == [
            ("code-twice", "Actions", "D6", " a  iv) "),
            ("code-twice", "Actions", "D7", "A iv)"),
        ]
        assert all("Actions!D4" in finding.message for finding in findings)
        assert "Give each action" in findings[0].message

    @pytest.mark.parametrize(
        "tables",
        [
            {"indicators": (indicator(4, code="X"),), "actions": (action(4, code="X"),)},
            {"indicators": (indicator(4, code=""), indicator(5, code=""))},
            {"actions": (action(4, code="X"),), "repeated": (repeated(4, kind="action", code="X"),)},
            {"repeated": (repeated(4, kind="action", code="X"), repeated(5, kind="indicator", code="X"))},
        ],
    )
    def test_a_code_may_stand_in_several_tables(self, tables: dict[str, object]) -> None:
        assert check(**tables) == ()

    @pytest.mark.parametrize(
        ("tables", "sheet", "cell"),
        [
            ({"finance": (budget_line(4, code="X"), budget_line(5, code="X"))}, "Finance", "B5"),
            ({"risks": (risk(4, code="X"), risk(5, code="X"))}, "Risks", "C5"),
            ({"repeated": (repeated(4, code="X"), repeated(5, code="X"))}, "Exceptions", "C5"),
        ],
    )
    def test_no_table_may_repeat_itself(self, tables: dict[str, object], sheet: str, cell: str) -> None:
        assert [(f.code, f.where.sheet, f.where.cell) for f in check(**tables)] == [("code-twice", sheet, cell)]

    @pytest.mark.parametrize(
        ("codes", "missing"),
        [
            (("A i)", "A ii)", "A iv)"), ["A iii)"]),
            (("A i)", "A iv)", "A ii)"), ["A iii)"]),
            (("A i)", "A v)", "A ii)"), ["A iii), A iv)"]),
            (("I", "II", "IV", "VI"), ["III", "V"]),
            (("(viii)", "(x)", "(xi)", "(xiii)"), ["(ix)", "(xii)"]),
            (("4.3ii", "4.3iv"), ["4.3iii"]),
            (("A i)", "A ii)", "A iii)", "B iv)", "B v)"), []),
            (("A i)", "B iii)"), []),
            (("A i)", "A iii."), []),
            (("A i)", "A v)", "A x)"), []),
            (("P&P 20 001", "P&P 20 003", "PPL 22 01", "PPL 22 04"), []),
            (("Strat-4.3a", "Strat-4.3c", "Serv-5.1", "Serv-5.3"), []),
            (("A", "B", "D", "F"), []),
            (("C", "D", "M"), []),
            (("Civ", "Cii", "A vx)", "A iiii)"), []),
        ],
    )
    def test_only_roman_numerals_after_one_stem_count(self, codes: tuple[str, ...], missing: list[str]) -> None:
        findings = check(actions=tuple(action(line, code=code) for line, code in enumerate(codes, 4)))
        assert [finding.message.split("'")[5] for finding in findings] == missing
        assert {finding.code for finding in findings} <= {"code-missing-in-sequence"}

    def test_the_gap_is_shown_at_the_row_after_it_and_a_doubled_code_is_none(self) -> None:
        rows = tuple(action(line, code=code) for line, code in enumerate(("A i)", "A ii)", "A iv)", "A iv)"), 4))
        findings = check(actions=rows)
        assert sorted(brief(findings)) == [
            ("code-missing-in-sequence", "Actions", "D6", "A iv)"),
            ("code-twice", "Actions", "D7", "A iv)"),
        ]


class TestTotals:
    @pytest.mark.parametrize(
        ("title", "found"),
        [
            ("Total", True), ("TOTAL:", True), ("Totals", True), ("Grand total", True), ("Sub-total", True), ("Subtotal", True),
            ("Total Roads", True), ("Roads total", True),
            ("Totally new school", False), ("The total cost of care", False), ("", False),
        ],
    )  # fmt: skip
    def test_a_total_among_the_lines(self, title: str, *, found: bool) -> None:
        given = (budget_line(4, title="Roads", code=""), budget_line(5, title=title, code=""))
        expected = [("total-counted", "Finance", "C5", "")] if found else []
        assert brief(check(finance=given)) == expected

    def test_a_single_line_sums_up_no_other(self) -> None:
        assert check(finance=(budget_line(title="Total net expenditure"),)) == ()


class TestOfficers:
    @pytest.mark.parametrize(
        ("tables", "cell"),
        [
            ({"indicators": (indicator(officer_status="Purple", officer_reason="Late invoices."),)}, "O4"),
            ({"actions": (action(officer_status="Almost", officer_reason="Nearly there."),)}, "O4"),
            ({"risks": (risk(officer_status="Grave", officer_reason="The dam is old."),)}, "S4"),
        ],
    )
    def test_a_word_that_is_not_the_schemes(self, tables: dict[str, object], cell: str) -> None:
        (finding,) = check(**tables)
        assert (finding.code, finding.where.cell) == ("officer-status-unknown", cell)

    def test_the_schemes_words_are_listed_once_each(self) -> None:
        (finding,) = check(actions=(action(officer_status="Almost", officer_reason="Nearly there."),))
        assert "Use one of: Green, Amber, Red, N/A." in finding.message

    def test_an_officer_may_say_that_a_risk_has_no_status(self) -> None:
        assert check(risks=(risk(officer_status="N/A", officer_reason="The score is under review."),)) == ()

    @pytest.mark.parametrize("word", ["Red", "red", "R"])
    def test_a_word_or_another_spelling_of_it_is_known(self, word: str) -> None:
        assert check(indicators=(indicator(officer_status=word, officer_reason="The figures are late."),)) == ()

    @pytest.mark.parametrize(("reason", "found"), [("", True), ("  ", True), ("Late invoices.", False)])
    def test_a_status_needs_a_reason(self, reason: str, *, found: bool) -> None:
        expected = [("officer-reason-missing", "Indicators", "P4", "IND 4")] if found else []
        assert brief(check(indicators=(indicator(officer_status="Red", officer_reason=reason),))) == expected

    def test_the_judgement_on_the_cover_too_is_a_word_of_the_scheme(self) -> None:
        given = with_cover(service_return(actions=(action(),)), overall_judgement="Splendid", overall_reason="All is well.")
        assert brief(check_return(given, VALE)) == [("officer-status-unknown", "Cover", "B13", "")]

    def test_under_a_scheme_without_risks_there_is_no_word_to_choose(self) -> None:
        given = service_return(risks=(risk(officer_status="Grave", officer_reason="The dam is old."),))
        assert check_return(given, msgspec.structs.replace(VALE, risks=None)) == ()

    @pytest.mark.parametrize(("reason", "found"), [("", True), ("Two services report late.", False)])
    def test_so_does_the_judgement_on_the_cover(self, reason: str, *, found: bool) -> None:
        given = with_cover(service_return(actions=(action(),)), overall_judgement="Amber", overall_reason=reason)
        expected = [("officer-reason-missing", "Cover", "B14", "")] if found else []
        assert brief(check_return(given, VALE)) == expected

    def test_a_reason_without_a_status_is_no_mistake(self) -> None:
        assert check(indicators=(indicator(officer_reason="All is well."),)) == ()


def test_a_scheme_without_risks_has_no_scale_to_be_off() -> None:
    off = service_return(risks=(risk(likelihood=number(9), score=number(77), officer_status=""),))
    assert len(check_return(off, VALE)) == 2
    assert check_return(off, msgspec.structs.replace(VALE, risks=None)) == ()


def test_findings_are_texts_of_one_line_whatever_the_cells_say() -> None:
    hostile = "=cmd|' /C calc'!A0\n" + "x" * 500
    findings = check(
        indicators=(indicator(unit=Unit.OTHER, unit_text=hostile, officer_status=hostile),),
        actions=(action(4, code=hostile), action(5, code=hostile)),
    )
    assert len(findings) == 4
    assert all("\n" not in finding.message and len(finding.message) < 400 for finding in findings)


class TestPublishedReports:
    """What the five real reports get wrong by themselves, and nothing else."""

    @pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample != BEST_VALUE])
    def test_nothing_but_what_reading_has_found(self, sample: str) -> None:
        assessment = judge_sample(sample)
        assert check_return(assessment.service_return, assessment.scheme) == ()

    def test_the_best_value_plan_leaves_out_a_number_and_has_another_twice(self) -> None:
        assessment = judge_sample(BEST_VALUE)
        twice, missing = check_return(assessment.service_return, assessment.scheme)
        assert brief((twice, missing)) == [
            ("code-twice", "Actions", "D6", "A iv)"),
            ("code-missing-in-sequence", "Actions", "D5", "A iv)"),
        ]
        assert "'A iii)' does not occur" in missing.message
        assert "Actions!D5" in twice.message
