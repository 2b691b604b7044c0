"""Change any one figure, target or date of a sample and the verdict follows.

Random edits, half of them exactly on a bound, are judged by the toolkit and by `plain_*` below: a second computation,
deliberately plain, that looks at cells and knows nothing of schemes.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support_samples import BEST_VALUE, MORAY, PARTNERSHIP, PEOPLE, VALE, grids_of, judge_changed, judge_sample
from workbook_tools.model.service_return import Row
from workbook_tools.reading.grids import Cell, CellKind

EXAMPLES = 400
Cells = dict[str, Cell | None]


def cells_of(sample: str, row: Row) -> Cells:
    """A row's cells by field."""
    (grid,) = (grid for grid in grids_of(sample) if grid.name == row.where.sheet)
    by_address = {cell.address: cell for cell in grid.cells.values()}
    return {field: by_address.get(address) for field, address in row.cells.items()}


# ---- the second computation -----------------------------------------------------------------------------------------------


def plain_text(cell: Cell | None) -> str:
    return "" if cell is None else str(cell.value).strip()


def plain_number(cell: Cell | None) -> Fraction | None:
    """The figure a person would read off the cell: 96.2 for 96.2%."""
    if cell is None:
        return None
    if isinstance(cell.value, Decimal):
        return Fraction(cell.value) * (100 if "%" in cell.number_format else 1)
    text = plain_text(cell)
    bare = text.strip("()").replace("£", "").replace(",", "").removesuffix("%")
    if not bare.replace(".", "", 1).isdigit():
        return None
    return -Fraction(bare) if text.startswith("(") else Fraction(bare)


def plain_status(cells: Cells) -> str:
    """Met: ok. Missed by up to a tenth of the target: warning. Otherwise alert."""
    value, target = plain_number(cells["value"]), plain_number(cells["target"])
    polarity, below_last = plain_text(cells["polarity"]), plain_text(cells["target"]) == "<"
    if value is None:
        return "unknown"
    if target is None and not below_last:
        return "no_target"
    if below_last:
        target = plain_number(cells["previous"])
    if target is None or polarity not in {"maximise", "minimise"} or (below_last and polarity == "maximise"):
        return "unknown"
    if (value < target) or (value == target and not below_last) if polarity == "minimise" else value >= target:
        return "ok"
    return "warning" if target and abs(value - target) * 10 <= abs(target) else "alert"


def plain_trend(cells: Cells) -> str:
    value, previous = plain_number(cells["value"]), plain_number(cells["previous"])
    polarity = plain_text(cells["polarity"])
    if value is None or previous is None or polarity not in {"maximise", "minimise"}:
        return "no_comparison"
    if value == previous:
        return "same"
    return "improved" if (value > previous) == (polarity == "maximise") else "declined"


def plain_day(cell: Cell | None) -> date | None:
    """The last day in time: a date, or the end of "June 2018". What is ongoing, impossible or no date at all has none."""
    if cell is not None and isinstance(cell.value, date):
        return cell.value
    month, _, year = plain_text(cell).replace(",", "").partition(" ")
    if not year.isdigit():
        return None
    first = date(int(year), ["January", "February", "March", "April", "May", "June", "July", "August"].index(month) + 1, 1)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def plain_action(sample: str, cells: Cells, as_at: date) -> str:
    progress, due = plain_number(cells["progress"]), plain_day(cells["due"])
    if progress is None:
        return "unknown"
    if progress >= 100:
        return "completed"
    if due and (due <= as_at if sample == MORAY else due < as_at):
        return "overdue"
    if sample != VALE:
        return "in_progress"
    return "in_progress" if progress >= 100 * plain_elapsed(as_at) else "check_progress"


def plain_elapsed(as_at: date) -> Fraction:
    """The share of 2019/20, the year of the Vale's return, that has gone by at the end of a day: twelve equal months."""
    if not date(2019, 4, 1) <= as_at < date(2020, 4, 1):
        return Fraction(as_at >= date(2020, 4, 1))
    month = [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3].index(as_at.month)
    days = 29 if as_at.month == 2 else 30 if as_at.month in {4, 6, 9, 11} else 31
    return (month + Fraction(as_at.day, days)) / 12


def plain_band(sample: str, score: int) -> tuple[str, str]:
    if sample == PARTNERSHIP:
        word = "Alert" if score >= 16 else "Warning" if score >= 10 else "OK"
        return word, word.lower()
    bands = {1: "Very Low", 2: "Low", 3: "Medium/Low", 4: "Medium", 6: "Medium", 8: "Medium/High", 9: "Medium/High"}
    label = bands.get(score, "High" if score == 12 else "Very High")
    return label, {1: "ok", 2: "ok", 3: "ok", 4: "warning", 6: "warning", 8: "warning", 9: "warning"}.get(score, "alert")


# ---- the edits ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Edit:
    """A row of a sample, and the new content of one of its cells."""

    sample: str
    row: int
    field: str
    cell: Cell | None


def typed(number: Fraction, like: Cell | None, address: str) -> Cell:
    """A number cell in the format of its neighbour, rounded to what an officer would type."""
    rounded = Decimal(round(number * 10000)) / 10000
    if like is not None and "%" in like.number_format:
        return Cell(CellKind.NUMBER, rounded / 100, address, "0.00%")
    return Cell(CellKind.NUMBER, rounded, address, "0.00##")


def words(address: str) -> st.SearchStrategy[Cell | None]:
    return st.sampled_from(["n/a", "-", "No Target", ""]).map(lambda word: Cell(CellKind.TEXT, word, address) if word else None)


@st.composite
def indicator_edits(draw: st.DrawFn) -> Edit:
    sample = draw(st.sampled_from([PARTNERSHIP, VALE]))
    indicators = judge_sample(sample).service_return.indicators
    below_last = [index for index, row in enumerate(indicators) if row.target.text == "<"]
    row = draw(st.one_of(st.integers(0, len(indicators) - 1), st.sampled_from(below_last or [0])))
    field = draw(st.sampled_from(["value", "target", "previous"]))
    cells, address = cells_of(sample, indicators[row]), indicators[row].cells[field]
    goal = "previous" if plain_text(cells["target"]) == "<" else "target"
    other = plain_number(cells[goal if field == "value" else "value"])
    anywhere = st.fractions(Fraction(-200), Fraction(20000), max_denominator=100)
    if other is None:
        number = draw(anywhere)
    else:
        on_bound = [other, other * Fraction(9, 10), other * Fraction(11, 10), other * Fraction(10, 9), Fraction(0)]
        near = [bound + step for bound in on_bound[:3] for step in (Fraction(1, 10000), Fraction(-1, 10000))]
        number = draw(st.one_of(st.sampled_from(on_bound), st.sampled_from(near), anywhere))
    like = cells[field] or cells["value"] or cells["target"]
    return Edit(sample, row, field, draw(st.one_of(st.just(typed(number, like, address)), words(address))))


@settings(max_examples=EXAMPLES, deadline=None)
@given(indicator_edits())
def test_status_and_trend_follow(edit: Edit) -> None:
    before = judge_sample(edit.sample).service_return.indicators[edit.row]
    cells = cells_of(edit.sample, before) | {edit.field: edit.cell}
    after = judge_changed(edit.sample, {("Indicators", before.cells[edit.field]): edit.cell}, sheets=["Indicators"])
    item = after.indicators[edit.row]
    assert item.computed.status == plain_status(cells), item.computed.reason
    assert item.short_trend.status == plain_trend(cells), item.short_trend.reason


@st.composite
def action_edits(draw: st.DrawFn) -> tuple[Edit, date]:
    sample = draw(st.sampled_from([PARTNERSHIP, PEOPLE, MORAY, VALE, BEST_VALUE]))
    actions = judge_sample(sample).service_return.actions
    row = draw(st.integers(0, len(actions) - 1).filter(lambda index: not actions[index].is_heading))
    field = draw(st.sampled_from(["due", "progress"]))
    address = actions[row].cells[field]
    as_at = judge_sample(sample).as_at + timedelta(days=draw(st.integers(-400, 400)))
    if field == "progress":
        level = Decimal(round(plain_elapsed(as_at) * 10000)) / 100  # level with the calendar, as an officer would type it
        bounds = [Decimal(share) for share in (0, 40, 50, 99, 100)] + [level, level - Decimal("0.01")]
        share = draw(st.one_of(st.sampled_from(bounds), st.integers(0, 100).map(Decimal)))
        cell: Cell | None = Cell(CellKind.NUMBER, share / 100, address, "0.00%")
    else:
        days = draw(st.one_of(st.sampled_from([-1, 0, 1]), st.integers(-500, 500)))
        due = Cell(CellKind.DATE, as_at + timedelta(days=days), address, "dd-mmm-yyyy")
        cell = draw(st.sampled_from([due, due, due, Cell(CellKind.TEXT, "Ongoing", address), None]))
    return Edit(sample, row, field, cell), as_at


@settings(max_examples=EXAMPLES, deadline=None)
@given(action_edits())
def test_action_status_follows(case: tuple[Edit, date]) -> None:
    edit, as_at = case
    before = judge_sample(edit.sample).service_return.actions[edit.row]
    cells = cells_of(edit.sample, before) | {edit.field: edit.cell}
    after = judge_changed(edit.sample, {("Actions", before.cells[edit.field]): edit.cell}, as_at, ["Actions"])
    item = after.actions[edit.row]
    assert item.computed.status == plain_action(edit.sample, cells, as_at), item.computed.reason


@pytest.mark.parametrize("sample", [PARTNERSHIP, VALE])
def test_band_and_status_follow_the_score(sample: str) -> None:
    rules = judge_sample(sample).scheme.risks
    assert rules is not None
    scores = {i * j for i in range(1, len(rules.likelihood) + 1) for j in range(1, len(rules.impact) + 1)}
    row = next(i for i, risk in enumerate(judge_sample(sample).service_return.risks) if not risk.likelihood.number)
    address = judge_sample(sample).service_return.risks[row].cells["score"]
    for score in scores:
        cell = Cell(CellKind.NUMBER, Decimal(score), address, "0")
        after = judge_changed(sample, {("Risks", address): cell}, sheets=["Risks"]).risks[row]
        assert after.band is not None
        assert (after.band.label, after.computed.status.value) == plain_band(sample, score)
