"""The meeting that a report goes to."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Meeting:
    """Which committee, and when it meets; "" and None where that is not known."""

    committee: str = ""
    day: date | None = None


NO_MEETING = Meeting()
