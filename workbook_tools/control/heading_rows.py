"""Which rows of a sheet are headings, of which table, and where its money columns stand: by rules of our own."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from workbook_tools.control.plain_xml import column_number
from workbook_tools.control.shared_strings import SharedStrings
from workbook_tools.control.sheet_rows import NUMBER_TYPES, BareCell, StoredRow, text_in
from workbook_tools.control.vocabulary import (
    LONGEST_HEADING,
    Vocabulary,
    Words,
    folded,
    spelling_and_scale,
    without_pounds,
)

FEWEST_HEADINGS = 2
Labels = Mapping[bytes, str]
"""The texts of a row of headings by the letters of their columns, from left to right."""
_Readings = tuple[bytes, tuple[str, ...]]
"""The letters of a column, and what its heading may say, in the order of trust."""
MOST_KEPT = 60  # headings of a row that is remembered; longer ones would only fill the memory


@dataclass(frozen=True, slots=True)
class MoneyColumn:
    """A column of money: its field, and how many pounds one of its figures is (None: its heading does not say)."""

    field: str
    scale: Decimal | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A row of headings, or two that belong together.

    Attributes:
        table: the table's name.
        last: the number of its last row.
        span: the numbers of its first and last column, both inclusive.
        money: its money columns by their letters; none where it is no table with money.
        title: the letters of the column of titles; b"" without one.
        code: likewise of codes.
        known: how many columns are understood.
        unclear: headings of money columns that mean the same as another under another group.
    """

    table: str
    last: int
    span: tuple[int, int]
    money: Mapping[bytes, MoneyColumn]
    title: bytes
    code: bytes
    known: int
    unclear: tuple[str, ...] = ()

    @property
    def lacks_scale(self) -> bool:
        """Whether a money column states no scale itself."""
        return any(column.scale is None for column in self.money.values())

    def with_scale(self, scales: Collection[Decimal]) -> "Heading":
        """The heading with the scale above it for the columns that state none; itself where several scales stand there."""
        if len(scales) != 1 or not self.money:
            return self
        (scale,) = scales
        return replace(
            self, money={place: replace(column, scale=column.scale or scale) for place, column in self.money.items()}
        )

    def overlaps(self, other: "Heading") -> bool:
        """Whether the two share a column."""
        return self.span[0] <= other.span[1] and other.span[0] <= self.span[1]


class HeadingFinder:
    """Finds the headings of a sheet; `sheet` is its name."""

    def __init__(self, vocabulary: Vocabulary, strings: SharedStrings, sheet: str) -> None:
        self.vocabulary = vocabulary
        self.strings = strings
        self.sheet = folded(sheet)

    def headings(self, row: StoredRow, below: StoredRow | None) -> list[Heading]:
        """The headings that begin in `row`: none, one, or one for each of the tables side by side."""
        upper = self._labels(row)
        if len(upper) < FEWEST_HEADINGS:
            return []
        lower = self._labels(below) if below and below.number == row.number + 1 else {}
        if not any(self.vocabulary.may_be_heading(text) for text in (*upper.values(), *lower.values())):
            return []
        groups = _groups([*upper, *lower])
        found = [heading for group in groups if (heading := self._match(row.number, upper, lower, group))]
        if len(found) > 1 or (found and len(groups) == 1):
            return found
        whole = self._match(row.number, upper, lower, [*upper, *lower])
        return [whole] if whole else found

    def _labels(self, row: StoredRow) -> Labels:
        """The texts of a row that may be headings: none where there are as many figures as texts."""
        cells = row.cells
        texts = [cell for cell in cells if cell[2] not in NUMBER_TYPES]
        if 2 * len(texts) <= len(cells):
            return {}
        return {cell[0]: text for cell in texts if (text := self._text(cell))}

    def _text(self, cell: BareCell) -> str:
        text = " ".join(text_in(cell, self.strings).split())
        return text if len(text) <= LONGEST_HEADING else ""

    def _match(self, number: int, upper: Labels, lower: Labels, columns: Sequence[bytes]) -> Heading | None:
        """The heading in these columns, over one row or together with the row below, whichever is understood better."""
        kept = {column: upper[column] for column in sorted(set(columns), key=_place) if column in upper}
        below = {column: lower[column] for column in sorted(set(columns), key=_place) if column in lower}
        alone = self._best(number, [(column, (text,)) for column, text in kept.items()])
        both = self._best(number + 1, _joined(kept, below)) if below else None
        if both is None or alone is None:
            return alone or both
        only_marks = all(without_pounds(spelling_and_scale(text)[0]) == "" for text in below.values())
        return both if both.known > alone.known or only_marks else alone

    def _best(self, last: int, labels: Sequence[_Readings]) -> Heading | None:
        """The table with most known headings, where `last` is the number of their last row."""
        best = _best if len(labels) <= MOST_KEPT else _best.__wrapped__
        found = best(self.vocabulary, self.sheet, tuple(labels))
        return replace(found, last=last) if found else None


def _joined(upper: Labels, lower: Labels) -> list[_Readings]:
    """Headings over two rows, each with its readings in the order of trust: with the group above it, then alone."""
    joined: list[_Readings] = []
    group = ""
    for column in sorted({*upper, *lower}, key=_place):
        group = upper.get(column, group)
        below = lower.get(column, "")
        joined.append((column, ((f"{group} {below}", below) if group else (below,)) if below else (upper[column],)))
    return joined


@lru_cache(maxsize=256)  # the returns of a batch have the same few headings
def _best(vocabulary: Vocabulary, sheet: str, labels: tuple[_Readings, ...]) -> Heading | None:
    """The table with most known headings, `sheet`'s name breaks ties; its last row is yet to be put in."""
    named = [sheet, *(folded(text) for _, readings in labels for text in readings)]
    called = {words.name for words in vocabulary.tables if sheet in {words.sheet, words.name}}
    found = (
        heading
        for words in vocabulary.tables
        if (not words.naming or any(words.naming in text for text in named)) and (heading := _heading(words, labels))
    )
    return max(found, key=lambda heading: (heading.known, heading.table in called), default=None)


def _heading(words: Words, labels: Sequence[_Readings]) -> Heading | None:
    """The labels as headings of one table; None where they are not enough, or fewer than half are known."""
    fields: dict[str, tuple[bytes, Decimal | None]] = {}
    known, unclear, by_group = 0, [], set()
    for column, readings in labels:
        found = next((place for place in enumerate(_meaning(words, text) for text in readings) if place[1]), None)
        if found is None:
            continue
        known += 1
        reading, (name, scale) = found[0], found[1] or ("", None)
        if name in fields and name in words.money and (reading or name in by_group):
            unclear.append(readings[0])
        fields.setdefault(name, (column, scale))
        by_group |= {name} if reading else set()
    too_few = words.naming and len(words.money & set(fields)) < FEWEST_HEADINGS
    if not words.required <= set(fields) or 2 * known < len(labels) or too_few:
        return None
    places = [column_number(column.decode()) for column, _ in labels]
    money = {column: MoneyColumn(name, scale) for name, (column, scale) in fields.items() if name in words.money}
    title, code = (fields.get(name, (b"",))[0] for name in ("title", "code"))
    return Heading(words.name, 0, (min(places), max(places)), money, title, code, known, tuple(unclear))


def _meaning(words: Words, text: str) -> tuple[str, Decimal | None] | None:
    """The field that a heading stands for ("" for one that is not read) and its scale; None for one that is not known."""
    heading, scale = spelling_and_scale(text)
    for spelling in (folded(text), heading, without_pounds(heading)):
        if spelling in words.fields:
            return words.fields[spelling], scale
        if spelling in words.ignored:
            return "", None
    return None


def _place(column: bytes) -> tuple[int, bytes]:
    return len(column), column


def _groups(columns: Iterable[bytes]) -> list[list[bytes]]:
    """Columns as groups without a gap, from left to right."""
    groups: list[list[bytes]] = []
    last = 0
    for column in sorted(set(columns), key=_place):
        number = column_number(column.decode())
        if groups and number == last + 1:
            groups[-1].append(column)
        else:
            groups.append([column])
        last = number
    return groups


def _scales_in(rows: Iterable[StoredRow], finder: HeadingFinder) -> set[Decimal]:
    """The scales that rows above a table state: in texts that say nothing else."""
    cells = (cell for row in rows for cell in row.cells if cell[2] not in NUMBER_TYPES)
    return {scale for cell in cells if (scale := finder.vocabulary.scale_above(text_in(cell, finder.strings)))}


def regions(rows: Sequence[StoredRow], finder: HeadingFinder) -> Iterator[tuple[Heading, list[StoredRow]]]:
    """Each table with money and the rows below its heading, down to the next heading that shares a column with it."""
    open_tables: list[tuple[Heading, list[StoredRow]]] = []
    heading_until = scanned = 0
    scales: set[Decimal] = set()
    for index, (row, below) in enumerate(zip(rows, [*rows[1:], None], strict=True)):
        found = finder.headings(row, below) if row.number > heading_until else []
        if found:
            heading_until = max(heading.last for heading in found)
            for heading in found:
                yield from (table for table in open_tables if table[0].overlaps(heading))
                open_tables = [table for table in open_tables if not table[0].overlaps(heading)]
            if any(heading.lacks_scale for heading in found):
                scales |= _scales_in(rows[scanned:index], finder)
                scanned = index
            open_tables += [(heading.with_scale(scales), []) for heading in found]
        elif row.number > heading_until:
            for _, kept in open_tables:
                kept.append(row)
    yield from open_tables
