"""Cell addresses: "F14" is row 14, column 6."""

import re
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
