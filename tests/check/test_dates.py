"""Days on the cover, dates against each other and against the plan: the day before, on and after each bound."""

from typing import Any

import pytest
from msgspec import structs

from support_changed import replace
from support_issued_rows import COVER, check, found
from support_rows import action, due, service_return
from workbook_tools.findings import Severity
from workbook_tools.model.figures import NO_DUE_DATE, DueDate
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.periods import parse_period

PLAN = {"plan_from": "1 April 2019", "plan_to": "31/03/2022"}


def given(row: Any = None, **cover: str) -> ServiceReturn:
    """A return that was not issued, with one action, its cover stating the plan or what a test says instead."""
    of_cover: dict[str, Any] = cover or PLAN
    return service_return(actions=(row or action(),), cover=replace(COVER, **of_cover))


def month(text: str) -> DueDate:
    """A month as reading gives it: its last day."""
    period = parse_period(text)
    assert period
    return DueDate(period.end, text=text)


class TestPlan:
    @pytest.mark.parametrize(
        ("day", "outside"),
        [
            ("31/03/2019", True),
            ("01/04/2019", False),
            ("02/04/2019", False),
            ("30/03/2022", False),
            ("31/03/2022", False),
            ("01/04/2022", True),
        ],
    )
    def test_both_its_days_are_within(self, day: str, *, outside: bool) -> None:
        row = action(due=due(day))
        assert found(given(row)) == ([("date-outside-plan", "Actions", "H4", "ACT 4")] if outside else [])
        row = action(start=due(day), due=NO_DUE_DATE)
        assert found(given(row)) == ([("date-outside-plan", "Actions", "G4", "ACT 4")] if outside else [])

    @pytest.mark.parametrize(
        ("start", "cells"),
        [("March 2019", ["G4"]), ("April 2019", []), ("March 2022", []), ("April 2022", ["G4"])],
    )
    def test_a_month_that_an_action_starts_in_may_lie_partly_within(self, start: str, cells: list[str]) -> None:
        row = action(start=month(start), due=NO_DUE_DATE)
        assert [cell for _, _, cell, _ in found(given(row))] == cells
        middle = given(row, plan_from="15/04/2019", plan_to="15/03/2022")
        assert [cell for _, _, cell, _ in found(middle)] == cells

    @pytest.mark.parametrize(
        ("when", "outside"),
        [
            (DueDate(ongoing=True, text="Ongoing"), False),
            (structs.replace(due("31/05/2018"), ongoing=True, text="May 2018 and ongoing"), True),
            (DueDate(text="TBC"), False),
            (NO_DUE_DATE, False),
        ],
    )
    def test_only_days_are_compared(self, when: DueDate, *, outside: bool) -> None:
        assert [code for code, *_ in found(given(action(due=when)))] == (["date-outside-plan"] if outside else [])

    @pytest.mark.parametrize(
        "cover", [{"plan_from": ""}, {"plan_to": "31/03/2001"}, {"plan_from": "01/04/2030"}, {"plan_from": " ", "plan_to": " "}]
    )
    def test_without_both_its_days_there_is_no_plan(self, cover: dict[str, str]) -> None:
        assert found(given(action(due=due("31/03/2020")), **cover)) == []

    def test_of_a_plan_that_ends_before_it_begins_only_that_is_said(self) -> None:
        turned = given(plan_from="31/03/2022", plan_to="01/04/2019")
        assert found(turned) == [("date-outside-plan", "Cover", "B17", "")]
        assert found(given(action(due=due("01/04/2019")), plan_from="01/04/2019", plan_to="01/04/2019")) == []

    def test_the_sentence_names_the_plan(self) -> None:
        (finding,) = check(given(action(due=due("01/04/2022"))))
        assert finding.message.startswith("01/04/2022 is outside the plan, which runs from 1 April 2019 to 31 March 2022.")

    def test_a_date_that_is_outside_and_before_the_start_is_one_mistake(self) -> None:
        row = action(start=due("01/04/2019"), due=due("31/03/2002"))
        assert found(given(row)) == [("due-before-start", "Actions", "H4", "ACT 4")]


class TestStart:
    @pytest.mark.parametrize(
        ("start", "end", "wrong"),
        [
            (due("02/04/2020"), due("01/04/2020"), True),
            (due("01/04/2020"), due("01/04/2020"), False),
            (due("31/03/2020"), due("01/04/2020"), False),
            (month("April 2020"), due("31/03/2020"), True),
            (month("April 2020"), due("01/04/2020"), False),
            (month("April 2020"), month("April 2020"), False),
            (month("May 2020"), month("April 2020"), True),
            (structs.replace(due("31/05/2020"), ongoing=True, text="May 2020 and ongoing"), due("30/04/2020"), True),
            (DueDate(ongoing=True, text="Ongoing"), due("01/04/2020"), False),
            (NO_DUE_DATE, due("01/04/2020"), False),
            (due("01/04/2020"), NO_DUE_DATE, False),
        ],
    )
    def test_due_before_it(self, start: DueDate, end: DueDate, *, wrong: bool) -> None:
        findings = found(service_return(actions=(action(start=start, due=end),)))
        assert findings == ([("due-before-start", "Actions", "H4", "ACT 4")] if wrong else [])

    def test_the_sentence_names_both_days(self) -> None:
        row = action(start=due("02/04/2020"), due=due("01/04/2020"))
        (finding,) = check(service_return(actions=(row,)))
        assert finding.message.startswith("The action is due 1 April 2020, before it starts on 2 April 2020.")
        assert finding.severity is Severity.ERROR


class TestCover:
    @pytest.mark.parametrize(("field", "cell"), [("signed_off_on", "B11"), ("plan_from", "B16"), ("plan_to", "B17")])
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("14/10/2019", None),
            ("14 October 2019", None),
            ("2019-10-14", None),
            ("", None),
            ("  ", None),
            ("31/09/2019", "cover-day-wrong"),
            ("30 February 2019", "cover-day-wrong"),
            ("October 2019", "cover-day-wrong"),
            ("yes", "cover-day-wrong"),
            ("43752", "cover-day-wrong"),
            ("14/10/0019", "cover-day-wrong"),
            ("n/a", "cover-day-wrong"),
        ],
    )
    def test_a_day_stands_there_or_nothing(self, field: str, cell: str, text: str, code: str | None) -> None:
        assert found(given(**{field: text})) == ([(code, "Cover", cell, "")] if code else [])

    def test_hostile_text_stays_on_one_line(self) -> None:
        (finding,) = check(given(signed_off_on="=cmd|' /C calc'!A0\n{text}" + "x" * 500))
        assert finding.message.isprintable()
        assert len(finding.message) < 300

    def test_a_refused_return_gives_nothing(self) -> None:
        assert found(replace(given(signed_off_on="yes", **PLAN), refused="It is damaged.")) == []
