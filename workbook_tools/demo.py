"""The whole flow on the samples: five published reports, from returns to what a committee gets."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from workbook_tools import pipeline
from workbook_tools.findings import ToolkitError, WritingError
from workbook_tools.issuing import Order
from workbook_tools.model.distribution import Format
from workbook_tools.model.mail_settings import OUTBOX, MailSettings
from workbook_tools.model.meeting import NO_MEETING, Meeting
from workbook_tools.model.responses import response_key
from workbook_tools.model.wording import say_count

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "returns"
LIST = SAMPLES.parent / "distribution-list.xlsx"
CONSOLIDATED = "clackmannanshire"  # the council with several returns among the samples
FOLLOWED = "clackmannanshire-partnership-and-performance-2022-23"  # the sample whose next return is issued
MEETINGS = {
    "clackmannanshire-partnership-and-performance-2022-23": Meeting("Audit and Scrutiny Committee", date(2023, 10, 26)),
    "clackmannanshire-people-2022-12": Meeting("Audit and Scrutiny Committee", date(2023, 2, 9)),
    "vale-of-glamorgan-2019-20-q2": Meeting("Corporate Performance and Resources Scrutiny Committee", date(2019, 12, 19)),
}
"""Where the published reports went, as their documents say; that of the others is not printed."""
MADE_UP = {
    "clackmannanshire-best-value-2018": Meeting("Clackmannanshire Council", date(2018, 6, 28)),
    "moray-2020-21-q4": Meeting("Corporate Committee", date(2021, 6, 15)),
}
"""Where the demo sends the others, so that every report is despatched."""
A_WEEK = timedelta(days=7)  # before a meeting the demo's papers go out, which is in time everywhere
RESPONSE = "As it stands in the published report."


def run(folder: Path) -> Iterator[str]:
    """Writes into `folder` a pack of each sample, the drafts that carry it, a consolidated workbook, a return to fill in.

    Yields:
        A line for each.

    Raises:
        ToolkitError: the samples are missing, or something could not be written.
    """
    returns = sorted(SAMPLES.glob("*.xlsx"))
    if not returns:
        raise ToolkitError(f"The sample returns are not in {SAMPLES}. Run the demo from the project's own folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ToolkitError(f"The folder {folder} could not be made: {error.strerror}.") from error
    outcomes: dict[str, pipeline.Outcome] = {}
    for path in returns:
        summary = folder / f"{path.stem}-summary.xlsx"
        outcome = outcomes[path.stem] = pipeline.report([path], summary, meeting=MEETINGS.get(path.stem, NO_MEETING), pack=True)
        yield f"{summary}: {_in_short(outcome)}"
        yield from _despatch(folder, path, summary, outcome)
    consolidated = folder / f"{CONSOLIDATED}-consolidated.xlsx"
    several = [path for path in returns if path.stem.startswith(CONSOLIDATED)]
    pipeline.consolidate(pipeline.Batch(tuple(several), consolidated))
    yield f"{consolidated}: {len(several)} returns in one workbook"
    yield _issue_next(folder, outcomes[FOLLOWED])
    yield f"Done. Open the workbooks in {folder} with Excel or LibreOffice; each begins with its summary page."


def _despatch(folder: Path, path: Path, summary: Path, outcome: pipeline.Outcome) -> Iterator[str]:
    """Drafts the messages to the committee; where the gate keeps the papers in, once the errors have been answered."""
    from workbook_tools.writing.marked_copy import write_marked_copy  # noqa: PLC0415 - brings openpyxl

    order = _order(folder, path.stem, summary)
    done = pipeline.despatch(order)
    if done.kept_in:
        errors = say_count(len(outcome.errors), "error")
        yield f"  kept in, since {errors} had no response; answered in the marked copy, built again:"
        answered = folder / f"{path.stem}-checked.xlsx"
        responses = {response_key(finding.code, finding.subject): RESPONSE for finding in outcome.errors}
        write_marked_copy(path, answered, outcome.findings, responses)
        pipeline.report([answered], summary, meeting=MEETINGS.get(path.stem, NO_MEETING), pack=True)
        done = pipeline.despatch(order)
    drafts = [file for file in done.written if file.suffix == ".eml"]
    yield f"  {drafts[0].parent}: {say_count(len(drafts), 'draft')} for the {order.committee}, without those who want a PDF"


def _order(folder: Path, name: str, summary: Path) -> pipeline.DespatchOrder:
    """The despatch of a sample's summary to all of its committee but those who want a PDF, which LibreOffice would make."""
    from workbook_tools.flows.papers import checked_list  # noqa: PLC0415 - brings openpyxl

    meeting = MEETINGS.get(name) or MADE_UP[name]
    day = meeting.day or date.max
    listed = checked_list(LIST)
    return pipeline.DespatchOrder(
        packs=(summary,),
        committee=meeting.committee,
        meeting=day,
        distribution_list=LIST,
        published=day - A_WEEK,
        folder=folder / "despatch",
        outbox=folder / OUTBOX,
        mail=MailSettings(),
        only=tuple(one.address for one in listed.of(meeting.committee) if one.format is not Format.PDF),
    )


def _issue_next(folder: Path, outcome: pipeline.Outcome) -> str:
    """Issues the return of the period after for the same service, unless somebody has begun to fill one in."""
    issued, cover = folder / f"{FOLLOWED}-next-return.xlsx", outcome.assessments[0].service_return.cover
    order = Order(cover.service, cover.period.back(-1) if cover.period else None)
    try:
        pipeline.issue(order, issued, CONSOLIDATED, folder / f"{FOLLOWED}-summary.xlsx")
    except WritingError as error:
        return str(error)
    return f"{issued}: the return for the year after, issued from that summary"


def _in_short(outcome: pipeline.Outcome) -> str:
    parts = [
        f"{count.total} {count.table}"
        for assessment in outcome.assessments
        for count in assessment.counts
        if not count.section and count.total
    ]
    return f"{', '.join(parts)}; {len(outcome.findings)} findings"
