"""The parts of a report as sheets: their names, their order, and which of a return's paragraphs stand in which."""

import re

from workbook_tools.model.layout import DATA_SHEET
from workbook_tools.model.scheme import PartContents, ReportPart, Scheme
from workbook_tools.model.service_return import Paragraph
from workbook_tools.model.spellings import folded

_ANY_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.? ")

FRONT = "Summary"
CONTENTS = "Contents"
SHEETS: dict[PartContents, str] = {
    "exceptions": "Exceptions",
    "indicators": "Indicators",
    "history": "History",
    "actions": "Actions",
    "risks": "Risks",
    "risk_register": "Risk register",
    "related_actions": "Related actions",
    "risk_matrix": "Risk matrix",
    "finance": "Finance",
    "savings": "Savings",
    "narrative": "Narrative",
    "snapshot": "Snapshot",
    "achievements": "Achievements",
    "headlines": "Headlines",
    "breakdowns": "Breakdowns",
    "findings": "Findings",
    "key": "Key",
    "rules": "Rules",
    "glossary": "Glossary",
}
"""The name of each part's sheet, in the order of a report whose council has no order of its own."""


def sheet_order(scheme: Scheme) -> tuple[str, ...]:
    """The names of the sheets in order: the front page, the contents, the scheme's parts, the other parts, the data."""
    named = [part.contents for part in scheme.report.parts]
    rest = [contents for contents in SHEETS if contents not in named]
    return (FRONT, CONTENTS, *(SHEETS[contents] for contents in (*named, *rest)), DATA_SHEET)


def part_of_sheet(scheme: Scheme, sheet: str) -> ReportPart | None:
    """The scheme's part that a sheet shows; None where it names none."""
    return next((part for part in scheme.report.parts if SHEETS[part.contents] == sheet), None)


def part_of_paragraph(scheme: Scheme, paragraph: Paragraph) -> PartContents:
    """The part that a paragraph stands in: the one that names its heading or its kind, else the narrative."""
    names = {folded(paragraph.kind), folded(paragraph.heading), bare_heading(paragraph.heading)}
    taking = (part.contents for part in scheme.report.parts if names & set(map(folded, part.from_)))
    return next(taking, "narrative")


def bare_heading(heading: str) -> str:
    """A heading for comparison: without any number before it, which is no loss where nothing is printed."""
    return _ANY_NUMBER.sub("", folded(heading), count=1)
