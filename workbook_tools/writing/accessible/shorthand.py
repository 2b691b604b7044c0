"""Shorthand for cells that have nothing to show, since a screen reader cannot tell an empty cell from a lost one."""

import re

from workbook_tools.writing.cells import CellValue, Number

NOT_AVAILABLE = "[x]"
NOT_APPLICABLE = "[z]"
NOT_WRITTEN = "[none]"
ABOVE = "[above]"
AS_WRITTEN = "as written"
CONTINUED = "(continued) "
"""What the rest of a text begins with, in the row where it goes on."""

SHORT_MEANINGS = {
    NOT_AVAILABLE: "not available",
    NOT_APPLICABLE: "not applicable",
    NOT_WRITTEN: "nothing was written",
    ABOVE: "stands in the row that this one continues",
}
"""For the notes of a sheet."""
FULL_MEANINGS = {
    NOT_AVAILABLE: "Not available: a figure or a date that belongs here is not in the return, or could not be worked out.",
    NOT_APPLICABLE: (
        "Not applicable: nothing belongs here. The return has a dash, or the row is of a kind that has no such value, "
        "such as an action that only introduces others and gets no status."
    ),
    NOT_WRITTEN: "Nothing was written: the service left the words out, or there is nothing to say.",
    ABOVE: "The row continues the one above it. What is the same for both is not repeated, so that nothing is counted twice.",
    CONTINUED.strip(): (
        "A text that is too long for one row goes on in the next one. That row repeats the columns that say what it is about."
    ),
    AS_WRITTEN: "The return has this here, and it is no word and no figure or date of the kind that belongs here.",
}
"""For the sheet of notes."""
_WORDS = {"<": "Lower than last time", ">": "Higher than last time"}
_NUMBER = re.compile(r"[-+]?£?\d[\d,]*(\.\d+)?%?")
_DASHES = {"-", "–", "—"}
_POINTS, _POINTS_IN_FULL = '" pp"', '" percentage points"'


def filled(value: CellValue, shorthand: str) -> CellValue:
    """The value, or shorthand where there is none; blanks alone are none. Marks without a word are said to be as written."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return shorthand
    if isinstance(value, str) and not any(character.isalnum() for character in value):
        return _as_written(value)
    return value


def figure_in_words(value: CellValue) -> CellValue:
    """A figure whose symbols are said in words: "<" as a target, a dash for no figure, "pp" after a difference.

    A number that could not be understood, such as "1" for a due date, is said to be as written: it is no figure of its column.
    """
    match value:
        case Number():
            return Number(value.value, value.number_format.replace(_POINTS, _POINTS_IN_FULL))
        case str() if value.strip() in _DASHES:
            return NOT_APPLICABLE
        case str() if _NUMBER.fullmatch(value.strip()):
            return _as_written(value)
        case str():
            return _WORDS.get(value.strip(), value)
        case _:
            return value


def _as_written(text: str) -> str:
    return f'"{text.strip()}" {AS_WRITTEN}'


def say_shorthand(used: set[str]) -> str:
    """What the shorthand of a sheet means, in one sentence; "" where it has none."""
    parts = [f"{shorthand} {meaning}" for shorthand, meaning in SHORT_MEANINGS.items() if shorthand in used]
    return f"Shorthand: {'; '.join(parts)}." if parts else ""
