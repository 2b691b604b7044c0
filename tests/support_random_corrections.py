"""Corrections at random, half of them exactly on a bound: for the cells of a return and for those of its summary."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from support_corrections import Correction
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.figures import FigureKind
from workbook_tools.model.scheme import Margin, Scheme
from workbook_tools.model.words import Unit
from workbook_tools.reading.grids import Cell, CellKind
from workbook_tools.rules.actions import elapsed_share
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import ReportPlace

EXCEL_BEGINS = date(1899, 12, 30)
FORMATS = {Unit.PERCENT: "0.00%", Unit.GBP: "£#,##0.00"}
Content = Decimal | date | str
Changes = dict[tuple[str, str], Cell | None]


@dataclass(frozen=True)
class Corrected:
    """A correction: in the return, in the summary, and whether it puts the row exactly on a bound."""

    place: tuple[str, str]
    cell: Cell
    in_summary: Correction
    on_bound: bool


@dataclass(frozen=True)
class _Choice:
    """A row, one of its fields and what goes into it; figures in the unit of the row."""

    sheet: str
    judged: Any
    row: Any
    field: str
    content: Content
    unit: Unit = Unit.NUMBER


class Corrector:
    """Makes corrections of one return, whose summary has its tables at `places`."""

    def __init__(self, seed: int, places: Mapping[str, ReportPlace]) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a test's corrections, no secret
        self.places = places

    def corrections(self, assessment: Assessment, count: int) -> Iterator[Corrected]:
        """So many corrections of different rows, every second on a bound, given how the return now stands."""
        used: set[object] = set()
        makers: list[Callable[[Assessment, bool], _Choice | None]] = [self._indicator, self._action, self._risk]
        number = 0
        while number < count:
            on_bound = number % 2 == 0
            choice = self.random.choice(makers)(assessment, on_bound)
            if choice is None or choice.row.where in used:
                continue
            made = self._made(choice, on_bound=on_bound)
            if made is not None:
                used.add(choice.row.where)
                number += 1
                yield made

    def _made(self, choice: _Choice, *, on_bound: bool) -> Corrected | None:
        place = self.places[choice.sheet]
        column, address = place.columns.get(choice.field), choice.row.cells.get(choice.field)
        rows = [row for line, row in zip(place.lines, place.rows, strict=True) if row_of(line.judged).where == choice.row.where]
        if column is None or address is None or not rows:
            return None
        cell, value = _contents(choice, address)
        correction = Correction(choice.sheet, Page.cell(rows[0], column), value)
        return Corrected((choice.row.where.sheet, address), cell, correction, on_bound)

    def _indicator(self, assessment: Assessment, on_bound: bool) -> _Choice | None:  # noqa: FBT001 - chosen by the caller
        rows = [j for j in assessment.indicators if j.indicator.value.kind is FigureKind.NUMBER]
        if not rows:
            return None
        judged = self.random.choice(rows)
        row, value, target = judged.indicator, judged.indicator.value.number, judged.indicator.target.number
        assert value is not None
        field = "value"
        likely: list[Content] = ["n/a", _nearly(value, self.random), _nearly(value, self.random)]
        content = self.random.choice(likely)
        if on_bound:
            bounds: list[tuple[str, Content]] = [("previous", value)] if row.previous.number is not None else []
            if target is not None:
                bounds += [("value", target), ("target", value)]
                bounds += [("value", bound) for bound in _tolerated(assessment.scheme, target)]
            if not bounds:
                return None
            field, content = self.random.choice(bounds)
        elif target is not None and self.random.random() < 1 / 3:
            likely = [_nearly(target, self.random), "No Target"]
            field, content = "target", self.random.choice(likely)
        return _Choice("Indicators", judged, row, field, content, row.unit)

    def _action(self, assessment: Assessment, on_bound: bool) -> _Choice | None:  # noqa: FBT001 - chosen by the caller
        rows = [j for j in assessment.actions if not j.action.is_heading and not j.action.cancelled]
        if not rows:
            return None
        judged = self.random.choice(rows)
        action, as_at = judged.action, assessment.as_at
        if self.random.random() < 1 / 2:
            if action.due.date is None or action.due.ongoing:
                return None
            day = as_at if on_bound else as_at + timedelta(self.random.randrange(-90, 90) or 1)
            return _Choice("Actions", judged, action, "due", day)
        bounds = [Decimal(100)]
        for rule in assessment.scheme.actions.rules:
            bounds += [b for b in (rule.progress_at_least, rule.progress_below) if b is not None]
            elapsed = elapsed_share(action, assessment.scheme.actions, as_at, assessment.service_return.cover.period)
            if rule.of_elapsed_at_least is not None and elapsed is not None:
                share = rule.of_elapsed_at_least * elapsed.gone / elapsed.of
                bounds += [share] if share == round(share, 6) and share <= 100 else []
        progress = self.random.choice(bounds) if on_bound else Decimal(self.random.randrange(1, 1000)) / 10
        return _Choice("Actions", judged, action, "progress", progress, Unit.PERCENT)

    def _risk(self, assessment: Assessment, on_bound: bool) -> _Choice | None:  # noqa: FBT001 - chosen by the caller
        rules = assessment.scheme.risks
        rows = [j for j in assessment.risks if j.position is None and j.score is not None]
        if rules is None or not rows:
            return None
        judged = self.random.choice(rows)
        scores = sorted({a * b for a in range(1, len(rules.likelihood) + 1) for b in range(1, len(rules.impact) + 1)})
        bounds = {band.lowest for band in rules.bands} | {band.highest for band in rules.bands}
        score = self.random.choice([score for score in scores if (score in bounds) == on_bound])
        return _Choice("Risks", judged, judged.risk, "score", Decimal(score))


def row_of(judged: Any) -> Any:
    """The row of the return that was judged."""
    return next(getattr(judged, name) for name in ("indicator", "action", "risk", "line") if hasattr(judged, name))


def _nearly(figure: Decimal, chance: random.Random) -> Decimal:
    return round(figure * chance.randrange(80, 121) / 100 + chance.choice([0, 0, 1]), 2)


def _tolerated(scheme: Scheme, target: Decimal) -> Iterator[Decimal]:
    """The figures that miss a target by exactly a tolerance."""
    margins = [rule.tolerance for rule in scheme.target_status if rule.tolerance is not None]
    for margin in margins:
        distance = _distance(margin, target)
        yield from (target - distance, target + distance)


def _distance(margin: Margin, target: Decimal) -> Decimal:
    return abs(target) * margin.amount / 100 if margin.measured_as == "percent" else margin.amount


def _contents(choice: _Choice, address: str) -> tuple[Cell, str | float]:
    """What goes into the return's cell, and into the summary's."""
    match choice.content:
        case str():
            return Cell(CellKind.TEXT, choice.content, address), choice.content
        case date():
            return Cell(CellKind.DATE, choice.content, address, "dd/mm/yyyy"), (choice.content - EXCEL_BEGINS).days
        case Decimal():
            figure = choice.content / 100 if choice.unit is Unit.PERCENT else choice.content
            number_format = FORMATS.get(choice.unit, "General")
            return Cell(CellKind.NUMBER, Decimal(f"{figure:.15g}"), address, number_format), float(figure)
