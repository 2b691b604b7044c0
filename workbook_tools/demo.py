"""The whole flow on the samples: five published reports, from returns to what a committee gets."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from workbook_tools import pipeline
from workbook_tools.findings import ToolkitError, WritingError
from workbook_tools.issuing import Order
from workbook_tools.model.meeting import NO_MEETING, Meeting

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "returns"
CONSOLIDATED = "clackmannanshire"  # the council with several returns among the samples
FOLLOWED = "clackmannanshire-partnership-and-performance-2022-23"  # the sample whose next return is issued
MEETINGS = {
    "clackmannanshire-partnership-and-performance-2022-23": Meeting("Audit and Scrutiny Committee", date(2023, 10, 26)),
    "clackmannanshire-people-2022-12": Meeting("Audit and Scrutiny Committee", date(2023, 2, 9)),
    "vale-of-glamorgan-2019-20-q2": Meeting("Corporate Performance and Resources Scrutiny Committee", date(2019, 12, 19)),
}
"""Where the published reports went, as their documents say; that of the others is not printed."""
RECIPIENT = "committee.clerk@example.gov.uk"


def run(folder: Path) -> Iterator[str]:
    """Writes into `folder` a summary of each sample return, a consolidated workbook, an e-mail draft, and a return to fill in.

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
        outcome = outcomes[path.stem] = pipeline.report([path], summary, meeting=MEETINGS.get(path.stem, NO_MEETING))
        yield f"{summary}: {_in_short(outcome)}"
    draft = folder / f"{returns[-1].stem}-draft.eml"
    pipeline.draft(outcome, summary, [RECIPIENT], draft)
    yield f"{draft}: an e-mail draft with the last summary attached"
    consolidated = folder / f"{CONSOLIDATED}-consolidated.xlsx"
    several = [path for path in returns if path.stem.startswith(CONSOLIDATED)]
    pipeline.consolidate(pipeline.Batch(tuple(several), consolidated))
    yield f"{consolidated}: {len(several)} returns in one workbook"
    yield _issue_next(folder, outcomes[FOLLOWED])
    yield f"Done. Open the workbooks in {folder} with Excel or LibreOffice; each begins with its summary page."


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
