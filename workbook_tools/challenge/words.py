"""Whether a published word is the one that the scheme prints for a verdict."""

from collections.abc import Mapping
from enum import Enum

from workbook_tools.model.scheme import Style, matching_keys
from workbook_tools.model.spellings import folded


class Comparison(Enum):
    """A published word against a computed style. `NOT_A_WORD`: empty, a symbol, damaged; it stays raw and is not judged."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_A_WORD = "not a word"


def compare(reported: str, computed: Style, styles: Mapping[str, Style]) -> Comparison:
    """Compares a published word with the style that was computed, by the word that the scheme prints for either.

    Styles that share a word agree: a council that prints "N/A" both for "no target" and for "no value" cannot be told
    which one it meant.
    """
    words = [styles[key].word for key in matching_keys(reported, styles)] if reported else []
    if not words:
        return Comparison.NOT_A_WORD
    return Comparison.AGREES if computed.word in words else Comparison.DIFFERS


def same_words(first: str, second: str, styles: Mapping[str, Style]) -> bool:
    """Whether two published words mean the same ("R" and "Red"). Words that the scheme does not know are compared as text."""
    first_keys, second_keys = matching_keys(first, styles), matching_keys(second, styles)
    if first_keys or second_keys:
        return bool({styles[key].word for key in first_keys} & {styles[key].word for key in second_keys})
    return folded(first) == folded(second)
