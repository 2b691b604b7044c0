"""The flow on one page: issue returns, read them, judge them by the scheme, challenge them, write what is asked for.

    list   -> order -> build -> the return that a service fills in
    files  -> read -> check -> assess -> challenge -> Outcome -> marked copy, summary workbook, JSON, pack
    pack   -> read -> gate -> letters -> drafts, or outbox -> mail server
    folder -> read -> check -> assess -> challenge -> digest -> choose -> prove -> consolidated workbook

What the functions are asked for and give back stands in `flows/values.py`, the details of their steps beside it.
Reading and writing are imported where they are used: each brings a heavy library that the other commands need not pay for.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tools.challenge import challenge_across
from workbook_tools.findings import ToolkitError
from workbook_tools.flows.orders import USUAL, check_name, orders_of, read_previous
from workbook_tools.flows.values import (
    Batch,
    Collected,
    Consolidated,
    Despatched,
    DespatchOrder,
    Edition,
    Issued,
    Outcome,
    Progress,
    Say,
    unheard,
    unwatched,
)
from workbook_tools.issuing import Order, build_issue
from workbook_tools.judging import judge, say_nothing_taken, say_refusals, scheme_of_covers
from workbook_tools.model.mail_settings import MailSettings
from workbook_tools.model.meeting import NO_MEETING, Meeting
from workbook_tools.periods import Period
from workbook_tools.schemes.load import load_scheme
from workbook_tools.writing.whole_file import make_folder, write_new

if TYPE_CHECKING:
    from workbook_tools.mailing.send_report import SendReport
    from workbook_tools.reading.service_list import ListedService
    from workbook_tools.writing.sheet_buttons import Macros

__all__ = ["Batch", "Collected", "Consolidated", "DespatchOrder", "Despatched", "Edition", "Issued", "Outcome", "Progress"]
__all__ += ["audit", "check", "collect", "consolidate", "despatch", "issue", "issue_all", "mark", "report", "send_waiting"]


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

    check_name(path, macros)
    scheme = load_scheme(scheme_name)
    made = build_issue(scheme, order, read_previous(previous, order.service))
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
    orders = orders_of(listed, beside, period, folder, usual=usual, macros=macros)
    make_folder(folder)
    done = []
    for number, (order, path, previous) in enumerate(orders):
        progress(number, len(orders))
        try:
            done.append(issue(order, path, scheme_name, previous, macros=macros))
        except ToolkitError as error:
            done.append(Issued(order.service, problem=str(error)))
    progress(len(orders), len(orders))
    return tuple(done)


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
    from workbook_tools.flows.given_returns import read_returns  # noqa: PLC0415 - brings openpyxl

    returns = read_returns(files, issued, progress)
    scheme = load_scheme(scheme_name or scheme_of_covers(returns))
    assessments = tuple(judge(service_return, scheme, as_at) for service_return in returns)
    dates = [assessment.as_at for assessment in assessments if not assessment.service_return.refused]
    return Outcome(scheme, max(dates, default=as_at), assessments, challenge_across(assessments))


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
    from workbook_tools.flows.marked_copies import write_copies  # noqa: PLC0415 - brings openpyxl

    return write_copies(outcome, files, folder)


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
    exempt: str | None = None,
    pack: bool = False,
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
        exempt: number of the paragraph of the Act's schedule that the report is exempt under, with which everything that is
            written is marked; None where it is public.
        pack: whether the accessible edition and the pack for despatch are also written beside it; not with that edition alone.
        progress: told after each return that was read.

    Raises:
        ToolkitError: no return could be read, or the scheme has no such paragraph; nothing is written.
        WritingError: an output could not be written, or somebody's own file is in its place; either is left as it was.
    """
    from workbook_tools.flows.summaries import check_places, made_exempt, write_summaries  # noqa: PLC0415 - brings XlsxWriter

    check_places(summary, pdf=pdf, cover=cover, pack=pack)
    outcome = check(files, scheme_name, as_at, progress=progress)
    if outcome.as_at is None or all(assessment.service_return.refused for assessment in outcome.assessments):
        raise ToolkitError(say_refusals([assessment.service_return for assessment in outcome.assessments]))
    meeting = made_exempt(meeting, outcome.scheme, exempt)
    write_summaries(outcome, outcome.as_at, summary, edition, meeting, pdf=pdf, cover=cover, pack=pack)
    return outcome


def despatch(order: DespatchOrder, say: Say = unheard) -> Despatched:
    """Drafts or sends packs to the recipients of a committee, a message each, once the gate lets them through.

    Args:
        order: what is to go where. Without `send` nothing leaves this computer.
        say: told in a sentence what goes on while messages are sent.

    Raises:
        ReadingError: the distribution list or a pack cannot be read, or a pack is no longer what was checked.
        ToolkitError: a message could not be made, nothing says how to send, or the outbox cannot be used.
        WritingError: a draft could not be written; those before it were.
    """
    from workbook_tools.flows.despatched import draft_all, send_all  # noqa: PLC0415 - brings the e-mail library
    from workbook_tools.flows.papers import ask  # noqa: PLC0415 - brings openpyxl

    asked = ask(order)
    if asked.listed is None or not asked.is_open:
        return Despatched(asked.findings)
    if order.send:
        return send_all(asked, asked.listed, say)
    return draft_all(asked, asked.listed)


def send_waiting(outbox: Path, distribution_list: Path, mail: MailSettings, say: Say = unheard) -> "SendReport":
    """Sends what waits in an outbox, and what was refused for now, to whom the list as it is now lets have it.

    Raises:
        ToolkitError: the list is not in order, nothing says how to send, or the outbox or the server cannot be used.
    """
    from workbook_tools.flows.despatched import send_what_waits  # noqa: PLC0415 - brings the e-mail library
    from workbook_tools.flows.papers import checked_list  # noqa: PLC0415 - brings openpyxl
    from workbook_tools.mailing.outbox import Outbox  # noqa: PLC0415 - for few commands

    listed = checked_list(distribution_list)
    with Outbox(outbox) as opened:
        return send_what_waits(opened, mail, listed, say)


def audit(outbox: Path, committee: str, meeting: date, made: date, path: Path) -> tuple[Path, ...]:
    """Writes what was despatched for a meeting, as a workbook and as JSON beside it.

    Args:
        outbox: the file that knows.
        committee: whose papers; blanks around its name and case do not matter.
        meeting: its day.
        made: the day that the audit speaks for.
        path: of the workbook.

    Raises:
        ToolkitError: nothing was despatched for this meeting, or the outbox cannot be used.
        WritingError: a file could not be written, or somebody's own is in its place.
    """
    from workbook_tools.flows.audited import build_audit  # noqa: PLC0415 - for one command
    from workbook_tools.mailing.outbox import Outbox  # noqa: PLC0415 - likewise
    from workbook_tools.writing.audit import write_audit  # noqa: PLC0415 - brings XlsxWriter

    with Outbox(outbox) as opened:
        found = build_audit(opened, committee, meeting, made)
    return path, write_audit(path, found)


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
    from workbook_tools.flows.consolidated import one_run, prove, write_outputs  # noqa: PLC0415 - brings XlsxWriter
    from workbook_tools.flows.many_returns import build_from, files_of  # noqa: PLC0415 - for few commands

    with one_run(batch.workbook) as unfinished:
        files = files_of(batch)
        consolidation, read = build_from(files, batch, progress)
        if not consolidation.returns:
            raise ToolkitError(say_nothing_taken(consolidation.tracker))
        consolidation, control = prove(consolidation, batch.ledger)
        written, problems = write_outputs(batch, consolidation, control)
        return Consolidated(consolidation, control.proof, len(files), read, unfinished, written, problems)


def collect(batch: Batch, progress: Progress = unwatched) -> Collected:
    """Judges many returns as `consolidate` does and writes nothing. Where nothing came in, everything expected is missing.

    Args:
        batch: what is asked for; its workbook is passed over where it stands in one of the folders, and no output is written.
        progress: told after each file.

    Raises:
        SchemeError: there is no such scheme, or it is not in order.
        ToolkitError: a folder is not there or cannot be looked into.
    """
    from workbook_tools.flows.many_returns import build_from, files_of, files_taken  # noqa: PLC0415 - for few commands

    files = files_of(batch, may_be_none=True)
    consolidation, _ = build_from(files, batch, progress)
    return Collected(consolidation, files_taken(files, consolidation))
