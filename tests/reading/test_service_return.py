"""A whole return: from a workbook to values, its findings in order, and the same values wherever its columns stand."""

import hashlib
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from support_made_up_returns import write_made_up_return
from support_workbooks import COVER, Formatted, Rows, codes, grid_of, read_workbook, write_workbook
from workbook_tools.findings import Where
from workbook_tools.model.service_return import Cover, ServiceReturn, SourceFile
from workbook_tools.model.words import Polarity, Unit
from workbook_tools.reading.service_return import parse_service_return, read_service_return, source_of

INDICATORS: list[list[Any]] = [
    [
        "Section",
        "Code",
        "Indicator",
        "Unit",
        "Polarity",
        "2020/21",
        "2021/22",
        "Value",
        "Target",
        "Note",
        "Lead",
        "Status",
        "Trend",
    ],
    ["Key", "I1", "Visits", "number", "Maximise", 3, 4, 5, 6, "More.", "Head", "OK", "improved"],
    ["Key", "I2", "Absence", "percent", "Minimise", "5%", "n/a", Formatted(0.0408, "0.00%"), "<", None, "Head", None, None],
    ["Other", None, "Without a code", "GBP", "Range", "£3", "£4", "£5", "£4 to £6", "x", "y", "z", "declined"],
]
ACTIONS: list[list[Any]] = [
    [
        "Code",
        "Action",
        "Part of",
        "Start",
        "By When",
        "% complete",
        "Cancelled",
        "Latest Note",
        "Managed By",
        "Expected Outcome",
    ],
    ["A1", "Build", None, "1 April 2022", "31/03/2023", 50, None, "Under way.", "Head", "~"],
    ["A1a", "Plan", None, None, "June 2022", "100%", None, None, None, None],
    ["A2", "Drop", "A1", None, "31/09/2022", "half", "yes", "Given up.", None, None],
]
SOURCE = SourceFile("file.xlsx", "0" * 64, 1)


def test_source_of(tmp_path: Path) -> None:
    path = tmp_path / "a return.xlsx"
    path.write_bytes(b"content")
    assert source_of(path) == SourceFile("a return.xlsx", hashlib.sha256(b"content").hexdigest(), 7)


def test_a_refused_file_keeps_what_can_be_said_of_it(tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"not a workbook")
    refused = read_service_return(path)
    assert refused.source == source_of(path)
    assert refused == ServiceReturn(refused.source, findings=refused.findings, refused=refused.refused)
    assert codes(refused) == [("file-refused", None, None)]
    assert refused.findings[0].message == refused.refused
    assert read_service_return(tmp_path / "missing.xlsx").source == SourceFile("missing.xlsx", "", 0)


def test_an_empty_workbook_is_a_return_without_rows(tmp_path: Path) -> None:
    read = read_service_return(write_workbook(tmp_path / "empty.xlsx", {"Sheet1": []}))
    assert read == ServiceReturn(source_of(tmp_path / "empty.xlsx"), sheets=("Sheet1",), findings=read.findings)
    assert codes(read) == [("cover-missing", None, None)]


def test_findings_are_in_the_order_of_sheets_and_rows(tmp_path: Path) -> None:
    read = read_workbook(
        tmp_path,
        {
            "Odd": [["a", "b"], ["c", "d"]],
            "Actions": [
                ["Code", "Mine", "Action", "Due", "Progress"],
                ["A1", "x", "y", "soon", "50"],
                ["A2", "x", "y", "31/09/2022", "?"],
            ],
            "Indicators": [["Code", "Indicator", "Value", "Yours"], ["I1", "Visits", "many", "x"]],
        },
        cover=[["Service", "Housing"], ["Period", "soon"]],
    )
    assert codes(read) == [
        ("period-not-understood", "Cover", "B2"),
        ("sheet-not-understood", "Odd", None),
        ("heading-not-understood", "Actions", "B1"),
        ("date-not-understood", "Actions", "D2"),
        ("bare-percent", "Actions", "E2"),
        ("impossible-date", "Actions", "D3"),
        ("not-a-number", "Actions", "E3"),
        ("heading-not-understood", "Indicators", "D1"),
        ("not-a-number", "Indicators", "C2"),
    ]
    assert {finding.where.file for finding in read.findings} == {"return.xlsx"}


def test_one_table_on_two_sheets_is_one_table(tmp_path: Path) -> None:
    read = read_workbook(tmp_path, {"Housing": ACTIONS[:2], "Parks": [ACTIONS[0], ACTIONS[2]]})
    assert [(action.code, action.parent, action.where.sheet) for action in read.actions] == [
        ("A1", "", "Housing"), ("A1a", "A1", "Parks"),
    ]  # fmt: skip


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "return.xlsx", {"Cover": COVER, "Old": ACTIONS, "Actions": ACTIONS}, hidden=["Old"])
    read = read_service_return(path)
    assert {action.where.sheet for action in read.actions} == {"Actions"}
    assert ("hidden-sheet-not-read", "Old", None) in codes(read)


@pytest.mark.parametrize("text", ['=HYPERLINK("http://example.org")', "+1+1", "@SUM(A1)", "{curly} %s", "{0.__class__}"])
def test_text_from_a_return_is_text(tmp_path: Path, text: str) -> None:
    read = read_workbook(tmp_path, {"Actions": [["Code", "Action", "Due", text], [text, text, text, text]]})
    assert (read.actions[0].code, read.actions[0].title) == (text, text)
    assert text in read.findings[0].message


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_returns_with_headings_of_their_own_are_read_without_findings(tmp_path: Path, seed: int) -> None:
    read = read_service_return(write_made_up_return(tmp_path / "made up.xlsx", seed))
    assert codes(read) == []
    assert (len(read.indicators), len(read.actions), len(read.risks), len(read.finance)) == (60, 45, 15, 30)
    assert (read.cover.signed_off_by, read.cover.template, read.cover.other) == (
        "Head of Housing",
        "SR-4",
        (("Version", "2.3"),),
    )
    assert {len(indicator.earlier) for indicator in read.indicators} <= {3, 4}
    assert {indicator.polarity for indicator in read.indicators} == {Polarity.MAXIMISE, Polarity.MINIMISE}
    assert {indicator.unit for indicator in read.indicators} == {Unit.PERCENT, Unit.NUMBER, Unit.DAYS, Unit.GBP}
    assert all(action.due.date and action.start.date and action.reported_status for action in read.actions)
    assert {action.progress.number for action in read.actions} <= {Decimal(n) for n in (0, 10, 25, 50, 75, 90, 100)}
    for risk in read.risks:
        assert risk.likelihood.number is not None
        assert risk.impact.number is not None
        assert risk.score.number == risk.likelihood.number * risk.impact.number
    for line in read.finance:
        assert line.forecast.number is not None
        assert line.budget.number is not None
        assert line.variance.number == line.forecast.number - line.budget.number


def without_places(value: Any) -> Any:
    """A value with every place taken out of it."""
    if isinstance(value, Where | SourceFile):
        return None
    if isinstance(value, Struct):
        return tuple(without_places(getattr(value, name)) for name in value.__struct_fields__ if name != "cells")
    if is_dataclass(value) and not isinstance(value, type):
        return tuple(without_places(getattr(value, field.name)) for field in fields(value) if field.name != "cells")
    return tuple(without_places(item) for item in value) if isinstance(value, tuple) else value


def rearranged(rows: Sequence[Sequence[Any]], order: Sequence[int]) -> list[list[Any]]:
    return [[row[column] for column in order] for row in rows]


def parse(indicators: Rows, actions: Rows, **moved: Any) -> ServiceReturn:
    grids = [grid_of("Cover", COVER), grid_of("One", indicators, **moved), grid_of("Two", actions, **moved)]
    return parse_service_return(SOURCE, grids)


STRAIGHT = parse(INDICATORS, ACTIONS)


@given(
    indicators=st.permutations(range(len(INDICATORS[0]))),
    actions=st.permutations(range(len(ACTIONS[0]))),
    below=st.integers(0, 3000),
    right=st.integers(0, 800),
)
def test_columns_may_stand_in_any_order_anywhere(indicators: list[int], actions: list[int], below: int, right: int) -> None:
    moved = parse(rearranged(INDICATORS, indicators), rearranged(ACTIONS, actions), below=below, right=right)
    for table in ("indicators", "actions"):
        assert without_places(getattr(moved, table)) == without_places(getattr(STRAIGHT, table))
        for row, straight in zip(getattr(moved, table), getattr(STRAIGHT, table), strict=True):
            assert row.cells.keys() == straight.cells.keys()
    assert sorted(finding.message for finding in moved.findings) == sorted(finding.message for finding in STRAIGHT.findings)


def test_what_the_straight_order_gives() -> None:
    """So that the property above compares with something."""
    assert [indicator.value.number for indicator in STRAIGHT.indicators] == [5, Decimal("4.08"), 5]
    assert [len(indicator.earlier) for indicator in STRAIGHT.indicators] == [2, 2, 2]
    assert [(action.code, action.parent, action.cancelled) for action in STRAIGHT.actions] == [
        ("A1", "", False), ("A1a", "A1", False), ("A2", "A1", True),
    ]  # fmt: skip
    assert [finding.code for finding in STRAIGHT.findings] == ["impossible-date", "not-a-number"]


@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.integers(-5, 5),
                st.text(max_size=8),
                st.sampled_from(
                    ["Code", "Action", "Due", "Indicator", "Value", "Risk", "Score", "Target", "Section", "Period", "2021/22"]
                ),
            ),
            max_size=6,
        ),
        max_size=8,
    )
)
def test_no_sheet_whatever_is_on_it_stops_the_reading(rows: list[list[Any]]) -> None:
    read = parse_service_return(SOURCE, [grid_of("Sheet1", rows), grid_of("Cover", rows)])
    assert isinstance(read.cover, Cover)
    for finding in read.findings:
        assert finding.where.sheet in {None, "Sheet1", "Cover"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Housing 🏠 Q2.xlsx", "Housing 🏠 Q2.xlsx"),
        ("a\nb.xlsx", "a b.xlsx"),
        ("a\x1b[31mb.xlsx", "a [31mb.xlsx"),
        ("a\u202eb.xlsx", "a b.xlsx"),
        ("a\udcffb.xlsx", "a b.xlsx"),
    ],
)
def test_a_files_name_is_shown_without_line_breaks_and_commands(tmp_path: Path, name: str, shown: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"no workbook")
    read = read_service_return(path)
    assert (read.source.name, read.findings[0].where.file) == (shown, shown)
    assert source_of(path).name == shown
