"""A real mail server on loopback, which keeps what it receives and misbehaves on order.

with running_server(security="starttls", users={"clerk": "secret"}) as server:
    send_waiting(outbox, server.settings(login="password", user="clerk"), ...)
    assert server.received[0].recipients == ("clerk@example.gov.uk",)
"""

import asyncio
import ssl
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP as SMTP_LINES
from functools import cache
from pathlib import Path

import trustme

from support_mail_server import (
    ACCEPT_AND_CUT,
    CUT,
    HOST,
    SENDER,
    SILENCE,
    Certificate,
    Handler,
    MailServer,
    Protocol,
    Received,
    Security,
)
from workbook_tools.model.despatch import AttachmentRecord, Outgoing
from workbook_tools.model.distribution import Format, SendAs

__all__ = [
    "ACCEPT_AND_CUT",
    "CUT",
    "SENDER",
    "SILENCE",
    "Certificate",
    "MailServer",
    "Received",
    "Security",
    "authority",
    "outgoing",
    "running_server",
]


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
