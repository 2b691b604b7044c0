"""One message a recipient: what it says, what it carries, what it is called."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path

from workbook_tools.findings import ToolkitError
from workbook_tools.flows.papers import Papers
from workbook_tools.flows.values import DespatchOrder
from workbook_tools.mailing.attachments import attachment_name, check_attachment
from workbook_tools.mailing.compose import compose
from workbook_tools.mailing.facts import Words
from workbook_tools.mailing.message import Envelope, build_message, check_size, message_id
from workbook_tools.mailing.texts import Texts
from workbook_tools.model.despatch import Attachment, AttachmentRecord, Outgoing
from workbook_tools.model.distribution import Format, Recipient
from workbook_tools.reading.pack_file import content_of
from workbook_tools.writing.pdf import write_pdf

WORKBOOK = "summary.xlsx"  # what a working edition is called while its PDF is made


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be: whose papers, to whom, what it says and carries."""

    papers: Papers
    recipient: Recipient
    words: Words
    attachment: Attachment


def write_letters(order: DespatchOrder, papers: tuple[Papers, ...]) -> tuple[Letter, ...]:
    """The messages of an order, in the order of its packs and of the list. Nothing is written to disk but a PDF for a moment.

    Raises:
        ToolkitError: an attachment, a text or a PDF could not be made; the sentence names the pack.
    """
    texts = Texts(Path(order.mail.templates) if order.mail.templates else None)
    return tuple(letter for one in papers for letter in _letters(order, one, texts))


def as_draft(order: DespatchOrder, letter: Letter) -> bytes:
    """A message as a draft, of the day on which the papers go out; the same order gives the same bytes.

    Raises:
        DraftError: it is too large, or a name or address is not fit to be sent.
    """
    at = datetime.combine(order.published, time(), UTC)
    return _built(order, letter, at, "")


def as_outgoing(order: DespatchOrder, letter: Letter, copy: int, at: datetime) -> Outgoing:
    """A message that is to be sent.

    Args:
        order: that it belongs to, its committee spelt as in the list.
        letter: what it says.
        copy: 1, or how many times this pack is sent to this recipient with this one; it makes the Message-ID another.
        at: the message's date.

    Raises:
        DraftError: as for `as_draft`.
    """
    own = message_id(order.mail.sender, letter.papers.pack.identity, letter.recipient.address.lower(), str(copy))
    return _outgoing(order, letter, own, _built(order, letter, at, own))


def as_drafted(order: DespatchOrder, letter: Letter, content: bytes) -> Outgoing:
    """A draft as the outbox keeps it; it has no Message-ID, since the mail program that sends it gives it one."""
    return _outgoing(order, letter, "", content)


def _outgoing(order: DespatchOrder, letter: Letter, own: str, content: bytes) -> Outgoing:
    pack, one, carried = letter.papers.pack, letter.recipient, letter.attachment
    return Outgoing(
        message_id=own,
        pack=pack.identity,
        title=pack.title,
        scheme=f"{pack.scheme} {pack.scheme_version}",
        committee=order.committee,
        meeting=order.meeting,
        role=one.role,
        address=one.address,
        send_as=one.send_as,
        format=one.format,
        exempt=pack.exempt.marking if pack.exempt else "",
        subject=letter.words.subject,
        content=content,
        attachments=(AttachmentRecord(carried.name, sha256(carried.content).hexdigest(), len(carried.content)),),
    )


def _built(order: DespatchOrder, letter: Letter, at: datetime, own_id: str) -> bytes:
    mail = order.mail
    envelope = Envelope(
        letter.recipient.address,
        at,
        sender=mail.sender,
        sender_name=mail.sender_name if mail.sender else "",
        reply_to=mail.reply_to,
        message_id=own_id,
    )
    content = build_message(envelope, letter.words, (letter.attachment,)).as_bytes()
    check_size(len(content), mail.largest_megabytes)
    return content


def _letters(order: DespatchOrder, papers: Papers, texts: Texts) -> Iterator[Letter]:
    carried: dict[Format, Attachment] = {}
    notice = papers.gate.notice
    for one in papers.gate.recipients:
        if one.format not in carried:
            carried[one.format] = _attachment(papers, one.format)
        if notice is None:  # the gate is shut where there is no law to judge the notice by
            raise ToolkitError("The notice of the meeting was not judged, so nothing is sent.")
        words = compose(
            texts,
            papers.pack,
            one,
            order.meeting,
            notice,
            edition=one.format,
            attachment=carried[one.format].name,
            late_reason=order.late_because,
            retention=papers.retention,
        )
        yield Letter(papers, one, words, carried[one.format])


def _attachment(papers: Papers, wanted: Format) -> Attachment:
    pack = papers.pack
    name = attachment_name(papers.passage.committee, pack.period, wanted, pack.services, exempt=pack.exempt is not None)
    made = wanted is Format.PDF and pack.file(wanted) is None
    return check_attachment(name, _pdf(papers) if made else content_of(papers.given, wanted))


def _pdf(papers: Papers) -> bytes:
    """The working edition as it prints, made of the very workbook that was checked."""
    with tempfile.TemporaryDirectory(prefix="workbook-tools-") as folder:
        workbook = Path(folder) / WORKBOOK
        workbook.write_bytes(content_of(papers.given, Format.WORKBOOK))
        pdf = workbook.with_suffix(".pdf")
        write_pdf(workbook, pdf)
        return pdf.read_bytes()
