"""The standard return: its sheets, tables and columns. What reads a return and what writes one share this page.

A column's field is that of the row's class in `service_return`. The headings here are the standard ones; the others that
councils use are data in `reading/headings.toml`.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Content(StrEnum):
    """What a column holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"  # a note: wrapped, wide
    FIGURE = "figure"  # in the unit of the row
    PROGRESS = "progress"  # percent complete
    SCORE = "score"  # a whole number on the scheme's scale
    MONEY = "money"  # pounds
    DATE = "date"
    YES_NO = "yes_no"
    CODES = "codes"  # codes separated by semicolons


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the standard return: field, heading, content, width in characters."""

    field: str
    heading: str
    content: Content = Content.TEXT
    width: float = 14


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the standard return: its name (also that of the field of `ServiceReturn`), its sheet, its columns in order.

    `required` are the fields without which a row of headings is not taken for this table.
    """

    name: str
    sheet: str
    columns: tuple[Column, ...]
    required: tuple[str, ...]

    def column(self, field: str) -> Column:
        """The column of a field.

        Raises:
            KeyError: the table has none.
        """
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)


_OFFICER = (
    Column("reported_status", "Reported status"),
    Column("reported_symbol", "Reported symbol"),
    Column("officer_status", "Officer's status"),
    Column("officer_reason", "Reason", Content.LONG_TEXT, 30),
)

INDICATORS = Table(
    "indicators",
    "Indicators",
    (
        Column("section", "Section", width=22),
        Column("service", "Service"),
        Column("code", "Code"),
        Column("title", "Indicator", Content.LONG_TEXT, 50),
        Column("unit_text", "Unit"),
        Column("polarity", "Polarity"),
        Column("previous_label", "Previous period"),
        Column("previous", "Previous value", Content.FIGURE),
        Column("value", "Value", Content.FIGURE),
        Column("target", "Target", Content.FIGURE),
        Column("note", "Note", Content.LONG_TEXT, 80),
        Column("lead", "Lead", width=26),
        *_OFFICER,
        Column("reported_trend", "Reported trend"),
        Column("reported_trend_symbol", "Reported trend symbol"),
    ),
    ("title", "value"),
)
ACTIONS = Table(
    "actions",
    "Actions",
    (
        Column("section_number", "Section no."),
        Column("section", "Section", width=30),
        Column("service", "Service"),
        Column("code", "Code"),
        Column("parent", "Part of"),
        Column("title", "Action", Content.LONG_TEXT, 50),
        Column("start", "Start", Content.DATE),
        Column("due", "Due", Content.DATE),
        Column("progress", "Progress", Content.PROGRESS),
        Column("cancelled", "Cancelled", Content.YES_NO),
        Column("note", "Note", Content.LONG_TEXT, 80),
        Column("lead", "Lead", width=26),
        *_OFFICER,
    ),
    ("title", "due"),
)
RISKS = Table(
    "risks",
    "Risks",
    (
        Column("register", "Register"),
        Column("service", "Service"),
        Column("code", "Code"),
        Column("title", "Risk", Content.LONG_TEXT, 50),
        Column("effect", "Potential effect", Content.LONG_TEXT, 40),
        Column("related_actions", "Related actions", Content.CODES, 20),
        Column("controls", "Internal controls", Content.LONG_TEXT, 30),
        Column("lead", "Managed by", width=26),
        Column("likelihood", "Likelihood", Content.SCORE),
        Column("impact", "Impact", Content.SCORE),
        Column("score", "Score", Content.SCORE),
        Column("target_likelihood", "Target likelihood", Content.SCORE),
        Column("target_impact", "Target impact", Content.SCORE),
        Column("target_score", "Target score", Content.SCORE),
        Column("previous_score", "Previous score", Content.SCORE),
        Column("note", "Note", Content.LONG_TEXT, 80),
        *_OFFICER,
        Column("reported_band", "Reported band"),
        Column("reported_colour", "Reported colour"),
        Column("reported_direction", "Reported direction"),
        Column("reported_forecast", "Reported forecast"),
    ),
    ("title", "score"),
)
FINANCE = Table(
    "finance",
    "Finance",
    (
        Column("section", "Section", width=22),
        Column("code", "Code"),
        Column("title", "Budget line", Content.LONG_TEXT, 40),
        Column("budget", "Budget", Content.MONEY),
        Column("actual", "Actual", Content.MONEY),
        Column("forecast", "Forecast", Content.MONEY),
        Column("variance", "Variance", Content.MONEY),
        Column("note", "Note", Content.LONG_TEXT, 60),
        Column("lead", "Lead", width=26),
        Column("kind", "Type"),
        Column("virement", "Virement", Content.MONEY),
    ),
    ("budget", "title"),
)
HEADLINES = Table(
    "headlines",
    "Headlines",
    (
        Column("name", "Headline", width=50),
        Column("value", "Stated figure"),
        Column("counts", "What it counts", Content.LONG_TEXT, 50),
        Column("printed", "Where printed", width=30),
    ),
    ("name", "value"),
)
BREAKDOWNS = Table(
    "breakdowns",
    "Breakdowns",
    (
        Column("table", "Table", width=44),
        Column("row", "Row", width=44),
        Column("column", "Column", width=30),
        Column("value", "Figure"),
    ),
    ("table", "row", "column"),
)
NARRATIVE = Table(
    "narrative",
    "Narrative",
    (
        Column("heading", "Heading", width=34),
        Column("theme", "Theme"),
        Column("kind", "Kind", width=22),
        Column("order", "Order"),
        Column("text", "Text", Content.LONG_TEXT, 110),
    ),
    ("heading", "text"),
)
REPEATED = Table(
    "repeated",
    "Exceptions",
    (
        Column("kind", "Printed as", width=14),
        Column("section", "Section"),
        Column("code", "Code"),
        Column("title", "Title", Content.LONG_TEXT, 50),
        Column("progress", "Progress", Content.PROGRESS),
        Column("reported_status", "Reported status"),
        Column("previous", "Previous value", Content.FIGURE),
        Column("value", "Value", Content.FIGURE),
        Column("target", "Target", Content.FIGURE),
        Column("reported_trend_symbol", "Reported trend symbol"),
        Column("note", "Commentary", Content.LONG_TEXT, 80),
    ),
    ("kind", "code", "title"),
)
SAVINGS = Table(
    "savings",
    "Savings",
    (
        Column("section", "Section", width=22),
        Column("code", "Code"),
        Column("title", "Saving", Content.LONG_TEXT, 40),
        Column("target", "Savings target", Content.MONEY),
        Column("achieved", "Achieved to date", Content.MONEY),
        Column("forecast", "Forecast savings", Content.MONEY),
        Column("note", "Note", Content.LONG_TEXT, 60),
        Column("lead", "Lead", width=26),
    ),
    ("title", "target"),
)
TABLES = (INDICATORS, ACTIONS, RISKS, FINANCE, HEADLINES, BREAKDOWNS, NARRATIVE, REPEATED, SAVINGS)

COVER_SHEET = "Cover"
COVER_LABELS = {
    "scheme": "Scheme",
    "council": "Council",
    "service": "Service",
    "directorate": "Directorate",
    "report_title": "Report",
    "period": "Period",
    "contact_role": "Contact (role)",
    "signed_off_by": "Signed off by (role)",
    "signed_off_on": "Signed off on",
    "overall_judgement": "Overall status (officer's judgement)",
    "overall_reason": "Reason for the judgement",
    "template": "Template",
    "scheme_version": "Scheme version",
    "plan_from": "Plan from",
    "plan_to": "Plan to",
}
"""Labels of the cover sheet, in column A, with their values in column B. Keys are fields of `Cover`."""
COVER_LABELS_READ = {"money_in": "Money in"}
"""Lines that are read where a cover has them; the returns that we issue do not."""

TEMPLATE_VERSION = 1  # goes up whenever a return issued earlier would no longer be right
TEMPLATE_DATE = dt.date(2026, 4, 1)  # that blanks of this version say they were made on
TEMPLATE = f"Standard return, version {TEMPLATE_VERSION}"

INSTRUCTIONS_SHEET = "Instructions"
LISTS_SHEET = "Lists"
LISTS_TITLE = "Lists and thresholds that the formulas of this workbook use"
WORKINGS_SHEET = "Workings"
WORKINGS_TITLE = "The previews of this return, step by step"
ISSUED_SHEET = "As issued"
ISSUED_TITLE = "This return as it was issued"  # in its first cell
"""The hidden sheet of an issued return that keeps what was issued: cover, then tables below each other."""
DATA_SHEET = "Data"
DATA_TITLE = "A return as it was reported"  # in the first cell of each
"""The sheet of a summary that the next return can be issued from, laid out likewise."""
SET_AT_ISSUE: dict[str, tuple[str, ...]] = {
    "indicators": ("section", "service", "title", "unit_text", "polarity", "previous_label", "previous", "target"),
    "actions": ("section_number", "section", "service", "parent", "title", "start", "due"),
    "risks": ("register", "service", "title", "target_likelihood", "target_impact", "target_score", "previous_score"),
    "finance": ("section", "title", "budget"),
}
"""By table, the fields that are filled in when a return is issued and should come back as they were, beside the code."""
REVISABLE = frozenset({("actions", "start"), ("actions", "due")})
"""Those of them that an officer may still type into: a date is revised with a reason, and the change is pointed out."""
ANSWERS: dict[str, tuple[str, ...]] = {
    "indicators": ("value",),
    "actions": ("progress",),
    "risks": ("likelihood", "impact", "score"),
    "finance": ("forecast", "actual"),
}
"""By table, the fields that answer a row."""
PROPERTIES_PART = "docProps/core.xml"
"""The part of a workbook's package that says what it is: by whom, when, and keywords."""
PREVIEW_HEADINGS = (
    "Status now", "Short trend now", "Long trend now", "Band now", "Movement now", "Variance now", "To do", "Note length",
)  # fmt: skip
"""Columns of an issued return that are made by formulas while the officer types; never read."""

CHECK_SHEET = "Findings"
CHECK_TITLE = "Check of this return"  # in its first cell
CHECK_HEADINGS = ("Severity", "Place", "Finding")
CHECK_HEADING_ROW = 4  # counted from 1
"""The sheet that a check adds to a return: told from a sheet of the officer's own by its title and headings, and never read."""
STATUSES_SHEET = "Statuses"
STATUSES_TITLE = "Statuses of this return"
STATUSES_HEADINGS = ("Table", "Place", "Code", "Title", "Status", "Trend or movement", "Reason")
"""The sheet that a check adds beside it, with a row for each verdict; told likewise, and never read."""
CHECK_SHEETS = ((CHECK_TITLE, CHECK_HEADINGS), (STATUSES_TITLE, STATUSES_HEADINGS))
"""Titles and headings of all sheets that a check adds."""
RESPONSE_HEADINGS = (*CHECK_HEADINGS, "About", "Code", "Response")
"""Those of the sheet in a marked copy, where officers also answer."""

REPORT_FIELDS: dict[str, tuple[str, ...]] = {
    "indicators": (
        "section", "service", "code", "title", "unit", "polarity", "previous_period", "previous", "value", "target", "variance",
        "status", "short_trend", "long_trend", "reason", "note", "lead", "reported_status", "reported_trend", "overruled",
    ),
    "actions": (
        "section_number", "section", "service", "code", "parent", "title", "start", "due", "progress", "status", "reason",
        "note", "lead", "reported_status", "overruled",
    ),
    "risks": (
        "register", "service", "code", "title", "effect", "related_actions", "controls", "lead", "likelihood", "impact",
        "score", "target_score", "gap", "previous_score", "status", "movement", "reason", "note", "reported_status",
        "reported_direction", "reported_forecast", "overruled",
    ),
}  # fmt: skip
"""What a scheme's report tables may show in a column."""
