"""Which issued code an unknown one may stand for. Only ever suggested: a row is never matched by it."""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

from workbook_tools.check.matching import IssuedRow, MatchedTable
from workbook_tools.findings import Where
from workbook_tools.model.spellings import folded

# Codes are short and their digits tell the rows of a series apart, so a share of equal letters ("ratio") would find all rows
# of a series alike. What typing gets wrong is counted instead: characters left out, added, changed or swapped with their
# neighbour (optimal string alignment); one in four characters at most, so that a code of one letter is not near any other.
CHARACTERS_A_MISTAKE = 4
MOST_MISTAKES = 2
LOOKALIKES = str.maketrans("oil", "011")  # the letter for the digit: "HSG-O1", "HSG-l2"


def suggested_codes(matched: MatchedTable) -> dict[Where, str]:
    """Issued codes that unknown ones may stand for, by the place of their rows; each missing row is suggested once at most.

    A missing row with the same title comes first, whatever its code; then one with nearly the same code; then a row that is
    there, where the unknown code is only another way of writing its code.
    """
    unknown = unknown_rows(matched)
    if not unknown:
        return {}
    coded = [row for row in matched.missing if row.code.strip()]
    found = _by_title(unknown, coded)
    taken = {id(row) for row in found.values()}
    missing = [row for row in coded if id(row) not in taken]
    codes = {index: _as_read(row.code) for index, row in enumerate(missing)}
    for row in unknown:
        near = None if row.where in found else _nearest(row, missing, codes)
        if near is not None:
            found[row.where] = missing[near]
            del codes[near]
    suggested = {place: row.code for place, row in found.items()}
    there = {_as_read(row.code): row.code for row, _ in matched.pairs if row.code.strip()}
    for row in unknown:
        if row.where not in suggested and (code := there.get(_as_read(row.code))):
            suggested[row.where] = code
    return suggested


def unknown_rows(matched: MatchedTable) -> tuple[IssuedRow, ...]:
    """Rows whose code is none of those issued; of a doubled code the first row, since the second is said to be doubled."""
    known = {folded(row.code) for row in matched.issued}
    first: dict[str, IssuedRow] = {}
    for row in matched.unmatched:
        if row.code.strip() and folded(row.code) not in known:
            first.setdefault(folded(row.code), row)
    return tuple(first.values())


def _by_title(unknown: Iterable[IssuedRow], missing: Iterable[IssuedRow]) -> dict[Where, IssuedRow]:
    """Missing rows that have the title of an unknown one; several of one title in the order of issue."""
    titled: dict[str, deque[IssuedRow]] = defaultdict(deque)
    for row in missing:
        titled[folded(row.title)].append(row)
    return {row.where: titled[title].popleft() for row in unknown if (title := folded(row.title)) and titled.get(title)}


def _nearest(row: IssuedRow, missing: Sequence[IssuedRow], codes: Mapping[int, str]) -> int | None:
    """Which of the missing rows may be this one: that whose code, among `codes`, takes the fewest mistakes to become this."""
    # Its import costs more than all other checks, and hardly a return has an unknown code.
    from rapidfuzz.distance import OSA  # noqa: PLC0415
    from rapidfuzz.process import extract_iter  # noqa: PLC0415

    code = _as_read(row.code)
    most = min(len(code) // CHARACTERS_A_MISTAKE, MOST_MISTAKES)
    near = extract_iter(code, codes, scorer=OSA.distance, score_cutoff=most)
    return min(((mistakes, index) for _, mistakes, index in near if _may_be(row, missing[index])), default=(0, None))[1]


def _may_be(row: IssuedRow, missing: IssuedRow) -> bool:
    """Not where the numbers in the code differ and the title too: that is a new row beside one that was deleted."""
    title = folded(row.title)
    return not title or title == folded(missing.title) or _numbers(row.code) == _numbers(missing.code)


def _as_read(code: str) -> str:
    """A code without what is easily typed in another way: case, punctuation, letters that look like digits."""
    return " ".join(re.split(r"[\W_]+", folded(code))).strip().translate(LOOKALIKES)


def _numbers(code: str) -> list[str]:
    return [digits.lstrip("0") for digits in re.findall(r"[0-9]+", _as_read(code))]
