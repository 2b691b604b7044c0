"""What stands before a number and tells that it is no count: "Primary 3", "years 1 to 3", "3 in 4", "fewer than 4", "2.3"."""

import re

from workbook_tools.model.spellings import NUMBER_WORDS

LABELS = frozenset({
    "primary", "secondary", "stage", "phase", "level", "band", "grade", "group", "tier", "category", "step", "section",
    "part", "appendix", "objective", "priority", "outcome", "ward", "zone", "class", "unit", "number", "no", "no.", "nos",
    "nos.", "version", "type", "option", "figure", "table", "item", "action", "recommendation", "cohort", "room", "wave",
    "line", "page", "question", "age", "aged", "year", "yr", "quarter",
})  # fmt: skip
"""What a number after it is a label of."""
SPANS = frozenset({"year", "yr", "quarter"})
WHICH_SPAN = frozenset({"this", "last", "next", "previous", "current", "each", "every", "per", "a"})
"""Before a span of time: "this year 3 pupils" are counted, "year 3 pupils" are not."""
LABEL_LETTERS = "psqy"  # P1 to 3, S2 and 4, Q1, Y3
BETWEEN = frozenset({"to", "and", "or", "&", "-", "–"})
BOUNDS = frozenset({"than", "under", "every", "each", "per"})  # fewer than 4, one for every 3
TENS = frozenset({"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"})
HUNDREDS = frozenset({"hundred", "thousand"})
_FROM = re.compile(r"(?<!\S)[0-9]{1,2}\s?[-–]\Z")  # 2-3 pupils
REACH = 40  # characters before a number that tell what it is


def is_no_count(text: str, start: int, number: int) -> bool:
    """Whether the number that begins at `start` is a part of something longer, a label, a share or a bound."""
    before = text[max(0, start - REACH) : start].rpartition("\0")[2]
    if _FROM.search(before):
        before = f"{before[:-1]} - "
    if _is_joined(before):
        return True
    words = before.casefold().split() if before[-1:].isspace() else []
    return (
        bool(words)
        and (
            words[-1] in BOUNDS
            or (number == 1 and words[-1] in {"no", "any"})  # no one person
            or words[-1] in TENS
            or (words[-1] == "and" and bool({*words[-2:-1]} & HUNDREDS))
            or _is_share(words)
            or _is_label(words)
        )
    )


def _is_joined(before: str) -> bool:
    """Whether what stands directly before belongs to the number or to a code: 1,003, 2.3, £3, 2020-3, 1:3, v.3."""
    last, second = before[-1:], before[-2:-1]
    if last in {",", ":"}:
        return second.isdigit()
    if last in {"-", "–"}:
        return second.isalnum()
    return last.isalnum() or last in {"_", ".", "/", "\\", "#", "£", "$", "€"}


def _is_share(words: list[str]) -> bool:
    """Whether the words end as in: 3 in (4), one out of (4)."""
    of = words[-3:-2] if words[-2:] == ["out", "of"] else words[-2:-1] if words[-1] == "in" else []
    return bool(of) and (of[0].isdigit() or of[0] in NUMBER_WORDS)


def _is_label(words: list[str]) -> bool:
    """Whether the words end in a label, or in a label with other numbers: Primary, years 1, 2 and, P1 to."""
    rest = list(words)
    if words[-1] in BETWEEN:
        while rest and (rest[-1] in BETWEEN or rest[-1].rstrip(",").isdigit()):
            rest.pop()
        last = rest[-1].rstrip(",") if rest else ""
        if last[:1] in LABEL_LETTERS and last[1:].isdigit():
            return True
        if len(words) - len(rest) == 1:  # no other number: "in primary and 3 pupils"
            return False
    if not rest or not {rest[-1], rest[-1].removesuffix("s")} & LABELS:
        return False
    return rest[-1] not in SPANS or rest[-2:-1] == [] or rest[-2] not in WHICH_SPAN
