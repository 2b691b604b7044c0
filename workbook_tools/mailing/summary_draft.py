"""The draft that carries a summary to a committee; its text gives the counts that the summary shows."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from html import escape
from pathlib import Path

from workbook_tools.mailing.attachments import read_attachment
from workbook_tools.mailing.draft import write_draft
from workbook_tools.mailing.errors import DraftError
from workbook_tools.mailing.facts import Words, plain
from workbook_tools.mailing.message import Envelope, build_message
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
        to: the one address, in the plain form name@example.gov.uk.
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
    if len(to) != 1:
        raise DraftError("A draft goes to one address, so that nobody sees the others. Name one.")
    text = _body(assessments, scheme, as_at, named)
    lines = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line)
    html = f'<!DOCTYPE html>\n<html lang="en-GB"><body>{lines}</body></html>\n'
    words = Words(plain(f"Performance summary: {named}"), text, html)
    message = build_message(Envelope(to[0], datetime.combine(as_at, time(), UTC)), words, [read_attachment(summary)])
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
