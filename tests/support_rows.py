"""Rows and returns written by hand, each field at the cell it has in the standard return."""

from decimal import Decimal
from functools import cache
from typing import Any

from support_changed import replace
from workbook_tools.findings import Finding, Where
from workbook_tools.model.figures import NO_FIGURE, DueDate, Figure, FigureKind, Observation, Shown
from workbook_tools.model.layout import ACTIONS, FINANCE, INDICATORS, REPEATED, RISKS, SAVINGS, Table
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import (
    Action,
    BudgetLine,
    Cover,
    Indicator,
    RepeatedRow,
    Risk,
    Saving,
    ServiceReturn,
    SourceFile,
)
from workbook_tools.model.words import Polarity, Unit
from workbook_tools.periods import parse_day, parse_period
from workbook_tools.schemes.load import load_scheme

FILE = "Housing.xlsx"


@cache
def scheme_named(name: str) -> Scheme:
    return load_scheme(name)


def number(value: str | int | None, printed: str | None = None) -> Figure:
    """A figure as a cell of the return would give it; None for an empty cell."""
    if value is None:
        return NO_FIGURE
    return Figure(
        FigureKind.NUMBER,
        number=Decimal(value),
        shows=Shown(str(value), None if printed is None else Decimal(printed)),
    )


def figure(kind: FigureKind, text: str) -> Figure:
    return Figure(kind, shows=Shown(text))


def due(text: str) -> DueDate:
    return DueDate(date=parse_day(text), text=text)


def at(table: Table, line: int) -> dict[str, Any]:
    """Where a row stands: its leading cell, and the address of each field."""
    cells = {column.field: f"{chr(ord('A') + index)}{line}" for index, column in enumerate(table.columns)}
    return {"where": Where(FILE, table.sheet, f"A{line}"), "cells": cells}


def indicator(line: int = 4, **fields: Any) -> Indicator:
    """An indicator in percent where more is better: 96 against 95."""
    given: dict[str, Any] = {
        "code": f"IND {line}",
        "title": "Calls answered",
        "unit": Unit.PERCENT,
        "polarity": Polarity.MAXIMISE,
        "value": number(96),
        "target": number(95),
    }
    return Indicator(**at(INDICATORS, line), **(given | fields))


def earlier(period: str, value: str) -> tuple[Observation, ...]:
    return (Observation(parse_period(period), number(value)),)


def action(line: int = 4, **fields: Any) -> Action:
    given: dict[str, Any] = {"code": f"ACT {line}", "title": "Write a plan", "due": due("31/03/2020"), "progress": number(50)}
    return Action(**at(ACTIONS, line), **(given | fields))


def risk(line: int = 4, **fields: Any) -> Risk:
    given: dict[str, Any] = {"code": f"RISK {line}", "title": "Flood"}
    return Risk(**at(RISKS, line), **(given | fields))


def budget_line(line: int = 4, **fields: Any) -> BudgetLine:
    return BudgetLine(**at(FINANCE, line), **({"code": f"BUD {line}", "title": "Salaries"} | fields))


def saving(line: int = 4, **fields: Any) -> Saving:
    return Saving(**at(SAVINGS, line), **({"code": f"SAV {line}", "title": "Fewer vans"} | fields))


def repeated(line: int = 4, **fields: Any) -> RepeatedRow:
    return RepeatedRow(**at(REPEATED, line), **({"kind": "indicator"} | fields))


def service_return(**fields: Any) -> ServiceReturn:
    """A return of Housing for quarter 2 of 2019/20 with the given tables."""
    cover = Cover(
        service="Housing",
        period=parse_period("Q2 2019/20"),
        cells={"service": "B5", "overall_judgement": "B13", "overall_reason": "B14"},
    )
    given: dict[str, Any] = {"source": SourceFile(FILE, "a" * 64, 1000), "cover": cover}
    return ServiceReturn(**(given | fields))


def with_cover(given: ServiceReturn, **fields: Any) -> ServiceReturn:
    return replace(given, cover=replace(given.cover, **fields))


def brief(findings: tuple[Finding, ...]) -> list[tuple[str, str | None, str | None, str]]:
    """(code, sheet, cell, subject) of each finding."""
    return [(finding.code, finding.where.sheet, finding.where.cell, finding.subject) for finding in findings]
