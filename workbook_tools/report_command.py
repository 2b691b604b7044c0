"""The command `report`: writes the committee's summary workbook, and beside it a PDF and a covering report."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from workbook_tools import pipeline
from workbook_tools.arguments import add_judging, day, document, scheme_name, workbook
from workbook_tools.model.distribution import Format
from workbook_tools.model.meeting import Meeting
from workbook_tools.model.pack import pack_beside, pack_file_beside
from workbook_tools.printed_outcome import print_outcome


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a return's workbook")
    parser.add_argument("-o", "--output", type=workbook, required=True, metavar="SUMMARY.xlsx", help="the workbook to write")
    parser.add_argument(
        "--edition",
        choices=("working", "accessible"),
        default="working",
        help="working (the default), or accessible: plain tables for screen readers",
    )
    parser.add_argument("--pdf", action="store_true", help="write it as PDF too, beside it (needs LibreOffice)")
    parser.add_argument("--cover", type=document, metavar="FILE.docx", help="write the covering report too, for Word")
    parser.add_argument(
        "--committee", metavar="NAME", default="", help="that the report goes to (default: what the cover says)"
    )
    parser.add_argument("--meeting", type=day, metavar="DATE", help="of the committee (default: what the cover says)")
    parser.add_argument(
        "--exempt", metavar="PARAGRAPH", help="mark it all as not for publication, by this paragraph of the Act's schedule"
    )
    parser.add_argument("--pack", action="store_true", help="write the accessible edition and the pack for despatch beside it")
    add_judging(parser)
    parser.set_defaults(wrong_usage=parser.error)


def run(options: argparse.Namespace) -> int:
    """Runs the command; 1 where the data has errors, else 0."""
    if options.pack and options.edition != "working":
        options.wrong_usage("--pack writes both editions; leave --edition out")
    outcome = pipeline.report(
        options.files,
        options.output,
        scheme_name(options),
        options.as_at,
        edition=options.edition,
        pdf=options.pdf,
        cover=options.cover,
        meeting=Meeting(options.committee, options.meeting),
        exempt=options.exempt,
        pack=options.pack,
    )
    code = print_outcome(outcome, options, options.output)
    if not (options.json or options.quiet):
        for path in _beside(options):
            print(f"Written: {path}")
    return code


def _beside(options: argparse.Namespace) -> Iterator[Path]:
    """What else was written, in its order."""
    if options.pack:
        yield pack_file_beside(options.output, Format.ACCESSIBLE)
    if options.pdf:
        yield pack_file_beside(options.output, Format.PDF)
    if options.cover:
        yield options.cover
    if options.pack:
        yield pack_beside(options.output)
