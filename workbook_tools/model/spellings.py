"""Words that are understood in a return, in lower case with one blank between words: for reading and for formulas."""

from collections.abc import Mapping

from workbook_tools.model.words import Polarity, Unit


def folded(text: str) -> str:
    """A code, title, name or word as two of them are compared: blanks folded, case left aside."""
    return " ".join(text.split()).casefold()


NO_FIGURE = ("n/a", "na", "-", "–", "no target", "not applicable", "tbc")
"""There is deliberately no figure."""
NO_DATE = tuple(word for word in NO_FIGURE if word != "no target")
"""There is deliberately no day."""
INCOME = ("income", "inc", "income line", "receipts")
"""Types of a budget line that is one of income."""
YES = ("yes", "y", "true", "x", "cancelled")

UNITS: Mapping[str, Unit] = (
    dict.fromkeys(("%", "percent", "per cent", "percentage", "pct", "percentage points"), Unit.PERCENT)
    | dict.fromkeys(("gbp", "£", "£s", "pounds", "pound", "pounds sterling", "sterling"), Unit.GBP)
    | dict.fromkeys(("number", "numbers", "no.", "no", "nr", "num", "count", "#"), Unit.NUMBER)
    | dict.fromkeys(("days", "day", "working days", "calendar days"), Unit.DAYS)
    | dict.fromkeys(("ratio", "ratios"), Unit.RATIO)
)
POLARITIES: Mapping[str, Polarity] = (
    dict.fromkeys(
        ("maximise", "maximize", "aim to maximise", "higher is better", "high is good", "bigger is better"), Polarity.MAXIMISE
    )
    | dict.fromkeys(
        ("minimise", "minimize", "aim to minimise", "lower is better", "low is good", "smaller is better"), Polarity.MINIMISE
    )
    | dict.fromkeys(("range", "in range", "within range"), Polarity.RANGE)
    | dict.fromkeys(("data only", "data-only", "data_only", "information only", "for information"), Polarity.DATA_ONLY)
)
NUMBER_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
"""Numbers in words, from 1 on."""
