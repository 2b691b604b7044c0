"""The exceptions: everything that a committee has to look at, whatever kind it is."""

from collections.abc import Mapping

from workbook_tools.writing.accessible.shorthand import NOT_APPLICABLE, NOT_AVAILABLE, figure_in_words
from workbook_tools.writing.accessible.table_layout import Column, Sheet, lay_out, origin_columns, place_column
from workbook_tools.writing.exceptions import KINDS, ExceptionRow, find_exceptions, say_exception_words
from workbook_tools.writing.remedies import NO_REMEDY
from workbook_tools.writing.risks.risks_sheet import risk_lines
from workbook_tools.writing.summary.actions_sheet import action_lines
from workbook_tools.writing.summary.exceptions_sheet import SHEET, say_listed
from workbook_tools.writing.summary.indicators_sheet import indicator_lines
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.theme import Look, styles_of

KIND = "Kind"


def exceptions(facts: SummaryFacts) -> Sheet | None:
    """The sheet of exceptions; None where there are none."""
    rows = find_exceptions(facts)
    holds = f"Everything at {say_exception_words(facts.scheme)}; the full rows stand on the sheets of their kinds."
    return lay_out(SHEET, "Exceptions", holds, _columns(facts), rows) if rows else None


def _columns(facts: SummaryFacts) -> list[Column[ExceptionRow]]:
    sections = _sections(facts)
    styles = {name: styles_of(facts.scheme, table) for table, name in KINDS.items()}
    return [
        *origin_columns(facts, lambda row: row.assessment),
        Column(KIND, lambda row: KINDS[row.table], repeats=True),
        Column("Section", lambda row: sections[row.table].get(row.section, row.section), repeats=True),
        Column("Reference", lambda row: row.code, repeats=True, widest=30),
        Column("Title", lambda row: row.title, repeats=True, widest=50),
        Column("Value, progress or score", lambda row: figure_in_words(row.figure), NOT_AVAILABLE, 30, Look.NUMBER),
        Column("Target or due date", lambda row: figure_in_words(row.against), NOT_AVAILABLE, 30, Look.NUMBER),
        Column("Status", lambda row: row.style.word, look=Look.STATUS, styles=styles, kind=KIND),
        Column("Why", lambda row: row.reason, widest=50),
        Column("Commentary", lambda row: row.note or NO_REMEDY, widest=80),
        Column("Lead", lambda row: row.lead, widest=30),
        Column("In the service's own list", say_listed, NOT_APPLICABLE, widest=60),
        place_column(facts, lambda row: row.where),
    ]


def _sections(facts: SummaryFacts) -> dict[str, Mapping[str, str]]:
    """Sections that are numbered in the working edition, in full, by table."""
    written_out = {"indicators": indicator_lines(facts)[1], "actions": action_lines(facts)[1], "risks": risk_lines(facts)[1]}
    return {table: dict(sections) for table, sections in written_out.items()}
