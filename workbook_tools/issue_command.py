"""The command `issue`: writes the return that a service fills in, or one for each service of a list."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tools import pipeline
from workbook_tools.arguments import add_config, day, period, scheme_name
from workbook_tools.exit_codes import DONE, ERRORS_FOUND
from workbook_tools.findings import ToolkitError
from workbook_tools.issuing import Order
from workbook_tools.schemes.load import list_schemes

if TYPE_CHECKING:
    from workbook_tools.writing.sheet_buttons import Macros


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--scheme", metavar="S", help="a shipped scheme or a TOML file")
    parser.add_argument("--service", metavar="NAME", default="", help="the service; without it and --period a blank is written")
    parser.add_argument("--period", type=period, metavar="P", help='the period to report on, such as 2022/23 or "Q2 2019/20"')
    parser.add_argument("--previous", type=Path, metavar="FILE", help="its previous return, or a summary that it is part of")
    parser.add_argument("--all", type=Path, metavar="LIST", help="a workbook or CSV file: a return for each service in it")
    parser.add_argument("--directorate", metavar="NAME", default="", help="of the service")
    parser.add_argument("--contact", metavar="ROLE", default="", help="who fills the return in, by role")
    parser.add_argument("--plan-from", type=day, metavar="DATE", help="first day of the plan (default: of the financial year)")
    parser.add_argument("--plan-to", type=day, metavar="DATE", help="last day of the plan (default: of the financial year)")
    add_config(parser)
    parser.add_argument(
        "--buttons-for",
        choices=("excel", "libreoffice"),
        metavar="PROGRAM",
        help="returns with buttons, for excel or libreoffice (default: excel where OUT ends in .xlsm, else none)",
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help="the workbook; with --all a folder")
    parser.add_argument("--quiet", action="store_true", help="print errors only")


def run(options: argparse.Namespace) -> int:
    """Runs the command; 1 where a return of the list could not be issued, else 0."""
    scheme = scheme_name(options)
    if not scheme:
        raise ToolkitError(f"Add --scheme with one of: {', '.join(list_schemes())}.")
    order = Order(options.service, options.period, options.directorate, options.contact, options.plan_from, options.plan_to)
    macros = _macros(options.buttons_for, options.output)
    if options.all:
        if options.service or options.previous or options.period is None:
            raise ToolkitError("With --all say --period; services and their previous returns stand in the list.")
        from workbook_tools.reading.service_list import read_service_list  # noqa: PLC0415 - brings openpyxl

        listed = read_service_list(options.all)
        done = pipeline.issue_all(
            listed, options.all.parent, options.period, options.output, scheme, usual=order, macros=macros
        )
    else:
        if bool(options.service) != (options.period is not None):
            raise ToolkitError("Say both --service and --period, or neither for a blank.")
        done = (pipeline.issue(order, options.output, scheme, options.previous, macros=macros),)
    for issued in done:
        if issued.problem:
            print(f"{issued.service}: not issued. {issued.problem}", file=sys.stderr)
        elif not options.quiet:
            left_out = f"; completed or cancelled before, left out: {', '.join(issued.finished)}" if issued.finished else ""
            print(f"Written: {issued.path}{left_out}")
    return ERRORS_FOUND if any(issued.problem for issued in done) else DONE


def _macros(host: str | None, output: Path) -> "Macros | None":
    """What a return with buttons needs; None where none was asked for."""
    if not host and output.suffix.lower() != ".xlsm":
        return None
    from workbook_tools.excel.macros.macro_texts import Host  # noqa: PLC0415 - other commands do without
    from workbook_tools.excel.macros.sheet_macros import macros_for  # noqa: PLC0415 - likewise
    from workbook_tools.excel.registry import Group  # noqa: PLC0415 - likewise

    return macros_for(Group.OFFICER, Host(host or Host.EXCEL))
