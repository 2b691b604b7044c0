"""A return as data on one sheet reads again as it was read: what was issued, and what a summary was made from."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from support_rows import FILE, figure, number
from support_samples import RETURNS, SAMPLES, path_of
from workbook_tools import pipeline
from workbook_tools.findings import Where
from workbook_tools.model.figures import NO_FIGURE, DueDate, Figure, FigureKind, Observation, Shown
from workbook_tools.model.layout import DATA_TITLE
from workbook_tools.model.service_return import Action, Cover, Indicator, Risk, ServiceReturn, SourceFile
from workbook_tools.model.words import Polarity, Unit
from workbook_tools.periods import Period, parse_period
from workbook_tools.reading.grids_openpyxl import read_grids
from workbook_tools.reading.service_return import kept_returns, read_previous_returns, read_service_return
from workbook_tools.writing.page import Page
from workbook_tools.writing.return_data import EMPTIED, KEPT, LEFT_OUT, write_return_data
from workbook_tools.writing.theme import Theme

WHERE = Where(FILE)


def period(text: str) -> Period:
    parsed = parse_period(text)
    assert parsed
    return parsed


def said(content: Any) -> Any:
    """What a field says, without where it stands and how it was shown."""
    match content:
        case Figure():
            return content.kind, content.number, content.low, content.high
        case DueDate():
            return content.date, content.ongoing
        case tuple():
            return [(seen.period, said(seen.figure)) if isinstance(seen, Observation) else seen for seen in content]
        case _:
            return content


def rows_of(given: ServiceReturn) -> list[tuple[str, str, Any]]:
    """Every field of every row that is kept."""
    return [
        (table, name, said(getattr(row, name)))
        for table in KEPT
        for row in getattr(given, table)
        for name in row.__struct_fields__
        if name not in {"where", "cells", *EMPTIED} and not name.startswith(LEFT_OUT)
    ]


def written(*returns: ServiceReturn) -> tuple[ServiceReturn, ...]:
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.add_worksheet("Summary")
    page, row = Page(book.add_worksheet("Data"), Theme(book)), 0
    for given in returns:
        row = write_return_data(page, row, DATA_TITLE, given)
    page.sheet.very_hidden()
    book.close()
    return kept_returns(SourceFile(FILE, "", 0), read_grids_of(content.getvalue()))


def read_grids_of(content: bytes) -> Any:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        path.write_bytes(content)
        return read_grids(path)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_summary_keeps_the_return_that_it_was_made_from(sample: str, tmp_path: Path) -> None:
    summary = tmp_path / "summary.xlsx"
    pipeline.report([path_of(sample)], summary)
    before, (after,) = read_service_return(path_of(sample)), read_previous_returns(summary)
    assert len(rows_of(before)) > 100
    assert rows_of(after) == rows_of(before)
    assert (after.cover.service, after.cover.period, after.cover.scheme) == (
        before.cover.service,
        before.cover.period,
        before.cover.scheme,
    )


def test_a_summary_of_several_returns_keeps_each(tmp_path: Path) -> None:
    summary = tmp_path / "summary.xlsx"
    several = sorted(RETURNS.glob("clackmannanshire-*.xlsx"))
    pipeline.report(several, summary)
    kept = read_previous_returns(summary)
    assert [rows_of(after) for after in kept] == [rows_of(read_service_return(path)) for path in several]


def test_nothing_that_officers_wrote_in_prose_or_put_in_place_of_a_verdict_is_kept(tmp_path: Path) -> None:
    summary = tmp_path / "summary.xlsx"
    pipeline.report([path_of(SAMPLES[0])], summary)
    before, (after,) = read_service_return(path_of(SAMPLES[0])), read_previous_returns(summary)
    assert any(row.note for row in before.indicators)
    assert any(paragraph.text for paragraph in before.narrative)
    for table in KEPT:
        for row in getattr(after, table):
            assert not any(getattr(row, name) for name in row.__struct_fields__ if name.startswith(LEFT_OUT))
    assert not any(row.note for row in (*after.indicators, *after.actions, *after.risks))
    assert not any(paragraph.text for paragraph in after.narrative)


PRINTABLE = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x2FF, exclude_categories=["C", "Z"]), min_size=2, max_size=12
)
NUMBERS = st.decimals(min_value=-10_000_000, max_value=10_000_000, places=4).map(lambda value: value.normalize())
FIGURES = st.one_of(
    NUMBERS.map(lambda value: number(str(value))),
    st.just(NO_FIGURE),
    st.just(figure(FigureKind.NOT_APPLICABLE, "n/a")),
    st.just(figure(FigureKind.BELOW_LAST, "<")),
    st.just(Figure(FigureKind.RANGE, low=Decimal(5), high=Decimal("10.5"), shows=Shown("5 to 10.5"))),
)
YEARS = st.sets(st.integers(2000, 2020), max_size=3).map(sorted)


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    unit = draw(st.sampled_from([Unit.PERCENT, Unit.GBP, Unit.NUMBER, Unit.DAYS]))
    earlier = tuple(Observation(period(f"{year}/{(year + 1) % 100:02d}"), number(str(draw(NUMBERS)))) for year in draw(YEARS))
    return Indicator(
        WHERE,
        code=draw(PRINTABLE),
        title=draw(PRINTABLE),
        section="Homes",
        unit=unit,
        unit_text=unit.value,
        polarity=Polarity.MINIMISE,
        polarity_text="minimise",
        value=draw(FIGURES),
        target=draw(FIGURES),
        earlier=earlier,
    )


@settings(max_examples=60, deadline=None)
@for_all(
    st.lists(indicators(), min_size=1, max_size=5),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.integers(1, 5),
)
def test_every_figure_reads_again_as_it_was(rows: list[Indicator], due: date, score: int) -> None:
    given = ServiceReturn(
        SourceFile(FILE, "", 0),
        Cover(service="Housing", period=period("2022/23"), scheme="clackmannanshire"),
        indicators=tuple(rows),
        actions=(Action(WHERE, code="A1", title="Plan", due=DueDate(due, text=due.isoformat()), progress=number("45.5")),),
        risks=(Risk(WHERE, code="R1", title="Flood", register="Corporate", score=number(score), related_actions=("A1", "A2")),),
    )
    (after,) = written(given)
    previous = {"previous", "previous_label"}  # filled in by reading from the latest earlier figure
    assert [row for row in rows_of(after) if row[1] not in previous] == [
        row for row in rows_of(given) if row[1] not in previous
    ]
