"""The Vale's summary figures (name and value) as headlines and breakdowns, so that each name can be found again.

What a single figure is called and where it is printed is data: vale_headlines.csv. Names built from parts
("objective_CP1_status", "complaints[Resources]_upheld") become the row and the column of a breakdown.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HEADLINES_FILE = Path(__file__).with_name("vale_headlines.csv")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Published names that are built alike and so make one table.

    Attributes:
        table: the table's name in the return.
        pattern: of the names: the part named row, then or before it the part named column.
        template: the way back: a name from {row} and {column}.
        columns: heading of each column by its part of the name.
        rows: heading of each row by its part of the name; a part that is not listed is its own heading.
    """

    table: str
    pattern: re.Pattern[str]
    template: str
    columns: Mapping[str, str]
    rows: Mapping[str, str]


THEMES = {"people": "People", "financial": "Financial", "customer": "Customer", "ict": "ICT", "assets": "Assets"}
BREAKDOWNS = (
    Breakdown(
        "Objectives",
        re.compile(r"objective_(?P<row>CP\d+)_(?P<column>.+)"),
        "objective_{row}_{column}",
        {"actions": "Actions", "status": "Status", "dot_raw": "Direction (raw)"},
        {},
    ),
    Breakdown(
        "Measures by theme",
        re.compile(rf"measures_(?P<row>{'|'.join(THEMES)})_(?P<column>.+)"),
        "measures_{row}_{column}",
        {
            "green": "Green",
            "amber": "Amber",
            "red": "Red",
            "na": "N/A",
            "overall_status": "Overall status",
            "dot_raw": "Direction (raw)",
        },
        THEMES,
    ),
    Breakdown(
        "Compliments by service area",
        re.compile(r"compliments(?P<column>|_pct)\[(?P<row>.+)\]"),
        "compliments{column}[{row}]",
        {"": "Compliments received", "_pct": "Share"},
        {},
    ),
    Breakdown(
        "Complaints by directorate",
        re.compile(r"complaints\[(?P<row>.+)\]_(?P<column>.+)"),
        "complaints[{row}]_{column}",
        {
            "stage1_pct": "Resolved at stage 1",
            "stage2_pct": "Resolved at stage 2",
            "in_timescale_pct": "Resolved in timescale",
            "not_in_timescale_pct": "Not resolved in timescale",
            "upheld": "Upheld",
            "not_upheld": "Not upheld",
            "partially_upheld": "Partially upheld",
            "open": "Open",
            "under_investigation": "Under investigation",
            "closed_staff_issue": "Closed: staff issue",
        },
        {},
    ),
)


def headlines() -> dict[str, dict[str, str]]:
    """What is known of each single figure, by its published name: headline, counts, printed."""
    with HEADLINES_FILE.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def breakdown_place(name: str) -> tuple[str, str, str] | None:
    """Table, row and column of the figure with the published `name`; None where it is a headline."""
    for breakdown in BREAKDOWNS:
        if match := breakdown.pattern.fullmatch(name):
            row = breakdown.rows.get(match["row"], match["row"])
            return breakdown.table, row, breakdown.columns[match["column"]]
    return None


def published_name(table: str, row: str, column: str) -> str:
    """The published name of a breakdown's figure: the way back from `breakdown_place`.

    Raises:
        KeyError: the breakdown was not made from the summary figures, or has no such column.
    """
    for breakdown in BREAKDOWNS:
        if breakdown.table == table:
            part = {heading: part for part, heading in breakdown.columns.items()}[column]
            line = {heading: part for part, heading in breakdown.rows.items()}.get(row, row)
            return breakdown.template.format(row=line, column=part)
    raise KeyError(table)
