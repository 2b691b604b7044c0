"""The command `report`: writes the committee's summary workbook, and beside it a PDF and a covering report."""

import argparse
from pathlib import Path

from workbook_tools import pipeline
from workbook_tools.arguments import add_judging, day, document, scheme_name, workbook
from workbook_tools.model.meeting import Meeting
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
    add_judging(parser)


def run(options: argparse.Namespace) -> int:
    """Runs the command; 1 where the data has errors, else 0."""
    from workbook_tools.writing.pdf import pdf_beside  # noqa: PLC0415 - other commands do without

    outcome = pipeline.report(
        options.files,
        options.output,
        scheme_name(options),
        options.as_at,
        edition=options.edition,
        pdf=options.pdf,
        cover=options.cover,
        meeting=Meeting(options.committee, options.meeting),
    )
    code = print_outcome(outcome, options, options.output)
    for path in (pdf_beside(options.output) if options.pdf else None, options.cover):
        if path and not (options.json or options.quiet):
            print(f"Written: {path}")
    return code
