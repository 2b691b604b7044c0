"""Which words stand for which column or label: the standard headings and the synonyms in headings.toml."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import msgspec

from workbook_tools.model.layout import COVER_LABELS, COVER_LABELS_READ, PREVIEW_HEADINGS, TABLES, Content, Table

LONGEST_HEADING = 120  # characters; longer texts are notes
LETTERS_OF_A_START = 3
YEAR = re.compile(r"[0-9]{4}")
WHOLE, OPENS, CLOSES = 1, 2, 4
"""What a text may be of a heading: all of it, the words that it begins with, those that it ends with."""
BLANKED = str.maketrans(dict.fromkeys('*:.,;?!†‡()[]_"', " ") | dict.fromkeys("'’‘`", None) | dict.fromkeys("–—−‑", "-"))
POWERS_OF_TEN = {"pounds": 0, "thousands": 3, "millions": 6}


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity, so that results can be remembered by it
class Headings:
    """Every heading we know, normalised.

    Attributes:
        fields: by table, the field that a heading stands for.
        ignored: by table, headings of columns that are known but not read.
        cover: the field of `Cover` that a label stands for.
        sheets_without_tables: names of sheets that hold no table of the return.
        period_value_words: what may stand beside a period over a value.
        period_target_words: what may stand beside a period over a target.
        parts: what texts are of a naming heading: `WHOLE`, `OPENS` and `CLOSES`, added up. A naming heading is that of the
            column that says what a row is about ("Indicator", "Risk"): without one, no row of headings is a table's.
        money_units: by words for it, the power of ten of pounds that figures of money count.
        starts: how such texts begin, in `LETTERS_OF_A_START` letters; few texts of a return do.
    """

    fields: Mapping[str, Mapping[str, str]]
    ignored: Mapping[str, frozenset[str]]
    cover: Mapping[str, str]
    sheets_without_tables: frozenset[str]
    period_value_words: frozenset[str]
    period_target_words: frozenset[str]
    parts: Mapping[str, int]
    money_units: Mapping[str, int]
    starts: frozenset[str]

    def names_rows(self, heading: str) -> bool:
        """Whether a normalised heading is the naming one of any table."""
        return bool(self.parts.get(heading, 0) & WHOLE)

    def part(self, text: str) -> int:
        """What a text is of a naming heading: `WHOLE`, `OPENS` and `CLOSES`, added up; 0 for most texts of a return.

        Over two rows "Budget" may stand above "line": one opens "budget line", the other closes it.
        """
        if len(text) > LONGEST_HEADING:
            text = " ".join(text.split())
        return _part(text, self) if len(text) <= LONGEST_HEADING else 0


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """The shape of headings.toml."""

    tables: dict[str, dict[str, list[str]]]
    ignored: dict[str, list[str]]
    cover: dict[str, list[str]]
    sheets_without_tables: list[str]
    period_value_words: list[str]
    period_target_words: list[str]
    money_units: dict[str, list[str]]


def normalise(text: str) -> str:
    """A heading as it is compared: lower case, one blank between words, no marks such as ":" or "*", plain hyphens."""
    return _normalised_short(text) if len(text) <= LONGEST_HEADING else _normalised(text)


def _normalised(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(BLANKED).split())


# The same headings and labels come in every return of a batch. Both what is kept and its length are bounded: a workbook may
# hold any number of texts.
_normalised_short = lru_cache(maxsize=4096)(_normalised)


@lru_cache(maxsize=4096)
def _part(text: str, headings: Headings) -> int:
    return headings.parts.get(_normalised(text), 0)


@cache
def load_headings() -> Headings:
    """The headings that are shipped.

    Raises:
        ValueError: a synonym is listed for a table or field that does not exist, stands for two fields of one table, or holds a
            year.
    """
    content = resources.files("workbook_tools.reading").joinpath("headings.toml").read_bytes()
    return _build(msgspec.toml.decode(content, type=_File))


def _build(file: _File) -> Headings:
    standard = {table.name: {column.field: column.heading for column in table.columns} for table in TABLES}
    if unknown := (set(file.tables) | set(file.ignored)) - set(standard):
        raise ValueError(f"headings.toml names tables that do not exist: {sorted(unknown)}")
    units = _money_units(file.money_units)
    fields = {
        table.name: _with_units(table, _words(table.name, standard[table.name], file.tables.get(table.name, {})), units)
        for table in TABLES
    }
    parts = _parts(
        heading for table in TABLES for heading, field in fields[table.name].items() if field == _naming_field(table)
    )
    return Headings(
        fields=fields,
        ignored={name: _all_normalised((*file.ignored.get(name, ()), *PREVIEW_HEADINGS)) for name in standard},
        cover=_words("cover", COVER_LABELS | COVER_LABELS_READ, file.cover),
        sheets_without_tables=_all_normalised(file.sheets_without_tables),
        period_value_words=_all_normalised(file.period_value_words),
        period_target_words=_all_normalised(file.period_target_words),
        money_units=units,
        parts=parts,
        starts=frozenset(part[:LETTERS_OF_A_START] for part in parts),
    )


def _money_units(units: Mapping[str, Iterable[str]]) -> dict[str, int]:
    return {normalise(word): POWERS_OF_TEN[unit] for unit, words in units.items() for word in words}


def _with_units(table: Table, fields: Mapping[str, str], units: Iterable[str]) -> dict[str, str]:
    """The headings of a table, those of its columns of money also with a unit behind or before them."""
    money = {column.field for column in table.columns if column.content is Content.MONEY}
    units = tuple(units) if money else ()
    of_money = [(word, field) for word, field in fields.items() if field in money]
    more = {text: field for word, field in of_money for unit in units for text in (f"{word} {unit}", f"{unit} {word}")}
    return more | dict(fields)


def _all_normalised(words: Iterable[str]) -> frozenset[str]:
    return frozenset(normalise(word) for word in words)


def _naming_field(table: Table) -> str:
    return "title" if "title" in table.required else table.required[0]


def _parts(headings: Iterable[str]) -> dict[str, int]:
    parts: dict[str, int] = {}
    for heading in headings:
        parts[heading] = parts.get(heading, 0) | WHOLE
        words = heading.split()
        for place in range(1, len(words)):
            for part, does in ((" ".join(words[:place]), OPENS), (" ".join(words[place:]), CLOSES)):
                parts[part] = parts.get(part, 0) | does
    return parts


def _words(name: str, standard: Mapping[str, str], synonyms: Mapping[str, list[str]]) -> dict[str, str]:
    """Field by normalised heading; the standard headings come first."""
    if unknown := set(synonyms) - set(standard):
        raise ValueError(f"headings.toml, {name}: there are no fields {sorted(unknown)}")
    found: dict[str, str] = {}
    for field, words in [*((field, [heading]) for field, heading in standard.items()), *synonyms.items()]:
        for word in map(normalise, words):
            if YEAR.search(word):  # so that a figure or a date over a column is never more than a period
                raise ValueError(f"headings.toml, {name}: '{word}' holds a year, and would be a period")
            if found.setdefault(word, field) != field:
                raise ValueError(f"headings.toml, {name}: '{word}' stands for {found[word]} and for {field}")
    return found
