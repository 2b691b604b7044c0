"""Texts of the command line as values; what is not understood is wrong usage, with a sentence."""

import argparse
from datetime import date
from pathlib import Path

from workbook_tools.periods import Period, parse_day, parse_period


def day(text: str) -> date:
    """A day like 2023-10-26 or 26/10/2023.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        found = parse_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day that exists") from error
    if found is None:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it like 2023-10-26 or 26/10/2023")
    return found


def document(text: str) -> Path:
    """The path of a Word document.

    Raises:
        argparse.ArgumentTypeError: its name does not end with .docx.
    """
    if not text.lower().endswith(".docx"):
        raise argparse.ArgumentTypeError(f"'{text}' is no Word document; let its name end with .docx")
    return Path(text)


def period(text: str) -> Period:
    """A period like 2022/23, Q2 2019/20 or March 2021.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    found = parse_period(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"'{text}' is not a period; write it like 2022/23, Q2 2019/20 or March 2021")
    return found
