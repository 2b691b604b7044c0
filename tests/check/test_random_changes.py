"""Random issued rows: answered as asked they give no finding, with one field changed exactly one, at that cell."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from support_changed import replace
from support_issued_rows import came_back, found, issued, rated, spent
from support_rows import FILE, action, indicator
from workbook_tools.check.matching import IssuedRow
from workbook_tools.findings import Where
from workbook_tools.model.figures import NO_DUE_DATE, NO_FIGURE, DueDate, Figure, FigureKind, Observation, Shown
from workbook_tools.model.layout import ACTIONS, FINANCE, INDICATORS, RISKS
from workbook_tools.model.words import Polarity
from workbook_tools.periods import parse_period

EXAMPLES = 200
PERIOD = parse_period("Q1 2018/19")
LETTERS = "abcdefgh"
texts = st.text(f"{LETTERS.upper()}{LETTERS} é'\"={{}}<&", min_size=1, max_size=12).map(lambda text: f"{text}.")
numbers = st.decimals(-100, 1000, places=2).map(lambda value: Figure(FigureKind.NUMBER, value, shows=Shown(str(value))))
scores = st.sampled_from([1, 2, 3, 4]).map(lambda value: Figure(FigureKind.NUMBER, Decimal(value), shows=Shown(str(value))))
spans = st.tuples(st.integers(0, 9), st.integers(10, 20)).map(
    lambda both: Figure(FigureKind.RANGE, low=Decimal(both[0]), high=Decimal(both[1]), shows=Shown(f"{both[0]} to {both[1]}"))
)
nothing = st.sampled_from([NO_FIGURE, Figure(FigureKind.NOT_APPLICABLE, shows=Shown("n/a"))])
days = st.dates(date(2018, 1, 1), date(2030, 1, 1)).map(lambda day: DueDate(day, text=day.isoformat()))
dates = st.one_of(days, st.sampled_from([NO_DUE_DATE, DueDate(ongoing=True, text="Ongoing"), DueDate(text="TBC")]))
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "indicators": {
        "section": texts, "service": texts, "title": texts, "unit_text": texts, "previous_label": texts,
        "polarity_text": texts, "previous": numbers | nothing, "target": numbers | spans | nothing,
    },
    "actions": {"section_number": texts, "section": texts, "service": texts, "parent": texts, "title": texts, "due": dates},
    "risks": {"register": texts, "service": texts, "title": texts, "previous_score": scores | nothing},
    "finance": {"section": texts, "title": texts, "budget": numbers},
}  # fmt: skip
"""What may stand in each field that is set at issue, so that no other check has anything to say of it."""
MADE_BY: dict[str, Callable[..., IssuedRow]] = {"indicators": indicator, "actions": action, "risks": rated, "finance": spent}
LAYOUT = {table.name: table for table in (INDICATORS, ACTIONS, RISKS, FINANCE)}
Row = tuple[str, IssuedRow]


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """One to six rows of any tables, with codes of their own."""
    names = draw(st.lists(st.sampled_from(list(FIELDS)), min_size=1, max_size=6))
    codes = draw(st.lists(st.text(f"{LETTERS}0123/-. ", min_size=1, max_size=6), min_size=6, max_size=6))
    return [(name, _row(draw, name, line, f"{line} {codes[line - 4]}.")) for line, name in enumerate(names, 4)]


def _row(draw: st.DrawFn, name: str, line: int, code: str) -> IssuedRow:
    given: dict[str, Any] = {field: draw(contents) for field, contents in FIELDS[name].items()}
    if name == "indicators":
        figure = structs.replace(draw(numbers), where=Where(FILE, "Indicators", f"S{line}"))
        given |= {"polarity": Polarity.MAXIMISE, "earlier": (Observation(PERIOD, figure),)}
    return MADE_BY[name](line, code=code, **given)


@settings(max_examples=EXAMPLES, deadline=None)
@given(rows(), st.data())
def test_one_change_is_one_finding(given: list[Row], data: st.DataObject) -> None:
    """The rows as issued and answered give none; nor do they in another order."""
    before = issued(*(row for _, row in given))
    order = data.draw(st.permutations(given))
    assert found(came_back(*(row for _, row in order), of=before)) == []
    place = data.draw(st.integers(0, len(given) - 1))
    name, row = given[place]
    changed, cell, code = _changed(name, row, data)
    after = [other for _, other in given[:place]] + [changed] + [other for _, other in given[place + 1 :]]
    assert found(came_back(*after, of=before)) == [(code, LAYOUT[name].sheet, cell, row.code)]


def _changed(name: str, row: Any, data: st.DataObject) -> tuple[IssuedRow, str, str]:
    """A row with one of its fields changed, the cell of that field, and the kind of finding that it should give."""
    field = data.draw(st.sampled_from([*FIELDS[name], *(["earlier"] if name == "indicators" else [])]))
    if field == "earlier":
        (seen,) = row.earlier
        other = data.draw(numbers.filter(lambda figure: figure.number != seen.figure.number))
        figure = structs.replace(other, where=seen.figure.where)
        return (
            replace(row, earlier=(structs.replace(seen, figure=figure),)),
            seen.figure.where.cell,
            "issued-cell-changed",
        )
    now = data.draw(FIELDS[name][field].filter(lambda content: _differs(content, getattr(row, field))))
    cell = row.cells[field.removesuffix("_text") if field == "polarity_text" else field]
    code = {"target": "target-changed", "title": "title-changed"}.get(field, "issued-cell-changed")
    return replace(row, **{field: now}), cell, code


def _differs(now: Figure | DueDate | str, before: Any) -> bool:
    """Whether two contents differ to a reader: by kind and numbers, by day, by words."""
    if isinstance(now, Figure):
        return (now.kind, now.number, now.low, now.high) != (before.kind, before.number, before.low, before.high)
    if isinstance(now, DueDate):
        return bool(now != before)
    return [*now.split()] != [*before.split()]
