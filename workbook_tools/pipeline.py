"""The flow on one page: read the returns, judge them by the scheme, challenge them, write what is asked for.

    files  -> read -> check -> assess -> challenge -> Outcome -> summary workbook, JSON
    folder -> read -> check -> assess -> challenge -> digest -> choose -> prove -> consolidated workbook

Reading and writing are imported where they are used: each brings a heavy library that the other commands need not pay for.
"""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from workbook_tools.challenge import challenge_across
from workbook_tools.findings import Finding, ReadingError, Severity, ToolkitError, WritingError, shorten
from workbook_tools.issuing import Order, build_issue, choose_return, return_name
from workbook_tools.judging import judge, say_nothing_taken, say_refusals, scheme_of_covers
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.consolidation import Consolidation, ExpectedReturn
from workbook_tools.model.meeting import NO_MEETING, Meeting
from workbook_tools.model.responses import merge_responses
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.model.wording import say_date
from workbook_tools.periods import Period
from workbook_tools.schemes.load import load_scheme
from workbook_tools.writing.whole_file import check_replaceable, write_new

if TYPE_CHECKING:
    from workbook_tools.consolidation.files import FoundFile
    from workbook_tools.reading.service_list import ListedService
    from workbook_tools.writing.sheet_buttons import Macros

Edition = Literal["working", "accessible"]
Progress = Callable[[int, int], None]
"""Told how many files are done, and of how many; what it raises ends the work there."""
USUAL = Order()
MARKED = "-checked"  # at the end of a marked copy's name
LOG = logging.getLogger("workbook_tools.consolidation")


def unwatched(_done: int, _of: int) -> None:
    """The progress of work that nobody watches."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found.

    Attributes:
        scheme: the rules it was judged by.
        as_at: the latest of the returns' as-at dates; None where every return was refused.
        assessments: one a return, in the order of the files.
        across: findings that concern several returns.
    """

    scheme: Scheme
    as_at: date | None
    assessments: tuple[Assessment, ...]
    across: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: those of each return in order, then those across returns."""
        return (*(finding for assessment in self.assessments for finding in assessment.findings), *self.across)

    @property
    def has_errors(self) -> bool:
        """Whether any finding blocks acceptance."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def check(
    files: Sequence[Path],
    scheme_name: str | None = None,
    as_at: date | None = None,
    issued: Path | None = None,
    progress: Progress = unwatched,
) -> Outcome:
    """Reads and judges returns.

    Args:
        files: the returns' workbooks; one that cannot be read becomes a refused return, the others go on.
        scheme_name: a shipped scheme or the path of a TOML file; by default the one that the covers name.
        as_at: the last day that counts, inclusive; by default the end of each return's period.
        issued: the return as issued, for a service that sent a sheet of its own; by default what the return itself keeps.
        progress: told after each file.

    Raises:
        SchemeError: there is no such scheme, or it is not in order.
        ToolkitError: no scheme is named, the covers name different ones, or `issued` was not issued by this program.
    """
    from workbook_tools.reading.service_return import read_service_return  # noqa: PLC0415 - brings openpyxl

    returns = []
    for number, path in enumerate(files, start=1):
        returns.append(read_service_return(path))
        progress(number, len(files))
    if issued is not None:
        as_issued = _as_issued(read_service_return(issued))
        returns = [given if given.refused else replace(given, issued=as_issued) for given in returns]
    scheme = load_scheme(scheme_name or scheme_of_covers(returns))
    assessments = tuple(judge(service_return, scheme, as_at) for service_return in returns)
    dates = [assessment.as_at for assessment in assessments if not assessment.service_return.refused]
    return Outcome(scheme, max(dates, default=as_at), assessments, challenge_across(assessments))


def _as_issued(given: ServiceReturn) -> ServiceReturn:
    if given.refused or given.issued is None:
        raise ToolkitError(f"{given.source.name} was not issued by this program, so nothing can be compared with it.")
    return given.issued


def report(
    files: Sequence[Path],
    summary: Path,
    scheme_name: str | None = None,
    as_at: date | None = None,
    *,
    edition: Edition = "working",
    pdf: bool = False,
    cover: Path | None = None,
    meeting: Meeting = NO_MEETING,
    progress: Progress = unwatched,
) -> Outcome:
    """Judges returns and writes the committee's summary workbook to `summary`. Other arguments and errors as for `check`.

    Args:
        files: the returns' workbooks.
        summary: the workbook to write.
        scheme_name: a shipped scheme or the path of a TOML file.
        as_at: the last day that counts, inclusive.
        edition: "working", or "accessible" for plain tables that read well with a screen reader.
        pdf: whether the summary is also written as PDF beside it, which LibreOffice does.
        cover: the Word document to write as covering report; None for none.
        meeting: the committee and the day that the report goes to; what is not named is taken from the covers.
        progress: told after each return that was read.

    Raises:
        ToolkitError: no return could be read; nothing is written.
        WritingError: an output could not be written, or somebody's own file is in its place; either is left as it was.
    """
    from workbook_tools.writing.accessible.workbook import write_accessible_summary  # noqa: PLC0415 - brings XlsxWriter
    from workbook_tools.writing.covering.report import check_untouched, write_covering_report  # noqa: PLC0415 - for few
    from workbook_tools.writing.pdf import check_pdf, pdf_beside, write_pdf  # noqa: PLC0415 - likewise
    from workbook_tools.writing.summary.summary_workbook import write_summary  # noqa: PLC0415 - brings XlsxWriter

    check_replaceable(summary)
    if pdf:
        check_pdf(pdf_beside(summary))
    if cover is not None:
        check_untouched(cover)
    outcome = check(files, scheme_name, as_at, progress=progress)
    readable = [assessment for assessment in outcome.assessments if not assessment.service_return.refused]
    if not readable or outcome.as_at is None:
        raise ToolkitError(say_refusals([assessment.service_return for assessment in outcome.assessments]))
    write = write_accessible_summary if edition == "accessible" else write_summary
    write(summary, outcome.assessments, outcome.scheme, outcome.as_at, meeting)
    if pdf:
        write_pdf(summary, pdf_beside(summary))
    if cover is not None:
        write_covering_report(cover, outcome.assessments, outcome.scheme, outcome.as_at, meeting)
    return outcome


@dataclass(frozen=True, slots=True)
class Batch:
    """What a consolidation is asked for.

    Attributes:
        places: folders, looked through to the bottom, and single files.
        workbook: to write.
        scheme_name: a shipped scheme or the path of a TOML file; by default the one that the first return read names.
        as_at: the last day that counts, inclusive; by default the end of each return's period.
        period: the one to consolidate; returns of other periods are refused. None takes them all.
        expected: the returns that should come in, no service twice; without any, nothing is late, missing or unexpected.
        ledger: an extract of the ledger as CSV, to hold against the budget lines.
        tables: a folder for the tables as CSV files.
        reminders: a folder for e-mail drafts to the owners of what is missing or refused.
        cache: the folder in which digests of returns are kept from run to run; None for none.
    """

    places: tuple[Path, ...]
    workbook: Path
    scheme_name: str | None = None
    as_at: date | None = None
    period: Period | None = None
    expected: tuple[ExpectedReturn, ...] = ()
    ledger: Path | None = None
    tables: Path | None = None
    reminders: Path | None = None
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What a consolidation came to.

    Attributes:
        consolidation: what was written.
        proof: whether its money is proved, in a sentence.
        files: how many there were.
        read: how many of them were read; those of known content were not.
        unfinished: when a run before this one began that was stopped before it had ended; "" where none was.
        written: the workbook, then what else was asked for.
        problems: sentences about what was asked for and could not be made.
    """

    consolidation: Consolidation
    proof: str
    files: int
    read: int
    unfinished: str
    written: tuple[Path, ...]
    problems: tuple[str, ...] = ()


def consolidate(batch: Batch, progress: Progress = unwatched) -> Consolidated:
    """Judges many returns and writes them into one workbook, whole or not at all; one run at a time on a workbook.

    Args:
        batch: what is asked for. An earlier `batch.workbook` that stands below a folder itself is not read as a return.
        progress: told how many files are done, and of how many.

    Raises:
        SchemeError: there is no such scheme, or it is not in order.
        ReadingError: the ledger cannot be read.
        ToolkitError: there is no return that could be taken, or another run is writing the workbook.
        WritingError: the workbook could not be written, or somebody's own file is in its place; either is left as it was.
    """
    from workbook_tools.consolidation.control_sheet import build_control_sheet  # noqa: PLC0415 - for this command only
    from workbook_tools.consolidation.files import find_files  # noqa: PLC0415 - likewise
    from workbook_tools.consolidation.money import verify_workbook  # noqa: PLC0415 - likewise
    from workbook_tools.consolidation.run_lock import running  # noqa: PLC0415 - likewise
    from workbook_tools.writing.consolidated.workbook import write_consolidation  # noqa: PLC0415 - brings XlsxWriter

    check_replaceable(batch.workbook)
    with running(batch.workbook, _now()) as unfinished:
        files = find_files(batch.places, (batch.workbook,))
        consolidation, read = _consolidated(files, batch, progress)
        if not consolidation.returns:
            raise ToolkitError(say_nothing_taken(consolidation.tracker))
        compared = ""
        if batch.ledger:
            from workbook_tools.consolidation.ledger import against_ledger  # noqa: PLC0415 - most runs do without

            differences, compared = against_ledger(consolidation, batch.ledger)
            consolidation = replace(consolidation, findings=(*consolidation.findings, *differences))
        control = build_control_sheet(consolidation, compared)
        write_consolidation(batch.workbook, consolidation, control, verify=partial(verify_workbook, consolidation))
        written, problems = _write_beside(batch, consolidation)
        done = (batch.workbook, *written)
        return Consolidated(consolidation, control.proof, len(files), read, unfinished, done, problems)


@dataclass(frozen=True, slots=True)
class Collected:
    """What came in: all returns judged as one, and the files of those that were taken, in their order."""

    consolidation: Consolidation
    taken: tuple[Path, ...]


def collect(batch: Batch, progress: Progress = unwatched) -> Collected:
    """Judges many returns as `consolidate` does and writes nothing. Where nothing came in, everything expected is missing.

    Args:
        batch: what is asked for; its workbook is passed over where it stands in one of the folders, and no output is written.
        progress: told after each file.

    Raises:
        SchemeError: there is no such scheme, or it is not in order.
        ToolkitError: a folder is not there or cannot be looked into.
    """
    from workbook_tools.consolidation.files import find_files  # noqa: PLC0415 - for few commands

    files = find_files(batch.places, (batch.workbook,), may_be_none=True)
    consolidation, _ = _consolidated(files, batch, progress)
    taken = {digest.source.name for digest in consolidation.returns}
    sources = zip(files, consolidation.sources, strict=True)
    return Collected(consolidation, tuple(file.path for file, (source, _) in sources if source.name in taken))


def _consolidated(files: "Sequence[FoundFile]", batch: Batch, progress: Progress) -> tuple[Consolidation, int]:
    """Files as one consolidation, which may be of none, and how many of them had to be read."""
    from workbook_tools.consolidation.build import build_consolidation  # noqa: PLC0415 - for few commands
    from workbook_tools.consolidation.choose import choose  # noqa: PLC0415 - likewise
    from workbook_tools.consolidation.gather import gather  # noqa: PLC0415 - likewise
    from workbook_tools.consolidation.read_files import FileReader, scheme_of_first  # noqa: PLC0415 - likewise
    from workbook_tools.consolidation.store import DigestStore, rules_of  # noqa: PLC0415 - likewise

    scheme = load_scheme(batch.scheme_name or scheme_of_first(files))
    store = DigestStore(batch.cache, rules_of(scheme, batch.as_at, bool(batch.scheme_name)))
    try:
        gathered = gather(files, store, FileReader(scheme, batch.as_at, bool(batch.scheme_name)), progress)
    finally:
        store.close()  # so that a run that is stopped here or later on need not read again what was read
    found = [(digest.source, digest.facts) for digest in gathered.digests]
    return build_consolidation(gathered.digests, choose(found, batch.expected, batch.period), scheme), gathered.read


def _now() -> str:
    """For the log and for who finds the lock taken; no output says it."""
    return f"{datetime.now().astimezone():%d/%m/%Y at %H:%M}"


def _write_beside(batch: Batch, consolidation: Consolidation) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """What was asked for beside the workbook: the tables as CSV files, the reminders; and what could not be made."""
    written: list[Path] = []
    problems: list[str] = []
    try:
        if batch.tables:
            from workbook_tools.writing.consolidated.csv_files import write_csv  # noqa: PLC0415 - seldom asked for

            make_folder(batch.tables)
            written += write_csv(batch.tables, consolidation)
        if batch.reminders:
            from workbook_tools.mailing.reminders import write_reminders  # noqa: PLC0415 - brings the e-mail library

            drafts, not_drafted = write_reminders(consolidation.tracker, batch.reminders, batch.period, consolidation.as_at)
            written += drafts
            problems += not_drafted
    except WritingError as error:  # the workbook is there; what could not be made beside it is said
        problems.append(str(error))
    return tuple(written), tuple(problems)


@dataclass(frozen=True, slots=True)
class Issued:
    """What became of one order: the return written for it, or why there is none (one of the two).

    `finished` are the codes of actions that were left out, since they were completed or cancelled in an earlier year.
    """

    service: str
    path: Path | None = None
    finished: tuple[str, ...] = ()
    problem: str = ""


def issue(
    order: Order, path: Path, scheme_name: str, previous: Path | None = None, *, macros: "Macros | None" = None
) -> Issued:
    """Writes the return for a service and period to `path`.

    Args:
        order: for whom and for what; without service and period a blank that any service can use.
        path: of the workbook; a return that stands there already is left as it is, since somebody may have begun to fill it in.
        scheme_name: a shipped scheme or the path of a TOML file.
        previous: the service's previous return, or a summary that it is part of; its rows, targets and figures are taken over.
        macros: for a return with buttons (.xlsm); None for one without (.xlsx).

    Raises:
        SchemeError: there is no such scheme, or it is not in order.
        ToolkitError: the previous return cannot be followed by this one, or the name of the return does not end as it must.
        WritingError: the return could not be written, or somebody's own file is in its place.
    """
    from workbook_tools.writing.issued.book import build_issued_return  # noqa: PLC0415 - brings XlsxWriter

    if (path.suffix.lower() == ".xlsm") != (macros is not None):
        kind, suffix = ("with", ".xlsm") if macros else ("without", ".xlsx")
        raise ToolkitError(f"{path.name}: a return {kind} buttons must have a name that ends in {suffix}. Choose another name.")
    scheme = load_scheme(scheme_name)
    made = build_issue(scheme, order, _previous(previous, order.service) if previous else None)
    content = build_issued_return(made.given, scheme, macros.buttons if macros else ())
    write_new(path, macros.pack(content) if macros else content)
    return Issued(order.service, path, tuple(action.code or action.title for action in made.finished))


def issue_all(
    listed: "Sequence[ListedService]",
    beside: Path,
    period: Period,
    folder: Path,
    scheme_name: str,
    *,
    usual: Order = USUAL,
    progress: Progress = unwatched,
    macros: "Macros | None" = None,
) -> tuple[Issued, ...]:
    """Writes a return for each service of a list; one that cannot be made is reported, the others go on.

    Args:
        listed: the services, each with its previous return where it has one.
        beside: the folder that the paths of previous returns start from, that of the list.
        period: the period that all of them report on.
        folder: for the returns, made where it is not there; each is named after its service and period.
        scheme_name: a shipped scheme or the path of a TOML file.
        usual: directorate, contact and plan of the services whose row says nothing else.
        progress: told before each return and at the end.
        macros: as for `issue`.

    Raises:
        SchemeError: there is no such scheme, or it is not in order.
        ToolkitError: two returns would have one name; nothing is written.
        WritingError: the folder could not be made.
    """
    load_scheme(scheme_name)
    paths = [folder / return_name(row.service, period, ".xlsm" if macros else ".xlsx") for row in listed]
    for name, number in Counter(path.name.casefold() for path in paths).items():
        if number > 1:
            raise ToolkitError(f"{number} services of the list would have the return {name}. Give them different names.")
    make_folder(folder)
    done = []
    for number, (row, path) in enumerate(zip(listed, paths, strict=True)):
        progress(number, len(listed))
        order = Order(
            row.service,
            period,
            row.directorate or usual.directorate,
            row.contact_role or usual.contact_role,
            row.plan_from or usual.plan_from,
            row.plan_to or usual.plan_to,
        )
        try:
            done.append(issue(order, path, scheme_name, beside / row.previous if row.previous else None, macros=macros))
        except ToolkitError as error:
            done.append(Issued(row.service, problem=str(error)))
    progress(len(listed), len(listed))
    return tuple(done)


def _previous(path: Path, service: str) -> ServiceReturn:
    from workbook_tools.reading.service_return import read_previous_returns  # noqa: PLC0415 - brings openpyxl

    return choose_return(read_previous_returns(path), service, path.name)


def mark(outcome: Outcome, files: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """Writes a marked copy of each return that could be read: cells with findings highlighted, and a list to answer in.

    Args:
        outcome: what `check` found.
        files: the returns it was found in, in the same order.
        folder: for the copies, each named after its return; made where it is not there.

    Returns:
        The copies. Responses typed into an earlier copy, be it checked now or replaced, stand in the new one.

    Raises:
        ToolkitError: two copies would have one name; nothing is written.
        WritingError: a copy could not be written, or would take the place of somebody's own work; the others were written.
    """
    pairs = zip(outcome.assessments, files, strict=True)
    readable = [(assessment, path) for assessment, path in pairs if assessment.service_return.refused is None]
    copies = [folder / f"{path.stem.removesuffix(MARKED)}{MARKED}.xlsx" for _, path in readable]
    for name, number in Counter(copy.name.casefold() for copy in copies).items():
        if number > 1:
            raise ToolkitError(f"{number} of these returns would have the marked copy {name}. Check them one at a time.")
    make_folder(folder)
    problems = []
    for (assessment, path), copy in zip(readable, copies, strict=True):
        try:
            _mark(outcome, assessment, path, copy)
        except (WritingError, ReadingError) as error:
            problems.append(str(error))
    if problems:
        raise WritingError(" ".join(problems))
    return tuple(copies)


def make_folder(folder: Path) -> None:
    """Makes a folder for outputs, where it is not there yet.

    Raises:
        WritingError: it could not be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WritingError(f"{folder} could not be made ({error.strerror}). Choose another folder.") from error


def _mark(outcome: Outcome, assessment: Assessment, path: Path, copy: Path) -> None:
    from workbook_tools.reading.service_return import read_service_return  # noqa: PLC0415 - brings openpyxl
    from workbook_tools.writing.marked_copy import is_marked_copy, write_marked_copy  # noqa: PLC0415 - brings openpyxl

    earlier = [read_service_return(copy).responses] if is_marked_copy(copy) else []
    responses = merge_responses(assessment.service_return.responses, *earlier)
    across = [finding for finding in outcome.across if finding.where.file == path.name]
    write_marked_copy(path, copy, [*assessment.findings, *across], responses)


def draft(outcome: Outcome, summary: Path, to: Sequence[str], path: Path) -> None:
    """Writes an e-mail draft that carries a summary; its text gives the counts that the summary shows.

    Args:
        outcome: what the summary was written from.
        summary: the workbook to attach.
        to: addresses in the plain form name@example.gov.uk, at least one.
        path: the .eml file to write.

    Raises:
        ToolkitError: an address, the attachment or the path is not fit to be used, or no return was read.
    """
    from workbook_tools.mailing.draft import build_draft, write_draft  # noqa: PLC0415 - brings the e-mail library

    if outcome.as_at is None:
        raise ToolkitError("No return could be read, so there is nothing to send.")
    services = [a.service_return.cover for a in outcome.assessments if a.service_return.refused is None]
    named = "; ".join(f"{cover.service}, {cover.period or cover.period_text}" for cover in services)
    message = build_draft(
        summary,
        to=to,
        subject=f"Performance summary: {shorten(named)}",
        body=build_message(outcome, named),
        sent_on=outcome.as_at,
    )
    write_draft(message, path)


def build_message(outcome: Outcome, named: str) -> str:
    """The text of an e-mail: what is attached, and the counts by status in the scheme's words."""
    lines = []
    for count in (
        count for assessment in outcome.assessments for count in assessment.counts if not count.section and count.total
    ):
        words: Counter[str] = Counter()  # a scheme may print one word for two statuses
        for style, rows in count.by_style:
            words[outcome.scheme.style_of(count.table, style).word] += rows
        lines.append(
            f"{count.table.capitalize()}: {count.total} ({', '.join(f'{words[word]} {word}' for word in words if words[word])})"
        )
    as_at = say_date(outcome.as_at) if outcome.as_at else ""
    return "\n".join([f"Attached is the performance summary of {named}, as at {as_at}.", "", *lines, ""])
