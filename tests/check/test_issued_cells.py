"""Cells that were filled in at issue: each kind of content, changed and unchanged, at the cell it stands in now."""

from decimal import Decimal
from typing import Any

import pytest
from msgspec import structs

from support_changed import replace
from support_issued_rows import as_issued, came_back, check, found, issued, rated, spent
from support_rows import FILE, action, due, figure, indicator, number
from workbook_tools import catalogue
from workbook_tools.check.matching import IssuedRow
from workbook_tools.findings import Kind, Severity, Where
from workbook_tools.model.figures import NO_DUE_DATE, NO_FIGURE, DueDate, Figure, FigureKind, Observation, Shown
from workbook_tools.model.layout import SET_AT_ISSUE
from workbook_tools.model.service_return import Indicator
from workbook_tools.model.words import Polarity, Unit
from workbook_tools.periods import parse_period

BELOW, ABOVE = figure(FigureKind.BELOW_LAST, "<"), figure(FigureKind.ABOVE_LAST, ">")
NO_TARGET = figure(FigureKind.NOT_APPLICABLE, "No Target")
Q1, Q2 = parse_period("Q1 2018/19"), parse_period("Q2 2018/19")


def span(low: str, high: str) -> Figure:
    return Figure(FigureKind.RANGE, low=Decimal(low), high=Decimal(high), shows=Shown(f"{low} to {high}"))


def changed(row: Any, **fields: Any) -> list[tuple[str, str | None, str | None, str]]:
    """What is found where a row that was issued as `row` came back with other fields."""
    return found(came_back(replace(row, **fields), of=issued(row)))


FIELDS: list[tuple[Any, str, Any, str]] = [
    (indicator(section="A"), "section", "B", "A4"),
    (indicator(), "service", "Roads", "B4"),
    (indicator(), "title", "Calls lost", "D4"),
    (indicator(unit_text="%"), "unit_text", "days", "E4"),
    (indicator(polarity_text="maximise"), "polarity_text", "minimise", "F4"),
    (indicator(previous_label="Q1 2019/20"), "previous_label", "Q4 2018/19", "G4"),
    (indicator(previous=number(90)), "previous", number(91), "H4"),
    (indicator(), "target", number(90), "J4"),
    (action(), "section_number", "2", "A4"),
    (action(), "section", "Staff", "B4"),
    (action(), "service", "Roads", "C4"),
    (action(parent="P"), "parent", "Q", "E4"),
    (action(), "title", "Write two plans", "F4"),
    (action(start=due("01/04/2019")), "start", due("02/04/2019"), "G4"),
    (action(), "due", due("01/04/2020"), "H4"),
    (rated(register="Service"), "register", "Corporate", "A4"),
    (rated(), "service", "Roads", "B4"),
    (rated(), "title", "Fire", "D4"),
    (rated(), "target_likelihood", number(1), "L4"),
    (rated(), "target_impact", number(1), "M4"),
    (rated(target_score=number(4)), "target_score", number(6), "N4"),
    (rated(previous_score=number(9)), "previous_score", number(6), "O4"),
    (spent(), "section", "Housing", "A4"),
    (spent(), "title", "Wages", "C4"),
    (spent(), "budget", number(101), "D4"),
]


@pytest.mark.parametrize(("row", "field", "other", "cell"), FIELDS)
def test_each_field_that_is_set_at_issue(row: Any, field: str, other: object, cell: str) -> None:
    code = {"target": "target-changed", "title": "title-changed"}.get(field, "issued-cell-changed")
    assert changed(row, **{field: other}) == [(code, row.where.sheet, cell, row.code)]
    assert found(came_back(row)) == []


def test_no_field_is_left_out() -> None:
    shown = {
        (row.where.sheet.lower(), field.removesuffix("_text") if "polarity" in field else field) for row, field, *_ in FIELDS
    }
    assert shown == {(table, field) for table, fields in SET_AT_ISSUE.items() for field in fields}


def test_what_officers_fill_in_is_theirs() -> None:
    own = {"note": "Late.", "lead": "Head of Housing", "value": number(1), "officer_status": "Red", "officer_reason": "Late."}
    assert changed(indicator(), **own) == []
    assert changed(rated(), effect="Water", controls="Barriers", related_actions=("A",), likelihood=number(4)) == []


class TestFigures:
    @pytest.mark.parametrize(
        ("before", "now", "same"),
        [
            (number(95), number("95.0"), True),
            (
                number(95),
                structs.replace(number(95), shows=Shown("95%"), unit=Unit.PERCENT, where=Where(FILE, "Indicators", "J4")),
                True,
            ),
            (number("94.96", printed="95"), number(95), False),
            (number(95), number("95.0000000001"), False),
            (number(95), NO_FIGURE, False),
            (NO_FIGURE, number(95), False),
            (NO_FIGURE, NO_FIGURE, True),
            (number(95), BELOW, False),
            (BELOW, BELOW, True),
            (NO_TARGET, figure(FigureKind.NOT_APPLICABLE, "n/a"), True),
            (NO_TARGET, NO_FIGURE, False),
            (span("5", "10"), span("5", "10.0"), True),
            (span("5", "10"), span("5", "11"), False),
            (span("5", "10"), span("4", "10"), False),
            (span("5", "10"), number(5), False),
        ],
    )
    def test_by_what_they_are(self, before: Figure, now: Figure, *, same: bool) -> None:
        row = indicator(target=before, polarity=Polarity.DATA_ONLY)
        assert changed(row, target=now) == ([] if same else [("target-changed", "Indicators", "J4", "IND 4")])

    @pytest.mark.parametrize(
        ("before", "now", "words"),
        [
            (number(95), number(90), "'90', but was issued as '95'"),
            (number(95), NO_FIGURE, "'(empty)', but was issued as '95'"),
            (NO_FIGURE, BELOW, "'<', but was issued as '(empty)'"),
            (
                structs.replace(number(95), shows=Shown("95%"), unit=Unit.PERCENT),
                structs.replace(number("94.96"), shows=Shown("95%"), unit=Unit.PERCENT),
                "'94.96%', but was issued as '95%'",
            ),
        ],
    )
    def test_both_are_shown_so_that_they_are_seen_to_differ(self, before: Figure, now: Figure, words: str) -> None:
        row = indicator(target=before, polarity=Polarity.MINIMISE)
        (finding,) = check(came_back(replace(row, target=now), of=issued(row)))
        assert finding.message.startswith(f"The target is {words}.")
        assert finding.severity is Severity.ERROR

    def test_a_budget_that_was_not_known_at_issue_is_the_services_to_fill_in(self) -> None:
        assert changed(spent(budget=NO_FIGURE), budget=number(100)) == []
        assert changed(spent(), budget=NO_FIGURE) == [("issued-cell-changed", "Finance", "D4", "BUD 4")]


class TestDates:
    @pytest.mark.parametrize(
        ("before", "now", "same"),
        [
            (due("31/03/2020"), due("31-Mar-2020"), True),
            (due("31/03/2020"), structs.replace(due("31/03/2020"), text="March 2020"), True),
            (due("31/03/2020"), due("30/03/2020"), False),
            (due("31/03/2020"), structs.replace(due("31/03/2020"), ongoing=True, text="31/03/2020 and ongoing"), False),
            (due("31/03/2020"), NO_DUE_DATE, False),
            (DueDate(ongoing=True, text="Ongoing"), DueDate(ongoing=True, text="on-going"), True),
            (DueDate(ongoing=True, text="Ongoing"), NO_DUE_DATE, False),
            (DueDate(text="TBC"), DueDate(text=" TBC"), True),
            (DueDate(text="TBC"), DueDate(text="n/a"), False),
        ],
    )
    def test_by_day_and_ongoing(self, before: DueDate, now: DueDate, *, same: bool) -> None:
        expected = [] if same else [("issued-cell-changed", "Actions", "H4", "ACT 4")]
        assert changed(action(due=before), due=now) == expected

    def test_a_revised_date_is_pointed_out(self) -> None:
        (finding,) = check(came_back(action(due=due("30/06/2020")), of=issued(action())))
        assert finding.message.startswith("'Due' is '30/06/2020', but was issued as '31/03/2020'.")
        assert finding.severity is Severity.WARNING


class TestTexts:
    @pytest.mark.parametrize(
        ("now", "same"),
        [("Calls  answered\n", True), ("calls answered", False), ("Calls answered.", False), ("", False)],
    )
    def test_blanks_do_not_count_and_case_does(self, now: str, *, same: bool) -> None:
        assert changed(indicator(), title=now) == ([] if same else [("title-changed", "Indicators", "D4", "IND 4")])

    def test_long_texts_are_shown_from_where_they_differ(self) -> None:
        start = "The share of calls that were answered within thirty seconds of the first ring, in per cent, "
        row = indicator(title=f"{start}weekends left aside")
        (finding,) = check(came_back(replace(row, title=f"{start}weekends included"), of=issued(row)))
        assert "…" in finding.message
        assert "weekends included', but was issued as '" in finding.message
        assert "weekends left aside'" in finding.message

    def test_hostile_texts_stay_on_one_line_and_short(self) -> None:
        hostile = "=cmd|' /C calc'!A0\n{issued}\x1b[31m" + "x" * 5000
        (finding,) = check(came_back(indicator(title=hostile), of=issued(indicator(title=hostile + "y"))))
        assert finding.message.isprintable()
        assert len(finding.message) < 400

    @pytest.mark.parametrize(
        ("code", "before", "now", "found"),
        [
            ("A i)", "A", "", False),
            ("A i)", "", "A", False),
            ("4.3a", "4.3", "", False),
            ("A B i)", "A B", "A", False),
            ("X", "A", "", True),
            ("X", "", "A", True),
            ("A i)", "A", "B", True),
        ],
    )
    def test_a_parent_that_follows_from_the_code_is_not_the_officers(
        self, code: str, before: str, now: str, *, found: bool
    ) -> None:
        expected = [("issued-cell-changed", "Actions", "E4", code)] if found else []
        assert changed(action(code=code, parent=before), parent=now) == expected


class TestWhatIsCompared:
    def test_not_a_field_without_a_cell_of_its_own_now_or_at_issue(self) -> None:
        row, other = indicator(previous=number(90)), indicator(previous=number(91), target=number(91))
        cells = {name: cell for name, cell in row.cells.items() if name not in {"previous", "target"}}
        whole = indicator(5)
        assert found(came_back(replace(other, cells=cells), whole, of=issued(row, whole))) == []
        before = as_issued(replace(row, cells=cells))
        given = came_back(other, of=replace(issued(), indicators=(before,)))
        assert found(given) == []

    def test_rows_are_matched_by_code_in_any_order(self) -> None:
        rows = indicator(4, title="A"), indicator(5, title="B", target=number(80))
        assert found(came_back(*reversed(rows), of=issued(*rows))) == []

    def test_of_doubled_codes_each_is_compared_with_the_row_of_its_title(self) -> None:
        rows = action(4, code="A iv)", title="A"), action(5, code="A iv)", title="B", due=due("01/05/2020"))
        twice = [("code-twice", "Actions", "D5", "A iv)")]
        assert found(came_back(*rows)) == twice
        swapped = (
            replace(rows[1], where=rows[0].where, cells=rows[0].cells),
            replace(rows[0], where=rows[1].where, cells=rows[1].cells),
        )
        assert found(came_back(*swapped, of=issued(*rows))) == twice

    def test_a_return_that_was_not_issued_has_nothing_to_compare(self) -> None:
        assert found(came_back(indicator(target=number(1)), issued=None)) == []


class TestGivingWay:
    """One mistake is one finding."""

    def test_to_a_target_that_runs_against_the_polarity(self) -> None:
        assert changed(indicator(), target=BELOW) == [("target-contradicts-polarity", "Indicators", "J4", "IND 4")]
        assert changed(indicator(polarity=Polarity.MINIMISE), target=ABOVE) == [
            ("target-contradicts-polarity", "Indicators", "J4", "IND 4")
        ]

    def test_to_a_polarity_or_unit_that_is_not_known(self) -> None:
        assert changed(indicator(), polarity=Polarity.UNKNOWN, polarity_text="upwards") == [
            ("polarity-unknown", "Indicators", "F4", "IND 4")
        ]
        assert changed(indicator(), polarity=Polarity.UNKNOWN) == [("polarity-unknown", "Indicators", "F4", "IND 4")]
        assert changed(indicator(), unit=Unit.OTHER, unit_text="tonnes") == [("unit-unknown", "Indicators", "E4", "IND 4")]

    @pytest.mark.parametrize(
        ("kind", "says"),
        [
            (catalogue.NOT_A_NUMBER, False),
            (catalogue.ERROR_CELL, False),
            (catalogue.FORMULA_WITHOUT_VALUE, False),
            (catalogue.BARE_PERCENT, True),
            (catalogue.UNIT_DIFFERS, True),
            (catalogue.CELLS_MERGED, True),
        ],
    )
    def test_to_what_reading_says_is_wrong_but_not_to_how_it_was_read(self, kind: Kind, *, says: bool) -> None:
        row = indicator(target=figure(FigureKind.NOT_UNDERSTOOD, "many"))
        said = kind.at(row.at("target"), row.code, text="", read="", unit="", area="")
        given = came_back(row, of=issued(indicator()), findings=(said,))
        assert found(given) == ([("target-changed", "Indicators", "J4", "IND 4")] if says else [])

    def test_to_dates_that_contradict_each_other_or_the_plan(self) -> None:
        row = action(start=due("01/04/2019"))
        assert changed(row, due=due("31/03/2019")) == [("due-before-start", "Actions", "H4", "ACT 4")]

    def test_not_to_what_stands_at_another_cell(self) -> None:
        assert changed(indicator(), target=number(90), value=NO_FIGURE) == [
            ("row-unanswered", "Indicators", "I4", "IND 4"),
            ("target-changed", "Indicators", "J4", "IND 4"),
        ]


def seen(period: Any, value: int | None, cell: str, kind: FigureKind = FigureKind.NUMBER) -> Observation:
    number_of = None if value is None else Decimal(value)
    return Observation(period, Figure(kind, number_of, shows=Shown(str(value)), where=Where(FILE, "Indicators", cell)))


class TestEarlier:
    """Earlier figures stand in columns S (Q1) and T (Q2); a cell that is empty has no figure."""

    ISSUED = (
        indicator(4, earlier=(seen(Q1, 90, "S4"), seen(Q2, 91, "T4"))),
        indicator(5, earlier=(seen(Q1, 80, "S5"),)),
    )

    def found(self, *earlier: Observation, **fields: Any) -> list[tuple[str, str | None, str | None, str]]:
        row: Indicator = replace(self.ISSUED[0], earlier=earlier, **fields)
        return found(came_back(row, self.ISSUED[1], of=issued(*self.ISSUED)))

    def test_as_issued(self) -> None:
        assert self.found(*self.ISSUED[0].earlier) == []

    @pytest.mark.parametrize(
        ("earlier", "cells"),
        [
            ((seen(Q1, 89, "S4"), seen(Q2, 91, "T4")), ["S4"]),
            ((seen(Q1, 90, "S4"), seen(Q2, 92, "T4")), ["T4"]),
            ((seen(Q1, 89, "S4"), seen(Q2, 92, "T4")), ["S4", "T4"]),
            ((seen(Q1, None, "S4", FigureKind.NOT_APPLICABLE), seen(Q2, 91, "T4")), ["S4"]),
            ((seen(Q2, 91, "T4"),), ["S4"]),
        ],
    )
    def test_each_that_changed_or_was_emptied(self, earlier: tuple[Observation, ...], cells: list[str]) -> None:
        assert self.found(*earlier) == [("issued-cell-changed", "Indicators", cell, "IND 4") for cell in cells]

    def test_one_that_was_filled_in(self) -> None:
        filled = replace(self.ISSUED[1], earlier=(seen(Q1, 80, "S5"), seen(Q2, 70, "T5")))
        given = came_back(self.ISSUED[0], filled, of=issued(*self.ISSUED))
        assert found(given) == [("issued-cell-changed", "Indicators", "T5", "IND 5")]

    def test_the_period_is_the_heading(self) -> None:
        row = replace(self.ISSUED[0], earlier=(seen(Q2, 91, "T4"),))
        (finding,) = check(came_back(row, self.ISSUED[1], of=issued(*self.ISSUED)))
        assert finding.message.startswith("'Q1 2018/19' is '(empty)', but was issued as '90'.")

    def test_a_column_that_is_gone_is_said_once(self) -> None:
        assert self.found(seen(Q1, 90, "S4")) == [("column-missing", "Indicators", None, "")]
        assert [code for code, *_ in found(came_back(action(), of=issued(*self.ISSUED, action())))] == ["table-not-answered"]

    def test_a_period_that_had_no_column_at_issue_is_not_compared(self) -> None:
        own = seen(parse_period("Q3 2018/19"), 5, "U4")
        assert self.found(*self.ISSUED[0].earlier, own) == []

    def test_the_previous_value_is_said_once(self) -> None:
        before, now = seen(Q1, 90, "H4"), seen(Q1, 89, "H4")
        row = indicator(previous_label="Q1 2018/19", previous=before.figure, earlier=(before,))
        assert changed(row, previous=now.figure, earlier=(now,)) == [("issued-cell-changed", "Indicators", "H4", "IND 4")]
        assert changed(row, previous=NO_FIGURE, earlier=()) == [("issued-cell-changed", "Indicators", "H4", "IND 4")]
        later = structs.replace(before, period=Q2)
        assert changed(row, previous_label="Q2 2018/19", earlier=(later,)) == [
            ("issued-cell-changed", "Indicators", "G4", "IND 4")
        ]


def test_every_table_at_once() -> None:
    rows: list[IssuedRow] = [row for row, *_ in FIELDS]
    first = {type(row): row for row in reversed(rows)}
    assert found(came_back(*first.values())) == []
