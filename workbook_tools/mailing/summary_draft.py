"""The draft that carries a summary to a committee; its text gives the counts that the summary shows."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from workbook_tools.findings import shorten
from workbook_tools.mailing.draft import DraftError, build_draft, write_draft
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.wording import say_date


def write_summary_draft(
    path: Path, summary: Path, to: Sequence[str], assessments: Sequence[Assessment], scheme: Scheme, *, as_at: date | None
) -> None:
    """Writes the draft.

    Args:
        path: the .eml file to write.
        summary: the workbook to attach.
        to: addresses in the plain form name@example.gov.uk, at least one.
        assessments: what the summary was written from.
        scheme: the rules of the run.
        as_at: the day that counts, which becomes the draft's date; None where no return could be read.

    Raises:
        DraftError: an address, the attachment or the path is not fit to be used, or no return was read.
        WritingError: the draft could not be written.
    """
    if as_at is None:
        raise DraftError("No return could be read, so there is nothing to send.")
    services = [judged.service_return.cover for judged in assessments if judged.service_return.refused is None]
    named = "; ".join(f"{cover.service}, {cover.period or cover.period_text}" for cover in services)
    message = build_draft(
        summary,
        to=to,
        subject=f"Performance summary: {shorten(named)}",
        body=_body(assessments, scheme, as_at, named),
        sent_on=as_at,
    )
    write_draft(message, path)


def _body(assessments: Sequence[Assessment], scheme: Scheme, as_at: date, named: str) -> str:
    """What is attached, and the counts by status in the scheme's words."""
    lines = []
    for count in (count for judged in assessments for count in judged.counts if not count.section and count.total):
        words: Counter[str] = Counter()  # a scheme may print one word for two statuses
        for style, rows in count.by_style:
            words[scheme.style_of(count.table, style).word] += rows
        lines.append(
            f"{count.table.capitalize()}: {count.total} ({', '.join(f'{words[word]} {word}' for word in words if words[word])})"
        )
    return "\n".join([f"Attached is the performance summary of {named}, as at {say_date(as_at)}.", "", *lines, ""])
