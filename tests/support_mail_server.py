"""The mail server of the tests: aiosmtpd with orders to misbehave, and what a test knows of it."""

import asyncio
import base64
import csv
import email
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as SMTP_LINES
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from workbook_tools.model.mail_settings import MailSettings

HOST = "localhost"
SENDER = "performance@example.gov.uk"
CUT = "cut"
"""As an order: the connection is cut there and then; at the end of a message, before the server has accepted it."""
ACCEPT_AND_CUT = "accept and cut"
"""At the end of a message: the server accepts it, and the connection is cut before it can say so."""
SILENCE = "silence"
"""No reply at all; the connection stays open."""
Security = Literal["none", "starttls", "tls"]
Certificate = Literal["good", "expired", "other name", "unknown authority"]


@dataclass(frozen=True)
class Received:
    """A message that the server accepted: its envelope, its bytes, and how it came."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    encrypted: bool
    user: str

    @cached_property
    def message(self) -> EmailMessage:
        """The message as the standard library reads it."""
        message = email.message_from_bytes(self.content, policy=SMTP_LINES)
        assert isinstance(message, EmailMessage)
        return message


@dataclass
class MailServer:
    """What a test knows of the server: where it is, what it received, the commands that it was given.

    Attributes:
        port: of it; a proxy has another.
        received: the messages that it accepted.
        commands: every line that it was told, without the messages; "<greeting>" for each connection.
        authorities: file with the certificate of the authority that vouches for it.
        orders: what to do instead of the usual at the next "MAIL", "RCPT", "DATA", "END" (after a message) and so on, one
            after the other: a reply such as "451 later", CUT, ACCEPT_AND_CUT, SILENCE, or "" for the usual. "CONTENT" is the
            number of bytes of the message after which the connection is cut, as text.
        delay: seconds to wait before and after a message is accepted; called each time.
    """

    port: int
    authorities: Path
    security: Security
    received: list[Received] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    orders: dict[str, list[str]] = field(default_factory=dict)
    delay: Callable[[], float] | None = None
    connected: int = 0
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def settings(self, **changes: Any) -> MailSettings:
        """Settings that send to it; a second run is not kept waiting."""
        usual = {
            "server": HOST,
            "port": self.port,
            "security": self.security,
            "sender": SENDER,
            "timeout": 5.0,
            "authorities": "" if self.security == "none" else str(self.authorities),
            "pauses": (0.0, 0.0, 0.0),
        }
        return MailSettings(**{**usual, **changes})

    def order(self, stage: str) -> str:
        """What it is ordered to do now."""
        waiting = self.orders.get(stage, [])
        return waiting.pop(0) if waiting else ""

    def counts(self) -> Counter[tuple[str, str]]:
        """How often each Message-ID reached each address."""
        return Counter((one.message["Message-ID"], to) for one in self.received for to in one.recipients)

    def write_trace(self, path: Path) -> Path:
        """The list of what it accepted, as an administrator exports it from Exchange."""
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(("Received", "SenderAddress", "RecipientAddress", "Subject", "Status", "MessageId"))
            for one in self.received:
                for to in one.recipients:
                    writer.writerow(("", one.sender, to, one.message["Subject"], "Delivered", one.message["Message-ID"]))
        return path

    def wait_until_alone(self) -> None:
        """Waits until nobody is connected, so that what it accepts is known."""
        until = time.monotonic() + 10
        while self.connected and time.monotonic() < until:
            time.sleep(0.002)
        assert not self.connected

    def run(self, coroutine: Awaitable[Any]) -> Any:
        """Runs a coroutine where the server runs."""

        async def awaited() -> Any:
            return await coroutine

        return asyncio.run_coroutine_threadsafe(awaited(), self.loop).result(10)


class Protocol(SMTP):
    """aiosmtpd's server, with what it is told written down, and with orders."""

    line_length_limit = 12288  # RFC 4954 section 4: a token makes a long line

    def __init__(self, handler: "Handler", **kwargs: Any) -> None:
        super().__init__(handler, ident="a mail server", hostname=HOST, enable_SMTPUTF8=False, **kwargs)
        self.command_size_limits["AUTH"] = self.line_length_limit
        self.mail, self.counting, self.inside = handler.server, -1, False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self._original_transport is None:
            self.mail.connected += 1
            self.mail.commands.append("<greeting>")
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self.mail.connected -= 1

    def eof_received(self) -> bool:
        """Closes the connection when the other side does; aiosmtpd would leave it open for ever in some cases."""
        super().eof_received()
        return False

    def data_received(self, data: bytes) -> None:
        if not self.inside:
            self.mail.commands.extend(data.decode("latin-1").splitlines())
        elif self.counting >= 0:
            self.counting -= len(data)
            if self.counting < 0:
                self.cut()
                return
        super().data_received(data)

    def cut(self) -> None:
        """Ends the connection at once, whatever is on its way."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()

    async def obey(self, stage: str) -> str:
        """Carries an order out: the reply to give, "" for the usual one."""
        order = self.mail.order(stage)
        if order == SILENCE:
            await asyncio.sleep(30)
        if order in {CUT, ACCEPT_AND_CUT, SILENCE}:
            self.cut()
            await asyncio.sleep(30)  # cancelled once the connection is gone
        return order

    async def _handle_client(self) -> None:
        with suppress(ConnectionError):
            if reply := await self.obey("CONNECT"):
                await self.push(reply)
                self.cut()
            else:
                await super()._handle_client()

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's names
        if reply := await self.obey("DATA"):
            await self.push(reply)
            return
        self.inside, after = True, self.mail.order("CONTENT")
        self.counting = int(after) if after else -1
        try:
            await super().smtp_DATA(arg)
        finally:
            self.inside = False

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        if reply := await self.obey("STARTTLS"):
            await self.push(reply)
        else:
            await super().smtp_STARTTLS(arg)


class Handler:
    """What the server does with what it is told."""

    def __init__(self, server: MailServer, users: Mapping[str, str], tokens: Mapping[str, str]) -> None:
        self.server, self.users, self.tokens = server, users, tokens

    def authenticate(self, _protocol: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
        user = given.login.decode()
        return AuthResult(success=self.users.get(user) == given.password.decode(), auth_data=user, handled=False)

    async def auth_XOAUTH2(self, protocol: SMTP, args: list[str]) -> AuthResult:  # noqa: N802
        said = dict(part.split("=", 1) for part in base64.b64decode(args[1]).decode().split("\1") if part)
        if f"Bearer {self.tokens.get(said['user'])}" == said["auth"]:
            return AuthResult(success=True, auth_data=said["user"])
        await protocol.challenge_auth('{"status":"401","schemes":"bearer","scope":"https://outlook.office.com/"}')
        return AuthResult(success=False, handled=False)

    async def handle_EHLO(  # noqa: N802
        self, protocol: Protocol, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        if reply := await protocol.obey("EHLO"):
            return [reply]
        return responses

    async def handle_MAIL(  # noqa: N802
        self, protocol: Protocol, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if reply := await protocol.obey("MAIL"):
            return reply
        if (self.users or self.tokens) and not session.authenticated:
            return "530 5.7.57 Client not authenticated to send mail"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 sender fine"

    async def handle_RCPT(  # noqa: N802
        self, protocol: Protocol, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if reply := await protocol.obey(f"RCPT {address}") or await protocol.obey("RCPT"):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 recipient fine"

    async def handle_RSET(self, protocol: Protocol, _session: Session, _envelope: Envelope) -> str:  # noqa: N802
        return await protocol.obey("RSET") or "250 2.0.0 forgotten"

    async def handle_DATA(self, protocol: Protocol, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.server.delay:
            await asyncio.sleep(self.server.delay())
        order = self.server.orders.get("END", [""])[:1] == [ACCEPT_AND_CUT]
        if not order and (reply := await protocol.obey("END")):
            return reply
        assert isinstance(envelope.content, bytes)
        user = str(session.auth_data) if session.authenticated else ""
        encrypted = protocol.transport is not None and protocol.transport.get_extra_info("ssl_object") is not None
        self.server.received.append(
            Received(envelope.mail_from or "", tuple(envelope.rcpt_tos), envelope.content, encrypted, user)
        )
        if order:
            await protocol.obey("END")
        if self.server.delay:
            await asyncio.sleep(self.server.delay())
        return "250 2.0.0 queued as 4711"
