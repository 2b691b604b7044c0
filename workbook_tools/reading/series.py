"""The earlier values of an indicator, put in order."""

from collections.abc import Iterable
from operator import attrgetter

from workbook_tools.model.figures import FigureKind, Observation, Series
from workbook_tools.periods import Period

BY_PERIOD = attrgetter("period.end", "period.start")  # as periods order, but quicker


def build_series(observations: Iterable[Observation], current: Period | None) -> Series:
    """Earlier observations oldest first, one a period: where two are of the same period the first given stays.

    Empty ones are left out. One without a period counts as the period just before `current`; it comes last, and goes where
    that period has another.
    """
    before = current.previous if current else None
    kept: dict[Period | None, Observation] = {}
    for observation in observations:
        if observation.figure.kind is not FigureKind.EMPTY:
            kept.setdefault(observation.period, observation)
    if before is not None and before in kept:
        kept.pop(None, None)
    undated = [kept.pop(None)] if None in kept else []
    return (*sorted(kept.values(), key=BY_PERIOD), *undated)
