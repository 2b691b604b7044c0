"""The meeting that a report goes to."""

from dataclasses import dataclass
from datetime import date

from workbook_tools.model.pack import Exempt


@dataclass(frozen=True, slots=True)
class Meeting:
    """Which committee, and when it meets; "" and None where that is not known.

    `exempt` says why the public is kept out while it is spoken of; None where the report is public.
    """

    committee: str = ""
    day: date | None = None
    exempt: Exempt | None = None

    @property
    def marking(self) -> str:
        """What stands on all that is made of an exempt report; "" where it is public."""
        return self.exempt.marking if self.exempt else ""


NO_MEETING = Meeting()
