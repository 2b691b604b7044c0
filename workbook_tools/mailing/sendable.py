"""What any message must be before it can be handed to a server: nothing in it may be taken for a command or another message."""

import re

from workbook_tools.findings import ToolkitError, shorten
from workbook_tools.model.despatch import Outgoing

LONGEST_LINE = 998  # octets, RFC 5322 section 2.1.1
LONGEST_ADDRESS = 254  # octets, RFC 5321 section 4.5.3.1.3 without its angle brackets
_ENVELOPE = re.compile(r"[!#-'*+\-/-9=?A-Z^-~.]+@[A-Za-z0-9.-]+")  # neither quoted nor in angle brackets, ASCII throughout
_MESSAGE_ID = re.compile(r"<[!-;=?-~]+>")
_OWN_ID = re.compile(rb"^Message-ID:[ \t]*(?:\r\n[ \t]+)?(\S+)[ \t]*\r$", re.IGNORECASE | re.MULTILINE)


def is_plain_address(address: str) -> bool:
    """Whether an address may stand in an envelope as it is; the distribution list has stricter rules."""
    return len(address) <= LONGEST_ADDRESS and bool(_ENVELOPE.fullmatch(address))


def check_sendable(outgoing: Outgoing) -> None:
    """Makes sure of the address, the Message-ID and the form of the content.

    Raises:
        ToolkitError: one of them cannot be sent as it is.
    """
    if not is_plain_address(outgoing.address):
        raise ToolkitError(
            f"'{shorten(outgoing.address)}' is not an address that can be sent to. Correct the distribution list."
        )
    head = outgoing.content.partition(b"\r\n\r\n")[0] + b"\r\n"
    own = [found.decode("ascii", "replace") for found in _OWN_ID.findall(head)]
    if not _MESSAGE_ID.fullmatch(outgoing.message_id) or own != [outgoing.message_id]:
        raise ToolkitError(f"The message to {outgoing.address} does not carry its own Message-ID, so it is not sent.")
    if why := _not_in_form(outgoing.content):
        raise ToolkitError(f"The message to {outgoing.address} {why}, so it is not sent.")


def _not_in_form(content: bytes) -> str:
    """Why some server might see an end where there is none, or not take the content at all; "" where none does."""
    if not content.isascii() or b"\0" in content:
        return "holds a byte that is not plain ASCII"
    if not content.endswith(b"\r\n") or len(re.findall(rb"\r(?!\n)|(?<!\r)\n", content)):
        return "has a line that does not end in CR LF"
    if max(map(len, content.split(b"\r\n"))) > LONGEST_LINE:
        return f"has a line of more than {LONGEST_LINE} bytes"
    return ""
