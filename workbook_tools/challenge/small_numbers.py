"""Small numbers of people in a text, by which somebody may be recognised."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from workbook_tools.challenge.before_numbers import is_no_count
from workbook_tools.challenge.hits import Hit, places_of
from workbook_tools.model.scheme import PrivacyRules
from workbook_tools.model.spellings import NUMBER_WORDS, folded

IRREGULAR = {"child": "children", "person": "people", "man": "men", "woman": "women"}
NO_ADJECTIVES = frozenset({
    "a", "an", "and", "are", "as", "at", "by", "for", "from", "had", "has", "have", "if", "in", "is", "nor", "not", "of",
    "on", "or", "per", "than", "that", "the", "to", "was", "were", "when", "where", "who", "with", "year", "yr", "month",
    "week", "day", "hour", "minute", "half", "thousand", "hundred", "million", "dozen", "percent", "fte", "wte", "pm",
    "am", "person", "parent", "bedroom", "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
    "nov", "dec",
})  # fmt: skip
"""Words between a number and people with which the number does not count the people: "2 in people", "3 May staff"."""
THINGS = frozenset({
    "meeting", "survey", "conference", "post", "team", "session", "event", "visit", "group", "forum", "newsletter",
    "briefing", "room", "panel", "service", "centre", "complaint", "consultation", "record", "budget", "structure",
    "appraisal", "workshop", "hub", "house", "home", "household", "number", "day", "hour", "file", "contact", "journey",
    "portal", "account", "role", "roadshow", "network", "award", "council", "case", "placement", "vacancy", "enquiry",
    "training", "development", "satisfaction", "support", "protection", "engagement", "feedback", "safety", "learning",
    "waste", "recycling", "family",
})  # fmt: skip
"""What is counted where "staff" or a singular only says of what kind it is: "3 staff meetings", "one child protection case"."""
INDENT = 10  # blanks before or after a figure that numbers a paragraph
STAFF = "staff"  # singular and plural
_NUMBER = re.compile(r"[1-9][0-9]?(?=[\sx])")
_TIMES = re.compile(r"\s?x(?=\s)")  # 2 x staff
_WORD = re.compile(r"\s{1,3}([^\W\d_][\w'-]*(?:’[\w'-]*)*)")


class SmallNumbers(msgspec.Struct, frozen=True):
    """What is looked for.

    Attributes:
        below: numbers from 1 to just below this are small.
        words: numbers in words that are small, each with its number.
        people: words for people, folded, with blanks instead of hyphens.
        singular: those that stand after "one" only.
        longest: of how many words the longest of them is.
    """

    below: int
    words: tuple[tuple[str, int], ...]
    people: frozenset[str]
    singular: frozenset[str]
    longest: int

    def find(self, text: str, starts: Sequence[int]) -> Iterator[Hit]:
        """Small numbers directly before people, with at most one adjective between, in order; shown as they stand.

        Args:
            text: where to look.
            starts: where runs of digits begin in it.
        """
        for start, after, number in sorted((*self._in_digits(text, starts), *self._in_words(text))):
            end = self._counted(text, after, number)
            if end and not _is_numbering(text, start, after) and not is_no_count(text, start, number):
                yield Hit(start, text[start:end])

    def _in_digits(self, text: str, starts: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """Where each small number begins, where it ends, and what it is."""
        for start in starts:
            found = _NUMBER.match(text, start)
            if found and int(found[0]) < self.below:
                yield start, found.end(), int(found[0])

    def _in_words(self, text: str) -> Iterator[tuple[int, int, int]]:
        small = text.encode("ascii", "replace").lower().decode()  # as long as the text, and much faster than its own lower()
        for word, number in self.words:
            for start in places_of(small, word):
                if not text[start - 1 : start].isalnum():
                    yield start, start + len(word), number

    def _counted(self, text: str, after: int, number: int) -> int:
        """Where the people end whom a number that ends just before `after` counts; 0 where it counts none."""
        if times := _TIMES.match(text, after):
            after = times.end()
        words = _words(text, after, self.longest + 2)
        for first in range(min(2, len(words))):
            adjective = words[0][0] if first else ""
            for length in range(min(self.longest, len(words) - first), 0, -1):
                people = " ".join(word for word, _ in words[first : first + length]).replace("-", " ")
                if people in self.people and _may_be_adjective(adjective) and self._agree(number, people, adjective):
                    following = words[first + length][0] if first + length < len(words) else ""
                    return 0 if self._only_says_what_kind(people, following) else words[first + length - 1][1]
        return 0

    def _agree(self, number: int, people: str, adjective: str) -> bool:
        """Whether number and people go together: not "3 child", nor "one parent families"; "1 pupils" is a slip."""
        if number > 1:
            return people not in self.singular
        return people in self.singular or people == STAFF or (not adjective and people.endswith("s"))

    def _only_says_what_kind(self, people: str, following: str) -> bool:
        return (people == STAFF or people in self.singular) and bool({following, *_singulars(following)} & THINGS)


@cache
def small_numbers(rules: PrivacyRules) -> SmallNumbers:
    """What a scheme has looked for, made ready once."""
    below, people = rules.small_number_below, frozenset(folded(word.replace("-", " ")) for word in rules.people)
    words = tuple((word, number) for number, word in enumerate(NUMBER_WORDS, start=1) if number < below)
    singular = frozenset(word for word in people if _plurals(word) & people)
    return SmallNumbers(below, words, people, singular, max(len(word.split()) for word in people))


def _words(text: str, after: int, most: int) -> list[tuple[str, int]]:
    """The words that follow each other from `after` on, folded, with nothing but blanks between; where each ends."""
    words = list[tuple[str, int]]()
    while len(words) < most and (word := _WORD.match(text, after)):
        after = word.end()
        words.append((word[1].casefold(), after))
    return words


def _plurals(phrase: str) -> set[str]:
    """What the plural of a word or of a phrase may be: "pupils", "families", "young people", "members of staff"."""
    parts = phrase.split()
    return {" ".join((*parts[:at], _plural(part), *parts[at + 1 :])) for at, part in enumerate(parts)}


def _plural(word: str) -> str:
    return IRREGULAR.get(word) or (f"{word[:-1]}ies" if word.endswith("y") else f"{word}s")


def _singulars(word: str) -> set[str]:
    return {word.removesuffix("s"), f"{word.removesuffix('ies')}y"}


def _may_be_adjective(word: str) -> bool:
    """Nothing that the number counts itself ("3 schools pupils", "3 pupils' parents"), no span ("3 year-old children")."""
    is_counted = (word.endswith("s") and not word.endswith(("ss", "ous"))) or "'" in word or "’" in word
    return not is_counted and word.partition("-")[0] not in NO_ADJECTIVES


def _is_numbering(text: str, start: int, after: int) -> bool:
    """Whether a figure numbers a paragraph or heading: it begins a line, and what follows has a capital letter."""
    line_before = text[max(0, start - INDENT) : start].rstrip(" \t")[-1:]
    is_first = line_before in {"", "\n", "\r", "\0"}
    return is_first and text[start].isdigit() and text[after : after + INDENT].lstrip()[:1].isupper()
