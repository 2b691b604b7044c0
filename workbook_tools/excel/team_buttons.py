"""The buttons of the performance team, one function each, on the open control workbook.

Each reads its settings, calls the pipeline, fills a sheet or writes files, and adds a row to the sheet Log, also where it
could not be done. Saving the control workbook is left to the team.
"""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tools import pipeline
from workbook_tools.excel.committee_drafts import draft_papers, mail_of, summary_of
from workbook_tools.excel.grids import read_grid
from workbook_tools.excel.host import show
from workbook_tools.excel.macros.macro_texts import Host
from workbook_tools.excel.registry import Group
from workbook_tools.excel.team_results import Result, logged
from workbook_tools.excel.team_settings import Settings, check_incoming, read_settings, sheet_of
from workbook_tools.excel.team_sheets import colour, fill
from workbook_tools.excel.work import Work
from workbook_tools.findings import ToolkitError
from workbook_tools.issuing import plain_name
from workbook_tools.model.consolidation import ReturnState, TrackerRow
from workbook_tools.model.control_book import EXCEPTIONS, EXCEPTIONS_TABLE, SERVICES, TRACKER, TRACKER_TABLE
from workbook_tools.model.wording import say_count
from workbook_tools.writing.whole_file import make_folder

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it


@logged
def issue_returns(book: "xlwings.Book", work: Work) -> Result:
    """Writes a return with buttons for each service of the sheet Services; those that are there already are left as they are.

    Raises:
        ToolkitError: a setting or the list is not in order, the folder cannot be made, or the work was stopped.
    """
    from workbook_tools.excel.macros.sheet_macros import macros_for  # noqa: PLC0415 - only where it is needed
    from workbook_tools.reading.service_list import services_of_sheet  # noqa: PLC0415 - likewise

    settings = read_settings(book)
    listed = services_of_sheet(book.name, read_grid(sheet_of(book, SERVICES)))
    done = pipeline.issue_all(
        listed,
        settings.book.parent,
        settings.period,
        settings.issued,
        settings.scheme,
        progress=_steps(work, "Issuing return"),
        macros=macros_for(Group.OFFICER, Host.LIBREOFFICE if book.app.engine.name == Host.LIBREOFFICE else Host.EXCEL),
    )
    problems = tuple(f"{issued.service}: {issued.problem}" for issued in done if issued.problem)
    written = len(done) - len(problems)
    sentence = f"{written} of {say_count(len(done), 'return')} for {settings.period} written to {settings.issued}."
    return Result(f"{sentence} Not written:" if problems else sentence, problems)


@logged
def collect_returns(book: "xlwings.Book", work: Work) -> Result:
    """Reads what came in and fills the sheet Tracker, one row a return or a service whose return is missing.

    Raises:
        ToolkitError: a setting or the list is not in order, a folder is not there, or the work was stopped; the tracker is then
            as it was.
    """
    settings = read_settings(book)
    tracker = _collect(book, work, settings).consolidation.tracker
    fill(book, TRACKER_TABLE, [_tracked(row) for row in tracker], _about(settings, "Collected"))
    show(book, sheet_of(book, TRACKER))
    in_error = sum(bool(row.errors) for row in tracker)
    errors = f" {say_count(in_error, 'return')} with errors." if in_error else ""
    return Result(f"{settings.period}: {_states(tracker)}.{errors} The sheet {TRACKER} says which and why.")


@logged
def build_summary(book: "xlwings.Book", work: Work) -> Result:
    """Writes the committee's summary of the returns that were received, and opens it.

    Raises:
        ToolkitError: a setting or the list is not in order, nothing came in, the summary is open or cannot be written, or the
            work was stopped.
    """
    settings = read_settings(book)
    path = summary_of(settings)
    _check_closed(book, path)
    collected = _collect(book, work, settings)
    tracker = collected.consolidation.tracker
    if not collected.taken:
        raise ToolkitError(
            f"No return of {settings.period} could be taken from {settings.incoming} ({_states(tracker)}), so there is nothing "
            "to summarise. Press Collect returns to see why."
        )
    make_folder(settings.output)
    steps = _steps(work, "Reading for the summary: return", "Writing the summary")
    pipeline.report(
        collected.taken,
        path,
        settings.scheme,
        meeting=settings.meeting,
        exempt=settings.exempt or None,
        pack=settings.distribution_list is not None,
        progress=steps,
    )
    book.app.books.open(str(path))
    sentence = f"The summary of {say_count(len(collected.taken), 'return')} for {settings.period} is {path}."
    left_out = tuple(
        f"Not in it: {row.service or row.file} ({row.state})."
        for row in tracker
        if row.state in {ReturnState.MISSING, ReturnState.REFUSED}
    )
    return Result(sentence, left_out)


@logged
def open_exceptions(book: "xlwings.Book", work: Work) -> Result:
    """Fills the sheet Exceptions with all that needs attention in the returns that were received.

    Raises:
        ToolkitError: as for `collect_returns`.
    """
    from workbook_tools.consolidation.attention import attention  # noqa: PLC0415 - only where it is needed

    settings = read_settings(book)
    found = list(attention(_collect(book, work, settings).consolidation))
    rows = [
        (row.service, row.kind, row.code, row.title, row.style.word, ", ".join(row.why), row.reason, row.lead, str(row.where))
        for row in found
    ]
    fill(book, EXCEPTIONS_TABLE, rows, _about(settings, "Looked through"))
    colour(book, EXCEPTIONS_TABLE, "Status", [row.style for row in found])
    show(book, sheet_of(book, EXCEPTIONS))
    if not found:
        return Result(f"{settings.period}: nothing needs attention in the returns that were received.")
    counted = Counter(why for row in found for why in row.why)
    named = ", ".join(f"{number} {why.lower()}" for why, number in counted.most_common())
    return Result(f"{settings.period}: {len(found)} to look at on the sheet {EXCEPTIONS}: {named}.")


@logged
def draft_emails(book: "xlwings.Book", work: Work) -> Result:
    """Writes an e-mail draft for each service whose return is missing, refused, or there in versions that nothing tells apart.

    Where a distribution list is named, also one for each recipient of the committee, with the summary.

    Raises:
        ToolkitError: as for `collect_returns`, or the folder cannot be made; or committee or meeting are not filled in.
    """
    from workbook_tools.mailing.reminders import write_reminders  # noqa: PLC0415 - brings the e-mail library
    from workbook_tools.mailing.texts import Texts  # noqa: PLC0415 - likewise

    settings = read_settings(book)
    tracker = _collect(book, work, settings).consolidation.tracker
    folder = settings.output / plain_name("Drafts", str(settings.period))
    own = mail_of(settings).templates
    texts = Texts(Path(own) if own else None)
    written, problems = write_reminders(tracker, folder, settings.period, settings.period.end, texts)
    sentences = [_of_reminders(settings, tracker, len(written), problems, folder)]
    if settings.distribution_list:
        work.step("Drafting the committee's papers")
        sentence, found = draft_papers(settings)
        sentences.append(sentence)
        problems = (*problems, *found)
    return Result(" ".join(sentences), problems)


def _of_reminders(
    settings: Settings, tracker: tuple[TrackerRow, ...], written: int, problems: tuple[str, ...], folder: Path
) -> str:
    if not written:
        nobody = f"{settings.period}: nobody needs a reminder ({_states(tracker)})."
        return "No draft was written." if problems else nobody
    return f"{say_count(written, 'draft')} in {folder}. Nothing was sent: open each, read it over, send it."


def _collect(book: "xlwings.Book", work: Work, settings: Settings) -> pipeline.Collected:
    from workbook_tools.consolidation.store import usual_folder  # noqa: PLC0415 - only where returns are collected
    from workbook_tools.reading.expected_list import expected_of_sheet  # noqa: PLC0415 - likewise

    check_incoming(settings)
    batch = pipeline.Batch(
        (settings.incoming,),
        settings.book,
        settings.scheme,
        period=settings.period,
        expected=expected_of_sheet(book.name, read_grid(sheet_of(book, SERVICES))),
        cache=usual_folder(),
    )
    work.step(f"Looking for returns in {settings.incoming}")
    return pipeline.collect(batch, _steps(work, "Reading return", "Putting the returns together"))


def _steps(work: Work, doing: str, then: str = "") -> pipeline.Progress:
    """Says which file is next, and what comes after the last; the work can be stopped before each."""

    def told(done: int, of: int) -> None:
        if text := f"{doing} {done + 1} of {of}" if done < of else then:
            work.step(text)

    return told


def _tracked(row: TrackerRow) -> tuple[object, ...]:
    counts = (row.errors, row.warnings, row.queries) if row.file and row.state is not ReturnState.REFUSED else ("", "", "")
    state = row.state.capitalize()
    return (row.service, row.owner, row.due, state, row.submitted, row.file, *counts, row.reason)


def _states(tracker: tuple[TrackerRow, ...]) -> str:
    """Such as "3 received, 1 missing"."""
    states = Counter(row.state for row in tracker)
    return ", ".join(f"{states[state]} {state}" for state in ReturnState if states[state]) or "nothing came in"


def _about(settings: Settings, done: str) -> str:
    return f"{settings.period}. {done} on {datetime.now().astimezone():%d/%m/%Y at %H:%M} from {settings.incoming}."


def _check_closed(book: "xlwings.Book", path: Path) -> None:
    if any(Path(other.fullname) == path for other in book.app.books):
        raise ToolkitError(f"{path.name} is open. Close it, then press the button again.")
