"""The flat tables of a consolidation: what its workbook, its CSV files, its JSON and its data frames hold.

Every row names its service and its file; every figure keeps its unit, every verdict its reason, every row its cell.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from workbook_tools.model.words import Unit

SEVERITIES = "severities"
"""Stands for our own severities where a column otherwise names a table of the scheme's styles."""
STATES = "states"
"""Likewise for the states of a return, by the values of `consolidation.ReturnState`."""
PROOFS = "proofs"
"""Likewise for what a comparison of totals has shown: "agrees", "differs" or "not_compared"."""
FILE_AT = 1
"""Place of the column File in the tables of a return's own rows, which lack it: a digest does not know its file's name."""


class Holds(StrEnum):
    """What a column holds, and so how it is shown and which dtype it has."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    COUNT = "count"
    FIGURE = "figure"
    DATE = "date"
    VERDICT = "verdict"


class Amount(NamedTuple):
    """A number in its unit: 61.17 in percent is 61.17%."""

    number: Decimal
    unit: Unit


class Day(NamedTuple):
    """A day, told from a text that looks like one."""

    date: date


Value = str | int | Amount | Day | None
"""What stands in a row. In a column of verdicts it is the key of the scheme's style; in one of figures or days it is text where
the return has something else there, None where it has nothing."""
FlatRow = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class FlatColumn:
    """A column: its name in data, its heading, its width in characters.

    `styles` names the table of the scheme's styles ("indicators", "trends", …) or `SEVERITIES`, for the words of verdicts.
    """

    name: str
    heading: str
    holds: Holds = Holds.TEXT
    width: float = 16
    styles: str = ""


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table: its name in data (with a capital, in Excel), its sheet, its columns."""

    name: str
    sheet: str
    columns: tuple[FlatColumn, ...]

    @property
    def own_columns(self) -> tuple[FlatColumn, ...]:
        """Those that a return fills in itself: all but its file's name."""
        return tuple(column for column in self.columns if column is not FILE)

    def place(self, name: str) -> int:
        """The place of a column in the rows of a return, counted from 0.

        Raises:
            StopIteration: there is none of that name.
        """
        return next(index for index, column in enumerate(self.own_columns) if column.name == name)


SERVICE = FlatColumn("service", "Service", width=24)
FILE = FlatColumn("file", "File", width=30)
_WHOSE = (SERVICE, FILE)
_SECTION = FlatColumn("section", "Section", width=24)
_CODE = FlatColumn("code", "Code")
_REASON = FlatColumn("reason", "Reason", Holds.LONG_TEXT, 50)
_JUDGED = (
    FlatColumn("overruled", "Overruled because", Holds.LONG_TEXT, 30),
    FlatColumn("reported_status", "Reported status"),
    FlatColumn("lead", "Lead", width=24),
    FlatColumn("note", "Note", Holds.LONG_TEXT, 70),
)
_SOURCE = FlatColumn("source", "Source cell", width=20)

INDICATORS = FlatTable(
    "indicators",
    "Indicators",
    (
        *_WHOSE,
        _CODE,
        _SECTION,
        FlatColumn("title", "Indicator", Holds.LONG_TEXT, 44),
        FlatColumn("unit", "Unit", width=10),
        FlatColumn("polarity", "Polarity", width=12),
        FlatColumn("previous", "Previous value", Holds.FIGURE, 13),
        FlatColumn("value", "Value", Holds.FIGURE, 13),
        FlatColumn("target", "Target", Holds.FIGURE, 13),
        FlatColumn("status", "Status", Holds.VERDICT, styles="indicators"),
        FlatColumn("short_trend", "Short trend", Holds.VERDICT, styles="trends"),
        FlatColumn("long_trend", "Long trend", Holds.VERDICT, styles="trends"),
        _REASON,
        *_JUDGED,
        _SOURCE,
    ),
)
ACTIONS = FlatTable(
    "actions",
    "Actions",
    (
        *_WHOSE,
        _CODE,
        _SECTION,
        FlatColumn("title", "Action", Holds.LONG_TEXT, 44),
        FlatColumn("due", "Due", Holds.DATE, 13),
        FlatColumn("progress", "Progress", Holds.FIGURE, 11),
        FlatColumn("status", "Status", Holds.VERDICT, styles="actions"),
        _REASON,
        *_JUDGED,
        _SOURCE,
    ),
)
RISKS = FlatTable(
    "risks",
    "Risks",
    (
        *_WHOSE,
        _CODE,
        FlatColumn("register", "Register"),
        FlatColumn("title", "Risk", Holds.LONG_TEXT, 44),
        FlatColumn("likelihood", "Likelihood", Holds.FIGURE, 11),
        FlatColumn("impact", "Impact", Holds.FIGURE, 11),
        FlatColumn("score", "Score", Holds.FIGURE, 11),
        FlatColumn("target_score", "Target score", Holds.FIGURE, 11),
        FlatColumn("status", "Status", Holds.VERDICT, styles="risks"),
        FlatColumn("movement", "Movement", Holds.VERDICT, styles="movements"),
        _REASON,
        *_JUDGED,
        _SOURCE,
    ),
)
FINANCE = FlatTable(
    "finance",
    "Finance",
    (
        *_WHOSE,
        _CODE,
        _SECTION,
        FlatColumn("title", "Budget line", Holds.LONG_TEXT, 44),
        FlatColumn("kind", "Type", width=12),
        FlatColumn("budget", "Budget", Holds.FIGURE),
        FlatColumn("virement", "Virement", Holds.FIGURE),
        FlatColumn("actual", "Actual", Holds.FIGURE),
        FlatColumn("forecast", "Forecast", Holds.FIGURE),
        FlatColumn("variance", "Variance as returned", Holds.FIGURE),
        FlatColumn("computed_variance", "Variance", Holds.FIGURE),
        FlatColumn("percent", "Variance %", Holds.FIGURE, 12),
        FlatColumn("direction", "Favourable or adverse", width=16),
        FlatColumn("status", "Status", Holds.VERDICT, styles="indicators"),
        _REASON,
        FlatColumn("lead", "Lead", width=24),
        FlatColumn("note", "Note", Holds.LONG_TEXT, 70),
        _SOURCE,
    ),
)
SAVINGS = FlatTable(
    "savings",
    "Savings",
    (
        *_WHOSE,
        _CODE,
        _SECTION,
        FlatColumn("title", "Saving", Holds.LONG_TEXT, 44),
        FlatColumn("target", "Savings target", Holds.FIGURE),
        FlatColumn("achieved", "Achieved to date", Holds.FIGURE),
        FlatColumn("forecast", "Forecast savings", Holds.FIGURE),
        FlatColumn("delivery", "Delivery %", Holds.FIGURE, 12),
        FlatColumn("status", "Status", Holds.VERDICT, styles="indicators"),
        _REASON,
        FlatColumn("lead", "Lead", width=24),
        FlatColumn("note", "Note", Holds.LONG_TEXT, 70),
        _SOURCE,
    ),
)
FINDINGS = FlatTable(
    "findings",
    "Findings",
    (
        *_WHOSE,
        FlatColumn("severity", "Severity", Holds.VERDICT, 13, SEVERITIES),
        FlatColumn("sheet", "Sheet"),
        FlatColumn("cell", "Cell", width=8),
        FlatColumn("subject", "About"),
        FlatColumn("message", "Message", Holds.LONG_TEXT, 100),
        FlatColumn("code", "Code of the finding", width=28),
    ),
)
_GROUPS = (
    ("visible", "in visible rows"),
    ("typed", "typed as text"),
    ("hidden", "in hidden rows"),
    ("summing", "in total rows"),
    ("second", "by the second path"),
    ("taken", "consolidated"),
)
CONTROL = FlatTable(
    "control",
    "Control totals",
    (
        *_WHOSE,
        FlatColumn("column", "Column", width=18),
        *(
            column
            for name, words in _GROUPS
            for column in (
                FlatColumn(f"{name}_count", f"Figures {words}", Holds.COUNT, 11),
                FlatColumn(f"{name}_total", f"Sum {words}", Holds.FIGURE, 17),
            )
        ),
        FlatColumn("difference", "Difference", Holds.FIGURE, 14),
        FlatColumn("proof", "Proof", Holds.VERDICT, 14, PROOFS),
    ),
)
"""The proof of a return's money: each figure of the second path is in exactly one of the first four groups."""
RETURN_TABLES = (INDICATORS, ACTIONS, RISKS, FINANCE, SAVINGS, FINDINGS)
"""Tables whose rows come from the returns, in the order of the workbook's sheets."""
KEPT_TABLES = (*RETURN_TABLES, CONTROL)
"""All that is kept of a return."""
MONEY = {
    FINANCE.name: ("budget", "virement", "actual", "forecast", "variance"),
    SAVINGS.name: ("target", "achieved", "forecast"),
}
"""By table, the columns that are added up: fields of a budget line and of a saving, in pounds, as returned."""


TRACKER = FlatTable(
    "tracker",
    "Tracker",
    (
        *_WHOSE,
        FlatColumn("directorate", "Directorate", width=20),
        FlatColumn("owner", "Owner (role)", width=24),
        FlatColumn("due", "Due", Holds.DATE, 13),
        FlatColumn("period", "Period"),
        FlatColumn("state", "State", Holds.VERDICT, 15, STATES),
        FlatColumn("in_totals", "In the totals", width=10),
        FlatColumn("reason", "Reason", Holds.LONG_TEXT, 60),
        FlatColumn("submitted", "Submitted", Holds.DATE, 13),
        FlatColumn("errors", "Errors", Holds.COUNT, 10),
        FlatColumn("warnings", "Warnings", Holds.COUNT, 10),
        FlatColumn("queries", "Queries", Holds.COUNT, 10),
    ),
)
SOURCES = FlatTable(
    "sources",
    "Sources",
    (
        FlatColumn("file", "File", width=40),
        FlatColumn("sha256", "SHA-256", width=70),
        FlatColumn("size", "Size in bytes", Holds.COUNT, 14),
        FlatColumn("as_at", "As at", Holds.DATE, 13),
    ),
)
