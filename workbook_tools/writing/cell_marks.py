"""Marks on an officer's cells: a highlight and a note, put on and taken off again without a trace.

The highlight is a conditional format that always holds, so the cell keeps its own fill, font and borders untouched below it: to
undo it is to delete the format. It is told from the officer's own formats by its formula. Ours goes before them.

What is ours of a note is told by `note_text`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tools.findings import Finding, Severity
from workbook_tools.writing.measure import Font as Measured
from workbook_tools.writing.measure import wrap
from workbook_tools.writing.note_text import line_of, with_our_part, without_our_part
from workbook_tools.writing.plain_text import plain
from workbook_tools.writing.theme import INK

AUTHOR = "workbook-tools"
HIGHLIGHT = 'N("workbook-tools mark")=0'  # always true; its text says whose it is
CELLS_IN_A_FORMAT = 400
MARKERS = {Severity.ERROR: "#FF9EC6", Severity.WARNING: "#FFF27A", Severity.QUERY: "#BFE3FF"}
"""Fills by severity, in the colours of highlighter pens: a green status with an amber fill would be read as amber."""
NOTE_WIDTH, NOTE_LINE, NOTE_PADDING, HIGHEST_NOTE = 380, 17, 18, 480  # pixels
NOTE_FONT = Measured(10.0)


def put_marks(sheet: Worksheet, found: Mapping[str, Sequence[Finding]]) -> None:
    """Highlights cells and puts notes on them; `found` are the findings by the address of their cell, in capitals."""
    cells = {address: findings for address, findings in found.items() if findings}
    for address, findings in cells.items():
        cell = sheet[address]
        officers = cell.comment.text if cell.comment else ""
        author = (cell.comment.author if cell.comment else None) or AUTHOR
        cell.comment = Comment(with_our_part(officers, [*map(line_of, findings)]), author)
    _put_highlights(sheet, cells)
    _size_notes(sheet)


def cells_of(sheet: Any) -> list[Any]:
    """The cells that a sheet has, in the order of rows. To go over its rows would make all those between them, too."""
    return [cell for _, cell in sorted(sheet._cells.items())]  # noqa: SLF001 - no public way


def marked_address(sheet: Worksheet, address: str) -> str:
    """The address that a mark for a cell goes to: of merged cells the first, which alone can be seen."""
    if not isinstance(sheet[address], MergedCell):
        return address
    return next(str(area.start_cell.coordinate) for area in sheet.merged_cells.ranges if address in area)


def take_off_marks(sheet: Worksheet) -> None:
    """Takes off what `put_marks` put on: a note keeps the officer's lines, and goes if there are none."""
    for cell in cells_of(sheet):
        if cell.comment and (officers := without_our_part(cell.comment.text)) != cell.comment.text:
            cell.comment = Comment(officers, cell.comment.author) if officers else None
    formats = [(area, rule) for area, rule in _rules(sheet) if HIGHLIGHT not in map(str, rule.formula)]
    _set_rules(sheet, formats)
    _size_notes(sheet)


def _put_highlights(sheet: Worksheet, cells: Mapping[str, Sequence[Finding]]) -> None:
    officers = _rules(sheet)
    ours: list[tuple[Any, Rule]] = []
    for severity in Severity:
        worst = [address for address, findings in cells.items() if _worst(findings) is severity]
        starts = range(0, len(worst), CELLS_IN_A_FORMAT)
        ours += [(" ".join(worst[start : start + CELLS_IN_A_FORMAT]), _highlight(severity)) for start in starts]
    _set_rules(sheet, [*ours, *officers])


def _worst(findings: Sequence[Finding]) -> Severity:
    return min((finding.severity for finding in findings), key=list(Severity).index)


def _highlight(severity: Severity) -> Rule:
    fill = MARKERS[severity].removeprefix("#")
    look = DifferentialStyle(font=Font(color=INK.removeprefix("#")), fill=PatternFill("solid", fgColor=fill, bgColor=fill))
    return Rule(type="expression", dxf=look, formula=[HIGHLIGHT])


def _rules(sheet: Worksheet) -> list[tuple[Any, Rule]]:
    """The conditional formats with their cells, the one that goes before the others first."""
    rules = [(area.sqref, rule) for area in sheet.conditional_formatting for rule in area.rules]
    return sorted(rules, key=lambda pair: pair[1].priority or 0)


def _set_rules(sheet: Worksheet, rules: Sequence[tuple[Any, Rule]]) -> None:
    formats: Any = ConditionalFormattingList()
    for priority, (area, rule) in enumerate(rules, start=1):
        rule.priority = priority
        formats.add(str(area), rule)
    sheet.conditional_formatting = formats


def _size_notes(sheet: Worksheet) -> None:
    """Every note's box as high as its text needs: what reads a workbook does not keep the sizes of the boxes."""
    for cell in cells_of(sheet):
        if cell.comment:
            lines = len(wrap(plain(cell.comment.text), NOTE_WIDTH, NOTE_FONT))
            cell.comment.width = NOTE_WIDTH
            cell.comment.height = min(HIGHEST_NOTE, lines * NOTE_LINE + NOTE_PADDING)
