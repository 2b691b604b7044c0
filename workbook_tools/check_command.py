"""The command `check`: judges returns and says what was found; marked copies of them where they are wanted."""

import argparse
from pathlib import Path

from workbook_tools import pipeline
from workbook_tools.arguments import add_judging, scheme_name
from workbook_tools.printed_outcome import print_outcome


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a return's workbook")
    parser.add_argument(
        "--marked-copy", type=Path, metavar="FOLDER", help="write a copy of each return here, its findings marked"
    )
    parser.add_argument(
        "--issued", type=Path, metavar="FILE", help="the return as issued, where the service sent a sheet of its own instead"
    )
    add_judging(parser)


def run(options: argparse.Namespace) -> int:
    """Runs the command; 1 where the data has errors, else 0."""
    outcome = pipeline.check(options.files, scheme_name(options), options.as_at, options.issued)
    code = print_outcome(outcome, options)
    copies = pipeline.mark(outcome, options.files, options.marked_copy) if options.marked_copy else ()
    if not (options.json or options.quiet):
        for copy in copies:
            print(f"Written: {copy}")
    return code
