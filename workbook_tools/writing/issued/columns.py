"""The columns of each sheet of an issued return: what is given, what is open to the officer, what a formula shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbook_tools.model.figures import DueDate
from workbook_tools.model.layout import ACTIONS, FINANCE, INDICATORS, NARRATIVE, RISKS, TABLES, Content, Table
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import Row
from workbook_tools.periods import Period
from workbook_tools.writing.return_data import earlier_periods

EARLIER_WIDTH = 10.0  # characters


class Role(StrEnum):
    """Who fills a column in: it is given at issue, open to the officer, or shown by a formula."""

    GIVEN = "given"
    OPEN = "open"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class ReturnColumn:
    """A column of an issued return.

    Attributes:
        name: field of the layout, name of what a formula shows, or "earlier_0" and so on.
        heading: at its head.
        width: in characters.
        role: who fills it in.
        content: what it holds.
        period: of a column of earlier values.
        styles: table of the scheme's styles whose words colour it; "" for none.
    """

    name: str
    heading: str
    width: float
    role: Role
    content: Content = Content.TEXT
    period: Period | None = None
    styles: str = ""


SHOWN: dict[str, ReturnColumn] = {
    column.name: column
    for column in (
        ReturnColumn("status", "Status now", 13, Role.SHOWN, styles="indicators"),
        ReturnColumn("action_status", "Status now", 15, Role.SHOWN, styles="actions"),
        ReturnColumn("short_trend", "Short trend now", 14, Role.SHOWN, styles="trends"),
        ReturnColumn("long_trend", "Long trend now", 14, Role.SHOWN, styles="trends"),
        ReturnColumn("risk_status", "Band now", 16, Role.SHOWN, styles="risks"),
        ReturnColumn("movement", "Movement now", 16, Role.SHOWN, styles="movements"),
        ReturnColumn("variance", "Variance now", 14, Role.SHOWN, Content.MONEY),
        ReturnColumn("to_do", "To do", 22, Role.SHOWN),
        ReturnColumn("note_length", "Note length", 9, Role.SHOWN, Content.SCORE),
    )
}
"""What formulas show, by name; "action_status" and "risk_status" are the result "status" of an action and of a risk."""

ORDER: dict[str, tuple[str, ...]] = {
    "indicators": (
        "code", "title", "unit_text", "polarity", "earlier", "previous_label", "previous", "target", "value", "status", "note",
        "to_do", "note_length", "short_trend", "long_trend", "lead", "section", "service", "officer_status", "officer_reason",
    ),
    "actions": (
        "code", "title", "start", "due", "progress", "cancelled", "action_status", "note", "to_do", "note_length", "lead",
        "section_number", "section", "service", "parent", "officer_status", "officer_reason",
    ),
    "risks": (
        "code", "title", "previous_score", "likelihood", "impact", "score", "risk_status", "movement", "note", "to_do",
        "note_length", "target_likelihood", "target_impact", "target_score", "effect", "related_actions", "controls", "lead",
        "register", "service", "officer_status", "officer_reason",
    ),
    "finance": (
        "code", "title", "budget", "actual", "forecast", "variance", "note", "to_do", "note_length", "lead", "section",
    ),
    "headlines": ("name", "counts", "value", "printed"),
    "breakdowns": ("table", "row", "column", "value"),
    "narrative": ("heading", "theme", "kind", "text"),
}  # fmt: skip
"""By table, its columns in order; "earlier" stands for one column a period."""

OPEN = frozenset(
    {
        *(
            (table.name, field)
            for table in TABLES
            for field in (
                "value", "note", "lead", "officer_status", "officer_reason", "progress", "cancelled", "start", "due", "effect",
                "related_actions", "controls", "likelihood", "impact", "score", "actual", "forecast", "text",
            )
        ),
    }
)  # fmt: skip
"""What officers type into, also in rows that were issued."""

ONLY_WITH_CONTENT = {"service", "section_number", "section", "parent", "start", "theme", "kind", "register", "printed"}
"""Columns that an issued return has only where some row has something in them."""
WIDTHS: dict[tuple[str, str], float] = {
    ("indicators", "code"): 13,
    ("indicators", "title"): 36,
    ("indicators", "unit_text"): 9,
    ("indicators", "polarity"): 10,
    ("indicators", "target"): 10,
    ("indicators", "value"): 11,
    ("indicators", "note"): 50,
    ("actions", "code"): 13,
    ("actions", "title"): 40,
    ("actions", "due"): 11,
    ("actions", "progress"): 9,
    ("actions", "cancelled"): 10,
    ("actions", "note"): 50,
    ("risks", "code"): 12,
    ("risks", "title"): 36,
    ("risks", "previous_score"): 9,
    ("risks", "likelihood"): 10,
    ("risks", "impact"): 8,
    ("risks", "score"): 7,
    ("risks", "note"): 44,
    ("finance", "note"): 50,
}
"""Widths other than the layout's, so that more stands on a screen."""


def columns_of(table: Table, rows: Sequence[Row], scheme: Scheme, *, blank: bool) -> tuple[ReturnColumn, ...]:
    """The columns of a table.

    Args:
        table: of the layout; one that returns are issued with.
        rows: as issued.
        scheme: it decides which trends there are, and whether risks can be rated.
        blank: whether the return is for any service and period, so that rows say themselves of when their previous value is.
    """
    columns: list[ReturnColumn] = []
    for name in ORDER[table.name]:
        if name == "earlier":
            periods = () if blank else earlier_periods(rows)
            columns += [_earlier(number, period) for number, period in enumerate(periods)]
        elif name in SHOWN:
            columns += [SHOWN[name]] if _is_declared(name, scheme) else []
        elif name in {"previous_label", "previous"}:
            columns += [_column(table, name)] if blank or not earlier_periods(rows) else []
        elif blank or name not in ONLY_WITH_CONTENT or any(_says(getattr(row, name)) for row in rows):
            columns.append(_column(table, name))
    return tuple(columns)


def _says(content: object) -> bool:
    return bool(content.text) if isinstance(content, DueDate) else bool(content)


def _column(table: Table, name: str) -> ReturnColumn:
    declared = table.column(name)
    role = Role.OPEN if (table.name, name) in OPEN else Role.GIVEN
    width = WIDTHS.get((table.name, name), declared.width)
    return ReturnColumn(name, declared.heading, width, role, declared.content)


def _earlier(number: int, period: Period) -> ReturnColumn:
    return ReturnColumn(f"earlier_{number}", str(period), EARLIER_WIDTH, Role.GIVEN, Content.FIGURE, period)


def _is_declared(name: str, scheme: Scheme) -> bool:
    match name:
        case "short_trend":
            return scheme.trend.short is not None
        case "long_trend":
            return scheme.trend.long is not None
        case "risk_status" | "movement":
            return scheme.risks is not None
        case _:
            return True


SPARE: dict[str, tuple[int, int]] = {
    INDICATORS.name: (0, 30),
    ACTIONS.name: (5, 30),
    RISKS.name: (5, 15),
    FINANCE.name: (0, 20),
    "headlines": (0, 15),
    "breakdowns": (0, 20),
    NARRATIVE.name: (5, 10),
}
"""Empty rows below those that were issued, and of a table without any: an officer adds an action or a risk, not a target."""
