"""Logging in to a mail server, with a password or an XOAUTH2 token; only ever under TLS."""

import base64
import json
import re
from collections.abc import Callable

from workbook_tools.findings import shorten
from workbook_tools.mailing.handover import ServerError
from workbook_tools.mailing.mail_secret import SERVICE, WORDS
from workbook_tools.mailing.smtp import Wire
from workbook_tools.model.mail_settings import MailSettings

IN, CHALLENGE = 235, 334
FOR_NOW = range(400, 500)
ADVICE = {
    "password": f'Store the right one with: python -m keyring set "{SERVICE}" USER. Microsoft 365 takes no passwords from '
    'programs any more unless it is told to: then `login = "xoauth2"` is the way.',
    "xoauth2": "A token holds for about an hour: get a new one and run it again.",
}


def log_in(wire: Wire, settings: MailSettings, secret: str, say: Callable[[int, bytes], str]) -> None:
    """Logs in as the settings say; `say` makes a reply fit to be told.

    Raises:
        ServerError: the server does not let us in.
        Broken: the connection broke.
    """
    offered = wire.esmtp_features.get("auth", "").upper().split()
    if settings.login == "password":
        code, said = wire.log_in(settings.user, secret) if offered else (0, b"")
    else:
        code, said = _with_token(wire, settings.user, secret) if "XOAUTH2" in offered else (0, b"")
    if code == IN:
        return
    server, word, reply = shorten(settings.server), WORDS[settings.login], say(code, said)
    if code == 0:
        raise ServerError(f"The mail server {server} offers no login with a {word}. Set another `login` in [mail].")
    if code in FOR_NOW:
        raise ServerError(f"The mail server {server} cannot check the login now ({reply}). Try again later.")
    user = shorten(settings.user)
    raise ServerError(f"The mail server {server} does not accept the {word} of {user} ({reply}). {ADVICE[settings.login]}")


def forms_of(secret: str, user: str) -> tuple[str, ...]:
    """The forms that a secret takes on its way to the server, the longest first; none where there is no secret."""
    return (_xoauth2(user, secret), _base64(f"\0{user}\0{secret}"), _base64(secret), secret) if secret else ()


def _with_token(wire: Wire, user: str, token: str) -> tuple[int, bytes]:
    """Logs in with a token. A server that does not accept it says why in a challenge, to be answered with an empty line."""
    code, said = wire.tell(f"AUTH XOAUTH2 {_xoauth2(user, token)}")
    if code != CHALLENGE:
        return code, said
    code, refusal = wire.tell("")
    return code, refusal + b"; status " + _status(said)


def _xoauth2(user: str, token: str) -> str:
    return _base64(f"user={user}\1auth=Bearer {token}\1\1")


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _status(challenge: bytes) -> bytes:
    """The status in a server's answer to a token, such as 401; "unknown" where it is not in form."""
    try:
        told = json.loads(base64.b64decode(challenge, validate=True))
        return re.sub(r"[^0-9A-Za-z_-]", "", str(told["status"]))[:20].encode()
    except (ValueError, KeyError, TypeError, RecursionError):
        return b"unknown"
