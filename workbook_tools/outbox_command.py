"""What `despatch` is asked later on: what became of messages, send what waits, take back, settle, audit; lists and texts."""

import argparse
import json
from datetime import date
from pathlib import Path

from workbook_tools import pipeline
from workbook_tools.arguments import day, workbook
from workbook_tools.config import load_config
from workbook_tools.despatch_command import (
    add_places,
    add_printing,
    list_path,
    outbox_path,
    print_findings,
    print_report,
    report_json,
    row_json,
    say,
)
from workbook_tools.exit_codes import DONE, ERRORS_FOUND
from workbook_tools.findings import Severity, ToolkitError, shorten
from workbook_tools.flows.values import unheard
from workbook_tools.model.despatch import MessageState, OutboxRow
from workbook_tools.model.wording import say_count

ACTIONS = {
    "status": "what became of each message in the outbox",
    "retry": "send what waits in the outbox, and what was refused for now",
    "cancel": "take back messages that were not sent yet",
    "settle": "say whether uncertain messages arrived",
    "audit": "write what was sent for a meeting, to whom and when, as a workbook and JSON",
    "list": "check a distribution list, or write a blank one",
    "texts": "copy the texts of messages into a folder, to be edited there",
}
"""Each is a command of its own: `despatch status` and so on."""
OPEN = (MessageState.UNCERTAIN, MessageState.REFUSED, MessageState.DEFERRED, MessageState.WITHHELD)
"""States of a message that somebody has to look at."""


def add_action(action: str, parser: argparse.ArgumentParser) -> None:
    """The arguments of an action."""
    runs = (_status, _retry, _cancel, _settle, _audit, _list, _texts)
    parser.set_defaults(run=dict(zip(ACTIONS, runs, strict=True))[action])
    match action:
        case "list":
            parser.add_argument("file", type=Path, metavar="LIST", help="the distribution list, a workbook or TOML")
            parser.add_argument("--blank", action="store_true", help="write a blank list there, to be filled in")
            return
        case "texts":
            parser.add_argument("folder", type=Path, metavar="FOLDER", help="for the texts; what is there already stays")
            return
        case "cancel":
            parser.add_argument("numbers", nargs="+", type=int, metavar="NUMBER", help="of a message, as status prints it")
        case "settle":
            parser.add_argument("numbers", nargs="*", type=int, metavar="NUMBER", help="of a message, as status prints it")
            said = parser.add_mutually_exclusive_group(required=True)
            said.add_argument("--arrived", action="store_true", help="it arrived, and is not sent again")
            said.add_argument("--not-arrived", action="store_true", help="it did not arrive, and waits to be sent again")
            said.add_argument("--trace", type=Path, metavar="CSV", help="a message trace of the mail system says which arrived")
            parser.add_argument("--complete", action="store_true", help="the trace has all: what is not in it did not arrive")
        case "audit":
            parser.add_argument("--committee", required=True, metavar="NAME", help="whose papers were sent")
            parser.add_argument("--meeting", required=True, type=day, metavar="DATE", help="the day of the meeting")
            parser.add_argument(
                "-o", "--output", required=True, type=workbook, metavar="AUDIT.xlsx", help="the workbook to write"
            )
            parser.add_argument("--on", type=day, metavar="DATE", help="the day that it speaks for (default: today)")
    add_places(parser)
    if action in {"status", "retry"}:
        add_printing(parser)


def _status(options: argparse.Namespace) -> int:
    from workbook_tools.mailing.outbox import Outbox  # noqa: PLC0415 - other commands do without

    with Outbox(_existing(options)) as outbox:
        rows = outbox.rows()
    if options.json:
        print(json.dumps([row_json(row) for row in rows], ensure_ascii=False, indent=1))
    elif not options.quiet:
        for row in rows:
            print(_line(row))
        print(f"{say_count(len(rows), 'message')} in the outbox.")
    return ERRORS_FOUND if any(row.state in OPEN for row in rows) else DONE


def _retry(options: argparse.Namespace) -> int:
    mail = load_config(options.config).mail
    report = pipeline.send_waiting(
        _existing(options), list_path(options, mail), mail, say=unheard if options.quiet or options.json else say
    )
    if options.json:
        print(json.dumps(report_json(report), ensure_ascii=False, indent=1))
    else:
        print_report(report, quiet=options.quiet)
    return DONE if report.complete else ERRORS_FOUND


def _cancel(options: argparse.Namespace) -> int:
    from workbook_tools.mailing.outbox import Outbox  # noqa: PLC0415 - other commands do without

    with Outbox(_existing(options)) as outbox:
        cancelled, problems = outbox.cancel(options.numbers)
    for row in cancelled:
        print(_line(row))
    for problem in problems:
        print(problem)
    return ERRORS_FOUND if problems else DONE


def _settle(options: argparse.Namespace) -> int:
    from workbook_tools.mailing.outbox import Outbox  # noqa: PLC0415 - other commands do without

    if not options.trace and not options.numbers:
        raise ToolkitError("Name the number of each message that is settled; despatch status prints them.")
    with Outbox(_existing(options)) as outbox:
        if options.trace:
            from workbook_tools.mailing.trace import settle_by_trace  # noqa: PLC0415 - likewise

            settled = settle_by_trace(outbox, options.trace, complete=options.complete).settled
        else:
            settled = tuple(outbox.settle(number, arrived=options.arrived) for number in options.numbers)
        left = outbox.rows(states=(MessageState.UNCERTAIN,))
    for row in settled:
        print(_line(row))
    print(f"{say_count(len(settled), 'message')} settled, {len(left)} still uncertain.")
    return ERRORS_FOUND if left else DONE


def _audit(options: argparse.Namespace) -> int:
    made = options.on or date.today()  # noqa: DTZ011 - the day in the office on which it is made
    for path in pipeline.audit(_existing(options), options.committee, options.meeting, made, options.output):
        print(f"Written: {path}")
    return DONE


def _list(options: argparse.Namespace) -> int:
    if options.blank:
        from workbook_tools.writing.distribution_book.workbook import write_distribution_list  # noqa: PLC0415 - brings XlsxWriter

        write_distribution_list(options.file)
        print(f"Written: {options.file}")
        return DONE
    from workbook_tools.reading.distribution_list import read_distribution_list  # noqa: PLC0415 - brings openpyxl

    listed, findings = read_distribution_list(options.file)
    print_findings(findings, set(Severity))
    if listed is None:
        return ERRORS_FOUND
    counted = (say_count(len(listed.committees), "committee"), say_count(len(listed.recipients), "recipient"))
    print(f"{listed.name}: {', '.join(counted)}; in order.")
    return DONE


def _texts(options: argparse.Namespace) -> int:
    from workbook_tools.mailing.texts import write_texts  # noqa: PLC0415 - brings Jinja2

    written = write_texts(options.folder)
    for path in written:
        print(f"Written: {path}")
    if not written:
        print(f"All texts are in {options.folder} already; they are left as they are.")
    return DONE


def _existing(options: argparse.Namespace) -> Path:
    """The outbox.

    Raises:
        ToolkitError: there is none yet.
    """
    path = outbox_path(options, load_config(options.config).mail)
    if not path.is_file():
        raise ToolkitError(f"There is no outbox {path}. It is made when papers are first despatched.")
    return path


def _line(row: OutboxRow) -> str:
    """A message on one line."""
    out = row.outgoing
    reply = f": {shorten(row.reply)}" if row.reply else ""
    to = f"{shorten(out.role)} <{out.address}>"
    return f"{row.number:>5}  {row.state:<9}  {out.meeting:%d/%m/%Y}  {shorten(out.committee)}, {to}, {out.format}{reply}"
