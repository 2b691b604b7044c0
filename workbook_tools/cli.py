"""The command line: parse arguments, call the pipeline, print, exit code. Results go to stdout, everything else to stderr.

Exit codes: 0 done, 1 done with errors found in the data, 2 wrong usage, 3 could not be done.
"""

import argparse
import io
import json
import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tools import __version__, addin_command, consolidate_command, demo, pipeline
from workbook_tools.arguments import day, document, period
from workbook_tools.config import load_config
from workbook_tools.findings import Finding, Severity, ToolkitError
from workbook_tools.issuing import Order
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.meeting import Meeting
from workbook_tools.schemes.describe import describe
from workbook_tools.schemes.describe_layout import describe_layout
from workbook_tools.schemes.load import json_schema, list_schemes, load_scheme, scheme_problems
from workbook_tools.writing.results_json import dumps, to_json

if TYPE_CHECKING:
    from workbook_tools.writing.sheet_buttons import Macros

DONE, ERRORS_FOUND, NOT_DONE = 0, 1, 3  # 2, wrong usage, is argparse's own


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    _let_every_character_through()
    options = build_parser().parse_args(arguments)
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

    _add_issue(commands.add_parser("issue", help="write the return that a service fills in"))

    check = commands.add_parser("check", help="read and judge returns; say what was found")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a return's workbook")
    check.add_argument(
        "--marked-copy", type=Path, metavar="FOLDER", help="write a copy of each return here, its findings marked"
    )
    check.add_argument(
        "--issued", type=Path, metavar="FILE", help="the return as issued, where the service sent a sheet of its own instead"
    )
    _add_judging(check, _check)

    report = commands.add_parser("report", help="write the committee's summary workbook")
    report.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a return's workbook")
    report.add_argument("-o", "--output", type=Path, required=True, metavar="SUMMARY.xlsx", help="the workbook to write")
    report.add_argument(
        "--edition",
        choices=("working", "accessible"),
        default="working",
        help="working (the default), or accessible: plain tables for screen readers",
    )
    report.add_argument("--pdf", action="store_true", help="write it as PDF too, beside it (needs LibreOffice)")
    report.add_argument("--cover", type=document, metavar="FILE.docx", help="write the covering report too, for Word")
    report.add_argument(
        "--committee", metavar="NAME", default="", help="that the report goes to (default: what the cover says)"
    )
    report.add_argument("--meeting", type=day, metavar="DATE", help="of the committee (default: what the cover says)")
    _add_judging(report, _report)

    consolidate = commands.add_parser("consolidate", help="put every return of a folder into one workbook")
    consolidate_command.add_arguments(consolidate)
    _add_judging(consolidate, consolidate_command.run)

    accessibility = commands.add_parser("audit-accessibility", help="hold any workbook against the checklist for accessibility")
    accessibility.add_argument("file", type=Path, metavar="FILE", help="an Excel workbook, ours or any other")
    accessibility.add_argument("--json", action="store_true", help="print the result as one JSON object")
    accessibility.set_defaults(run=_audit_accessibility)

    addin_command.add_actions(
        commands.add_parser("addin", help="Excel's add-in: install, remove or build it, or find what is wrong")
    )
    _add_scheme(commands.add_parser("scheme", help="list, show or validate councils' rules"))
    return parser


def _add_judging(parser: argparse.ArgumentParser, run: object) -> None:
    parser.add_argument("--scheme", metavar="S", help="a shipped scheme or a TOML file (default: the one on the cover)")
    parser.add_argument("--as-at", type=day, metavar="DATE", help="the last day that counts (default: the end of the period)")
    parser.add_argument("--config", type=Path, metavar="FILE", help="defaults (default: workbook-tools.toml in this folder)")
    parser.add_argument("--json", action="store_true", help="print the result as one JSON object")
    parser.add_argument("--quiet", action="store_true", help="print only what was asked for: errors, or the JSON object")
    parser.set_defaults(run=run)


def _add_issue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scheme", metavar="S", help="a shipped scheme or a TOML file")
    parser.add_argument("--service", metavar="NAME", default="", help="the service; without it and --period a blank is written")
    parser.add_argument("--period", type=period, metavar="P", help='the period to report on, such as 2022/23 or "Q2 2019/20"')
    parser.add_argument("--previous", type=Path, metavar="FILE", help="its previous return, or a summary that it is part of")
    parser.add_argument("--all", type=Path, metavar="LIST", help="a workbook or CSV file: a return for each service in it")
    parser.add_argument("--directorate", metavar="NAME", default="", help="of the service")
    parser.add_argument("--contact", metavar="ROLE", default="", help="who fills the return in, by role")
    parser.add_argument("--plan-from", type=day, metavar="DATE", help="first day of the plan (default: of the financial year)")
    parser.add_argument("--plan-to", type=day, metavar="DATE", help="last day of the plan (default: of the financial year)")
    parser.add_argument("--config", type=Path, metavar="FILE", help="defaults (default: workbook-tools.toml in this folder)")
    parser.add_argument(
        "--buttons-for",
        choices=("excel", "libreoffice"),
        metavar="PROGRAM",
        help="returns with buttons, for excel or libreoffice (default: excel where OUT ends in .xlsm, else none)",
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help="the workbook; with --all a folder")
    parser.add_argument("--quiet", action="store_true", help="print errors only")
    parser.set_defaults(run=_issue)


def _add_scheme(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(metavar="list|show|validate|schema", required=True)
    actions.add_parser("list", help="the shipped schemes").set_defaults(run=_scheme_list)
    show = actions.add_parser("show", help="a scheme's rules in words, with their sources")
    show.add_argument("name", help="a shipped scheme or a TOML file")
    show.set_defaults(run=_scheme_show)
    validate = actions.add_parser("validate", help="check a scheme's TOML file")
    validate.add_argument("names", nargs="+", metavar="NAME", help="a shipped scheme or a TOML file")
    validate.set_defaults(run=_scheme_validate)
    actions.add_parser("schema", help="print the JSON Schema of the files").set_defaults(run=_scheme_schema)


def _scheme_name(options: argparse.Namespace) -> str | None:
    return options.scheme or load_config(options.config).scheme


def _issue(options: argparse.Namespace) -> int:
    scheme = _scheme_name(options)
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
    from workbook_tools.excel.macro_texts import Host  # noqa: PLC0415 - other commands do without
    from workbook_tools.excel.registry import Group  # noqa: PLC0415 - likewise
    from workbook_tools.excel.sheet_macros import macros_for  # noqa: PLC0415 - likewise

    return macros_for(Group.OFFICER, Host(host or Host.EXCEL))


def _check(options: argparse.Namespace) -> int:
    outcome = pipeline.check(options.files, _scheme_name(options), options.as_at, options.issued)
    code = _print_outcome(outcome, options)
    copies = pipeline.mark(outcome, options.files, options.marked_copy) if options.marked_copy else ()
    if not (options.json or options.quiet):
        for copy in copies:
            print(f"Written: {copy}")
    return code


def _report(options: argparse.Namespace) -> int:
    from workbook_tools.writing.pdf import pdf_beside  # noqa: PLC0415 - other commands do without

    outcome = pipeline.report(
        options.files,
        options.output,
        _scheme_name(options),
        options.as_at,
        edition=options.edition,
        pdf=options.pdf,
        cover=options.cover,
        meeting=Meeting(options.committee, options.meeting),
    )
    code = _print_outcome(outcome, options, options.output)
    for path in (pdf_beside(options.output) if options.pdf else None, options.cover):
        if path and not (options.json or options.quiet):
            print(f"Written: {path}")
    return code


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


def _scheme_list(_: argparse.Namespace) -> int:
    for name in list_schemes():
        scheme = load_scheme(name)
        print(f"{name}: {scheme.council}, version {scheme.version}")
    return DONE


def _scheme_show(options: argparse.Namespace) -> int:
    scheme = load_scheme(options.name)
    print(f"{scheme.council} ({scheme.name}, version {scheme.version})")
    topic = ""
    for rule in (*describe(scheme), *describe_layout(scheme)):
        if rule.topic != topic:
            topic = rule.topic
            print(f"\n{topic}")
        print(f"  - {rule.words}{' [assumed]' if rule.assumed else ''}")
        if rule.document:
            print(f"      Source: {rule.document}")
        if rule.note:
            print(f"      Note: {rule.note}")
    return DONE


def _scheme_validate(options: argparse.Namespace) -> int:
    problems = {name: scheme_problems(name) for name in options.names}
    for name, found in problems.items():
        print("\n".join(found) or f"{name}: in order")
    return ERRORS_FOUND if any(problems.values()) else DONE


def _scheme_schema(_: argparse.Namespace) -> int:
    print(json.dumps(json_schema(), indent=2))
    return DONE


def _print_outcome(outcome: pipeline.Outcome, options: argparse.Namespace, written: Path | None = None) -> int:
    """Prints the result: JSON, or a few lines a return and its findings. Without a file written, queries are shown too."""
    if options.json:
        print(dumps(to_json(outcome.assessments, outcome.scheme, outcome.as_at, outcome.across)))
    else:
        severities = (
            {Severity.ERROR} if options.quiet else set(Severity) if written is None else {Severity.ERROR, Severity.WARNING}
        )
        for assessment in outcome.assessments:
            if not options.quiet:
                print(_headline(assessment))
            _print_findings(assessment.findings, severities)
        _print_findings(outcome.across, severities)
        if written and not options.quiet:
            print(f"Written: {written}")
    return ERRORS_FOUND if outcome.has_errors else DONE


def _print_findings(findings: Sequence[Finding], severities: set[Severity]) -> None:
    for finding in findings:
        if finding.severity in severities:
            subject = f" {finding.subject}:" if finding.subject else ""
            print(f"  {finding.severity:<8}{finding.where}:{subject} {finding.message} [{finding.code}]")


def _headline(assessment: Assessment) -> str:
    """One return in one line: what it is, how many rows it has, how many findings."""
    source, cover = assessment.service_return.source, assessment.service_return.cover
    if assessment.service_return.refused:
        return f"{source.name}: not read. {assessment.service_return.refused}"
    rows = [
        f"{len(items)} {name}"
        for name, items in (
            ("indicators", assessment.indicators),
            ("actions", [item for item in assessment.actions if not item.action.is_heading]),
            ("risks", assessment.risks),
            ("budget lines", assessment.finance),
            ("savings", assessment.savings),
        )
        if items
    ]
    severities = Counter(finding.severity for finding in assessment.findings)
    found = ", ".join(f"{severities[severity]} {severity}" for severity in Severity if severities[severity])
    period = cover.period or cover.period_text or "period not stated"
    whose = f"{cover.service or 'service not stated'}, {period}, as at {assessment.as_at}"
    return f"{source.name}: {whose}: {', '.join(rows) or 'no rows'}; findings: {found or 'none'}"


def _log(error: Exception) -> Path:
    """Writes the error with its traceback to a log file and returns the file."""
    log = Path(tempfile.gettempdir()) / "workbook-tools.log"
    logging.basicConfig(filename=log, format="%(asctime)s %(message)s")
    logging.getLogger("workbook_tools").error("unforeseen error", exc_info=error)
    return log
