"""The sheets of a summary that have content: what writes each, what it holds, how many rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from workbook_tools.schemes.describe import describe
from workbook_tools.writing.exceptions import find_exceptions
from workbook_tools.writing.front import summary_sheet
from workbook_tools.writing.live_edition.rules_sheet import RULES, write_rules
from workbook_tools.writing.risks import related_actions, risk_blocks_sheet, risk_matrix_sheet, risks_sheet
from workbook_tools.writing.summary import (
    actions_sheet,
    contents_sheet,
    data_sheet,
    exceptions_sheet,
    finance_sheet,
    findings_sheet,
    history_sheet,
    indicators_sheet,
    key_sheet,
    savings_sheet,
)
from workbook_tools.writing.summary.contents_sheet import Entry, write_contents
from workbook_tools.writing.summary.frame import Canvas
from workbook_tools.writing.summary.histories import has_history
from workbook_tools.writing.summary.parts import sheet_order
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.told import (
    achievements_sheet,
    breakdowns_sheet,
    glossary_sheet,
    headlines_sheet,
    narrative_sheet,
    snapshot_sheet,
)
from workbook_tools.writing.told.prose import paragraphs_of

SheetWriter = Callable[[Canvas], None]


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """A sheet to be: its name, what writes it, what it holds in a line, its rows (None where it is no table of rows)."""

    name: str
    write: SheetWriter
    holds: str
    rows: int | None = None


def planned_sheets(facts: SummaryFacts, book: Any) -> list[PlannedSheet]:
    """The sheets that have content, in the order of writing: those that others link to come first."""
    rules = PlannedSheet(RULES, lambda canvas: write_rules(canvas, book), "Thresholds that the formulas of this workbook go by")
    sheets = [*_judged(facts), *_of_risks(facts), *_written(facts), *_stated(facts), *_about(facts), rules]
    by_name = {sheet.name: sheet for sheet in sheets}
    order = [name for name in sheet_order(facts.scheme) if name in by_name and name != data_sheet.SHEET]
    entries = [Entry(name, by_name[name].holds, by_name[name].rows) for name in order]
    contents = PlannedSheet(contents_sheet.SHEET, lambda canvas: write_contents(canvas, entries), "")
    return [*sheets, contents]


def _judged(facts: SummaryFacts) -> Iterator[PlannedSheet]:
    """The tables with verdicts; without rows there is no sheet."""
    every = facts.assessments
    tables: tuple[tuple[str, SheetWriter, str, int], ...] = (
        (
            indicators_sheet.SHEET,
            indicators_sheet.write_indicators,
            "Indicators with values, targets, status and trends",
            sum(len(given.indicators) for given in every),
        ),
        (
            actions_sheet.SHEET,
            actions_sheet.write_actions,
            "Actions with due dates, progress and status",
            sum(len(given.actions) for given in every),
        ),
        (
            risks_sheet.SHEET,
            risks_sheet.write_risks,
            "Risks with their scores, bands and movements",
            sum(len(given.risks) for given in every),
        ),
        (
            finance_sheet.SHEET,
            finance_sheet.write_finance,
            "Budget lines with their variances",
            sum(len(given.finance) for given in every),
        ),
        (
            savings_sheet.SHEET,
            savings_sheet.write_savings,
            "Savings with their targets and what is delivered",
            sum(len(given.savings) for given in every),
        ),
    )
    yield from (PlannedSheet(*table) for table in tables if table[-1])
    if has_history(facts):
        yield PlannedSheet(history_sheet.SHEET, history_sheet.write_history, "Indicators with their earlier figures")


def _of_risks(facts: SummaryFacts) -> Iterator[PlannedSheet]:
    """What else is shown of the risks; blocks show the related actions of each."""
    has_risks = any(given.risks for given in facts.assessments)
    if has_risks and facts.scheme.report.risks.layout == "blocks":
        holds = "Each risk with what is done about it, and where it stands now and is meant to stand"
        yield PlannedSheet(risk_blocks_sheet.SHEET, risk_blocks_sheet.write_risk_blocks, holds)
    elif related_actions.has_related_actions(facts):
        holds = "The actions that the risks name, each with its status"
        yield PlannedSheet(related_actions.SHEET, related_actions.write_related_actions, holds)
    if has_risks and facts.scheme.risks is not None:
        yield PlannedSheet(risk_matrix_sheet.SHEET, risk_matrix_sheet.write_risk_matrix, "Risks by likelihood and impact")


def _written(facts: SummaryFacts) -> Iterator[PlannedSheet]:
    """What the services wrote; a part that the scheme does not name takes nothing."""
    told = {part: sum(len(own) for _, own in paragraphs_of(facts, part)) for part in ("snapshot", "achievements", "narrative")}
    boxes = any(stated.box for stated in snapshot_sheet.stated_figures(facts))
    if boxes or told["snapshot"] or snapshot_sheet.snapshot_tables(facts):
        yield PlannedSheet(
            snapshot_sheet.SHEET, snapshot_sheet.write_snapshot, "The position in words, and figures at a glance"
        )
    if told["achievements"] or achievements_sheet.theme_tables(facts):
        holds = "What went well and what did not, theme by theme, with tables and charts"
        rows = told["achievements"]
        yield PlannedSheet(achievements_sheet.SHEET, achievements_sheet.write_achievements, holds, rows)
    if rows := told["narrative"]:
        holds = "What the services wrote, under its headings"
        yield PlannedSheet(narrative_sheet.SHEET, narrative_sheet.write_narrative, holds, rows)


def _stated(facts: SummaryFacts) -> Iterator[PlannedSheet]:
    """What the services state in figures, and the words of the council's report."""
    if rows := len(snapshot_sheet.stated_figures(facts)):
        holds = "Figures that the services state about themselves"
        yield PlannedSheet(headlines_sheet.SHEET, headlines_sheet.write_headlines, holds, rows)
    if rows := len(breakdowns_sheet.other_tables(facts)):
        holds = "Small tables of the returns"
        yield PlannedSheet(breakdowns_sheet.SHEET, breakdowns_sheet.write_breakdowns, holds, rows)
    if rows := len(facts.scheme.report.terms):
        yield PlannedSheet(glossary_sheet.SHEET, glossary_sheet.write_glossary, "Terms of the council's report", rows)


def _about(facts: SummaryFacts) -> Iterator[PlannedSheet]:
    """What every summary has."""
    exceptions, findings = len(find_exceptions(facts)), len(findings_sheet.all_findings(facts))
    rules = len(describe(facts.scheme))
    holds = "Indicators, actions and risks that need attention, the weightiest first"
    if exceptions:
        yield PlannedSheet(exceptions_sheet.SHEET, exceptions_sheet.write_exceptions, holds, exceptions)
    if findings:
        holds = "What reading and checking the returns found"
        yield PlannedSheet(findings_sheet.SHEET, findings_sheet.write_findings, holds, findings)
    holds = "Every word with its symbol and meaning, every rule with its source, every file with its fingerprint"
    yield PlannedSheet(key_sheet.SHEET, key_sheet.write_key, holds, rules)
    yield PlannedSheet(data_sheet.SHEET, data_sheet.write_data, "")
    holds = "How the returns stand and why, what to look at first, what has changed"
    yield PlannedSheet(summary_sheet.SHEET, summary_sheet.write_summary_sheet, holds)
