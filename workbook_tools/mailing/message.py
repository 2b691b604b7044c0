"""A message to one recipient: plain text and the same as HTML, its attachments, and no header but those that it needs.

Others get a message of their own, so there is never a Cc or Bcc header. Nothing marks it as sent by a machine (RFC 3834,
Auto-Submitted): a person asks for it to be sent, and wants to hear that a clerk is out of office.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from workbook_tools.findings import shorten
from workbook_tools.mailing.attachments import MIME_TYPES
from workbook_tools.mailing.draft import check_address
from workbook_tools.mailing.errors import DraftError
from workbook_tools.mailing.facts import Words
from workbook_tools.mailing.headers import POLICY
from workbook_tools.model.despatch import Attachment
from workbook_tools.model.mail_settings import MEGABYTE

MOST_SENDER_NAME = 100  # characters
MOST_SUBJECT = 300  # characters; `texts` cuts what it makes far below
DIGITS = 40  # of a digest in a Message-ID or a boundary
_IN_A_NAME_OF_NOBODY: Final = re.compile(r'[@<>"\\]|=\?')
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9][A-Za-z0-9.-]{0,99}@(?P<domain>[A-Za-z0-9.-]{1,253})>")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom, and when.

    Attributes:
        to: address of the one recipient, in the plain form name@example.gov.uk.
        at: the message's date, with its time zone.
        sender: address; "" for a draft whose sender is whoever sends it.
        sender_name: shown beside it; "" for none.
        reply_to: address for answers; "" for the sender's.
        message_id: with its angle brackets, in the sender's domain; "" makes the message a draft, whose mail program adds one.
    """

    to: str
    at: datetime
    sender: str = ""
    sender_name: str = ""
    reply_to: str = ""
    message_id: str = ""


def build_message(envelope: Envelope, words: Words, attachments: Sequence[Attachment] = ()) -> EmailMessage:
    """A message. The same arguments give the same bytes.

    Raises:
        DraftError: an address, a name, the subject, the text or the Message-ID is not fit to be sent.
    """
    _check(envelope, words)
    message = EmailMessage(policy=POLICY)
    for name, value in _headers(envelope, words.subject):
        message[name] = value
    try:
        message.set_content(words.text, charset="utf-8", cte="quoted-printable")
        message.add_alternative(words.html, subtype="html", charset="utf-8", cte="quoted-printable")
    except UnicodeEncodeError as error:
        raise DraftError("The message holds a character that cannot be sent. Type the text again.") from error
    digest = _digest(envelope, words, attachments)
    message.set_boundary(f"=_a{digest}")
    for one in attachments:
        main, sub = MIME_TYPES[Path(one.name).suffix.lower()]
        message.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name)
    if attachments:
        message.set_boundary(f"=_m{digest}")
    return message


def message_id(sender: str, *parts: str) -> str:
    """A Message-ID in the sender's domain (RFC 5322 section 3.6.4): the same parts give the same one, others another."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"<{digest[:DIGITS]}@{sender.rpartition('@')[2].lower()}>"


def size_of(message: EmailMessage) -> int:
    """Bytes of a message as it is sent, with its attachments encoded, a third larger than their files."""
    return len(message.as_bytes())


def check_size(size: int, largest_megabytes: float) -> None:
    """Makes sure that a message is no larger than the limit, which is inclusive.

    Args:
        size: as by `size_of`.
        largest_megabytes: of 1,000,000 bytes.

    Raises:
        DraftError: it is larger.
    """
    if size > largest_megabytes * MEGABYTE:
        raise DraftError(
            f"The message has {size / MEGABYTE:,.1f} MB, which is more than the {largest_megabytes:g} MB that may be sent. "
            "Send the accessible edition or the PDF, which are smaller, or report on fewer returns."
        )


def _headers(envelope: Envelope, subject: str) -> list[tuple[str, str | Address]]:
    """The headers in order, those without anything to say left out."""
    sender = Address(envelope.sender_name, addr_spec=envelope.sender) if envelope.sender else ""
    headers: list[tuple[str, str | Address]] = [
        ("X-Unsent", "" if envelope.message_id else "1"),
        ("Date", format_datetime(envelope.at)),
        ("From", sender),
        ("To", envelope.to),
        ("Reply-To", envelope.reply_to),
        ("Subject", subject),
        ("Message-ID", envelope.message_id),
    ]
    return [(name, value) for name, value in headers if value]


def _check(envelope: Envelope, words: Words) -> None:
    for address in filter(None, (envelope.to or " ", envelope.sender, envelope.reply_to)):
        check_address(address)
    _check_subject(words.subject)
    name = envelope.sender_name
    if not name.isprintable() or len(name) > MOST_SENDER_NAME or _IN_A_NAME_OF_NOBODY.search(name):
        raise DraftError(f"The sender's name '{shorten(name)}' cannot be shown beside an address. Write it in plain words.")
    if name and not envelope.sender:
        raise DraftError(f"The sender '{shorten(name)}' has no address. Write one, or leave the name out.")
    if envelope.message_id:
        match = _MESSAGE_ID.fullmatch(envelope.message_id)
        if not match or match["domain"].lower() != envelope.sender.rpartition("@")[2].lower():
            raise DraftError(f"'{shorten(envelope.message_id)}' is no Message-ID of {envelope.sender or 'a draft'}.")


def _check_subject(subject: str) -> None:
    """A subject is one line of visible characters. "=?" begins an encoded word (RFC 2047), which another text could hide in."""
    if not subject.strip():
        raise DraftError("The message has no subject. Write one.")
    if not subject.isprintable() or "=?" in subject:
        raise DraftError(f"The subject '{shorten(subject)}' holds a line break or a hidden character. Write it on one line.")
    if len(subject) > MOST_SUBJECT:
        raise DraftError(f"The subject '{shorten(subject)}' has more than {MOST_SUBJECT} characters. Write it shorter.")


def _digest(envelope: Envelope, words: Words, attachments: Sequence[Attachment]) -> str:
    """Digits for boundaries, from what the message says; "=_" before them cannot occur in an encoded part."""
    digest = hashlib.sha256(repr((envelope, words)).encode())
    for one in attachments:
        digest.update(hashlib.sha256(one.content).digest() + one.name.encode())
    return digest.hexdigest()[:DIGITS]
