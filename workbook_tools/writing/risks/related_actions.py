"""The actions that risks name, each with its own status and a link to its row on the sheet Actions."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbook_tools.model.spellings import folded
from workbook_tools.model.wording import say_count
from workbook_tools.writing.cells import CellValue
from workbook_tools.writing.risks.risks_sheet import RiskLine, risk_lines
from workbook_tools.writing.summary import actions_sheet
from workbook_tools.writing.summary.actions_sheet import FIELDS, ActionLine
from workbook_tools.writing.summary.frame import Canvas, set_up_page, write_title_block
from workbook_tools.writing.summary.references import Reference, find_reference, write_reference
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.tables import ColumnSpec, write_table
from workbook_tools.writing.theme import Look, styles_of
from workbook_tools.writing.widths import fit_widths

SHEET = "Related actions"
TABLE = "RelatedActions"
NOT_THERE = "not in this return"


@dataclass(frozen=True, slots=True)
class RelatedAction:
    """An action that a risk names.

    Attributes:
        risk: the risk.
        code: the action's code as the risk gives it.
        line: the action; None where the risk's return has none of that code.
        status: its status on the sheet Actions; None likewise.
    """

    risk: RiskLine
    code: str
    line: ActionLine | None = None
    status: Reference | None = None

    @property
    def title(self) -> str:
        """The action's title, or that it is not there."""
        return self.line.judged.action.title if self.line else NOT_THERE

    def show(self, field: str) -> CellValue:
        """What the sheet Actions shows in the column of a field; None where the action is not there."""
        return FIELDS[field].get(self.line) if self.line else None

    def link(self, canvas: Canvas) -> CellValue:
        """The code as a link to the action's row; the code alone where there is no such row."""
        return (canvas.anchors.link(self.line.judged.action.where, self.code) if self.line else None) or self.code


def find_related(canvas: Canvas, risk: RiskLine) -> list[RelatedAction]:
    """The actions that a risk names, in its order; several where the return has several of one code.

    Only those of the risk's own return; the sheet Actions must have been written.
    """
    return [action for code in risk.judged.risk.related_actions for action in _find(canvas, risk, code)]


def _find(canvas: Canvas, risk: RiskLine, code: str) -> Iterator[RelatedAction]:
    place = canvas.places.get(actions_sheet.SHEET)
    known = [] if place is None else [(index, line) for index, line in enumerate(place.lines) if _is_meant(line, risk, code)]
    if place is None or not known:
        yield RelatedAction(risk, code)
        return
    for index, line in known:
        status = find_reference(place, actions_sheet.SHEET, index, "status", FIELDS["status"].get(line))
        yield RelatedAction(risk, code, line, status)


def _is_meant(line: ActionLine, risk: RiskLine, code: str) -> bool:
    return line.assessment is risk.assessment and folded(line.judged.action.code) == folded(code)


def has_related_actions(facts: SummaryFacts) -> bool:
    """Whether any risk names an action."""
    return any(judged.risk.related_actions for assessment in facts.assessments for judged in assessment.risks)


def write_related_actions(canvas: Canvas) -> None:
    """Writes the sheet: a row for each action that a risk names."""
    page, facts = canvas.pages[SHEET], canvas.facts
    actions = [action for risk in risk_lines(facts)[0] for action in find_related(canvas, risk)]
    columns = fit_widths(_columns(canvas), actions)
    page.set_widths([column.width for column in columns])
    missing = sum(action.line is None for action in actions)
    remark = f"{say_count(len(actions), 'action')} named by risks; {missing} {NOT_THERE}. {facts.files}"
    top = write_title_block(page, facts, SHEET, remark)
    place = write_table(page, top, columns, actions, name=TABLE)
    column = next(index for index, column in enumerate(columns) if column.field == "status")
    for row, action in zip(place.row_of, actions, strict=True):
        if action.status:
            write_reference(page, row, (column, column), action.status, Look.STATUS)
    set_up_page(page, facts, (place.last, len(columns) - 1), top)


def _columns(canvas: Canvas) -> list[ColumnSpec[RelatedAction]]:
    declared = {column.field: column for column in canvas.facts.scheme.report.actions.columns}

    def heading(field: str, otherwise: str) -> str:
        return declared[field].heading if field in declared else otherwise

    return [
        ColumnSpec("Risk", 13, lambda row: _risk(canvas, row), Look.CODE, repeats=True),
        ColumnSpec("Title of the risk", 40, lambda row: row.risk.judged.risk.title),
        ColumnSpec("Related action", 14, lambda row: row.link(canvas), Look.CODE, repeats=True),
        ColumnSpec("Title of the action", 40, lambda row: row.title),
        ColumnSpec(heading("due", "Due"), 13, lambda row: row.show("due"), Look.DATE),
        ColumnSpec(heading("progress", "Progress"), 10, lambda row: row.show("progress"), Look.NUMBER),
        ColumnSpec(heading("status", "Status"), 17, lambda row: row.show("status"), Look.STATUS,
                   styles_of(canvas.facts.scheme, "actions"), field="status"),
    ]  # fmt: skip


def _risk(canvas: Canvas, row: RelatedAction) -> CellValue:
    code = row.risk.judged.risk.code
    return canvas.anchors.link(row.risk.judged.risk.where, code or "Full row") or code
