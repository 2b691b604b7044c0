"""What headings mean: the standard headings of the return and the spellings in headings.toml, by rules of our own.

Only the file of spellings is shared with `reading`; how a heading is compared and its scale is told stands here once more.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from workbook_tools.model.layout import PREVIEW_HEADINGS, TABLES, Content, Table

ONE = Decimal(1)
_APOSTROPHES = re.compile("['’‘`]")
_MARKS = re.compile(r"[*:.,;?!†‡()\[\]_\"\s]+")
_DASHES = re.compile("[–—−‑]")
_SCALE = re.compile(
    r"(?:\bin )?(?:(?:£|\bgbp) ?(000s?|k|thousands?|mn?|millions?)\b"
    r"|(?<![0-9£,])\b(000s?|(?:thousands|millions)(?: of pounds)?|k£))"
)
SCALE_WORDS = frozenset({"in", "k", "thousand", "thousands", "m", "mn", "million", "millions", "of", "pounds"})
"""The words of letters that these patterns take out of a heading, beside GBP, which need not stand alone."""
_POUNDS = re.compile(r"(?:\bin )?(?:£s?(?![a-z])|\bgbp\b|\bpounds\b)")
_WORD = re.compile("[a-z]+")
LONGEST_SCALE = 24  # characters that a scale and marks may add to a heading: " (in thousands of pounds)"
SCALE_LABELS = ("", "Money in", "All figures in")
NAMING = {"savings": "saving"}
"""Tables whose other headings say too little: this word must stand in one of them or in the sheet's name."""
LONGEST_HEADING = 120  # characters; longer texts are notes


@dataclass(frozen=True, slots=True)
class Words:
    """The headings of one table: the field that each stands for, those known but not read, and what is needed of them.

    `naming` is a word that must stand in one of its headings or in the sheet's name; "" for none.
    """

    name: str
    sheet: str
    naming: str
    fields: Mapping[str, str]
    ignored: frozenset[str]
    required: frozenset[str]
    money: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The headings of all tables. Two are equal only where they are the same, so that what was found by one can be kept.

    Attributes:
        tables: the headings of each.
        stems: words of which one stands in the heading of every table with money, in lower case.
        phrases: every heading and every run of words out of one, since a heading may stand over two rows.
        longest_phrase: characters of the longest of these.
        words: every word of these, and of what a scale may be stated with.
        scale_labels: what may stand before a scale in a line above a table; "" for a scale alone.
    """

    tables: tuple[Words, ...]
    stems: tuple[bytes, ...]
    phrases: frozenset[str]
    scale_labels: frozenset[str]
    longest_phrase: int
    words: frozenset[str]

    def scale_above(self, text: str) -> Decimal | None:
        """How many pounds a figure below a text is ("£000", "All figures in £m"); None where the text says no such thing."""
        heading, scale = spelling_and_scale(text) if len(text) <= LONGEST_HEADING else ("", None)
        return scale if without_pounds(heading) in self.scale_labels else None

    def may_be_heading(self, text: str) -> bool:
        """Whether a text is a heading or a part of one, whatever scale it states beside."""
        line = text.strip()
        if len(line) > self.longest_phrase + LONGEST_SCALE or self._has_other_words(line):
            return False
        return without_pounds(spelling_and_scale(text)[0]) in self.phrases

    def _has_other_words(self, line: str) -> bool:
        """Whether a line is a plain sentence with a word of no heading, as most are: told for a tenth of what folding takes."""
        line = line.rstrip(".").lower()
        is_plain = line.isascii() and line.replace(" ", "").isalpha() and "gbp" not in line
        return is_plain and not self.words.issuperset(line.split())


@cache
def load_vocabulary() -> Vocabulary:
    """The headings that are shipped."""
    content = resources.files("workbook_tools").joinpath("reading", "headings.toml").read_bytes()
    return build_vocabulary(TABLES, tomllib.loads(content.decode()))


def build_vocabulary(tables: Iterable[Table], spellings: Mapping[str, Any]) -> Vocabulary:
    """The vocabulary of some tables; `spellings` as in headings.toml: "tables" by table and field, "ignored" by table."""
    built = tuple(
        _words(table, spellings.get("tables", {}).get(table.name, {}), spellings.get("ignored", {}).get(table.name, ()))
        for table in tables
    )
    spelt = {spelling for words in built for spelling in (*words.fields, *words.ignored)}
    phrases = frozenset(phrase for spelling in spelt for phrase in _phrases(without_pounds(spelling)))
    labels = (folded(label).removesuffix(" in") for label in (*SCALE_LABELS, *spellings.get("cover", {}).get("money_in", ())))
    known = SCALE_WORDS.union(*(phrase.split() for phrase in phrases))
    stems = tuple(stem.encode() for stem in _stems(built))
    return Vocabulary(built, stems, phrases, frozenset(labels), max(map(len, phrases)), known)


def _phrases(spelling: str) -> Iterator[str]:
    words = spelling.split()
    for start in range(len(words)):
        for stop in range(start, len(words)):
            yield " ".join(words[start : stop + 1])


def _words(table: Table, synonyms: Mapping[str, list[str]], ignored: Iterable[str]) -> Words:
    fields = {folded(column.heading): column.field for column in table.columns}
    for name, spelt in synonyms.items():
        fields |= {word: name for word in map(folded, spelt) if word not in fields}
    return Words(
        name=table.name,
        sheet=folded(table.sheet),
        naming=NAMING.get(table.name, ""),
        fields=fields,
        ignored=frozenset(map(folded, (*ignored, *PREVIEW_HEADINGS))),
        required=frozenset(table.required),
        money=frozenset(column.field for column in table.columns if column.content is Content.MONEY),
    )


def _stems(tables: Iterable[Words]) -> list[str]:
    """Words such that each spelling of a required money field (any required field where none is money) has one of them."""
    stems: set[str] = set()
    for words in tables:
        if words.money and words.naming:
            stems.add(words.naming)
        elif words.money:
            needed = min(words.required & words.money, default="") or min(words.required)
            left = {spelt: set(_WORD.findall(spelt)) or {spelt} for spelt, name in words.fields.items() if name == needed}
            while left:
                counts = Counter(word for parts in left.values() for word in parts)
                stem = min(counts, key=lambda word: (-counts[word], word))
                stems.add(stem)
                left = {spelt: parts for spelt, parts in left.items() if stem not in parts}
    return sorted(stems)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A heading as it is compared: lower case, no marks, single blanks, plain hyphens."""
    line = _DASHES.sub("-", _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold()))
    return _MARKS.sub(" ", line).strip()


@lru_cache(maxsize=4096)
def spelling_and_scale(text: str) -> tuple[str, Decimal | None]:
    """A heading without the scale it states, and how many pounds one of its figures is; None where it states none.

    "Budget £'000" is ("budget", 1000), "Forecast (£)" is ("forecast £", 1), "Budget" is ("budget", None).
    """
    line = folded(text)
    if found := _SCALE.search(line):
        mark = found[1] or found[2]
        rest = f"{line[: found.start()]} {line[found.end() :]}"
        return " ".join(rest.split()), Decimal(1_000_000 if mark.startswith("m") else 1000)
    return line, ONE if _POUNDS.search(line) else None


@lru_cache(maxsize=4096)
def without_pounds(heading: str) -> str:
    """A folded heading without the word or sign for pounds."""
    return " ".join(_POUNDS.sub(" ", heading).split())
