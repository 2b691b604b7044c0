"""The committee's summary workbook: judged returns -> one workbook that reads well on screen and on paper."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from workbook_tools.findings import shorten
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.meeting import NO_MEETING, Meeting
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.wording import say_date
from workbook_tools.writing import (
    actions_sheet,
    breakdowns_sheet,
    data_sheet,
    exceptions_sheet,
    finance_sheet,
    findings_sheet,
    headlines_sheet,
    history_sheet,
    indicators_sheet,
    key_sheet,
    narrative_sheet,
    related_actions,
    risk_blocks_sheet,
    risk_matrix_sheet,
    risks_sheet,
    sources_sheet,
    summary_sheet,
)
from workbook_tools.writing.finish_formulas import finish_formulas
from workbook_tools.writing.formula_sheet import FormulaSheet
from workbook_tools.writing.frame import Canvas
from workbook_tools.writing.histories import has_history
from workbook_tools.writing.live_edition.rules_sheet import RULES, write_rules
from workbook_tools.writing.live_edition.workbook import UNCALCULATED, make_live
from workbook_tools.writing.live_edition.workings import WORKINGS
from workbook_tools.writing.named_styles import name_styles
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary_facts import Anchors, SummaryFacts
from workbook_tools.writing.theme import Theme
from workbook_tools.writing.whole_file import KEYWORDS, replace_file

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
PROPERTY_LENGTH = 200  # characters of a document property

SheetWriter = Callable[[Canvas], None]


def write_summary(
    path: Path, assessments: Sequence[Assessment], scheme: Scheme, as_at: date, meeting: Meeting = NO_MEETING
) -> None:
    """Writes one or more judged returns into one summary workbook. The same arguments give the same bytes.

    Args:
        path: of the workbook; its folder must exist. An earlier workbook is replaced only by a whole new one.
        assessments: one a return, in order; refused returns are named but not judged.
        scheme: the rules that they were judged by, and the layout of the report.
        as_at: the last day that counts; also the day on which the workbook says it was made.
        meeting: that it goes to; what is not named is taken from the covers, if they say it.

    Raises:
        WritingError: the workbook could not be written.
    """
    replace_file(path, build_summary(assessments, scheme, as_at, meeting))


def build_summary(assessments: Sequence[Assessment], scheme: Scheme, as_at: date, meeting: Meeting = NO_MEETING) -> bytes:
    """The summary workbook as bytes; arguments as for `write_summary`."""
    facts = SummaryFacts.of(assessments, scheme, as_at, meeting)
    content = BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    book.set_properties(properties_of(facts))
    theme = Theme(book)
    canvas = _make_canvas(book, theme, facts)
    for name, write in _writers(facts):
        if name in canvas.pages:
            write(canvas)
    write_rules(canvas, book)
    make_live(canvas, book)
    uncalculated = [canvas.pages[name].sheet.index + 1 for name in UNCALCULATED]
    book.close()
    return finish_formulas(name_styles(content.getvalue(), theme.formats_by_style()), uncalculated)


def properties_of(facts: SummaryFacts) -> dict[str, object]:
    """What a summary says of itself; no name of a person, no clock."""
    return {
        "title": shorten(facts.title, PROPERTY_LENGTH),
        "subject": shorten(f"{facts.services}, {facts.period}", PROPERTY_LENGTH),
        "company": shorten(facts.scheme.council, PROPERTY_LENGTH),
        "comments": f"As at {say_date(facts.as_at)}, by the scheme {facts.scheme.name}, version {facts.scheme.version}.",
        "keywords": KEYWORDS,
        "created": datetime.combine(facts.as_at, time()),
    }


def _make_canvas(book: Any, theme: Theme, facts: SummaryFacts) -> Canvas:
    """The workbook's pages in the order of reading; those whose table is empty are left out."""
    present = {name for name, _ in _writers(facts)}
    names = [name for name in READING_ORDER if name in present | ALWAYS]
    pages = {name: Page(book.add_worksheet(name, FormulaSheet if name == WORKINGS else None), theme) for name in names}
    pages[summary_sheet.SHEET].sheet.activate()
    return Canvas(pages, facts, Anchors())


READING_ORDER = (
    summary_sheet.SHEET,
    exceptions_sheet.SHEET,
    indicators_sheet.SHEET,
    history_sheet.SHEET,
    actions_sheet.SHEET,
    risks_sheet.SHEET,
    risk_blocks_sheet.SHEET,
    related_actions.SHEET,
    risk_matrix_sheet.SHEET,
    finance_sheet.SHEET,
    narrative_sheet.SHEET,
    headlines_sheet.SHEET,
    breakdowns_sheet.SHEET,
    findings_sheet.SHEET,
    key_sheet.SHEET,
    RULES,
    sources_sheet.SHEET,
    data_sheet.SHEET,
    *UNCALCULATED,
)
ALWAYS = {RULES, *UNCALCULATED}


def _writers(facts: SummaryFacts) -> list[tuple[str, SheetWriter]]:
    """The sheets that have content, in the order of writing: those that others link to come first."""
    every = facts.assessments
    returns = [assessment.service_return for assessment in every]  # what of them is filled in
    has_risks = any(assessment.risks for assessment in every)
    in_blocks = facts.scheme.report.risks.layout == "blocks"  # of which each shows its related actions
    wanted: list[tuple[str, SheetWriter, bool]] = [
        (indicators_sheet.SHEET, indicators_sheet.write_indicators, any(assessment.indicators for assessment in every)),
        (history_sheet.SHEET, history_sheet.write_history, has_history(facts)),
        (actions_sheet.SHEET, actions_sheet.write_actions, any(assessment.actions for assessment in every)),
        (risks_sheet.SHEET, risks_sheet.write_risks, has_risks),
        (risk_blocks_sheet.SHEET, risk_blocks_sheet.write_risk_blocks, has_risks and in_blocks),
        (
            related_actions.SHEET,
            related_actions.write_related_actions,
            related_actions.has_related_actions(facts) and not in_blocks,
        ),
        (risk_matrix_sheet.SHEET, risk_matrix_sheet.write_risk_matrix, has_risks and facts.scheme.risks is not None),
        (finance_sheet.SHEET, finance_sheet.write_finance, any(assessment.finance for assessment in every)),
        (narrative_sheet.SHEET, narrative_sheet.write_narrative, any(given.narrative for given in returns)),
        (headlines_sheet.SHEET, headlines_sheet.write_headlines, any(given.headlines for given in returns)),
        (breakdowns_sheet.SHEET, breakdowns_sheet.write_breakdowns, any(given.breakdowns for given in returns)),
        (exceptions_sheet.SHEET, exceptions_sheet.write_exceptions, True),
        (findings_sheet.SHEET, findings_sheet.write_findings, True),
        (key_sheet.SHEET, key_sheet.write_key, True),
        (sources_sheet.SHEET, sources_sheet.write_sources, True),
        (data_sheet.SHEET, data_sheet.write_data, True),
        (summary_sheet.SHEET, summary_sheet.write_summary_sheet, True),
    ]
    return [(name, write) for name, write, has_content in wanted if has_content]
