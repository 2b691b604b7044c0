"""What contradicts itself: each question with a planted contradiction at its cell, and with what it leaves alone."""

from datetime import date

import msgspec
import pytest

from support_changed import replace
from support_rows import (
    action,
    brief,
    due,
    earlier,
    figure,
    indicator,
    number,
    repeated,
    risk,
    scheme_named,
    service_return,
    with_cover,
)
from support_samples import PARTNERSHIP, PEOPLE, SAMPLES, judge_sample
from support_samples import VALE as VALE_SAMPLE
from workbook_tools.assess import assess
from workbook_tools.challenge import challenge, challenge_across
from workbook_tools.challenge.words import Comparison, compare, same_words
from workbook_tools.findings import Finding
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.figures import NO_FIGURE, Figure, FigureKind
from workbook_tools.model.scheme import Scheme, TrendRule, Trends
from workbook_tools.model.service_return import Indicator, RepeatedRow, Risk, SourceFile
from workbook_tools.model.words import ActionStatus, Polarity, Unit
from workbook_tools.periods import parse_period

VALE = scheme_named("vale_of_glamorgan")  # Green: met, Amber: within 10%, Red: otherwise; compared with last year's quarter
CLACKMANNANSHIRE = scheme_named("clackmannanshire")
AS_AT = date(2019, 9, 30)
NO_TARGET = figure(FigureKind.NOT_APPLICABLE, "No Target")


def judge(scheme: Scheme = VALE, **tables: object) -> Assessment:
    """The return judged, a note in each row: that red ones need one is shown in challenge/test_notes.py."""
    given = service_return(**tables)
    indicators = tuple(replace(row, note="Explained.") for row in given.indicators)
    actions = tuple(replace(row, note="Explained.") for row in given.actions)
    return assess(replace(given, indicators=indicators, actions=actions), scheme, AS_AT)


def ask(scheme: Scheme = VALE, **tables: object) -> tuple[Finding, ...]:
    return challenge(judge(scheme, **tables))


def test_a_return_that_agrees_with_itself_gives_no_finding() -> None:
    assert (
        ask(
            indicators=(
                indicator(4, reported_status="Green", reported_trend="improved", earlier=earlier("Q2 2018/19", "90")),
                indicator(5, value=number(94), reported_status="A"),
                indicator(6, value=number(50), reported_status="red"),
                indicator(7, target=NO_TARGET, reported_status="N/A", reported_trend="N/A"),
            ),
            actions=(action(4, reported_status="Green"), action(5, progress=number(25), reported_status="R")),
            risks=(risk(4, score=number(6), reported_band="Medium", reported_colour="Y", reported_status="Medium"),),
            repeated=(
                repeated(4, code="IND 6", reported_status="R", value=number(50), target=number("95.0")),
                repeated(5, kind="action", code="ACT 5", reported_status="Red", progress=number(25)),
            ),
        )
        == ()
    )


class TestWords:
    @pytest.mark.parametrize(
        ("reported", "computed", "expected"),
        [
            ("Green", "ok", Comparison.AGREES),
            (" green ", "ok", Comparison.AGREES),
            ("G", "ok", Comparison.AGREES),
            ("G", "alert", Comparison.DIFFERS),
            ("N/A", "no_target", Comparison.AGREES),
            ("N/A", "unknown", Comparison.AGREES),
            ("N/A", "ok", Comparison.DIFFERS),
            ("Green", "unknown", Comparison.DIFFERS),
            ("", "ok", Comparison.NOT_A_WORD),
            ("\\leftrightarrow", "ok", Comparison.NOT_A_WORD),
            ("0", "ok", Comparison.NOT_A_WORD),
            ("Greenish", "alert", Comparison.NOT_A_WORD),
        ],
    )
    def test_a_published_word_against_a_verdict(self, reported: str, computed: str, expected: Comparison) -> None:
        assert compare(reported, VALE.indicator_style(computed), VALE.styles.indicators) is expected

    @pytest.mark.parametrize("computed", ["completed", "in_progress"])
    def test_styles_that_share_a_word_agree(self, computed: str) -> None:
        assert compare("Green", VALE.styles.actions[computed], VALE.styles.actions) is Comparison.AGREES

    @pytest.mark.parametrize("computed", ["ok", "warning", "alert"])
    def test_a_word_that_stands_for_several_agrees_with_each(self, computed: str) -> None:
        styles = {key: msgspec.structs.replace(style, aliases=("set",)) for key, style in VALE.styles.indicators.items()}
        assert compare("set", styles[computed], styles) is Comparison.AGREES

    @pytest.mark.parametrize(
        ("first", "second", "same"),
        [
            ("R", "Red", True),
            ("Red", "red ", True),
            ("Red", "Green", False),
            ("Red", "•", False),
            ("•", "•", True),
            ("On  hold", "on hold", True),
            ("•", "▲", False),
        ],
    )
    def test_two_published_words(self, first: str, second: str, *, same: bool) -> None:
        assert same_words(first, second, VALE.styles.indicators) is same


class TestStatus:
    @pytest.mark.parametrize(
        ("row", "computed"),
        [
            (indicator(value=number(95), reported_status="Red"), "Green"),
            (indicator(value=number("94.9"), reported_status="Green"), "Amber"),
            (indicator(value=number("85.5"), reported_status="Green"), "Amber"),
            (indicator(value=number("85.4"), reported_status="Amber"), "Red"),
            (indicator(value=NO_FIGURE, reported_status="Green"), "N/A"),
            (indicator(target=NO_TARGET, reported_status="Green"), "N/A"),
            (indicator(polarity=Polarity.UNKNOWN, reported_status="Green"), "N/A"),
            (indicator(reported_status="N/A"), "Green"),
        ],
    )
    def test_a_published_status_that_the_figures_do_not_give(self, row: Indicator, computed: str) -> None:
        assessment = judge(indicators=(row,))
        (finding,) = challenge(assessment)
        assert brief((finding,)) == [("status-differs", "Indicators", "M4", "IND 4")]
        reason = assessment.indicators[0].computed.reason
        assert finding.message.startswith(
            f"Reported as {row.reported_status}; by the council's rule it is {computed}: {reason}"
        )

    @pytest.mark.parametrize(
        ("value", "target", "polarity", "reported", "sentence"),
        [
            ("5.29", "1.87", Polarity.MINIMISE, "Green", "It would be Green if a higher figure were better."),
            ("1.87", "5.29", Polarity.MAXIMISE, "Green", "It would be Green if a lower figure were better."),
            ("5.29", "1.87", Polarity.MAXIMISE, "Red", "It would be Red if a lower figure were better."),
            ("101.85", "100", Polarity.MINIMISE, "Red", None),
            ("50", "95", Polarity.MAXIMISE, "Amber", None),
        ],
    )
    def test_it_is_said_where_the_polarity_may_be_the_wrong_way_round(
        self, value: str, target: str, polarity: Polarity, reported: str, sentence: str | None
    ) -> None:
        row = indicator(value=number(value), target=number(target), polarity=polarity, reported_status=reported)
        (finding,) = ask(indicators=(row,))
        assert ("were better" in finding.message) is (sentence is not None)
        assert sentence is None or finding.message.endswith(f" {sentence}")

    def test_the_hint_stands_after_an_assumed_threshold_too(self) -> None:
        row = indicator(value=number("94"), polarity=Polarity.MINIMISE, target=number("93.9"), reported_status="OK")
        (finding,) = ask(CLACKMANNANSHIRE, indicators=(row,))
        assert finding.message.endswith("threshold assumed. It would be OK if a higher figure were better.")

    @pytest.mark.parametrize("polarity", [Polarity.DATA_ONLY, Polarity.UNKNOWN])
    def test_without_a_direction_nothing_is_turned_round(self, polarity: Polarity) -> None:
        (finding,) = ask(indicators=(indicator(polarity=polarity, reported_status="Red"),))
        assert "were better" not in finding.message

    @pytest.mark.parametrize("reported", ["", "•", "<u>^</u>", "Â", "\\", "Greenish"])
    def test_what_is_no_word_of_the_scheme_stays_raw(self, reported: str) -> None:
        given = ask(
            indicators=(indicator(reported_status=reported, reported_symbol="■"),),
            actions=(action(reported_status=reported, reported_symbol="■"),),
            risks=(risk(score=number(2), reported_status=reported, reported_symbol="■"),),
        )
        assert given == ()

    def test_the_computed_status_is_compared_not_the_officers(self) -> None:
        officers = {"officer_status": "Red", "officer_reason": "The figures are a month old."}
        agreeing, differing = indicator(4, reported_status="Green", **officers), indicator(5, reported_status="Red", **officers)
        assessment = judge(indicators=(agreeing, differing))
        assert all(judged.overruled for judged in assessment.indicators)
        assert brief(challenge(assessment)) == [("status-differs", "Indicators", "M5", "IND 5")]

    @pytest.mark.parametrize(
        ("progress", "reported", "differs"),
        [("100", "Green", False), ("50", "Green", False), ("40", "Green", True), ("40", "A", False), ("30", "Amber", True)],
    )
    def test_of_actions(self, progress: str, reported: str, *, differs: bool) -> None:
        findings = ask(actions=(action(progress=number(progress), reported_status=reported),))
        assert brief(findings) == ([("status-differs", "Actions", "M4", "ACT 4")] if differs else [])
        assert all(f"{progress}%" in finding.message for finding in findings)

    def test_an_overdue_action_published_as_in_progress(self) -> None:
        row = action(due=due("31/08/2019"), reported_status="In progress")
        assessment = judge(CLACKMANNANSHIRE, actions=(row,))
        assert assessment.actions[0].computed.status is ActionStatus.OVERDUE
        (finding,) = challenge(assessment)
        assert "Reported as In progress; by the council's rule it is Overdue" in finding.message

    def test_a_lead_in_has_no_status_to_compare(self) -> None:
        lead_in = action(due=due(""), progress=NO_FIGURE, is_heading=True, reported_status="Green")
        assert ask(actions=(lead_in,)) == ()

    def test_of_risks(self) -> None:
        row = risk(score=number(12), reported_status="Alert/red")
        (finding,) = ask(CLACKMANNANSHIRE, risks=(row, risk(5, score=number(16), reported_status="Alert/red")))
        assert brief((finding,)) == [("status-differs", "Risks", "Q4", "RISK 4")]
        assert "it is Warning" in finding.message

    def test_a_long_reason_is_not_cut_and_a_long_cell_is(self) -> None:
        row = indicator(value=number("5.290000000001"), target=number("1.870000000001"), polarity=Polarity.MINIMISE)
        assessment = judge(indicators=(replace(row, reported_status="Green"),))
        (finding,) = challenge(assessment)
        assert assessment.indicators[0].computed.reason in finding.message
        assert "…" not in finding.message


class TestTrend:
    @pytest.mark.parametrize(
        ("last_year", "polarity", "reported", "differs"),
        [
            ("95", Polarity.MAXIMISE, "improved", False),
            ("96", Polarity.MAXIMISE, "improved", True),
            ("96", Polarity.MAXIMISE, "same", False),
            ("97", Polarity.MAXIMISE, "improved", True),
            ("97", Polarity.MAXIMISE, "Declined", False),
            ("97", Polarity.MINIMISE, "improved", False),
            ("95", Polarity.MINIMISE, "improved", True),
            ("97", Polarity.MAXIMISE, "declined?", False),
            ("97", Polarity.MAXIMISE, "", False),
            ("97", Polarity.MAXIMISE, "N/A", True),
        ],
    )
    def test_against_the_trend_that_the_scheme_declares(
        self, last_year: str, polarity: Polarity, reported: str, *, differs: bool
    ) -> None:
        row = indicator(polarity=polarity, reported_trend=reported, earlier=earlier("Q2 2018/19", last_year))
        assessment = judge(indicators=(row,))
        findings = challenge(assessment)
        assert brief(findings) == ([("trend-differs", "Indicators", "Q4", "IND 4")] if differs else [])
        assert all(assessment.indicators[0].short_trend.reason in finding.message for finding in findings)

    def test_a_trend_without_an_earlier_figure(self) -> None:
        (finding,) = ask(indicators=(indicator(reported_trend="improved"),))
        assert "by the council's rule it is N/A" in finding.message

    @pytest.mark.parametrize(("reported", "differs"), [("improved", False), ("declined", False), ("same", True), ("N/A", True)])
    def test_either_trend_will_do_where_the_scheme_declares_two(self, reported: str, *, differs: bool) -> None:
        long = TrendRule(compare_with="previous_period", source="corporate_health_q2_2019_20")
        scheme = msgspec.structs.replace(VALE, trend=Trends(short=VALE.trend.short, long=long))
        series = (*earlier("Q2 2018/19", "90"), *earlier("Q1 2019/20", "99"))
        findings = ask(scheme, indicators=(indicator(reported_trend=reported, earlier=series),))
        assert [finding.code for finding in findings] == (["trend-differs"] if differs else [])

    def test_a_scheme_that_declares_only_the_long_trend(self) -> None:
        scheme = msgspec.structs.replace(VALE, trend=Trends(long=VALE.trend.short))
        series = earlier("Q2 2018/19", "90")
        rows = (indicator(4, reported_trend="improved", earlier=series), indicator(5, reported_trend="same", earlier=series))
        assert brief(ask(scheme, indicators=rows)) == [("trend-differs", "Indicators", "Q5", "IND 5")]

    def test_a_scheme_without_trends_compares_none(self) -> None:
        scheme = msgspec.structs.replace(VALE, trend=Trends())
        assert ask(scheme, indicators=(indicator(reported_trend="declined"),)) == ()


class TestPrinted:
    @pytest.mark.parametrize(
        ("value", "target", "cell"),
        [
            (number("94.96", printed="95.0"), number(95), "I4"),
            (number("85.46", printed="85.5"), number(95), "I4"),
            (number(95), number("95.04", printed="95.0"), "J4"),
            (number("94.96", printed="95.0"), number("95.04", printed="95.0"), "I4"),
            (number("94.94", printed="94.9"), number(95), None),
            (number("95.04", printed="95.0"), number(95), None),
            (number("94.96", printed="94.96"), number(95), None),
            (number("94.96"), number(95), None),
            (number("94.96", printed="95.0"), NO_TARGET, None),
        ],
    )
    def test_a_rounding_that_would_change_the_status(self, value: Figure, target: Figure, cell: str | None) -> None:
        findings = ask(indicators=(indicator(value=value, target=target),))
        expected = [("printed-figure-differs", "Indicators", cell, "IND 4")] if cell else []
        assert brief(findings) == expected

    @pytest.mark.parametrize(
        ("unit", "exact", "printed"),
        [(Unit.PERCENT, "94.96%", "95%"), (Unit.GBP, "£94.96", "£95"), (Unit.DAYS, "94.96 days", "95 days")],
    )
    def test_the_sentence_names_both_figures_and_both_statuses(self, unit: Unit, exact: str, printed: str) -> None:
        (finding,) = ask(indicators=(indicator(unit=unit, value=number("94.96", printed="95"), target=number(95)),))
        assert f"The exact figure {exact} gives Amber, the figure as printed, {printed}, would give Green." in finding.message


class TestBand:
    @pytest.mark.parametrize(
        ("score", "band", "colour", "cells"),
        [
            (3, "Medium/Low", "G", []),
            (3, "M/L", "green", []),
            (3, "Medium", "G", ["U4"]),
            (3, "Medium/Low", "Y", ["V4"]),
            (3, "Medium/Low", "Yellow", ["V4"]),
            (4, "Medium/Low", "G", ["U4", "V4"]),
            (9, "MEDIUM/HIGH", "a", []),
            (9, "Medium/High", "v)", []),
            (9, "", "", []),
            (9, "Very grave", "", []),
        ],
    )
    def test_the_band_and_colour_of_the_score(self, score: int, band: str, colour: str, cells: list[str]) -> None:
        findings = ask(risks=(risk(score=number(score), reported_band=band, reported_colour=colour),))
        assert brief(findings) == [("band-differs", "Risks", cell, "RISK 4") for cell in cells]

    def test_the_sentence_names_score_band_and_colour(self) -> None:
        (finding,) = ask(risks=(risk(likelihood=number(2), impact=number(2), reported_band="Low"),))
        assert finding.message == "Reported as Low; a score of 4 is in the band Medium (Yellow)."

    @pytest.mark.parametrize("row", [risk(reported_band="Medium"), risk(score=number("7.5"), reported_band="Medium")])
    def test_without_a_usable_score_there_is_no_band_to_compare(self, row: Risk) -> None:
        assert ask(risks=(row,)) == ()


class TestRepeated:
    @pytest.mark.parametrize(
        ("second", "field", "cell", "place"),
        [
            (repeated(code="IND 4", reported_status="Green"), "reported status", "F4", "Indicators!M4"),
            (repeated(code="ind  4", value=number(51)), "value", "H4", "Indicators!I4"),
            (repeated(code="IND 4", target=number(50)), "target", "I4", "Indicators!J4"),
            (repeated(code="IND 4", previous=number(0)), "previous value", "G4", "Indicators!H4"),
            (repeated(kind="Action", code="ACT 4", progress=number(26)), "progress", "E4", "Actions!I4"),
            (repeated(kind="action", code="ACT 4", reported_status="A"), "reported status", "F4", "Actions!M4"),
            (repeated(kind="", code="ACT 4", progress=number(26)), "progress", "E4", "Actions!I4"),
        ],
    )
    def test_a_figure_or_status_that_is_printed_differently(
        self, second: RepeatedRow, field: str, cell: str, place: str
    ) -> None:
        (finding,) = self.ask(second)
        assert brief((finding,)) == [("repeated-differs", "Exceptions", cell, second.code)]
        assert finding.message.startswith(f"The {field} is '")
        assert f"at {place}." in finding.message

    @pytest.mark.parametrize(
        "second",
        [
            repeated(code="IND 4", reported_status="R", value=number("50.0"), target=number(95), previous=number(90)),
            repeated(code="IND 4", value=NO_FIGURE, target=figure(FigureKind.NOT_APPLICABLE, "n/a")),
            repeated(code="IND 4", title="Another title", note="Another note"),
            repeated(code="IND 4", progress=number(30)),
            repeated(kind="action", code="ACT 4", reported_status="R", progress=number(25)),
            repeated(code=""),
        ],
    )
    def test_what_agrees_is_missing_or_is_not_compared(self, second: RepeatedRow) -> None:
        assert self.ask(second) == ()

    @pytest.mark.parametrize("kind", ["indicator", "action", "measure", ""])
    def test_a_code_that_the_main_tables_do_not_have(self, kind: str) -> None:
        (finding,) = self.ask(repeated(kind=kind, code="IND 44"))
        assert brief((finding,)) == [("repeated-not-found", "Exceptions", "C4", "IND 44")]

    def test_of_rows_with_one_code_that_of_the_same_kind_and_section_is_meant(self) -> None:
        rows = (
            action(4, code="X", section="CP1", progress=number(10)),
            action(5, code="X", section="CP2", progress=number(20)),
        )
        right = repeated(4, kind="action", code="X", section="cp2", progress=number(20))
        wrong = repeated(5, kind="action", code="X", section="CP1", progress=number(20))
        assert brief(ask(indicators=(indicator(code="X"),), actions=rows, repeated=(right, wrong))) == [
            ("repeated-differs", "Exceptions", "E5", "X")
        ]

    @staticmethod
    def ask(second: RepeatedRow) -> tuple[Finding, ...]:
        first = indicator(value=number(50), previous=number(90), reported_status="Red")
        of_action = action(progress=number(25), reported_status="Red")
        return ask(indicators=(first,), actions=(of_action,), repeated=(second,))


class TestAcross:
    @staticmethod
    def returned(name: str, sha256: str, service: str = "Housing", period: str = "Q2 2019/20") -> Assessment:
        given = service_return(source=SourceFile(name, sha256, 1))
        return assess(with_cover(given, service=service, period=parse_period(period)), VALE, AS_AT)

    def test_different_services_and_periods_are_as_it_should_be(self) -> None:
        given = (
            self.returned("a.xlsx", "1"),
            self.returned("b.xlsx", "2", service="Waste"),
            self.returned("c.xlsx", "3", period="Q1 2019/20"),
            self.returned("d.xlsx", "4", service=""),
            self.returned("e.xlsx", "5", service=""),
        )
        assert challenge_across(given) == ()

    def test_one_service_and_period_twice_at_the_later_cover(self) -> None:
        given = (self.returned("a.xlsx", "1"), self.returned("b.xlsx", "2", service=" housing"), self.returned("c.xlsx", "3"))
        findings = challenge_across(given)
        assert [(f.code, f.where.file, f.where.cell) for f in findings] == [
            ("return-twice", "b.xlsx", "B5"),
            ("return-twice", "c.xlsx", "B5"),
        ]
        assert all("Q2 2019/20 here and in a.xlsx" in finding.message for finding in findings)

    def test_the_same_file_twice_is_said_once(self) -> None:
        (finding,) = challenge_across((self.returned("a.xlsx", "1"), self.returned("copy of a.xlsx", "1")))
        assert (finding.code, finding.where.file) == ("file-twice", "copy of a.xlsx")
        assert "a.xlsx" in finding.message

    def test_a_refused_return_is_compared_as_a_file_only(self) -> None:
        first, second = self.returned("a.xlsx", "1"), self.returned("b.xlsx", "2")
        refused = replace(second, service_return=replace(second.service_return, refused="It is damaged."))
        assert challenge_across((first, refused)) == ()
        assert challenge_across((refused, first)) == ()
        twice = replace(refused, service_return=replace(refused.service_return, source=first.service_return.source))
        assert [finding.code for finding in challenge_across((first, twice))] == ["file-twice"]

    def test_files_without_content_to_compare_are_not_the_same(self) -> None:
        missing, pipe = self.returned("missing.xlsx", ""), self.returned("pipe.xlsx", "", service="Roads")
        assert challenge_across((missing, pipe)) == ()

    def test_of_two_councils_services_of_one_name_are_two(self) -> None:
        other = replace(self.returned("b.xlsx", "2"), scheme=CLACKMANNANSHIRE)
        assert challenge_across((self.returned("a.xlsx", "1"), other)) == ()


CELLS_OF_VALE = [
    ("status-differs", "Indicators", "M5", "CPM/210"),  # 5.29% turnover against 1.87%, published Green
    ("status-differs", "Indicators", "M7", "CPM/214"),  # 101.85% of the budget spent, published Red
    ("trend-differs", "Indicators", "Q2", "CPM/019 (PAM/001)"),  # sickness up on last year, published as improved
    ("trend-differs", "Indicators", "Q3", "CPM/212"),
    ("trend-differs", "Indicators", "Q4", "CPM/213"),
    ("trend-differs", "Indicators", "Q5", "CPM/210"),
    ("trend-differs", "Indicators", "Q24", "CPM/007"),  # 94.2% after 95.72%
    ("trend-differs", "Indicators", "Q25", "CPM/262"),  # nothing to compare with
    ("repeated-differs", "Exceptions", "I19", "CPM/019 (PAM/001)"),  # a target of 75% for 2.12 days
    ("repeated-differs", "Exceptions", "I22", "CPM/215"),  # a target of 50% for 25%
    ("headline-differs", "Headlines", "B5", "Actions: total"),  # 227; three rows are lost in the text we have
    ("headline-differs", "Headlines", "B6", "Actions: Green"),
    ("headline-differs", "Headlines", "B7", "Actions: Green, share"),
    ("headline-differs", "Headlines", "B8", "Actions: Red"),
    ("headline-differs", "Headlines", "B16", "Indicators: Green"),  # CPM/210 is Red by the council's rule,
    ("headline-differs", "Headlines", "B18", "Indicators: Amber"),  # and CPM/214 is Amber
]
CELLS_OF_PARTNERSHIP = [
    ("money-note-differs", "Indicators", "I22", "P&P VAR FRV"),  # (£294), where its own note says £294,000
]
CELLS_OF_PEOPLE = [
    ("small-number-of-people", "Actions", "K12", "PPL 22 27"),  # two staff
    ("small-number-of-people", "Actions", "K33", "PPL 22 16"),  # a group of 4 young people
]
EXPECTED = [
    (VALE_SAMPLE, CELLS_OF_VALE),
    (PARTNERSHIP, CELLS_OF_PARTNERSHIP),
    (PEOPLE, CELLS_OF_PEOPLE),
    *((other, []) for other in SAMPLES if other not in {VALE_SAMPLE, PARTNERSHIP, PEOPLE}),
]


class TestPublishedReports:
    """What the five real reports contradict themselves in, and nothing else."""

    @pytest.mark.parametrize(("sample", "expected"), EXPECTED)
    def test_contradictions(self, sample: str, expected: list[tuple[str, str, str, str]]) -> None:
        assert brief(challenge(judge_sample(sample))) == expected

    def test_all_bands_and_colours_of_vale_are_compared_and_agree(self) -> None:
        risks = judge_sample(VALE_SAMPLE).risks
        assert len(risks) == 26
        assert all(judged.band and judged.risk.reported_band and judged.risk.reported_colour for judged in risks)
        swapped = [replace(judged, band=VALE.risks.bands[-1]) for judged in risks] if VALE.risks else []
        assessment = replace(judge_sample(VALE_SAMPLE), risks=tuple(swapped))
        found = [finding for finding in challenge(assessment) if finding.code == "band-differs"]
        assert len(found) == 52  # each band and each colour is understood, so each would be found out

    def test_every_published_status_of_vales_actions_is_understood(self) -> None:
        assessment = judge_sample(VALE_SAMPLE)
        styles = VALE.styles.actions
        compared = {
            judged.action.code: compare(judged.action.reported_status, styles[judged.computed.style], styles)
            for judged in assessment.actions
        }
        assert len(compared) == 224
        # Of one action neither progress nor status is published.
        assert [code for code, found in compared.items() if found is not Comparison.AGREES] == ["DS/IT044"]

    def test_the_samples_are_returns_of_different_services(self) -> None:
        assert challenge_across([judge_sample(sample) for sample in SAMPLES]) == ()
