"""What an issued return shows beside its rows while the officer types, and today's results of it.

The steps stand on the hidden sheet Workings, in the row of the sheet that they are about; the visible cells point at the last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_rowcol_to_cell

from workbook_tools.model.assessment import Assessment
from workbook_tools.model.layout import WORKINGS_SHEET
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import Action
from workbook_tools.periods import Period
from workbook_tools.writing.issued.plan import FIRST, TablePlan
from workbook_tools.writing.live.actions import action_formulas
from workbook_tools.writing.live.finance import finance_formulas
from workbook_tools.writing.live.indicators import indicator_formulas
from workbook_tools.writing.live.risks import risk_formulas

NOTE_WANTED = "Write a note"
ASKED = {
    "indicators": "Enter the value",
    "actions": "Enter the progress",
    "risks": "Enter likelihood and impact",
    "finance": "Enter the forecast",
}
"""What an unanswered row of a table asks for."""
ANSWERED = {
    "indicators": '{value}<>""',
    "actions": 'OR({progress}<>"",{cancelled}<>"")',
    "risks": '{score}<>""',
    "finance": 'OR({forecast}<>"",{actual}<>"")',
}
EMPTY_CELL = f"{WORKINGS_SHEET}!$A$2"
NAMES = {"actions": {"status": "action_status"}, "risks": {"status": "risk_status"}}
"""Columns that are not called as the result that they show."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A row's visible formulas by column, and their results as issued; "" where none is given."""

    formulas: Mapping[str, str]
    results: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Previews:
    """Of one table: its step names, their formulas by row (counted from 0) in the order of the names, what is shown by row."""

    steps: tuple[str, ...]
    formulas: Mapping[int, tuple[str, ...]]
    shown: Mapping[int, Shown]


def formulas_of(plan: TablePlan, scheme: Scheme, period: Period | None) -> Mapping[str, str]:
    """The formulas of a table's steps with {names} for cells; empty for a table that nothing is judged in."""
    match plan.table.name:
        case "indicators":
            return indicator_formulas(scheme, plan.earlier, period)
        case "actions":
            return action_formulas(scheme)
        case "risks" if scheme.risks is not None:
            return risk_formulas(scheme)
        case "finance":
            return finance_formulas()
        case _:
            return {}


def build_previews(plan: TablePlan, scheme: Scheme, assessment: Assessment, left: int) -> Previews:
    """The previews of a table.

    Args:
        plan: the table.
        scheme: the rules.
        assessment: of the return as issued, for the results that stand in it before anything is typed.
        left: first column of the table's steps on the sheet Workings, counted from 0.
    """
    templates = formulas_of(plan, scheme, assessment.service_return.cover.period)
    formulas: dict[int, tuple[str, ...]] = {}
    shown: dict[int, Shown] = {}
    if plan.table.name not in ASKED:
        return Previews((), {}, {})
    results = results_of(plan, assessment)
    for row in range(FIRST, plan.last + 1):
        given = plan.rows[row - FIRST] if row - FIRST < len(plan.rows) else None
        if isinstance(given, Action) and given.is_heading:
            continue
        cells = {**plan.cells(row), **_steps(templates, row, left)}
        formulas[row] = tuple(template.format_map(_Cells(cells)) for template in templates.values())
        shown[row] = Shown(_visible(plan, cells), results[row - FIRST] if given else {})
    return Previews(tuple(templates), formulas, shown)


class _Cells(dict[str, str]):
    """Cells by name; for a column that the sheet does not have, a cell that stays empty: formulas ask for its number format."""

    def __missing__(self, key: str) -> str:
        return EMPTY_CELL


def _steps(templates: Mapping[str, str], row: int, left: int) -> Mapping[str, str]:
    return {
        name: f"{WORKINGS_SHEET}!{xl_rowcol_to_cell(row, left + index, col_abs=True)}" for index, name in enumerate(templates)
    }


def _visible(plan: TablePlan, cells: Mapping[str, str]) -> Mapping[str, str]:
    table = plan.table.name
    names = {NAMES.get(table, {}).get(name, name): place for name, place in cells.items() if place.startswith(WORKINGS_SHEET)}
    visible = {column.name: f"={names[column.name]}" for column in plan.columns if column.name in names}
    visible["to_do"] = _to_do(table, cells)
    visible["note_length"] = '=IF({note}="","",LEN({note}))'.format_map(cells)
    if "score" in cells and "likelihood" in cells:
        visible["score"] = '=IF(COUNT({likelihood},{impact})=2,{likelihood}*{impact},"")'.format_map(cells)
    return visible


def _to_do(table: str, cells: Mapping[str, str]) -> str:
    """Nothing in an empty row; else what is to be filled in, else the note that a red row needs."""
    used = 'OR({code}<>"",{title}<>"")'.format_map(cells)
    answered = ANSWERED[table].format_map(_Cells(cells))
    wanted = f'IF({cells["note_wanted"]},"{NOTE_WANTED}: why, and what is done","")' if "note_wanted" in cells else '""'
    return f'=IF(NOT({used}),"",IF({answered},{wanted},"{ASKED[table]}"))'


def results_of(plan: TablePlan, assessment: Assessment) -> Sequence[Mapping[str, str | float]]:
    """What is shown in each issued row before anything is typed."""
    scheme, table = assessment.scheme, plan.table.name
    asked: dict[str, str | float] = {"to_do": ASKED[table]}
    match table:
        case "indicators":
            return [
                asked
                | {
                    "status": scheme.indicator_style(judged.status.style).word,
                    "short_trend": scheme.style_of("trends", judged.short_trend.style).word,
                    "long_trend": scheme.style_of("trends", judged.long_trend.style).word,
                }
                for judged in assessment.indicators
            ]
        case "actions":
            return [asked | {"action_status": scheme.style_of("actions", a.status.style).word} for a in assessment.actions]
        case "risks":
            return [
                asked
                | {
                    "risk_status": scheme.style_of("risks", judged.status.style).word,
                    "movement": scheme.style_of("movements", judged.movement.style).word,
                }
                for judged in assessment.risks
            ]
        case _:
            return [asked for _ in assessment.finance]
