"""The command `consolidate`: its arguments, its progress bar, its log, what it prints."""

import argparse
import gc
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from workbook_tools import pipeline
from workbook_tools.arguments import add_judging, day, period, scheme_name, workbook
from workbook_tools.config import load_config
from workbook_tools.exit_codes import DONE, ERRORS_FOUND
from workbook_tools.findings import Severity
from workbook_tools.model.consolidation import ExpectedReturn, ReturnState, TrackerRow
from workbook_tools.model.wording import say_count, say_date

LOG = logging.getLogger("workbook_tools.consolidation")
BAR = 30  # characters
BETWEEN = 0.1  # seconds from one drawing of the bar to the next
NEW_OBJECTS = 50_000  # after so many Python looks for some that hold one another; ours seldom do, so it need not look often
MOST_LINES = 50  # printed; all of them stand in the workbook


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("places", nargs="+", type=Path, metavar="FOLDER", help="where the returns are; single files too")
    parser.add_argument("-o", "--output", type=workbook, required=True, metavar="OUT.xlsx", help="the workbook to write")
    parser.add_argument("--period", type=period, metavar="P", help="the one to consolidate; returns of others are refused")
    parser.add_argument("--expected", type=Path, metavar="LIST", help="a workbook or CSV file of the returns that should be in")
    parser.add_argument("--due", type=day, metavar="DATE", help="the last day in time, for services whose row names none")
    parser.add_argument("--ledger", type=Path, metavar="CSV", help="an extract of the ledger to hold the budget lines against")
    parser.add_argument("--csv", type=Path, metavar="FOLDER", help="write every table as a CSV file too")
    parser.add_argument("--reminders", type=Path, metavar="FOLDER", help="write an e-mail draft for each return to chase")
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="for what was read (default: this user's cache folder)")
    parser.add_argument("--no-cache", action="store_true", help="read every return, and keep nothing for the next run")
    parser.add_argument("--log", type=Path, metavar="FILE", help="to write what was done to (default: OUT.log)")
    add_judging(parser)


def run(options: argparse.Namespace) -> int:
    """Runs the command; 1 where the data has errors or a return is missing or refused, else 0."""
    gc.set_threshold(NEW_OBJECTS)
    from workbook_tools.consolidation.store import usual_folder  # noqa: PLC0415 - other commands do without

    batch = pipeline.Batch(
        places=tuple(options.places),
        workbook=options.output,
        scheme_name=scheme_name(options),
        as_at=options.as_at,
        period=options.period,
        expected=_expected(options),
        ledger=options.ledger,
        tables=options.csv,
        reminders=options.reminders,
        texts=Path(texts) if (texts := load_config(options.config).mail.templates) else None,
        cache=None if options.no_cache else options.cache or usual_folder(),
    )
    _keep_log(options.log or options.output.with_suffix(".log"))
    LOG.info("Consolidating %s into %s", ", ".join(map(str, batch.places)), batch.workbook)
    try:
        shown = sys.stderr.isatty() and not options.quiet
        done = pipeline.consolidate(batch, *([Bar(sys.stderr)] if shown else []))
    except Exception as error:
        LOG.error("Not done: %s", error)  # noqa: TRY400 - a line for people; the traceback is kept by who catches it
        raise
    _log(done)
    if options.json:
        from workbook_tools.writing.consolidated.json_file import write_json  # noqa: PLC0415 - seldom asked for

        write_json(sys.stdout, done.consolidation)
    else:
        _print(done, quiet=options.quiet)
    return ERRORS_FOUND if _has_errors(done) else DONE


def _expected(options: argparse.Namespace) -> tuple[ExpectedReturn, ...]:
    if options.expected is None:
        return ()
    from workbook_tools.reading.expected_list import read_expected_list  # noqa: PLC0415 - most runs do without

    return read_expected_list(options.expected, options.due)


class Bar:
    """A progress bar on a terminal: [##########          ] 100 of 300."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.drawn = 0.0

    def __call__(self, done: int, of: int) -> None:
        """Draws it anew, if it is time to; takes it away at the end."""
        now = time.monotonic()
        if done == of:
            self.stream.write("\r\x1b[K")
        elif now - self.drawn < BETWEEN:
            return
        else:
            full = BAR * done // of
            self.stream.write(f"\r[{'#' * full}{' ' * (BAR - full)}] {done:,} of {of:,}")
        self.drawn = now
        self.stream.flush()


def _keep_log(path: Path) -> None:
    """Lets the log of consolidations go to a file, below what stands there."""
    for earlier in list(LOG.handlers):
        LOG.removeHandler(earlier)
        earlier.close()
    handler: logging.Handler
    try:
        handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        print(f"workbook-tools: the log {path} could not be written ({error.strerror}); going on without.", file=sys.stderr)
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


def _log(done: pipeline.Consolidated) -> None:
    """What the run did and did not take."""
    if done.unfinished:
        LOG.warning(say_unfinished(done.unfinished))
    LOG.info(say_states(done))
    for line in (*_tracked(done), *done.problems):
        LOG.warning(line)
    LOG.info(say_findings(done))
    LOG.info(done.proof)
    for path in done.written:
        LOG.info("Written: %s", path)


def _print(done: pipeline.Consolidated, *, quiet: bool) -> None:
    from workbook_tools.consolidation.tracker import TRACKED  # noqa: PLC0415 - other commands do without

    if done.unfinished:
        print(f"workbook-tools: {say_unfinished(done.unfinished)}", file=sys.stderr)
    if not quiet:
        print(say_states(done))
    wanted = {Severity.ERROR} if quiet else {Severity.ERROR, Severity.WARNING}
    told = [one for one in done.consolidation.findings if one.severity in wanted and one.code not in TRACKED]
    lines = [*_tracked(done), *(f"{one.severity:<11}{one.where}: {one.message}" for one in told)]
    for line in lines[:MOST_LINES]:
        print(f"  {line}")
    if len(lines) > MOST_LINES:
        print(f"  … and {len(lines) - MOST_LINES:,} more, on the sheets Tracker and Findings")
    for problem in done.problems:
        print(f"workbook-tools: {problem}", file=sys.stderr)
    if not quiet:
        print(say_findings(done))
        print(done.proof)
        for path in done.written:
            print(f"Written: {path}")


def say_unfinished(began: str) -> str:
    """That the run before was stopped."""
    return f"the run that began on {began} was stopped before it had ended; what it left half-written was removed."


def say_states(done: pipeline.Consolidated) -> str:
    """How many files there were, and what became of the returns: "300 files: 297 received, 1 late, 2 refused"."""
    states = Counter(row.state for row in done.consolidation.tracker)
    named = ", ".join(f"{states[state]:,} {state}" for state in ReturnState if states[state])
    known = "" if done.read == done.files else f", {done.read:,} read, the content of the others was known"
    return f"{say_count(done.files, 'file')}{known}: {named}"


def say_findings(done: pipeline.Consolidated) -> str:
    """How much there is to look at in the returns that were taken."""
    found = Counter[str]()
    for digest in done.consolidation.returns:
        found.update(digest.facts.severities)
    errors, warnings = say_count(found[Severity.ERROR], "error"), say_count(found[Severity.WARNING], "warning")
    queries = f"{found[Severity.QUERY]:,} {'query' if found[Severity.QUERY] == 1 else 'queries'}"
    return f"Findings in the returns: {errors}, {warnings}, {queries}; each stands on the sheet Findings"


def _tracked(done: pipeline.Consolidated) -> Iterator[str]:
    """A line for each return that was not simply received."""
    for row in done.consolidation.tracker:
        if row.state is not ReturnState.RECEIVED:
            yield f"{row.state:<11}{_whose(row)}{f': {row.reason}' if row.reason else ''}"


def _whose(row: TrackerRow) -> str:
    if row.file:
        return row.file
    return f"{row.service}{f', due {say_date(row.due)}' if row.due else ''}"


def _has_errors(done: pipeline.Consolidated) -> bool:
    unanswered = {ReturnState.REFUSED, ReturnState.MISSING}
    if done.problems or any(row.errors or row.state in unanswered for row in done.consolidation.tracker):
        return True
    return any(finding.severity is Severity.ERROR for finding in done.consolidation.findings)
