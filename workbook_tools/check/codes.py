"""Codes that stand twice in a table, and codes that count and leave a number out."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbook_tools import catalogue
from workbook_tools.findings import Finding
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import BudgetLine, Judged, RepeatedRow, Saving, ServiceReturn
from workbook_tools.model.spellings import folded

Coded = Judged | BudgetLine | RepeatedRow | Saving

NAMES = {
    "indicators": "indicator",
    "actions": "action",
    "risks": "risk",
    "finance": "budget line",
    "repeated": "exception",
    "savings": "saving",
}
ROMANS = tuple(
    tens + ones for tens in ("", "x", "xx", "xxx") for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
)
NUMBERS = {numeral: number for number, numeral in enumerate(ROMANS) if numeral}
DIGITS = frozenset("0123456789")
COUNTED = re.compile(r"(?P<stem>|.*[^a-z])(?P<numeral>[ivx]+)(?P<end>[^a-z0-9]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row whose code counts in roman numerals: what stands before the numeral, the numeral, what closes it."""

    row: Coded
    stem: str
    numeral: str
    end: str

    def code_of(self, number: int) -> str:
        """The code of another number of the same series, 1 to 39."""
        numeral = ROMANS[number].upper() if self.numeral.isupper() else ROMANS[number]
        return f"{self.stem}{numeral}{self.end}"


def codes_twice(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Codes that stand twice in one table. The list of exceptions may repeat the other tables, but not itself."""
    for table, name in NAMES.items():
        first: dict[tuple[str, str], Coded] = {}
        for row in _coded_rows(service_return, table):
            kind = row.kind.casefold() if isinstance(row, RepeatedRow) else ""
            earlier = first.setdefault((kind, folded(row.code)), row)
            if earlier is not row:
                place = earlier.at("code")
                yield catalogue.CODE_TWICE.at(
                    row.at("code"), row.code, code=row.code, other=f"{place.sheet}!{place.cell}", what=name
                )


def codes_missing_in_sequence(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """Codes that count in roman numerals after a common stem ("A i)", "A ii)", "A iv)") and leave a number out.

    Other ways of counting are left alone: councils leave gaps in them when an action is finished or withdrawn. A number that
    was issued is no gap: its row is gone or has another code, which is found as that.
    """
    for table in NAMES:
        issued = (
            {folded(row.code) for row in _coded_rows(service_return.issued, table)} if service_return.issued else set[str]()
        )
        for series in _series(_coded_rows(service_return, table)):
            for before, after in pairwise(sorted(series)):
                first, last = series[before], series[after]
                between = [first.code_of(number) for number in range(before + 1, after)]
                missing = ", ".join(code for code in between if folded(code) not in issued)
                if missing:
                    yield catalogue.CODE_MISSING_IN_SEQUENCE.at(
                        last.row.at("code"), last.row.code, before=first.row.code, after=last.row.code, missing=missing
                    )


def _coded_rows(service_return: ServiceReturn, table: str) -> tuple[Coded, ...]:
    rows: tuple[Coded, ...] = getattr(service_return, table)
    return tuple(row for row in rows if row.code.strip())


def _series(rows: Sequence[Coded]) -> list[dict[int, Numbered]]:
    """Rows by the number that their code counts, one series a stem and closing mark; of a doubled code the first row.

    A series needs a numeral of several letters: "v)" alone may be a letter of the alphabet.
    """
    series: dict[tuple[str, str], dict[int, Numbered]] = defaultdict(dict)
    for row in rows:
        code = " ".join(row.code.split())
        match = None if code[-1:] in DIGITS else COUNTED.fullmatch(code)  # most codes count in digits
        number = NUMBERS.get(match["numeral"].casefold()) if match else None
        if match and number:
            counted = Numbered(row, match["stem"], match["numeral"], match["end"])
            series[counted.stem.casefold(), counted.end].setdefault(number, counted)
    return [numbered for numbered in series.values() if any(len(counted.numeral) > 1 for counted in numbered.values())]
