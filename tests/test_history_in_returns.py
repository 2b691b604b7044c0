"""From one return to the next: issued from last year's, filled in, reported, used to issue next year's."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from support_clean_return import SCHEME, SERVICE, previous_return
from support_issue import fill, period
from support_samples import PARTNERSHIP, VALE, path_of
from workbook_tools import pipeline
from workbook_tools.issuing import Order, build_issue
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.model.words import Unit
from workbook_tools.reading.service_return import read_service_return
from workbook_tools.schemes.load import load_scheme
from workbook_tools.writing.issued.book import build_issued_return
from workbook_tools.writing.issued.plan import FIRST

NASTY = ("94.05", "0.07", "33.3333", "8.29", "64.061", "1.1", "57.9", "104.7", "17.85", "2.675", "1.005", "70")
"""Figures that binary numbers do not hold, typed in turn; of those in percent the percent points."""


def issue(service: str, of: str, previous: Path, path: Path) -> Path:
    pipeline.issue(Order(service, period(of)), path, SCHEME, previous)
    return path


def typed_into(given: ServiceReturn, path: Path, shift: int) -> tuple[Path, dict[str, Decimal]]:
    """Fills in the values of an issued return; also what was typed, by code."""
    cells: dict[tuple[str, str], object] = {("Cover", "B19"): "Head of Service", ("Cover", "B20"): "14/04/2024"}
    typed = {}
    for number, row in enumerate(given.indicators):
        figure = Decimal(NASTY[(number + shift) % len(NASTY)])
        typed[row.code] = figure
        assert row.where.sheet
        cells[row.where.sheet, row.cells["value"]] = figure / 100 if row.unit is Unit.PERCENT else figure
    return fill(path.read_bytes(), cells, path.with_name(f"filled-{path.name}")), typed


def history(given: ServiceReturn, of: str) -> dict[str, Decimal | None]:
    found = {row.code: [seen.figure.number for seen in row.earlier if seen.period == period(of)] for row in given.indicators}
    return {code: numbers[0] for code, numbers in found.items() if numbers}


@pytest.mark.parametrize("through", ["the summary", "the return itself"])
def test_two_periods_of_history_stand_in_the_next_return_exactly(through: str, tmp_path: Path) -> None:
    first_path = issue(SERVICE, "2023/24", _last_years(tmp_path), tmp_path / "2023.xlsx")
    before = read_service_return(first_path)
    last_year = history(before, "2022/23")
    filled, typed = typed_into(before, first_path, shift=0)
    summary = tmp_path / "summary.xlsx"
    outcome = pipeline.report([filled], summary)
    assert {row.indicator.code: row.indicator.value.number for row in outcome.assessments[0].indicators} == typed

    second_path = issue(SERVICE, "2024/25", summary if through == "the summary" else filled, tmp_path / "2024.xlsx")
    after = read_service_return(second_path)
    assert history(after, "2022/23") == last_year
    assert history(after, "2023/24") == typed
    assert {seen.period for row in after.indicators for seen in row.earlier} == {period("2022/23"), period("2023/24")}
    assert len(last_year) == len(typed) == 12


def test_a_summary_and_its_return_give_the_same_next_return(tmp_path: Path) -> None:
    first_path = issue(SERVICE, "2023/24", _last_years(tmp_path), tmp_path / "2023.xlsx")
    filled, _ = typed_into(read_service_return(first_path), first_path, shift=3)
    pipeline.report([filled], tmp_path / "summary.xlsx")
    from_return = issue(SERVICE, "2024/25", filled, tmp_path / "a.xlsx")
    from_summary = issue(SERVICE, "2024/25", tmp_path / "summary.xlsx", tmp_path / "b.xlsx")
    assert from_return.read_bytes() == from_summary.read_bytes()


def test_the_published_report_goes_on_for_two_years(tmp_path: Path) -> None:
    sample = read_service_return(path_of(PARTNERSHIP))
    published = {row.code: row.value.number for row in sample.indicators if row.value.number is not None}
    earlier = history(sample, "2021/22")
    first_path = issue(sample.cover.service, "2023/24", path_of(PARTNERSHIP), tmp_path / "2023.xlsx")
    filled, typed = typed_into(read_service_return(first_path), first_path, shift=5)
    pipeline.report([filled], tmp_path / "summary.xlsx")
    after = read_service_return(issue(sample.cover.service, "2024/25", tmp_path / "summary.xlsx", tmp_path / "2024.xlsx"))
    assert len(after.indicators) == len(sample.indicators) == 35
    assert history(after, "2021/22") == earlier
    assert history(after, "2022/23") == published
    assert history(after, "2023/24") == typed


def _last_years(folder: Path) -> Path:
    """A filled return of 2022/23 without history, typed into a blank."""
    rows = previous_return()
    blank = build_issue(load_scheme(SCHEME), Order()).given
    path = folder / "blank.xlsx"
    path.write_bytes(build_issued_return(blank, load_scheme(SCHEME)))
    columns = {cell.value: cell.column_letter for cell in _headings(path)}
    cells: dict[tuple[str, str], object] = {("Cover", "B6"): SERVICE, ("Cover", "B8"): "2022/23"}
    for line, row in enumerate(rows.indicators, start=FIRST + 1):
        in_percent = row.unit is Unit.PERCENT
        texts = {"Code": row.code, "Indicator": row.title, "Unit": row.unit_text, "Polarity": row.polarity_text}
        cells |= {("Indicators", f"{columns[heading]}{line}"): text for heading, text in texts.items()}
        for heading, figure in (("Value", row.value), ("Target", row.target)):
            text = f"{figure.text}%" if in_percent else Decimal(figure.text)
            cells["Indicators", f"{columns[heading]}{line}"] = text
    return fill(path.read_bytes(), cells, folder / "2022.xlsx")


def _headings(path: Path) -> tuple[Any, ...]:
    return tuple(load_workbook(path)["Indicators"][FIRST])


def test_what_was_left_empty_is_not_in_the_summary_but_is_asked_for_again(tmp_path: Path) -> None:
    vale = read_service_return(path_of(VALE))
    pipeline.issue(Order(vale.cover.service, period("Q2 2020/21")), tmp_path / "a.xlsx", "vale_of_glamorgan", path_of(VALE))
    given = read_service_return(tmp_path / "a.xlsx")
    first, line = given.narrative[0], given.headlines[3]
    assert first.where.sheet
    assert line.where.sheet
    cells: dict[tuple[str, str], object] = {
        (first.where.sheet, first.cells["text"]): "All is well.",
        (line.where.sheet, line.cells["value"]): "12",
    }
    filled = fill((tmp_path / "a.xlsx").read_bytes(), cells, tmp_path / "b.xlsx")
    pipeline.report([filled], tmp_path / "summary.xlsx")
    book = load_workbook(tmp_path / "summary.xlsx")
    assert "Breakdowns" not in book.sheetnames
    texts = [cell.value for sheet in ("Snapshot", "Headlines") for row in book[sheet] for cell in row if cell.value]
    assert {"All is well.", line.name} <= set(texts)
    assert given.headlines[4].name not in texts
    pipeline.issue(
        Order(vale.cover.service, period("Q2 2021/22")), tmp_path / "c.xlsx", "vale_of_glamorgan", tmp_path / "summary.xlsx"
    )
    after = read_service_return(tmp_path / "c.xlsx")
    assert [row.name for row in after.headlines] == [row.name for row in vale.headlines]
    assert len(after.breakdowns) == len(vale.breakdowns)
    assert {row.heading for row in after.narrative} == {row.heading for row in vale.narrative}
