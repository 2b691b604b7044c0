"""Bands stand above rows that belong together, in the order of the return."""

from typing import Any

import pytest

from support_assessment import AS_AT, assessment, judged_action, scheme
from support_changed import replace
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.service_return import Cover
from workbook_tools.writing.summary.actions_sheet import FIELDS, action_lines
from workbook_tools.writing.summary.bands import bands_of, groups_of
from workbook_tools.writing.summary_facts import SummaryFacts, name_sections

LONG = "the council should consider savings options and decide how best to direct resources to priorities"


def given(name: str, *sections: str, **fields: Any) -> Assessment:
    """A return with an action in each of these sections."""
    actions = [judged_action(line, section=section, **fields) for line, section in enumerate(sections, start=4)]
    return assessment(actions=actions, cover=Cover(service=name))


def bands(*assessments: Assessment, group_by: str | tuple[str, ...] = "section") -> tuple[str, ...]:
    facts = SummaryFacts.of(assessments, scheme(), AS_AT)
    table = replace_struct(scheme().report.actions, group_by=group_by)
    return bands_of(facts, action_lines(facts)[0], groups_of(table, FIELDS), "Objective")


def replace_struct(struct: Any, **changes: Any) -> Any:
    import msgspec

    return msgspec.structs.replace(struct, **changes)


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        (("CP1", "CP1", "CP2"), ("CP1", "CP1", "CP2")),
        (("CP1", "CP2", "CP1"), ("CP1", "CP2", "CP1")),  # in the order of the return, not gathered
        (("CP1", ""), ("CP1", "No objective stated")),
        (("", ""), ()),
        ((), ()),
    ],
)
def test_each_row_stands_under_its_section(sections: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert bands(given("Housing", *sections)) == expected


def test_groups_stand_from_the_outer_to_the_inner() -> None:
    one = given("Housing", "CP1", service="PD")
    assert bands(one, group_by=("service", "section")) == ("PD  |  CP1",)
    assert bands(one, group_by="service") == ("PD",)
    assert bands(one, group_by=()) == ()


def test_bands_of_several_returns_name_the_service() -> None:
    several = given("Housing", "CP1", ""), given("Roads", "")
    assert bands(*several) == ("Housing  |  CP1", "Housing  |  No objective stated", "Roads")


def test_without_any_section_several_returns_have_no_bands() -> None:
    assert bands(given("Housing", ""), given("Roads", "")) == ()


@pytest.mark.parametrize(
    ("rows", "in_full"),
    [
        ([("CP1", "")], ["CP1: A goal"]),
        ([("People", "4.0")], ["4.0: People"]),
        ([("4.0 Strategic Objectives", "4.0")], ["4.0 Strategic Objectives"]),
        ([(LONG, "2"), ("Short", "3")], [f"2: {LONG}", "3: Short"]),
        ([(LONG, ""), ("Short", "")], [f"1: {LONG}", "2: Short"]),  # numbered as on the other sheets
    ],
)
def test_sections_in_full(rows: list[tuple[str, str]], in_full: list[str]) -> None:
    names = name_sections(rows, {"CP1": "A goal"})
    assert list(names.in_full.values()) == in_full


def test_lines_keep_the_section_that_counts_go_by() -> None:
    facts = SummaryFacts.of([given("Housing", LONG, "CP2")], scheme(), AS_AT)
    lines, _ = action_lines(facts)
    assert [line.judged.action.section for line in lines] == [LONG, "CP2"]
    assert [(line.section, line.section_in_full) for line in lines] == [("1", f"1: {LONG}"), ("2", "2: CP2")]
    assert replace(lines[0], section="").section_in_full == f"1: {LONG}"
