"""Cell addresses: "F14" is row 14, column 6."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

LETTERS = 26


def column_letters(column: int) -> str:
    """The letters of a column counted from 1: 1 is "A", 27 is "AA"."""
    letters = ""
    while column:
        column, index = divmod(column - 1, LETTERS)
        letters = chr(ord("A") + index) + letters
    return letters


def address_of(row: int, column: int) -> str:
    """The address of a cell, both counted from 1."""
    return f"{column_letters(column)}{row}"


class RowAddresses(Mapping[str, str]):
    """The address of each field of a row, from the letters of its column; made when it is asked for, as few ever are."""

    __slots__ = ("letters", "number")

    def __init__(self, letters: Mapping[str, str], number: int) -> None:
        self.letters, self.number = letters, number

    def __getitem__(self, name: str) -> str:
        return f"{self.letters[name]}{self.number}"

    def __contains__(self, name: object) -> bool:
        return name in self.letters

    def __iter__(self) -> Iterator[str]:
        return iter(self.letters)

    def __len__(self) -> int:
        return len(self.letters)

    def __repr__(self) -> str:
        return repr(dict(self))


@lru_cache(maxsize=1 << 16)  # the sheets of a batch use the same addresses again and again
def row_and_column(address: str) -> tuple[int, int]:
    """Row and column of an address, both from 1.

    Raises:
        ValueError: it is not the address of one cell.
    """
    match = re.fullmatch(r"([A-Z]+)([0-9]+)", address)
    if not match:
        raise ValueError(address)
    column = 0
    for letter in match[1]:
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return int(match[2]), column
