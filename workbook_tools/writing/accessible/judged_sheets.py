"""Indicators, actions and risks: every column that a report may have, complete rather than narrow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Generic

from workbook_tools.findings import Where
from workbook_tools.model.layout import TABLES
from workbook_tools.model.scheme import ReportTable
from workbook_tools.model.words import Polarity
from workbook_tools.writing.accessible.shorthand import NOT_APPLICABLE, NOT_AVAILABLE, NOT_WRITTEN, figure_in_words
from workbook_tools.writing.accessible.table_layout import FIGURES, Column, Sheet, lay_out, origin_columns, place_column
from workbook_tools.writing.cells import CellValue
from workbook_tools.writing.risks import risks_sheet
from workbook_tools.writing.summary import actions_sheet, indicators_sheet
from workbook_tools.writing.summary.report_columns import Field, JudgedT
from workbook_tools.writing.summary_facts import Line, SummaryFacts
from workbook_tools.writing.theme import Look, styles_of

INDICATOR_FIELDS = (
    "section", "service", "code", "title", "unit", "polarity", "previous_period", "previous", "value", "target", "variance",
    "status", "reason", "short_trend", "long_trend", "note", "lead", "reported_status", "reported_trend", "overruled",
)  # fmt: skip
ACTION_FIELDS = (
    "section", "section_number", "service", "code", "parent", "title", "start", "due", "progress", "status", "reason", "note",
    "lead", "reported_status", "overruled",
)  # fmt: skip
RISK_FIELDS = (
    "register", "service", "code", "title", "effect", "related_actions", "controls", "likelihood", "impact", "score", "status",
    "reason", "target_score", "gap", "previous_score", "movement", "note", "lead", "reported_status", "overruled",
)  # fmt: skip
"""In order. Published symbols of direction and forecast are left out: which words they stand for is nowhere said."""
HEADINGS = {"reason": "Why", "section_number": "Section number"}
"""Where neither the scheme nor the working edition has one; else those of the standard return."""

STANDARD = {table.name: table for table in TABLES}
SECTIONS = {"section", "register"}
REPEATED = {*SECTIONS, "section_number", "service", "code", "title"}
"""Fields that are repeated where a long row goes on in the next one."""
BLANKS = dict.fromkeys(("status", "reason", "parent", "overruled", "related_actions"), NOT_APPLICABLE)
NOTE, PROSE, WORDS = 80.0, 50.0, 30.0  # characters
WIDEST = {"note": NOTE, **dict.fromkeys(("title", "reason", "overruled", "effect", "controls"), PROSE)}


@dataclass(frozen=True, slots=True)
class _Table(Generic[JudgedT]):
    """A table of a report.

    Attributes:
        name: "indicators", "actions" or "risks".
        declared: what the scheme says about it.
        fields: what its columns show.
        order: of the fields.
        lines: its rows.
        sections: sections that are numbered in the working edition, in full.
        where_of: the place of a row in its return.
    """

    name: str
    declared: ReportTable
    fields: Mapping[str, Field[JudgedT]]
    order: Sequence[str]
    lines: Sequence[Line[JudgedT]]
    sections: Mapping[str, str]
    where_of: Callable[[JudgedT], Where]


def indicators(facts: SummaryFacts) -> Sheet | None:
    """The sheet of indicators; None where there are none."""
    lines, written_out = indicators_sheet.indicator_lines(facts)
    fields = {**indicators_sheet.FIELDS, "target": replace(indicators_sheet.FIELDS["target"], get=_target)}
    declared, where_of = facts.scheme.report.indicators, indicators_sheet.where_of
    table = _Table("indicators", declared, fields, INDICATOR_FIELDS, lines, dict(written_out), where_of)
    return _lay_out(facts, table, indicators_sheet.SHEET, "The indicators: values, targets, status and trends.")


def actions(facts: SummaryFacts) -> Sheet | None:
    """The sheet of actions; None where there are none."""
    lines, written_out = actions_sheet.action_lines(facts)
    declared, where_of = facts.scheme.report.actions, actions_sheet.where_of
    table = _Table("actions", declared, actions_sheet.FIELDS, ACTION_FIELDS, lines, dict(written_out), where_of)
    return _lay_out(facts, table, actions_sheet.SHEET, "The actions: due dates, progress and status.")


def risks(facts: SummaryFacts) -> Sheet | None:
    """The sheet of risks; None where there are none."""
    lines, written_out = risks_sheet.risk_lines(facts)
    declared, where_of = facts.scheme.report.risks, risks_sheet.where_of
    table = _Table("risks", declared, risks_sheet.FIELDS, RISK_FIELDS, lines, dict(written_out), where_of)
    return _lay_out(facts, table, risks_sheet.SHEET, "The risks: scores, bands and movements.")


def _lay_out(facts: SummaryFacts, table: _Table[JudgedT], name: str, holds: str) -> Sheet | None:
    if not table.lines:
        return None
    columns: list[Column[Line[JudgedT]]] = [
        *origin_columns(facts, lambda line: line.assessment),
        *(_column(facts, table, field) for field in table.order),
        place_column(facts, lambda line: table.where_of(line.judged)),
    ]
    return lay_out(name, table.declared.title, holds, columns, table.lines)


def _column(facts: SummaryFacts, table: _Table[JudgedT], name: str) -> Column[Line[JudgedT]]:
    field = table.fields[name]
    is_figure = field.look in FIGURES
    get = partial(_in_full, table) if name in SECTIONS else partial(_in_words, field) if is_figure else field.get
    return Column(
        _heading(table, name),
        get,
        BLANKS.get(name, NOT_AVAILABLE if is_figure else NOT_WRITTEN),
        WIDEST.get(name, WORDS),
        field.look if is_figure or field.look is Look.STATUS else Look.TEXT,
        {"": styles_of(facts.scheme, field.styles)} if field.styles else {},
        repeats=name in REPEATED,
    )


def _heading(table: _Table[JudgedT], name: str) -> str:
    """As the scheme words it where it has that column."""
    declared = {column.field: column.heading for column in table.declared.columns}
    standard = {column.field: column.heading for column in STANDARD[table.name].columns}
    own = table.declared.section_heading if name in SECTIONS else table.fields[name].heading
    return declared.get(name) or own or HEADINGS.get(name) or standard.get(name) or name.replace("_", " ").capitalize()


def _in_full(table: _Table[JudgedT], line: Line[JudgedT]) -> CellValue:
    return table.sections.get(line.section, line.section)


def _in_words(field: Field[JudgedT], line: Line[JudgedT]) -> CellValue:
    return figure_in_words(field.get(line))


def _target(line: indicators_sheet.IndicatorLine) -> CellValue:
    """The target; an indicator that is only shown has none."""
    target = indicators_sheet.FIELDS["target"].get(line)
    return NOT_APPLICABLE if target is None and line.judged.indicator.polarity is Polarity.DATA_ONLY else target
