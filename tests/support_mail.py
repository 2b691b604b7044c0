"""A real mail server on loopback, which keeps what it receives and misbehaves on order; a proxy that cuts connections to it.

with running_server(security="starttls", users={"clerk": "secret"}) as server:
    send_waiting(outbox, server.settings(login="password", user="clerk"), ...)
    assert server.received[0].recipients == ("clerk@example.gov.uk",)
"""

import asyncio
import base64
import csv
import email
import ssl
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP as SMTP_LINES
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from workbook_tools.model.despatch import AttachmentRecord, Outgoing
from workbook_tools.model.distribution import Format, SendAs
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


@contextmanager
def running_server(
    *,
    security: Security = "none",
    certificate: Certificate = "good",
    users: Mapping[str, str] | None = None,
    tokens: Mapping[str, str] | None = None,
    largest: int | None = None,
    without: Sequence[str] = (),
    orders: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[MailServer]:
    """A mail server on a free port of loopback.

    Args:
        security: "starttls" offers it, "tls" begins with it.
        certificate: the one that it shows.
        users: by name, their password; where there are some, or tokens, only they may send.
        tokens: by name, their XOAUTH2 token.
        largest: bytes of a message that it takes at most, and says so.
        without: ways to log in that it does not offer, such as "PLAIN".
        orders: see `MailServer`.
    """
    with tempfile.TemporaryDirectory() as folder:
        authorities = Path(folder) / "authorities.pem"
        authority("good").cert_pem.write_to_path(str(authorities))
        server = MailServer(0, authorities, security, orders={stage: list(told) for stage, told in (orders or {}).items()})
        handler = Handler(server, users or {}, tokens or {})
        context = None if security == "none" else server_context(certificate)
        missing = {*without, *(() if users else ("PLAIN", "LOGIN")), *(() if tokens else ("XOAUTH2",))}

        def protocol() -> Protocol:
            return Protocol(
                handler,
                loop=server.loop,
                data_size_limit=largest,
                tls_context=context if security == "starttls" else None,
                authenticator=handler.authenticate,
                auth_require_tls=security == "starttls",
                auth_exclude_mechanism=missing,
            )

        thread = threading.Thread(target=server.loop.run_forever, daemon=True)
        thread.start()
        try:
            listener = server.run(
                server.loop.create_server(protocol, "127.0.0.1", 0, ssl=context if security == "tls" else None)
            )
            server.port = listener.sockets[0].getsockname()[1]
            try:
                yield server
            finally:
                server.run(_end_all(server, listener))
        finally:
            server.loop.call_soon_threadsafe(server.loop.stop)
            thread.join(10)
            server.loop.close()


async def _end_all(server: MailServer, listener: asyncio.Server) -> None:
    """Ends what still goes on, so that nothing is left when the loop closes: some rounds of it, as one thing ends another."""
    listener.close()
    for _ in range(6):
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        for transport in list(getattr(server.loop, "_transports", {}).values()):  # those too that are only just beginning TLS
            transport.abort()
        await asyncio.sleep(0)


@dataclass
class CuttingProxy:
    """A port that leads to the server, where the first connections are cut after so many bytes in both directions together.

    Attributes:
        server: where it leads.
        budgets: bytes of the first, second ... connection; later ones are not cut.
        abruptly: whether both sides lose what is on its way (a reset), or still get what was passed on.
        slipped_in: by the beginning of what somebody says, what is added behind it.
        port: of it.
        cuts: how many connections were cut before they ended.
        passed: bytes that passed in all.
        ends: how many bytes had passed when the end of a message came by, where that can be read.
    """

    server: MailServer
    budgets: list[int]
    abruptly: bool = False
    slipped_in: dict[bytes, bytes] = field(default_factory=dict)
    port: int = 0
    cuts: int = 0
    passed: int = 0
    ends: list[int] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Passes a connection on."""
        left = [self.budgets.pop(0) if self.budgets else 1 << 60]
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        pumps = [asyncio.create_task(self._pump(*ways, left)) for ways in ((reader, up_writer), (up_reader, writer))]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.cuts += left[0] <= 0
            for one in (writer, up_writer):
                if self.abruptly and left[0] <= 0:
                    one.transport.abort()
                else:
                    one.close()
            for pump in pumps:
                pump.cancel()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, left: list[int]) -> None:
        """Passes on what comes in, until it ends or nothing is left of the budget."""
        with suppress(ConnectionError):
            while left[0] > 0 and (data := await reader.read(4096)):
                data += next((more for begins, more in self.slipped_in.items() if data.startswith(begins)), b"")
                passed = data[: left[0]]
                left[0] -= len(passed)
                self.passed += len(passed)
                if data == b".\r\n" or data.endswith(b"\r\n.\r\n"):
                    self.ends.append(self.passed)
                writer.write(passed)
                await writer.drain()


@contextmanager
def cutting_proxy(server: MailServer, budgets: Sequence[int] = (), *, abruptly: bool = False) -> Iterator[CuttingProxy]:
    """See `CuttingProxy`; without budgets it only looks on."""
    proxy = CuttingProxy(server, list(budgets), abruptly)
    listener = server.run(asyncio.start_server(proxy.serve, "127.0.0.1", 0))
    proxy.port = listener.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.loop.call_soon_threadsafe(listener.close)


@cache
def authority(name: str) -> trustme.CA:
    """A certificate authority of the tests; each name is another one."""
    return trustme.CA(organization_name=name)


@cache
def server_context(certificate: Certificate) -> ssl.SSLContext:
    """TLS as the server speaks it, with a certificate of this kind."""
    issuer = authority("unknown" if certificate == "unknown authority" else "good")
    name = "other.example.gov.uk" if certificate == "other name" else HOST
    expired = datetime.now(UTC) - timedelta(days=1) if certificate == "expired" else None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issuer.issue_cert(name, not_after=expired).configure_cert(context)
    return context


def outgoing(address: str = "clerk@example.gov.uk", *, pack: str = "a" * 64, copy: int = 1, body: str = "") -> Outgoing:
    """A message of a pack to a recipient, ready to be sent."""
    message = EmailMessage(policy=SMTP_LINES)
    message["From"], message["To"], message["Subject"] = SENDER, address, "Performance summary"
    message["Date"] = "Mon, 02 Nov 2026 09:00:00 +0000"
    message["Message-ID"] = f"<{pack[:8]}.{copy}.{address.replace('@', '.')}@example.gov.uk>"
    message.set_content(body or "Attached is the summary.\n.\nA line with a dot alone stands above.\n", cte="7bit")
    return Outgoing(
        message_id=str(message["Message-ID"]),
        pack=pack,
        title="Performance, Q2",
        scheme="moray 1",
        committee="Audit and Scrutiny",
        meeting=date(2026, 11, 12),
        role="Committee clerk",
        address=address,
        send_as=SendAs.TO,
        format=Format.WORKBOOK,
        exempt="",
        subject="Performance summary",
        content=message.as_bytes(),
        attachments=(AttachmentRecord("Summary.xlsx", "b" * 64, 12345),),
    )
