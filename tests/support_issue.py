"""Returns issued from the samples, for tests, and a way to fill them in without a spreadsheet program."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from support_samples import MORAY, PARTNERSHIP, VALE, path_of, scheme_named
from workbook_tools.issuing import Order, build_issue
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.periods import Period, parse_period
from workbook_tools.reading.service_return import read_service_return
from workbook_tools.writing.copied_package import finish, results_of
from workbook_tools.writing.issued.book import build_issued_return

FOLLOWING = {PARTNERSHIP: "2023/24", VALE: "Q2 2020/21", MORAY: "Q1 2021/22"}
"""Samples that a return is issued from, with its period."""


def period(text: str) -> Period:
    """A period that the text names."""
    parsed = parse_period(text)
    assert parsed, text
    return parsed


@cache
def given_after(sample: str) -> ServiceReturn:
    """What the return that follows a sample is issued with."""
    previous = read_service_return(path_of(sample))
    return build_issue(
        scheme_named(previous.cover.scheme), Order(previous.cover.service, period(FOLLOWING[sample])), previous
    ).given


@cache
def issued_after(sample: str) -> bytes:
    """The workbook that is issued after a sample."""
    given = given_after(sample)
    return build_issued_return(given, scheme_named(given.cover.scheme))


def fill(content: bytes, cells: Mapping[tuple[str, str], object], path: Path) -> Path:
    """Writes a workbook with these cells filled in, by sheet and address; the results of all other formulas stay as stored.

    A Decimal is written as a number, a date as a day, text as text.
    """
    results = results_of(BytesIO(content))
    book = load_workbook(BytesIO(content))
    for (sheet, address), value in cells.items():
        cell = book[sheet][address]
        cell.value = float(value) if isinstance(value, Decimal) else value
        if isinstance(value, str):
            cell.data_type = "s"
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
    saved = BytesIO()
    book.save(saved)
    path.write_bytes(finish(saved.getvalue(), results))
    return path
