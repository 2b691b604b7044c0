"""The command `despatch`: drafts a pack for each recipient of a committee, or sends it."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tools import pipeline
from workbook_tools.arguments import add_config, day
from workbook_tools.config import load_config
from workbook_tools.exit_codes import DONE, ERRORS_FOUND
from workbook_tools.findings import Finding, Severity, ToolkitError
from workbook_tools.flows.values import unheard
from workbook_tools.model.despatch import OutboxRow
from workbook_tools.model.mail_settings import OUTBOX, MailSettings
from workbook_tools.model.wording import say_count

if TYPE_CHECKING:
    from workbook_tools.mailing.send_report import SendReport

FOLDER = Path("despatch")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("packs", nargs="+", type=Path, metavar="PACK", help="a summary that was written with report --pack")
    parser.add_argument("--committee", required=True, metavar="NAME", help="that the packs go to, as in the distribution list")
    parser.add_argument("--meeting", required=True, type=day, metavar="DATE", help="the day of the meeting")
    parser.add_argument("-o", "--output", type=Path, default=FOLDER, metavar="FOLDER", help="for drafts (default: despatch)")
    parser.add_argument("--on", type=day, metavar="DATE", help="the day from which the papers are open (default: today)")
    parser.add_argument("--late", default="", metavar="REASON", help="why the papers are late; the messages say so")
    parser.add_argument("--only", action="append", default=[], metavar="ADDRESS", help="this recipient only; may be repeated")
    parser.add_argument("--send", action="store_true", help="send by the mail server of [mail]; without, drafts are written")
    parser.add_argument("--again", action="store_true", help="send even what was sent before")
    parser.add_argument("--scheme", metavar="S", help="a shipped scheme or a TOML file (default: the one of the pack)")
    add_places(parser)
    add_printing(parser)


def add_places(parser: argparse.ArgumentParser) -> None:
    """Where the distribution list and the outbox are."""
    parser.add_argument(
        "--list", type=Path, metavar="LIST", help="the distribution list, a workbook or TOML (default: of [mail])"
    )
    parser.add_argument("--outbox", type=Path, metavar="FILE", help="the outbox (default: of [mail], or beside the list)")
    add_config(parser)


def add_printing(parser: argparse.ArgumentParser) -> None:
    """How the result is printed."""
    parser.add_argument("--json", action="store_true", help="print the result as one JSON object")
    parser.add_argument("--quiet", action="store_true", help="print only what was asked for: errors, or the JSON object")


def run(options: argparse.Namespace) -> int:
    """Runs the command; 1 where something was kept in, refused or is uncertain, else 0."""
    mail = load_config(options.config).mail
    listed = list_path(options, mail)
    done = pipeline.despatch(
        pipeline.DespatchOrder(
            packs=tuple(options.packs),
            committee=options.committee,
            meeting=options.meeting,
            distribution_list=listed,
            published=options.on or date.today(),  # noqa: DTZ011 - the day in the office that the papers leave
            folder=options.output,
            outbox=outbox_path(options, mail),
            mail=mail,
            scheme_name=options.scheme or load_config(options.config).scheme,
            late_because=options.late,
            only=tuple(options.only),
            send=options.send,
            again=options.again,
        ),
        say=unheard if options.quiet or options.json else say,
    )
    if options.json:
        print(json.dumps(_json(done), ensure_ascii=False, indent=1, default=str))
    else:
        _print(done, quiet=options.quiet)
    is_clean = not done.kept_in and (done.report is None or done.report.complete)
    return DONE if is_clean else ERRORS_FOUND


def say(sentence: str) -> None:
    """Tells what goes on."""
    print(sentence, file=sys.stderr)


def list_path(options: argparse.Namespace, mail: MailSettings) -> Path:
    """The distribution list that is asked for, else that of the file of defaults.

    Raises:
        ToolkitError: neither names one.
    """
    if options.list:
        return Path(options.list)
    if mail.distribution_list:
        return Path(mail.distribution_list)
    raise ToolkitError("No distribution list is named. Add --list LIST, or distribution_list to [mail] in workbook-tools.toml.")


def outbox_path(options: argparse.Namespace, mail: MailSettings) -> Path:
    """The outbox that is asked for, else that of the file of defaults, else one beside the distribution list."""
    if options.outbox:
        return Path(options.outbox)
    return Path(mail.outbox) if mail.outbox else list_path(options, mail).parent / OUTBOX


def print_findings(findings: tuple[Finding, ...], severities: set[Severity]) -> None:
    """A line for each finding of these severities."""
    for finding in findings:
        if finding.severity in severities:
            print(f"  {finding.severity:<8}{finding} [{finding.code}]")


def print_report(report: "SendReport", *, quiet: bool) -> None:
    """What became of the messages that were to be sent, unless all went well and nobody wants to know."""
    if not (quiet and report.complete):
        for sentence in report.sentences():
            print(sentence)


def report_json(report: "SendReport") -> dict[str, object]:
    """The same as an object: messages as `despatch status` has them, those that are uncertain, why the run ended early."""
    return {
        "complete": report.complete,
        "messages": [row_json(row) for row in report.rows],
        "uncertain": [row.number for row in report.uncertain],
        "stopped": report.stopped or None,
    }


def row_json(row: OutboxRow) -> dict[str, object]:
    """A message of the outbox as an object."""
    out = row.outgoing
    return {
        "number": row.number,
        "state": row.state.value,
        "committee": out.committee,
        "meeting": f"{out.meeting:%Y-%m-%d}",
        "role": out.role,
        "address": out.address,
        "format": out.format.value,
        "subject": out.subject,
        "message_id": out.message_id,
        "copy": row.copy,
        "attempts": row.attempts,
        "created": row.created.isoformat(),
        "changed": row.changed.isoformat(),
        "next_attempt": row.next_attempt.isoformat() if row.next_attempt else None,
        "reply": row.reply,
        "attachments": [{"name": one.name, "sha256": one.sha256, "size": one.size} for one in out.attachments],
    }


def _print(done: pipeline.Despatched, *, quiet: bool) -> None:
    from workbook_tools.writing.despatch_preview import preview_lines  # noqa: PLC0415 - other commands do without

    print_findings(done.findings, {Severity.ERROR} if quiet else set(Severity))
    if done.kept_in:
        print("Nothing was drafted: first what is wrong must be put right.", file=sys.stderr)
        return
    if not quiet:
        for line in preview_lines(done.preview):
            print(line)
        for note in done.notes:
            print(f"Note: {note}")
        drafts = [path for path in done.written if path.suffix == ".eml"]
        if drafts:
            where = drafts[0].parent.parent
            print(f"{say_count(len(drafts), 'draft')} in {where}. Nothing was sent: open each, read it over, send it.")
    if done.report:
        print_report(done.report, quiet=quiet)


def _json(done: pipeline.Despatched) -> dict[str, object]:
    return {
        "findings": [
            {"code": one.code, "severity": one.severity.value, "message": one.message, "where": str(one.where)}
            for one in done.findings
        ],
        "kept_in": done.kept_in,
        "messages": [asdict(row) for row in done.preview],
        "written": [str(path) for path in done.written],
        "report": report_json(done.report) if done.report else None,
        "notes": list(done.notes),
    }
