"""A conversation with a mail server: greeting, encryption, login, then messages one after the other.

The end of a message goes out by itself, after word was given that it is about to: until then no server can have accepted it,
whatever breaks. After that, only the server's reply tells.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from workbook_tools.findings import shorten
from workbook_tools.mailing.handover import Outcome, ServerError
from workbook_tools.mailing.smtp import READY, Broken, Trust, Wire, trusting, why_not_connected
from workbook_tools.mailing.smtp_login import forms_of, log_in
from workbook_tools.model.despatch import MessageState
from workbook_tools.model.mail_settings import MailSettings

LONGEST_REPLY = 300  # characters of a server's reply that are told
LONGER_AT_THE_END = 10  # times the usual wait, while a server looks through the message: RFC 5321 section 4.5.3.2.6
FAREWELL = 5.0  # seconds to wait for a server's goodbye
FINE, FOR_NOW, FOR_GOOD = range(200, 300), range(400, 500), range(500, 600)
GO_ON, CLOSING, TOO_LARGE = 354, 421, 552
LOGIN_WANTED = (530, 534, 535, 538)
MOST_DIGITS = 15  # of a size that a server tells
_DOT = re.compile(rb"^\.", re.MULTILINE)


class Session:
    """A connection that is ready for messages."""

    def __init__(self, settings: MailSettings, secret: str) -> None:
        """Connects, encrypts and logs in, as the settings say.

        Raises:
            ServerError: one of these failed; then nothing was handed over.
        """
        self._settings, self._hidden, self._used = settings, forms_of(secret, settings.user), False
        context = None if settings.security == "none" else trusting(settings)
        try:
            self._wire = Wire(settings, self._name, context if settings.security == "tls" else None)
        except OSError as error:
            raise ServerError(self._hide(why_not_connected(error, settings))) from None
        try:
            self._hello()
            if context and settings.security == "starttls":
                self._encrypt(context)
                self._hello()
            if settings.login != "none":
                log_in(self._wire, settings, secret, self._said)
        except OSError as error:
            self.drop()
            raise ServerError(self._hide(why_not_connected(error, settings))) from None
        except BaseException:
            self.drop()
            raise

    def hand_over(self, recipient: str, content: bytes, before_end: Callable[[], None]) -> Outcome:
        """Hands a message to the server for one recipient.

        Args:
            recipient: its address.
            content: the message, fit to be sent.
            before_end: called when all but the end is handed over; where it raises, the end does not go out, and the
                connection is of no more use.

        Raises:
            ServerError: the server wants a login, or does not take messages from the sender: no fault of this message.
        """
        largest = self._largest()
        if largest and len(content) > largest:
            return Outcome(MessageState.REFUSED, f"too large: {len(content):,} bytes, and the server takes {largest:,} at most")
        self._used = True
        size = f" SIZE={len(content)}" if self._wire.has_extn("size") else ""
        try:
            for command, good in (
                (f"MAIL FROM:<{self._settings.sender}>{size}", FINE),
                (f"RCPT TO:<{recipient}>", FINE),
                ("DATA", (GO_ON,)),
            ):
                code, said = self._wire.tell(command)
                if code not in good:
                    return self._refusal(code, said, to_sender=command.startswith("MAIL"))
        except Broken as error:
            return _broken_before_end(error)
        if not self._wire.pour(_DOT.sub(b"..", content)):
            return self._answered_early()
        before_end()
        return self._end()

    def fresh(self) -> bool:
        """Makes the connection ready for another message; False where it is of no more use."""
        if not self._used:
            return True
        try:
            return self._wire.tell("RSET")[0] in FINE
        except Broken:
            return False

    def close(self) -> None:
        """Takes leave."""
        self._wire.patience = min(FAREWELL, self._settings.timeout)
        with suppress(OSError):
            self._wire.tell("QUIT")
        self.drop()

    def drop(self) -> None:
        """Ends the connection without a word."""
        self._wire.close()

    def _answered_early(self) -> Outcome:
        """What it means that the server did not wait for the end, which it then never gets."""
        self._wire.patience = FAREWELL
        try:
            return replace(self._refusal(*self._wire.getreply()), lasting=False)
        except Broken as error:
            return _broken_before_end(error)

    def _end(self) -> Outcome:
        if not self._wire.pour(b""):  # gone while the record was made
            return self._answered_early()
        self._wire.patience = self._settings.timeout * LONGER_AT_THE_END
        try:
            code, said = self._wire.tell(".")
        except Broken as error:
            return _uncertain(str(error))
        finally:
            self._wire.patience = self._settings.timeout
        if code in FINE:
            return Outcome(MessageState.SENT, self._said(code, said))
        if code in FOR_NOW or code in FOR_GOOD:
            return self._refusal(code, said, ended=True)
        return _uncertain(self._said(code, said))

    def _refusal(self, code: int, said: bytes, *, to_sender: bool = False, ended: bool = False) -> Outcome:
        """What a reply means that is not the one hoped for."""
        reply = self._said(code, said)
        if code in LOGIN_WANTED and not ended:
            raise ServerError(f"The mail server takes messages only after a login ({reply}). Set `login` and `user` in [mail].")
        if code in FOR_GOOD and to_sender and code != TOO_LARGE:
            raise ServerError(
                f"The mail server takes no messages from {self._settings.sender} ({reply}). Check `sender` in [mail], and ask "
                "whoever looks after the mail server whether this user, or this computer, may send as that address."
            )
        if code in FOR_GOOD:
            return Outcome(MessageState.REFUSED, reply)
        return Outcome(MessageState.DEFERRED, reply, lasting=code in FOR_NOW and code != CLOSING)

    def _largest(self) -> int:
        """How many bytes the server takes at most; 0 where it does not say."""
        told = self._wire.esmtp_features.get("size", "")
        return int(told) if told.isascii() and told.isdigit() and len(told) <= MOST_DIGITS else 0

    def _hello(self) -> None:
        code, said = self._wire.ehlo()
        if code not in FINE and self._settings.security == "none":
            code, said = self._wire.helo()
        if code not in FINE:
            raise ServerError(
                f"The mail server {self._server} does not want to talk ({self._said(code, said)}). Try again later."
            )

    def _encrypt(self, context: Trust) -> None:
        code = self._wire.encrypt(context) if self._wire.has_extn("starttls") else 0
        if code != READY:
            raise ServerError(
                f"The mail server {self._server} offers no encryption, so nothing is handed to it. If it used to, somebody may "
                'be listening in: tell whoever looks after it. `security = "none"` in [mail] is only for a relay inside the '
                "council's own network."
            )

    @property
    def _name(self) -> str:
        """What we call ourselves: the sender's domain. This computer's own name is nobody's business."""
        return self._settings.sender.rpartition("@")[2]

    @property
    def _server(self) -> str:
        return shorten(self._settings.server)

    def _said(self, code: int, said: bytes) -> str:
        """A reply on one line, shortened; without our secret, should the server repeat it."""
        return shorten(self._hide(f"{code} {said.decode('utf-8', 'replace')}"), LONGEST_REPLY)

    def _hide(self, text: str) -> str:
        for form in self._hidden:
            text = text.replace(form, "…")
        return text


def _broken_before_end(error: Broken) -> Outcome:
    return Outcome(MessageState.DEFERRED, f"the connection broke before the end of the message: {error}", lasting=False)


def _uncertain(why: str) -> Outcome:
    return Outcome(
        MessageState.UNCERTAIN, f"no reply to the end of the message: {why}; it may have been accepted", lasting=False
    )
