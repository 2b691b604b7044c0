"""What a count is of: every return of a summary, one of them, or one of its sections."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows of a table are counted.

    Attributes:
        of_return: place of the return among those that were read, from 1; 0 for all of them.
        section: the section as `rules.counts` names it; "" for all.
    """

    of_return: int = 0
    section: str = ""


EVERYTHING = Scope()
