"""What the services wrote and what was found in it: finance, headlines, breakdowns, narrative, findings, sources."""

from collections.abc import Callable

from workbook_tools.findings import Finding
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.service_return import BreakdownCell, Headline, Paragraph
from workbook_tools.writing.accessible.shorthand import NOT_APPLICABLE, NOT_AVAILABLE, NOT_WRITTEN, figure_in_words
from workbook_tools.writing.accessible.table_layout import (
    FIGURES,
    Column,
    Sheet,
    column_of,
    lay_out,
    origin_columns,
    place_column,
)
from workbook_tools.writing.cells import CellValue, printed_cell
from workbook_tools.writing.severities import SEVERITY_STYLES
from workbook_tools.writing.summary import finance_sheet, findings_sheet, savings_sheet, sources_sheet
from workbook_tools.writing.summary_facts import Line, SummaryFacts
from workbook_tools.writing.tables import ColumnSpec, RowT
from workbook_tools.writing.theme import Look
from workbook_tools.writing.told import breakdowns_sheet, headlines_sheet, narrative_sheet
from workbook_tools.writing.told.prose import in_order

NOTE, PROSE, TEXT = 80.0, 100.0, 50.0  # characters
"""Widest columns: of a note, of narrative, of other text."""


def finance(facts: SummaryFacts) -> Sheet | None:
    """The sheet of budget lines; None where there are none."""
    rows = [Line(given, judged, judged.line.section) for given in facts.assessments for judged in given.finance]
    columns: list[Column[finance_sheet.BudgetRow]] = [
        *origin_columns(facts, lambda row: row.assessment),
        *(_money_column(spec) for spec in finance_sheet.budget_columns(facts.scheme)),
        place_column(facts, lambda row: finance_sheet.where_of(row.judged)),
    ]
    holds = "The budget lines in pounds, with their variances and how they were worked out."
    return lay_out(finance_sheet.SHEET, "Finance", holds, columns, rows) if rows else None


def savings(facts: SummaryFacts) -> Sheet | None:
    """The sheet of savings; None where there are none."""
    rows = [Line(given, judged, judged.saving.section) for given in facts.assessments for judged in given.savings]
    columns: list[Column[savings_sheet.SavingRow]] = [
        *origin_columns(facts, lambda row: row.assessment),
        *(_money_column(spec) for spec in savings_sheet.savings_columns(facts.scheme)),
        place_column(facts, lambda row: savings_sheet.where_of(row.judged)),
    ]
    holds = "The savings in pounds: targets, what is achieved and forecast, what share is delivered."
    return lay_out(savings_sheet.SHEET, "Savings", holds, columns, rows) if rows else None


def headlines(facts: SummaryFacts) -> Sheet | None:
    """The sheet of stated figures; None where there are none."""
    rows = [(given, headline) for given in facts.assessments for headline in given.service_return.headlines]
    columns: list[Column[tuple[Assessment, Headline]]] = [
        *origin_columns(facts, lambda row: row[0]),
        Column("Headline", lambda row: row[1].name, repeats=True, widest=TEXT),
        Column("Stated figure", lambda row: figure_in_words(printed_cell(row[1].value)), NOT_AVAILABLE, 30, Look.NUMBER),
        Column("What it counts", lambda row: row[1].counts, widest=NOTE),
        Column("Where printed", lambda row: row[1].printed),
        place_column(facts, lambda row: row[1].where),
    ]
    return lay_out(headlines_sheet.SHEET, "Headlines", "Figures as the services state them.", columns, rows) if rows else None


def breakdowns(facts: SummaryFacts) -> Sheet | None:
    """The sheet of the small tables, one row a figure; None where there are none."""
    rows = [(given, cell) for given in facts.assessments for cell in given.service_return.breakdowns]
    columns: list[Column[tuple[Assessment, BreakdownCell]]] = [
        *origin_columns(facts, lambda row: row[0]),
        Column("Table", lambda row: row[1].table, repeats=True, widest=TEXT),
        Column("Row", lambda row: row[1].row, repeats=True, widest=TEXT),
        Column("Column", lambda row: row[1].column, repeats=True, widest=TEXT),
        Column("Figure", lambda row: figure_in_words(printed_cell(row[1].value)), NOT_AVAILABLE, 30, Look.NUMBER),
        place_column(facts, lambda row: row[1].where),
    ]
    holds = "The small tables of the returns, as the services state them: one row a figure."
    return lay_out(breakdowns_sheet.SHEET, "Breakdowns", holds, columns, rows) if rows else None


def narrative(facts: SummaryFacts) -> Sheet | None:
    """The sheet of narrative; None where there is none."""
    rows = [(given, paragraph) for given in facts.assessments for paragraph in in_order(given)]
    columns: list[Column[tuple[Assessment, Paragraph]]] = [
        *origin_columns(facts, lambda row: row[0]),
        Column("Heading", lambda row: row[1].heading, repeats=True, widest=TEXT),
        Column("Theme", lambda row: row[1].theme, repeats=True, widest=TEXT),
        Column("Kind", lambda row: row[1].kind, repeats=True, widest=TEXT),
        Column("Text", lambda row: row[1].text, widest=PROSE),
        place_column(facts, lambda row: row[1].where),
    ]
    holds = "The narrative as the services wrote it, one row a paragraph."
    return lay_out(narrative_sheet.SHEET, "Narrative", holds, columns, rows) if rows else None


def findings(facts: SummaryFacts) -> Sheet | None:
    """The sheet of findings; None where there are none."""
    rows = findings_sheet.all_findings(facts)
    styles = tuple(SEVERITY_STYLES.values())
    columns: list[Column[Finding]] = [
        Column("About", lambda row: row.subject, NOT_APPLICABLE, repeats=True),
        Column("Severity", lambda row: SEVERITY_STYLES[row.severity].word, look=Look.STATUS, styles={"": styles}, repeats=True),
        Column("Finding", lambda row: row.message, widest=NOTE),
        Column("File", lambda row: row.where.file, widest=30),
        Column("Sheet", lambda row: row.where.sheet, NOT_APPLICABLE),
        Column("Cell", lambda row: row.where.cell, NOT_APPLICABLE),
        Column("Code", lambda row: row.code),
    ]
    holds = f"What reading and checking the returns found: {findings_sheet.count_findings(rows)}."
    return lay_out(findings_sheet.SHEET, "Findings", holds, columns, rows) if rows else None


def sources(facts: SummaryFacts) -> Sheet | None:
    """The sheet of the files that the figures come from; None where there are none."""
    rows = sources_sheet.source_rows(facts)
    unread = {"As at", "Scheme and version", "Not read, because"}
    columns = [
        column_of(spec, NOT_APPLICABLE if spec.heading in unread else NOT_WRITTEN, NOTE) for spec in sources_sheet.COLUMNS
    ]
    holds = "The files that the figures come from, with their fingerprints, and the rules that they were judged by."
    return lay_out(sources_sheet.SHEET, "Sources", holds, columns, rows) if rows else None


def _blank(spec: ColumnSpec[RowT]) -> str:
    return NOT_AVAILABLE if spec.look in FIGURES else NOT_WRITTEN


def _money_column(spec: ColumnSpec[RowT]) -> Column[RowT]:
    """A column of money, in words, or one of status words in their colours."""
    if spec.styles:
        return Column(spec.heading, spec.get, NOT_APPLICABLE, TEXT, Look.STATUS, {"": spec.styles})
    return _in_words(column_of(spec, _blank(spec), TEXT))


def _in_words(column: Column[RowT]) -> Column[RowT]:
    """A column of figures with its symbols in words."""
    if column.look not in FIGURES:
        return column
    get: Callable[[RowT], CellValue] = column.get
    return Column(column.heading, lambda row: figure_in_words(get(row)), column.blank, column.widest, column.look)
