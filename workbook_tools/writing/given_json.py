"""What a return says, as JSON: its cover, its rows, its figures, as they stand in it."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum

from workbook_tools.model.figures import DueDate, Figure, Observation, plain
from workbook_tools.model.service_return import Cover, Row

Json = dict[str, object]


def row_json(row: Row) -> Json:
    """Every field of a row; a figure or a date also as the text that stands in its cell."""
    result: Json = {"sheet": row.where.sheet, "cell": row.where.cell, "cells": dict(sorted(row.cells.items()))}
    for name in row.__struct_fields__:
        if name not in {"where", "cells", "earlier"}:
            result |= _field(name, getattr(row, name))
    return result


def _field(name: str, value: object) -> Json:
    if isinstance(value, Figure):
        return _figure(name, value)
    if isinstance(value, DueDate):
        return {name: day_json(value.date), f"{name}_text": value.text or None, f"{name}_ongoing": value.ongoing}
    if isinstance(value, StrEnum):
        return {name: value.value}
    if isinstance(value, tuple):
        return {name: list(value)}
    return {name: None if value == "" else value}


def _figure(name: str, figure: Figure) -> Json:
    result: Json = {name: number_json(figure.number), f"{name}_text": figure.text or None, f"{name}_kind": figure.kind.value}
    if figure.low is not None or figure.high is not None:
        result |= {f"{name}_low": number_json(figure.low), f"{name}_high": number_json(figure.high)}
    printed = figure.printed
    if printed is not None and printed != figure.number:
        result[f"{name}_printed"] = number_json(printed)
    return result


def observation_json(observation: Observation) -> Json:
    """An earlier figure with its period and its place."""
    where = observation.figure.where
    return {
        "period": str(observation.period) if observation.period else None,
        **_figure("value", observation.figure),
        "sheet": where.sheet if where else None,
        "cell": where.cell if where else None,
    }


def cover_json(cover: Cover) -> Json:
    """Every field of a cover; the period also as its first and last day."""
    period = cover.period
    texts = {
        field.name: getattr(cover, field.name) or None
        for field in fields(cover)
        if field.name not in {"period", "other", "cells"}
    }
    return {
        **texts,
        "period_start": day_json(period.start if period else None),
        "period_end": day_json(period.end if period else None),
        "other": dict(cover.other),
        "cells": dict(sorted(cover.cells.items())),
    }


def number_json(number: Decimal | None) -> str | None:
    """A number in plain decimal notation; null for none."""
    return None if number is None else plain(number)


def day_json(day: date | None) -> str | None:
    """A day in ISO form; null for none."""
    return None if day is None else day.isoformat()
