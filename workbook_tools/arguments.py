"""Arguments that several commands have, and their texts as values; what is not understood is wrong usage, with a sentence."""

import argparse
from datetime import date
from pathlib import Path

from workbook_tools.config import load_config
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
    return _named(text, ".docx", "Word document")


def workbook(text: str) -> Path:
    """The path of a workbook to be written, which Excel opens under its own ending only.

    Raises:
        argparse.ArgumentTypeError: its name does not end with .xlsx.
    """
    return _named(text, ".xlsx", "Excel workbook")


def _named(text: str, suffix: str, kind: str) -> Path:
    if not text.lower().endswith(suffix):
        raise argparse.ArgumentTypeError(f"'{text}' is no {kind}; let its name end with {suffix}")
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


def add_judging(parser: argparse.ArgumentParser) -> None:
    """The arguments of every command that judges returns."""
    parser.add_argument("--scheme", metavar="S", help="a shipped scheme or a TOML file (default: the one on the cover)")
    parser.add_argument("--as-at", type=day, metavar="DATE", help="the last day that counts (default: the end of the period)")
    add_config(parser)
    parser.add_argument("--json", action="store_true", help="print the result as one JSON object")
    parser.add_argument("--quiet", action="store_true", help="print only what was asked for: errors, or the JSON object")


def add_config(parser: argparse.ArgumentParser) -> None:
    """The file of defaults, which `scheme_name` looks into."""
    parser.add_argument("--config", type=Path, metavar="FILE", help="defaults (default: workbook-tools.toml in this folder)")


def scheme_name(options: argparse.Namespace) -> str | None:
    """The scheme that is asked for, else the one of the file of defaults; None where neither names one.

    Raises:
        ToolkitError: the file of defaults is not in order.
    """
    return options.scheme or load_config(options.config).scheme
