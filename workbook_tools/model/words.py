"""What verdicts mean. What a council prints for each meaning (word, symbol, colour) comes from its scheme."""

from enum import StrEnum


class Polarity(StrEnum):
    """Which way an indicator should go. `UNKNOWN`: not stated, so target status and trend cannot be judged."""

    MAXIMISE = "maximise"
    MINIMISE = "minimise"
    RANGE = "range"
    DATA_ONLY = "data_only"
    UNKNOWN = "unknown"


class Unit(StrEnum):
    """What a figure counts. Money is in pounds; `OTHER` keeps its own words beside it."""

    PERCENT = "percent"
    GBP = "gbp"
    NUMBER = "number"
    DAYS = "days"
    RATIO = "ratio"
    OTHER = "other"


class TargetStatus(StrEnum):
    """An indicator's value against its target. `UNKNOWN`: no usable value (or no way to judge it)."""

    OK = "ok"
    WARNING = "warning"
    ALERT = "alert"
    UNKNOWN = "unknown"
    NO_TARGET = "no_target"


class Trend(StrEnum):
    """A figure against an earlier one, by the indicator's polarity; for a risk, `DECLINED` means that it has risen."""

    IMPROVED = "improved"
    SAME = "same"
    DECLINED = "declined"
    NO_COMPARISON = "no_comparison"


class Direction(StrEnum):
    """A budget line's variance: adverse is an overspend or income that falls short. `UNKNOWN`: it cannot be told."""

    FAVOURABLE = "favourable"
    ADVERSE = "adverse"
    ON_BUDGET = "on_budget"
    UNKNOWN = "unknown"


class ActionStatus(StrEnum):
    """Where an improvement action stands."""

    COMPLETED = "completed"
    IN_PROGRESS = "in_progress"
    CHECK_PROGRESS = "check_progress"
    OVERDUE = "overdue"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class RiskStatus(StrEnum):
    """A risk's rating by its band. `UNKNOWN`: no usable score."""

    OK = "ok"
    WARNING = "warning"
    ALERT = "alert"
    UNKNOWN = "unknown"


class Level(StrEnum):
    """What any verdict counts as in a roll-up. `NEUTRAL` ones are not counted."""

    OK = "ok"
    WARNING = "warning"
    ALERT = "alert"
    NEUTRAL = "neutral"


LEVEL_OF: dict[StrEnum, Level] = {
    TargetStatus.OK: Level.OK,
    TargetStatus.WARNING: Level.WARNING,
    TargetStatus.ALERT: Level.ALERT,
    ActionStatus.COMPLETED: Level.OK,
    ActionStatus.IN_PROGRESS: Level.OK,
    ActionStatus.CHECK_PROGRESS: Level.WARNING,
    ActionStatus.OVERDUE: Level.ALERT,
    RiskStatus.OK: Level.OK,
    RiskStatus.WARNING: Level.WARNING,
    RiskStatus.ALERT: Level.ALERT,
    Trend.IMPROVED: Level.OK,
    Trend.DECLINED: Level.ALERT,
}
"""The level of a status where its scheme declares no other; a status missing here is neutral."""
