"""The command line: parse arguments, call the pipeline, print, exit code. Results go to stdout, everything else to stderr.

Exit codes: 0 done, 1 done with errors found in the data, 2 wrong usage, 3 could not be done.
"""

import argparse
import io
import json
import logging
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from workbook_tools import (
    __version__,
    addin_command,
    check_command,
    consolidate_command,
    demo,
    despatch_command,
    issue_command,
    outbox_command,
    report_command,
    scheme_command,
)
from workbook_tools.exit_codes import DONE, ERRORS_FOUND, NOT_DONE
from workbook_tools.findings import ToolkitError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    _let_every_character_through()
    options = build_parser().parse_args(_joined(sys.argv[1:] if arguments is None else arguments))
    try:
        return int(options.run(options))
    except ToolkitError as error:
        print(f"workbook-tools: {error}", file=sys.stderr)
        return NOT_DONE
    except BrokenPipeError:  # the reader of our output has gone away, which is its business
        sys.stderr.close()
        return DONE
    except Exception as error:  # noqa: BLE001 - the last resort: the user gets a sentence, the log gets the traceback
        print(f"workbook-tools: something went wrong that we did not foresee. Details are in {_log(error)}", file=sys.stderr)
        return NOT_DONE


def _joined(arguments: Sequence[str]) -> list[str]:
    """`despatch status` is a command of its own, since `despatch` alone takes packs."""
    if arguments[:1] == ["despatch"] and arguments[1:2] and arguments[1] in outbox_command.ACTIONS:
        return [" ".join(arguments[:2]), *arguments[2:]]
    return list(arguments)


def _let_every_character_through() -> None:
    """A Windows console or pipe may know a few characters only, and a return may hold any: pipes and files get UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def build_parser() -> argparse.ArgumentParser:
    """All commands and their arguments."""
    parser = argparse.ArgumentParser(
        prog="workbook-tools",
        description="Reads councils' performance returns, judges them by the council's own rules, writes summary workbooks.",
    )
    parser.add_argument("--version", action="version", version=f"workbook-tools {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    demo_command = commands.add_parser("demo", help="the whole flow on the samples")
    demo_command.add_argument("folder", nargs="?", type=Path, default=Path("out"), help="for the workbooks (default: out)")
    demo_command.set_defaults(run=_demo)

    issue = commands.add_parser("issue", help="write the return that a service fills in")
    issue_command.add_arguments(issue)
    issue.set_defaults(run=issue_command.run)

    check = commands.add_parser("check", help="read and judge returns; say what was found")
    check_command.add_arguments(check)
    check.set_defaults(run=check_command.run)

    report = commands.add_parser("report", help="write the committee's summary workbook")
    report_command.add_arguments(report)
    report.set_defaults(run=report_command.run)

    consolidate = commands.add_parser("consolidate", help="put every return of a folder into one workbook")
    consolidate_command.add_arguments(consolidate)
    consolidate.set_defaults(run=consolidate_command.run)

    despatch = commands.add_parser("despatch", help="draft a pack for each recipient of a committee, or send it")
    despatch_command.add_arguments(despatch)
    despatch.set_defaults(run=despatch_command.run)
    for action, what in outbox_command.ACTIONS.items():
        outbox_command.add_action(action, commands.add_parser(f"despatch {action}", help=what))

    accessibility = commands.add_parser("audit-accessibility", help="hold any workbook against the checklist for accessibility")
    accessibility.add_argument("file", type=Path, metavar="FILE", help="an Excel workbook, ours or any other")
    accessibility.add_argument("--json", action="store_true", help="print the result as one JSON object")
    accessibility.set_defaults(run=_audit_accessibility)

    addin_command.add_actions(
        commands.add_parser("addin", help="Excel's add-in: install, remove or build it, or find what is wrong")
    )
    scheme_command.add_actions(commands.add_parser("scheme", help="list, show or validate councils' rules"))
    return parser


def _audit_accessibility(options: argparse.Namespace) -> int:
    from workbook_tools.accessibility.audit import audit, lines_of, to_json  # noqa: PLC0415 - other commands do without

    result = audit(options.file)
    if options.json:
        print(json.dumps(to_json(result), ensure_ascii=False, indent=1))
    else:
        for line in lines_of(result):
            print(line)
    return ERRORS_FOUND if result.breached else DONE


def _demo(options: argparse.Namespace) -> int:
    for line in demo.run(options.folder):
        print(line, flush=True)
    return DONE


def _log(error: Exception) -> Path:
    """Writes the error with its traceback to a log file and returns the file."""
    log = Path(tempfile.gettempdir()) / "workbook-tools.log"
    logging.basicConfig(filename=log, format="%(asctime)s %(message)s")
    logging.getLogger("workbook_tools").error("unforeseen error", exc_info=error)
    return log
