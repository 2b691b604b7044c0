"""Papers despatched: as drafts for a person to send, or by the mail server, each message once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from msgspec import structs

from workbook_tools.findings import shorten
from workbook_tools.flows.letters import Letter, as_draft, as_drafted, as_outgoing, write_letters
from workbook_tools.flows.papers import Asked, Papers
from workbook_tools.flows.values import Despatched, DespatchOrder, Say
from workbook_tools.issuing import plain_name
from workbook_tools.mailing.clearance import why_not
from workbook_tools.mailing.draft import is_draft, write_draft
from workbook_tools.mailing.handover import check_mail_settings
from workbook_tools.mailing.mail_secret import secret_of
from workbook_tools.mailing.outbox import Outbox
from workbook_tools.mailing.send_report import SendReport
from workbook_tools.mailing.sending import send_waiting
from workbook_tools.model.despatch import Attachment, DespatchRecord, MessageState, OutboxRow, Outgoing
from workbook_tools.model.despatch_preview import PreviewRow
from workbook_tools.model.distribution import DistributionList, Recipient
from workbook_tools.model.mail_settings import MailSettings
from workbook_tools.model.pack import PACK_SUFFIX, Pack, PackFile
from workbook_tools.model.spellings import folded
from workbook_tools.model.wording import say_date
from workbook_tools.writing.despatch_preview_book import write_preview
from workbook_tools.writing.whole_file import make_folder

WHO_GETS_WHAT = "Who gets what.xlsx"


def draft_all(asked: Asked, listed: DistributionList) -> Despatched:
    """Writes a draft for each recipient, and the table of who gets what; records in the outbox that they were written.

    Raises:
        ToolkitError: a message could not be made; nothing is written.
        WritingError: a file could not be written; those before it were.
    """
    order = asked.order
    letters = write_letters(order, asked.papers)
    contents = [as_draft(order, letter) for letter in letters]
    folder = folder_of(order)
    with Outbox(order.outbox) as outbox:
        preview = _preview(asked, letters, outbox)
        notes = tuple(_of_earlier(outbox, letters))
        written = []
        for letter, path, content in zip(letters, _places(folder, letters), contents, strict=True):
            make_folder(path.parent)
            write_draft(content, path)
            written.append(path)
            outbox.add(as_drafted(order, letter, content), drafted=True)
        _keep_records(asked, letters, listed, outbox)
    table = folder / WHO_GETS_WHAT
    write_preview(table, preview, order.published)
    return Despatched(asked.findings, preview, (*written, table), notes=(*notes, *_left_over(written)))


def send_all(asked: Asked, listed: DistributionList, say: Say) -> Despatched:
    """Puts a message for each recipient into the outbox, unless this pack went there before, and sends what waits.

    Raises:
        ToolkitError: a message could not be made, nothing says how to send, or the outbox cannot be used; nothing is sent.
    """
    order = asked.order
    check_mail_settings(order.mail)
    secret_of(order.mail)  # asked for again when it is used; without one nothing is put into the outbox
    letters = write_letters(order, asked.papers)
    folder, now = folder_of(order), datetime.now(UTC).replace(microsecond=0)
    with Outbox(order.outbox) as outbox:
        preview = _preview(asked, letters, outbox)
        notes = [*_of_earlier(outbox, letters)]
        ready = [as_outgoing(order, one, _next_copy(outbox, one), now) for one in letters]
        make_folder(folder)
        table = folder / WHO_GETS_WHAT
        write_preview(table, preview, order.published)
        _keep_records(asked, letters, listed, outbox)
        notes += [added.reason for added in (outbox.add(one, again=order.again) for one in ready) if not added.added]
        report = send_what_waits(outbox, order.mail, listed, say)
    return Despatched(asked.findings, preview, (table,), report, tuple(notes))


def send_what_waits(outbox: Outbox, mail: MailSettings, listed: DistributionList, say: Say) -> SendReport:
    """Sends what waits in an outbox, to whom the list as it is now still lets have it.

    What is of a committee that the list does not have is left as it is: it may be of another list.

    Raises:
        ToolkitError: nothing says how to send, the server cannot be used, or another run is sending.
    """
    return send_waiting(
        outbox,
        mail,
        permitted=partial(_refusal, listed),
        concerned=lambda outgoing: listed.committee(outgoing.committee) is not None,
        progress=say,
    )


def folder_of(order: DespatchOrder) -> Path:
    """Where the drafts of an order go: a folder for the committee and the day of the meeting."""
    return order.folder / plain_name(order.committee, f"{order.meeting:%Y-%m-%d}")


def _refusal(listed: DistributionList, outgoing: Outgoing) -> str:
    """Why a message may no longer go, asked of the list each time before it is sent."""
    return why_not(listed, outgoing.committee, outgoing.address, exempt=bool(outgoing.exempt))


def _places(folder: Path, letters: Sequence[Letter]) -> Iterator[Path]:
    """A file for each draft: below a folder for its pack, named after the recipient's role and numbered as in the list."""
    numbers: Counter[str] = Counter()
    for letter in letters:
        below = plain_name(letter.papers.passage.file.removesuffix(PACK_SUFFIX).removesuffix(".xlsx"))
        numbers[below.casefold()] += 1  # packs whose names come to the same share a folder, and no draft takes another's place
        yield folder / below / f"{numbers[below.casefold()]:02}-{plain_name(letter.recipient.role)}.eml"


def _left_over(written: Sequence[Path]) -> Iterator[str]:
    """Drafts of an earlier run beside those of this one: their recipients may no longer get what is in them."""
    for folder in dict.fromkeys(path.parent for path in written):
        for path in sorted(folder.glob("*.eml")):
            if path not in written and is_draft(path):
                yield f"{path} is of an earlier run and is none of these drafts. Do not send it; delete it."


def _preview(asked: Asked, letters: Sequence[Letter], outbox: Outbox) -> tuple[PreviewRow, ...]:
    rows = list[PreviewRow]()
    for papers in asked.papers:
        rows += [
            _row(asked.order, papers, letter.recipient, letter.attachment, sent=_sent(outbox, letter))
            for letter in letters
            if letter.papers is papers
        ]
        rows += [_row(asked.order, papers, one, None, withheld=reason) for one, reason in papers.gate.withheld]
    return tuple(rows)


def _next_copy(outbox: Outbox, letter: Letter) -> int:
    return outbox.copies(letter.papers.pack.identity, letter.recipient.address) + 1


def _row(
    order: DespatchOrder,
    papers: Papers,
    one: Recipient,
    carried: Attachment | None,
    *,
    sent: datetime | None = None,
    withheld: str = "",
) -> PreviewRow:
    pack, notice = papers.pack, papers.gate.notice
    return PreviewRow(
        committee=one.committee,
        meeting=order.meeting,
        title=pack.title,
        role=one.role,
        address=one.address,
        send_as=one.send_as,
        format=one.format,
        attachment=carried.name if carried else "",
        size=len(carried.content) if carried else 0,
        exempt=pack.exempt.marking if pack.exempt else "",
        late=notice.reason if notice and notice.late else "",
        withheld=withheld,
        sent=sent,
        again=order.again,
    )


def _earlier(outbox: Outbox, letter: Letter) -> list[OutboxRow]:
    """The messages with this pack for this recipient, in their order."""
    address = letter.recipient.address.lower()
    return [row for row in outbox.rows(pack=letter.papers.pack.identity) if row.outgoing.address.lower() == address]


def _sent(outbox: Outbox, letter: Letter) -> datetime | None:
    return max((row.changed for row in _earlier(outbox, letter) if row.state is MessageState.SENT), default=None)


def _of_earlier(outbox: Outbox, letters: Sequence[Letter]) -> Iterator[str]:
    """What is worth knowing of messages before these: drafts that somebody may have sent, papers that these replace."""
    for letter in letters:
        role, address = shorten(letter.recipient.role), letter.recipient.address.lower()
        drafts = [row for row in _earlier(outbox, letter) if row.state is MessageState.DRAFTED]
        if drafts:
            yield f"A draft of this for {role} was written on {say_date(drafts[-1].created.date())}; somebody may have sent it."
        others = [row for row in outbox.rows(states=(MessageState.SENT,)) if _is_other_version(row, letter, address)]
        if others:
            yield f"{role} got another version of these papers on {say_date(others[-1].changed.date())}."


def _is_other_version(row: OutboxRow, letter: Letter, address: str) -> bool:
    old, passage = row.outgoing, letter.papers.passage
    same = (old.title, old.meeting, folded(old.committee)) == (passage.pack.title, passage.meeting, folded(passage.committee))
    return same and old.address.lower() == address and old.pack != passage.pack.identity


def _keep_records(asked: Asked, letters: Sequence[Letter], listed: DistributionList, outbox: Outbox) -> None:
    for papers in asked.papers:
        passage = papers.passage
        outbox.keep_record(
            DespatchRecord(
                pack=_with_made(papers, letters),
                file=passage.file,
                committee=passage.committee,
                meeting=passage.meeting,
                published=passage.published,
                late_because=passage.late_because,
                notice=papers.gate.notice,
                kept=papers.kept,
                list_name=listed.name,
                list_sha256=listed.sha256,
                findings=papers.gate.findings,
            )
        )


def _with_made(papers: Papers, letters: Sequence[Letter]) -> Pack:
    """A pack, and among its files the PDF where one was made only to be sent."""
    pack = papers.pack
    made = [one for one in letters if one.papers is papers and pack.file(one.recipient.format) is None]
    if not made:
        return pack
    carried, wanted = made[0].attachment, made[0].recipient.format
    file = PackFile(format=wanted, name=carried.name, sha256=sha256(carried.content).hexdigest(), size=len(carried.content))
    return structs.replace(pack, files=(*pack.files, file))
