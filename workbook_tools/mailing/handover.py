"""What handing a message to a server comes to, and what must be known before it is tried."""

import math
import re
from dataclasses import dataclass

from workbook_tools.findings import ToolkitError, shorten
from workbook_tools.mailing.sendable import is_plain_address
from workbook_tools.model.despatch import MessageState
from workbook_tools.model.mail_settings import MailSettings

PORTS = range(1, 65536)
NEVER_IN_THE_CLEAR = (
    'a password or token is never given without encryption. Set `security` to "starttls" or "tls", or `login` to "none".'
)
_HOST = re.compile(r"[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*\.?|[0-9A-Fa-f:.]+")  # a name, or an address
USUAL_PORT = {"starttls": 587, "tls": 465, "none": 25}


class ServerError(ToolkitError):
    """The server, the connection or the login failed, not a message; what was not sent waits. Its sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message.

    Attributes:
        state: SENT, DEFERRED (refused for now, or the connection broke before its end), REFUSED, or UNCERTAIN.
        reply: what the server said, or what happened, on one line.
        lasting: whether the connection can be used for another message.
    """

    state: MessageState
    reply: str
    lasting: bool = True


def port_of(settings: MailSettings) -> int:
    """The port of the server: the one that is set, or the usual one."""
    return settings.port or USUAL_PORT[settings.security]


def check_mail_settings(settings: MailSettings) -> None:
    """Makes sure that messages can be sent with these settings, before anything is asked of a server.

    Raises:
        ToolkitError: something is missing or does not go together; the sentence names the key.
    """
    if why := _problem(settings):
        raise ToolkitError(f"The mail settings are not in order: {why} Correct [mail] in workbook-tools.toml.")


def _problem(settings: MailSettings) -> str:
    """The first thing that is wrong, as a sentence; "" where all is well."""
    server, user, with_login = settings.server, settings.user, settings.login != "none"
    checks = (
        (_HOST.fullmatch(server), "`server` must be the host name of the mail server."),
        (is_plain_address(settings.sender), "`sender` must be an address like performance@example.gov.uk."),
        (settings.port is None or settings.port in PORTS, f"`port` is {settings.port}, but must be from 1 to {PORTS[-1]}."),
        (not with_login or settings.security != "none", NEVER_IN_THE_CLEAR),
        (not with_login or (user and _is_word(user)), f"`user` is '{shorten(user)}', but must say who logs in."),
        (math.isfinite(settings.timeout) and settings.timeout > 0, "`timeout` must be more than 0 seconds."),
        (all(math.isfinite(one) and one >= 0 for one in settings.pauses), "`pauses` must be seconds, each 0 or more."),
    )
    return next((sentence for holds, sentence in checks if not holds), "")


def _is_word(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text
