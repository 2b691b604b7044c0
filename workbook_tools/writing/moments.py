"""Moments in UTC, to the second where they are shown and exact in JSON."""

from datetime import UTC, datetime


def utc(moment: datetime) -> datetime:
    """The same moment in UTC, without a time zone; one that has none is in UTC already."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def say_moment(moment: datetime) -> str:
    """Such as "26/11/2026 08:27:38 UTC"; what is below a second is left out."""
    shown = utc(moment)
    return f"{shown:%d/%m}/{shown.year:04} {shown:%H:%M:%S} UTC"


def moment_json(moment: datetime | None) -> str | None:
    """By ISO 8601, such as "2026-11-26T08:27:38.123456Z"."""
    return None if moment is None else utc(moment).isoformat() + "Z"
