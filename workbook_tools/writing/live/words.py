"""Words that a reader of returns understands, as the formulas look them up: in lower case, one blank between words.

They are those of `reading.cells`, which nothing that writes may import; a test holds the two together.
"""

from collections.abc import Iterable

from workbook_tools.model.words import Polarity, Unit
from workbook_tools.periods import MONTH_NUMBERS

POLARITIES: tuple[tuple[str, Polarity], ...] = (
    *(
        (word, Polarity.MAXIMISE)
        for word in ("maximise", "maximize", "aim to maximise", "higher is better", "high is good", "bigger is better")
    ),
    *(
        (word, Polarity.MINIMISE)
        for word in ("minimise", "minimize", "aim to minimise", "lower is better", "low is good", "smaller is better")
    ),
    *((word, Polarity.RANGE) for word in ("range", "in range", "within range")),
    *((word, Polarity.DATA_ONLY) for word in ("data only", "data-only", "data_only", "information only", "for information")),
)
UNITS: tuple[tuple[str, Unit], ...] = (
    *((word, Unit.PERCENT) for word in ("%", "percent", "per cent", "percentage", "pct", "percentage points")),
    *((word, Unit.GBP) for word in ("gbp", "£", "£s", "pounds", "pound", "pounds sterling", "sterling")),
    *((word, Unit.NUMBER) for word in ("number", "numbers", "no.", "no", "nr", "num", "count", "#")),
    *((word, Unit.DAYS) for word in ("days", "day", "working days", "calendar days")),
    *((word, Unit.RATIO) for word in ("ratio", "ratios")),
)
NO_TARGET: tuple[str, ...] = ("n/a", "na", "-", "–", "no target", "not applicable", "tbc")
YES: tuple[str, ...] = ("yes", "y", "true", "x", "cancelled")


def month_words() -> Iterable[tuple[str, int]]:
    """Names of months and their numbers; also the numbers as text, for the month of a day such as "31/03/2021"."""
    yield from MONTH_NUMBERS.items()
    for number in range(1, 13):
        yield from ((text, number) for text in dict.fromkeys((str(number), f"{number:02d}")))
