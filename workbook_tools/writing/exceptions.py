"""Which rows a committee has to look at: everything at level alert, every overdue action; the weightiest for the front page."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, zip_longest

from workbook_tools.findings import Where
from workbook_tools.model.assessment import ActionAssessment, Assessment, IndicatorAssessment, RiskAssessment, StatusT, Verdict
from workbook_tools.model.scheme import MEANINGS, Scheme, Style, level_of, meaning_of, risk_styles
from workbook_tools.model.service_return import Indicator
from workbook_tools.model.words import ActionStatus, Level, Unit
from workbook_tools.writing.cells import CellValue, due_cell, figure_cell, whole_cell
from workbook_tools.writing.risks.risks_sheet import risk_lines
from workbook_tools.writing.summary.actions_sheet import action_lines
from workbook_tools.writing.summary.indicators_sheet import indicator_lines
from workbook_tools.writing.summary_facts import Line, SummaryFacts
from workbook_tools.writing.theme import distinct

KINDS = {"indicators": "Indicator", "actions": "Action", "risks": "Risk"}


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """A row that a committee has to look at.

    Attributes:
        assessment: of the return it is from.
        table: "indicators", "actions" or "risks".
        section: as shown in the table.
        code: of the indicator, action or risk.
        title: likewise.
        figure: value, progress or score.
        against: target, due date or target score.
        style: how its status looks.
        reason: of the status in force; the officer's where one overruled.
        note: the service's commentary.
        lead: who answers for it.
        where: its place in the return.
        listed: whether the service's own list of exceptions names it; None where the return has no such list.
        listed_note: the commentary in that list; "" where it has none.
        weight: how far it is out, for ordering within its table; larger is worse.
    """

    assessment: Assessment
    table: str
    section: str
    code: str
    title: str
    figure: CellValue
    against: CellValue
    style: Style
    reason: str
    note: str
    lead: str
    where: Where
    listed: bool | None
    listed_note: str
    weight: Decimal

    @property
    def commentary(self) -> str:
        """What the service says about it; where it says so twice, in its list of exceptions, which it wrote for a committee."""
        return self.listed_note or self.note


def find_exceptions(facts: SummaryFacts) -> tuple[ExceptionRow, ...]:
    """All exceptions: indicators, actions, risks, each in the order of the returns."""
    indicators = (_indicator(line) for line in indicator_lines(facts)[0] if _is_alert(line, "indicators", line.judged.status))
    actions = (
        _action(line, facts.as_at)
        for line in action_lines(facts)[0]
        if not line.judged.action.is_heading
        and (line.judged.status.status is ActionStatus.OVERDUE or _is_alert(line, "actions", line.judged.status))
    )
    risks = (_risk(line) for line in risk_lines(facts)[0] if _is_alert(line, "risks", line.judged.status))
    return tuple(chain(indicators, actions, risks))


def headline_exceptions(rows: tuple[ExceptionRow, ...], most: int) -> tuple[ExceptionRow, ...]:
    """At most `most` of them: the weightiest of each kind in turn, shown in the order of the kinds."""
    by_kind = [sorted((row for row in rows if row.table == table), key=lambda row: -row.weight) for table in KINDS]
    in_turn = [row for group in zip_longest(*by_kind) for row in group if row is not None]
    chosen = in_turn[:most]
    return tuple(sorted(chosen, key=lambda row: list(KINDS).index(row.table)))


def _is_alert(line: Line[IndicatorAssessment] | Line[ActionAssessment] | Line[RiskAssessment], table: str,
              verdict: Verdict[StatusT]) -> bool:  # fmt: skip
    style = line.assessment.scheme.style_of(table, verdict.style)
    return level_of(verdict.style, style, MEANINGS[table]) is Level.ALERT


def _indicator(line: Line[IndicatorAssessment]) -> ExceptionRow:
    row, judged = line.judged.indicator, line.judged
    return ExceptionRow(
        line.assessment, "indicators", line.section, row.code, row.title,
        figure_cell(row.value, row.unit), figure_cell(row.target, row.unit),
        line.assessment.scheme.style_of("indicators", judged.status.style),
        judged.status.reason, row.note, row.lead, row.where, *_listed(line.assessment, row.code),
        distance_from_target(row),
    )  # fmt: skip


def _action(line: Line[ActionAssessment], as_at: date) -> ExceptionRow:
    row, judged = line.judged.action, line.judged
    return ExceptionRow(
        line.assessment, "actions", line.section, row.code, row.title,
        figure_cell(row.progress, Unit.PERCENT), due_cell(row.due),
        line.assessment.scheme.style_of("actions", judged.status.style),
        judged.status.reason, row.note, row.lead, row.where, *_listed(line.assessment, row.code),
        _days_late(row.due.date, as_at) + (100 - (row.progress.number or Decimal(0))) / 100,
    )  # fmt: skip


def _risk(line: Line[RiskAssessment]) -> ExceptionRow:
    row, judged = line.judged.risk, line.judged
    return ExceptionRow(
        line.assessment, "risks", line.section, row.code, row.title,
        whole_cell(judged.score), whole_cell(judged.target_score),
        line.assessment.scheme.style_of("risks", judged.status.style),
        judged.status.reason, row.note or row.controls, row.lead, row.where, None, "", judged.score or Decimal(0),
    )  # fmt: skip


def distance_from_target(row: Indicator) -> Decimal:
    """How far a value is from its target, as a share of the target; of a zero target, the distance itself."""
    value, target = row.value.number, row.target.number
    if value is None or target is None:
        return Decimal(0)
    return abs(value - target) / (abs(target) or 1)


def _days_late(due: date | None, as_at: date) -> Decimal:
    return Decimal(max(0, (as_at - due).days)) if due else Decimal(0)


def _listed(assessment: Assessment, code: str) -> tuple[bool | None, str]:
    """Whether the service's own list of exceptions names a row, and the commentary there."""
    repeated = assessment.service_return.repeated
    found = [row for row in repeated if row.code == code]
    return (bool(found) if repeated and code else None), next((row.note for row in found if row.note.strip()), "")


def say_exception_words(scheme: Scheme) -> str:
    """The council's words for what is an exception, such as "Red, High or Very High"."""
    by_table = {"indicators": scheme.styles.indicators, "actions": scheme.styles.actions, "risks": risk_styles(scheme.risks)}
    styles = distinct(
        style
        for table, styles in by_table.items()
        for key, style in styles.items()
        if meaning_of(key, style) == ActionStatus.OVERDUE or level_of(key, style, MEANINGS[table]) is Level.ALERT
    )
    words = [style.word for style in styles]
    return " or ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
