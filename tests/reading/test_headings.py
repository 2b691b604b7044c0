"""The headings that councils use: all those of the published reports and of the made-up returns are understood."""

import csv
from pathlib import Path

import pytest

from workbook_tools.model.layout import COVER_LABELS, TABLES, Table
from workbook_tools.periods import parse_period
from workbook_tools.reading.heading_meanings import _sufficient
from workbook_tools.reading.headings import _build, _File, _naming_field, load_headings, normalise
from workbook_tools.reading.period_headings import PeriodRole, parse_period_heading

PUBLISHED = Path(__file__).resolve().parents[2] / "samples" / "published"
HEADINGS = load_headings()


@pytest.mark.parametrize(
    ("written", "normalised"),
    [
        ("By When", "by when"),
        ("  Latest\nNote: ", "latest note"),
        ("TARGET*", "target"),
        ("Section no.", "section no"),
        ("Officer’s status", "officers status"),
        ("Contact (role)", "contact role"),
        ("percent_complete", "percent complete"),
        ("Q–1", "q-1"),
        ("%\u00a0complete", "% complete"),
        ("2021/22", "2021/22"),
        ("***", ""),
    ],
)
def test_normalise(written: str, normalised: str) -> None:
    assert normalise(written) == normalised
    assert normalise(normalised) == normalised


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_standard_headings_stand_for_their_own_fields(table: object) -> None:
    for known in TABLES:
        if known is table:
            assert {HEADINGS.fields[known.name][normalise(column.heading)]: column.field for column in known.columns} == {
                column.field: column.field for column in known.columns
            }


def test_standard_labels_of_the_cover_stand_for_their_own_fields() -> None:
    assert {HEADINGS.cover[normalise(label)]: field for field, label in COVER_LABELS.items()} == {f: f for f in COVER_LABELS}


@pytest.mark.parametrize(
    ("table", "field", "headings"),
    [
        ("actions", "due", ["By When", "Due Date", "In Year Completion Date", "Completion date", "Timescale", "Due"]),
        ("actions", "note", ["Latest Note", "Latest Status Update", "Commentary", "Progress description", "Update", "Comment"]),
        ("actions", "reported_symbol", ["Expected Outcome", "published_icon"]),
        ("actions", "progress", ["% complete", "percent_complete", "Progress"]),
        ("indicators", "title", ["Performance Indicator", "Indicator"]),
        ("indicators", "value", ["Actual", "Value"]),
        ("risks", "score", ["Current Rating", "Residual score", "Score"]),
        ("risks", "target_score", ["Target Rating"]),
        ("risks", "lead", ["Managed By", "Owner"]),
        ("risks", "likelihood", ["Residual L"]),
        ("finance", "actual", ["YTD actual"]),
        ("finance", "code", ["Cost centre"]),
    ],
)
def test_synonyms(table: str, field: str, headings: list[str]) -> None:
    assert {HEADINGS.fields[table].get(normalise(heading)) for heading in headings} == {field}


@pytest.mark.parametrize(
    ("table", "files"),
    [
        ("indicators", ["clacks_pp_2022_23_indicators", "vale_2019_20_q2_indicators"]),
        (
            "actions",
            [
                "clacks_best_value_action_plan_2018", "clacks_people_2022_23_actions", "clacks_pp_2022_23_actions",
                "moray_2020_21_actions", "vale_2019_20_q2_actions",
            ],
        ),
        ("risks", ["clacks_pp_2022_23_risks", "vale_2019_20_q2_risks"]),
        ("headlines", ["vale_2019_20_q2_summary"]),
        ("breakdowns", ["vale_2019_20_q2_tables"]),
        ("narrative", ["clacks_people_2022_23_narrative", "clacks_pp_2022_23_narrative", "vale_2019_20_q2_narrative"]),
        ("repeated", ["vale_2019_20_q2_exceptions"]),
    ],
)  # fmt: skip
def test_every_heading_of_the_published_data_is_known_once(table: str, files: list[str]) -> None:
    for name in files:
        with (PUBLISHED / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            headings = next(csv.reader(stream))
        fields = [HEADINGS.fields[table].get(normalise(heading)) for heading in headings]
        assert None not in fields, (name, headings, fields)
        assert len(set(fields)) == len(fields), (name, headings, fields)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_row_of_headings_is_a_tables_without_its_naming_field(table: Table) -> None:
    """Rows without a naming heading are passed over unread."""
    assert all(_naming_field(table) in fields for fields in _sufficient(table))


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ({"incomes": {"title": ["x"]}}, "tables that do not exist"),
        ({"actions": {"deu": ["x"]}}, "no fields"),
        ({"actions": {"due": ["Action"]}}, "stands for title and for due"),
        ({"actions": {"due": ["Due by March 2021"]}}, "holds a year"),
    ],
)
def test_a_table_of_synonyms_that_is_not_in_order_is_refused(tables: dict[str, dict[str, list[str]]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        _build(_File(tables, {}, {}, [], [], [], {}))


@pytest.mark.parametrize(
    ("heading", "current", "role", "period"),
    [
        ("2021/22", "2022/23", PeriodRole.EARLIER, "2021/22"),
        ("2022/23", "2022/23", PeriodRole.VALUE, "2022/23"),
        ("2023/24", "2022/23", PeriodRole.UNKNOWN, "2023/24"),
        ("2021/22 Value", "2022/23", PeriodRole.EARLIER, "2021/22"),
        ("Value 2022/23", "2022/23", PeriodRole.VALUE, "2022/23"),
        ("2022/23 Target", "2022/23", PeriodRole.TARGET, "2022/23"),
        ("2021/22 Target", "2022/23", PeriodRole.UNKNOWN, "2021/22"),
        ("Q1 2019/20", "Q2 2019/20", PeriodRole.EARLIER, "Q1 2019/20"),
        ("Q2 2019/20", "Q2 2019/20", PeriodRole.VALUE, "Q2 2019/20"),
        ("Q-1", "Q2 2026/27", PeriodRole.EARLIER, "Q1 2026/27"),
        ("Q-2", "Q2 2026/27", PeriodRole.EARLIER, "Q4 2025/26"),
        ("Q – 4", "Q2 2026/27", PeriodRole.EARLIER, "Q2 2025/26"),
        ("Q-1", "2022/23", PeriodRole.EARLIER, "Q3 2022/23"),
        ("Q-1", None, PeriodRole.EARLIER, None),
        ("Q-2", None, PeriodRole.UNKNOWN, None),
        ("2021/22", None, PeriodRole.EARLIER, "2021/22"),
        ("Q1", "Q2 2019/20", PeriodRole.EARLIER, "Q1 2019/20"),
        ("Quarter 2", "Q2 2019/20", PeriodRole.VALUE, "Q2 2019/20"),
        ("Qtr 2 Actual", "Q2 2019/20", PeriodRole.VALUE, "Q2 2019/20"),
        ("Target Q2", "Q2 2019/20", PeriodRole.TARGET, "Q2 2019/20"),
        ("Q1 Target", "Q2 2019/20", PeriodRole.UNKNOWN, "Q1 2019/20"),
        ("Q3", "Q2 2019/20", PeriodRole.UNKNOWN, "Q3 2019/20"),
        ("Q4", "March 2020", PeriodRole.UNKNOWN, "Q4 2019/20"),  # the month is a part of it
        ("Q2", "2019/20", PeriodRole.UNKNOWN, "Q2 2019/20"),  # a part of the return's own period
        ("Q2", None, PeriodRole.UNKNOWN, None),
        ("Aug", "September 2019", PeriodRole.EARLIER, "August 2019"),
        ("Sept", "September 2019", PeriodRole.VALUE, "September 2019"),
        ("September Target", "September 2019", PeriodRole.TARGET, "September 2019"),
        ("Oct", "September 2019", PeriodRole.UNKNOWN, "October 2019"),
        ("Jan", "September 2019", PeriodRole.UNKNOWN, "January 2020"),
        ("Mar", "September 2019", PeriodRole.UNKNOWN, "March 2020"),
        ("Dec", "January 2020", PeriodRole.EARLIER, "December 2019"),
        ("Aug", "Q2 2019/20", PeriodRole.UNKNOWN, None),
        ("Aug 2019", "Q2 2019/20", PeriodRole.UNKNOWN, "August 2019"),
        ("June 2019", "Q2 2019/20", PeriodRole.EARLIER, "June 2019"),
        ("2019/20 Feb", "March 2020", PeriodRole.EARLIER, "February 2020"),
        ("2018/19 Apr", "March 2020", PeriodRole.EARLIER, "April 2018"),
        ("2020 Feb", "March 2020", PeriodRole.EARLIER, "February 2020"),
    ],
)
def test_headings_that_name_a_period(heading: str, current: str | None, role: PeriodRole, period: str | None) -> None:
    found = parse_period_heading(normalise(heading), parse_period(current) if current else None, HEADINGS)
    assert found is not None
    assert (found.role, str(found.period) if found.period else None) == (role, period)


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "value",
        "target",
        "2021",
        "Q-0",
        "Q5 2021/22",
        "2021/23",
        "2021/23 Feb",
        "2022/23 Fob",
        "Q5",
        "Quarter",
        "Q-123",
        "note 2021/22",
    ],
)
def test_headings_that_name_none(heading: str) -> None:
    assert parse_period_heading(normalise(heading), parse_period("2022/23"), HEADINGS) is None
