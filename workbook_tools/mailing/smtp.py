"""A connection to a mail server: the one module of this program that reaches another machine, and only to send.

smtplib speaks the protocol. Of our own are the bounds on what a server may say and how long it may take.
"""

import smtplib
import socket
import ssl
import time
from typing import cast

from workbook_tools.findings import shorten
from workbook_tools.mailing.handover import ServerError, port_of
from workbook_tools.model.mail_settings import MailSettings

MOST_LINES = 100  # of a reply
LONGEST_LINE = 8192  # bytes of a reply's line; a server is to keep to 512
PORTION = 65536  # bytes of a message handed over at a time, each within the time allowed
READY = 220  # the code of a greeting, and of the consent to go on under TLS
EXPIRED, NOT_YET_VALID, OTHER_NAME, OTHER_ADDRESS = 10, 9, 62, 64  # of OpenSSL's reasons why a certificate does not hold
Trust = ssl.SSLContext
"""Who is trusted to vouch for a server, and how TLS is spoken with it."""
Broken = smtplib.SMTPServerDisconnected
"""The connection broke, or the server said what is no reply; its text says which."""


class Wire(smtplib.SMTP):
    """A connection whose replies are bounded in lines, bytes and time.

    Attributes:
        patience: seconds to wait for a whole reply.
    """

    def __init__(self, settings: MailSettings, name: str, context: Trust | None) -> None:
        """Connects; `name` is what we call ourselves, `context` where the connection is under TLS from its start.

        Raises:
            OSError: there is no connection, or no greeting.
        """
        self.patience, self._settings, self._context, self._unread = settings.timeout, settings, context, b""
        self._source: socket.socket | None = None
        try:
            super().__init__(settings.server, port_of(settings), name, settings.timeout)
        except OSError:
            self.close()
            raise

    def tell(self, command: str) -> tuple[int, bytes]:
        """Sends a command, and gives the reply to it; raises Broken."""
        return self.docmd(command)

    def getreply(self) -> tuple[int, bytes]:
        """A reply: its code, and its lines with a line feed between them.

        Raises:
            Broken: there is none in time, or it is not in form.
        """
        until, said = time.monotonic() + self.patience, list[bytes]()
        while len(said) < MOST_LINES:
            line = self._line(until)
            if not line[:3].isdigit():
                break
            said.append(line[4:].strip())
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(said)
        raise self._broken("it does not answer as a mail server does")

    def pour(self, content: bytes) -> bool:
        """Hands over the body of a message without its end; False where the server does not take it all in silence."""
        try:
            for start in range(0, len(content), PORTION):
                self._open_socket.sendall(content[start : start + PORTION])
        except OSError:
            return False
        return not self._has_spoken()

    def encrypt(self, context: Trust) -> int:
        """Asks to go on under TLS, and does; the code of the reply. What was said before counts no more. Raises OSError."""
        code = self.tell("STARTTLS")[0]
        if code == READY:
            self.sock = context.wrap_socket(self._open_socket, server_hostname=self._settings.server)
            self.helo_resp = self.ehlo_resp = None
            self.esmtp_features, self.does_esmtp = {}, False
        return code

    def log_in(self, user: str, password: str) -> tuple[int, bytes]:
        """Logs in by CRAM-MD5, PLAIN or LOGIN: the last reply; code 0 where none is offered. Raises Broken."""
        try:
            return self.login(user, password)
        except smtplib.SMTPAuthenticationError as error:
            return error.smtp_code, cast(bytes, error.smtp_error)
        except Broken:
            raise
        except (smtplib.SMTPException, ValueError):
            return 0, b""
        finally:
            self.user = self.password = ""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """The connection that smtplib speaks over."""
        plain = socket.create_connection((host, port), timeout)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # an end that follows its message waits for nothing
        return self._context.wrap_socket(plain, server_hostname=host) if self._context else plain

    @property
    def _open_socket(self) -> socket.socket:
        if self.sock is None:
            raise Broken("it was closed")
        return self.sock

    def _line(self, until: float) -> bytes:
        connection = self._open_socket
        if self._source is not connection:  # new, or under TLS now: what somebody slipped in before is not the server's
            self._source, self._unread = connection, b""
        while b"\n" not in self._unread:
            if len(self._unread) > LONGEST_LINE:
                raise self._broken("it answers with a line that does not end")
            try:
                connection.settimeout(max(until - time.monotonic(), 0.001))
                more = connection.recv(4096)
            except TimeoutError:
                raise self._broken(f"it did not answer within {self.patience:g} seconds") from None
            except OSError as error:
                raise self._broken(error.strerror or "it failed") from None
            if not more:
                raise self._broken("it was closed by the server")
            self._unread += more
        connection.settimeout(self.timeout)
        line, _, self._unread = self._unread.partition(b"\n")
        return line

    def _has_spoken(self) -> bool:
        """Whether the server said something, or closed the connection, while it was only to listen."""
        connection = self._open_socket
        connection.settimeout(0)
        try:
            self._unread += connection.recv(4096)
        except (BlockingIOError, ssl.SSLWantReadError):
            return bool(self._unread)
        except OSError:
            return True
        finally:
            connection.settimeout(self.timeout)
        return True

    def _broken(self, why: str) -> Broken:
        self.close()
        return Broken(why)


def trusting(settings: MailSettings) -> Trust:
    """TLS 1.2 at least, with the server's certificate and name checked against those who may vouch for it.

    Raises:
        ServerError: the file with their certificates cannot be read.
    """
    try:
        context = ssl.create_default_context(cafile=settings.authorities or None)
    except OSError as error:
        raise ServerError(
            f"The certificates in {settings.authorities} cannot be read ({shorten(error.strerror or 'no certificate in it')}). "
            "`authorities` in [mail] must name a PEM file."
        ) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def why_not_connected(error: OSError, settings: MailSettings) -> str:
    """Why there is no connection, and what to do about it; the text of `error` is repeated only where the system wrote it."""
    server, port = shorten(settings.server), port_of(settings)
    then = "Check `server`, `port` and `security` in [mail], or ask whoever looks after the mail server."
    match error:
        case ssl.SSLCertVerificationError():
            why = f"The mail server {server} cannot be trusted: {_certificate(error, settings)}"
            then = "Nothing is handed to it."
        case ssl.SSLError():
            why = f"No encrypted connection to the mail server {server} came about ({shorten(error.reason or 'TLS failed')})."
        case smtplib.SMTPConnectError():
            said = shorten(cast(bytes, error.smtp_error).decode(errors="replace"))
            why, then = f"The mail server {server} takes no messages now ({error.smtp_code} {said}).", "Try again later."
        case smtplib.SMTPServerDisconnected():
            why = f"The connection to the mail server {server}, port {port}, came to nothing: {error}."
        case socket.gaierror():
            why = f"There is no mail server {server}, or this computer is not on its network."
        case TimeoutError():
            why = f"The mail server {server} did not answer on port {port} within {settings.timeout:g} seconds."
        case _:
            reason = shorten(error.strerror or "no connection")
            why = f"The mail server {server} cannot be reached on port {port} ({reason})."
    return f"{why} {then}"


def _certificate(error: ssl.SSLCertVerificationError, settings: MailSettings) -> str:
    if error.verify_code == EXPIRED:
        return "its certificate has expired. Whoever looks after the mail server must renew it."
    if error.verify_code == NOT_YET_VALID:
        return "its certificate is not valid yet. Check this computer's clock."
    if error.verify_code in {OTHER_NAME, OTHER_ADDRESS}:
        return "its certificate is for another name. Check `server` in [mail]: it must be the name in the certificate."
    trusted = f"those in {settings.authorities}" if settings.authorities else "those whom this computer trusts"
    return (
        f"none of {trusted} vouches for its certificate ({shorten(error.verify_message)}). If the council has an authority of "
        "its own, name the file with its certificate as `authorities` in [mail]."
    )
