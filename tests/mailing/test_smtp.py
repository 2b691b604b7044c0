"""Talking to real mail servers on loopback: each ends as it must. What waits in the outbox meanwhile: test_sending.py."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from support_cutting_proxy import cutting_proxy
from support_mail import (
    ACCEPT_AND_CUT,
    CUT,
    SENDER,
    SILENCE,
    Certificate,
    MailServer,
    Security,
    authority,
    outgoing,
    running_server,
)
from workbook_tools.findings import ToolkitError
from workbook_tools.mailing import smtp_session
from workbook_tools.mailing.handover import Outcome, ServerError, check_mail_settings
from workbook_tools.mailing.smtp import Wire, trusting
from workbook_tools.mailing.smtp_session import LONGEST_REPLY, Session
from workbook_tools.model.despatch import MessageState
from workbook_tools.model.mail_settings import MailSettings

SENT, DEFERRED, REFUSED, UNCERTAIN = (
    MessageState.SENT,
    MessageState.DEFERRED,
    MessageState.REFUSED,
    MessageState.UNCERTAIN,
)
TO = "clerk@example.gov.uk"
MESSAGE = outgoing(TO)


def handed(server: MailServer, secret: str = "", **settings: Any) -> Outcome:
    session = Session(server.settings(**settings), secret)
    try:
        return session.hand_over(TO, MESSAGE.content, lambda: None)
    finally:
        session.close()


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_message_arrives_as_it_is_for_one_recipient(security: Security) -> None:
    with running_server(security=security) as server:
        assert handed(server) == Outcome(SENT, "250 2.0.0 queued as 4711")
    [received] = server.received
    assert (received.sender, received.recipients, received.encrypted) == (SENDER, (TO,), security != "none")
    assert received.content == MESSAGE.content
    assert b"\r\n.\r\n" in received.content


def test_the_server_is_told_the_senders_domain_and_not_this_computers_name() -> None:
    with running_server() as server:
        handed(server)
    assert "ehlo example.gov.uk" in server.commands
    assert not any(socket.gethostname() in command for command in server.commands)


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("without", ["PLAIN", "LOGIN"])
def test_a_password_is_taken(security: Security, without: str) -> None:
    with running_server(security=security, users={"team": "S3cret-one"}, without=[without]) as server:
        assert handed(server, "S3cret-one", login="password", user="team").state is SENT
    assert server.received[0].user == "team"
    assert not any(without in command for command in server.commands)


def test_a_token_is_taken() -> None:
    token = "eyJ0eXAi." + "x" * 2000
    with running_server(security="starttls", tokens={"team@example.gov.uk": token}) as server:
        assert handed(server, token, login="xoauth2", user="team@example.gov.uk").state is SENT
    assert server.received[0].user == "team@example.gov.uk"


@pytest.mark.parametrize(
    ("server_is", "settings", "said"),
    [
        ({"users": {"team": "right"}}, {"login": "password", "user": "team"}, "does not accept the password of team"),
        ({"tokens": {"team": "right"}}, {"login": "xoauth2", "user": "team"}, r"not accept the token of team .*status 401"),
        ({"users": {"team": "right"}}, {"login": "xoauth2", "user": "team"}, "offers no login with a token"),
        ({"tokens": {"team": "right"}}, {"login": "password", "user": "team"}, "offers no login with a password"),
        ({"certificate": "expired"}, {}, "its certificate has expired"),
        ({"certificate": "other name"}, {}, "its certificate is for another name"),
        ({"certificate": "unknown authority"}, {}, "none of those in .* vouches for its certificate"),
        ({"orders": {"CONNECT": ["421 4.7.0 too many"]}}, {}, r"takes no messages now \(421 4.7.0 too many\)"),
        ({"orders": {"CONNECT": ["554 go away"]}}, {}, r"takes no messages now \(554 go away\)"),
        ({"orders": {"CONNECT": [CUT]}}, {}, "came to nothing"),
        ({"orders": {"CONNECT": ["what?"]}}, {}, "does not answer as a mail server does"),
        ({"orders": {"CONNECT": [SILENCE]}}, {"timeout": 0.3}, "did not answer within 0.3 seconds"),
    ],
    ids=lambda value: str(value)[:40],
)
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_what_fails_before_a_message_is_no_fault_of_the_message(
    security: Security, server_is: dict[str, Any], settings: dict[str, Any], said: str
) -> None:
    with running_server(security=security, **server_is) as server, pytest.raises(ServerError, match=said):
        handed(server, "wrong" if "login" in settings else "", **settings)
    assert server.received == []
    assert not any(command.startswith("MAIL") for command in server.commands)


@pytest.mark.parametrize("certificate", ["expired", "other name", "unknown authority"])
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_no_login_goes_to_a_server_that_cannot_be_trusted(security: Security, certificate: Certificate) -> None:
    with (
        running_server(security=security, certificate=certificate, users={"team": "S3cret"}) as server,
        pytest.raises(ServerError, match=r"cannot be trusted.*Nothing is handed to it\.$"),
    ):
        handed(server, "S3cret", login="password", user="team")
    assert not any(command.upper().startswith("AUTH") for command in server.commands)


@pytest.mark.parametrize(
    ("security", "orders"), [("none", {}), ("starttls", {"STARTTLS": ["454 4.7.0 not now"]})], ids=["not offered", "refused"]
)
def test_without_encryption_neither_login_nor_message_is_handed_over(security: Security, orders: dict[str, list[str]]) -> None:
    with running_server(security=security, orders=orders) as server, pytest.raises(ServerError, match="offers no encryption"):
        handed(server, "S3cret", security="starttls", authorities="", login="password", user="team")
    assert {command.split()[0] for command in server.commands} <= {"<greeting>", "ehlo", "STARTTLS"}


def test_a_server_that_speaks_plainly_is_no_tls_server() -> None:
    with running_server() as server, pytest.raises(ServerError, match="No encrypted connection"):
        handed(server, security="tls", authorities="")


@pytest.mark.parametrize(
    ("orders", "state", "reply", "lasting"),
    [
        ({"MAIL": ["451 4.3.0 later"]}, DEFERRED, "451 4.3.0 later", True),
        ({"MAIL": ["552 5.3.4 too large"]}, REFUSED, "552 5.3.4 too large", True),
        ({"MAIL": ["421 4.3.2 closing"]}, DEFERRED, "421 4.3.2 closing", False),
        ({"RCPT": ["450 4.2.0 greylisted"]}, DEFERRED, "450 4.2.0 greylisted", True),
        ({"RCPT": ["550 5.1.1 no such user"]}, REFUSED, "550 5.1.1 no such user", True),
        ({"RCPT": [CUT]}, DEFERRED, "the connection broke before the end", False),
        ({"DATA": ["451 4.3.0 later"]}, DEFERRED, "451 4.3.0 later", True),
        ({"DATA": ["554 5.5.1 no"]}, REFUSED, "554 5.5.1 no", True),
        ({"DATA": [CUT]}, DEFERRED, "the connection broke before the end", False),
        ({"DATA": ["250 what"]}, DEFERRED, "250 what", False),
        ({"END": ["451 4.3.0 later"]}, DEFERRED, "451 4.3.0 later", True),
        ({"END": ["552 5.3.4 too large"]}, REFUSED, "552 5.3.4 too large", True),
        ({"END": ["554 5.7.1 spam"]}, REFUSED, "554 5.7.1 spam", True),
        ({"END": ["530 5.7.0 not logged in"]}, REFUSED, "530 5.7.0 not logged in", True),
        ({"END": ["354 go on"]}, UNCERTAIN, "354 go on", False),
        ({"END": ["what?"]}, UNCERTAIN, "does not answer as a mail server does", False),
        ({"END": [CUT]}, UNCERTAIN, "no reply to the end of the message", False),
        ({"END": [ACCEPT_AND_CUT]}, UNCERTAIN, "no reply to the end of the message", False),
    ],
    ids=str,
)
@pytest.mark.parametrize("security", ["none", "starttls"])
def test_what_becomes_of_a_message(
    security: Security,
    orders: dict[str, list[str]],
    state: MessageState,
    reply: str,
    lasting: bool,  # noqa: FBT001 - a case of the table
) -> None:
    arrives = state is SENT or ACCEPT_AND_CUT in orders.get("END", [])
    with running_server(security=security, orders=orders) as server:
        outcome = handed(server)
        server.wait_until_alone()
    assert (outcome.state, outcome.lasting) == (state, lasting)
    assert reply in outcome.reply
    assert len(server.received) == arrives


@pytest.mark.parametrize(
    ("stage", "reply", "said"),
    [
        ("MAIL", "530 5.7.57 not authenticated", "only after a login"),
        ("RCPT", "530 5.7.0 must log in", "only after a login"),
        ("MAIL", "550 5.7.60 may not send as", r"takes no messages from performance@example.gov.uk \(550 5.7.60"),
    ],
)
def test_a_refusal_of_the_sender_is_no_fault_of_the_recipient(stage: str, reply: str, said: str) -> None:
    with running_server(orders={stage: [reply]}) as server, pytest.raises(ServerError, match=said):
        handed(server)


def test_a_cut_within_a_message_leaves_nothing_behind() -> None:
    large = MESSAGE.content + (b"y" * 998 + b"\r\n") * 16_000  # more than the system holds on its way
    with running_server(orders={"CONTENT": ["100000"]}) as server:
        session = Session(server.settings(), "")
        outcome = session.hand_over(TO, large, lambda: pytest.fail("the end was about to go out"))
        session.drop()
    assert outcome.state is DEFERRED
    assert server.received == []


def test_what_is_said_in_the_middle_of_a_message_counts() -> None:
    """A server that refuses before it has all, and reads no more."""
    with talking(
        b"220 ready\r\n", b"250 hello\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n552 5.3.4 too large\r\n"
    ) as port:
        session = Session(MailSettings(server="localhost", port=port, security="none", sender=SENDER, timeout=5), "")
        outcome = session.hand_over(TO, MESSAGE.content, lambda: pytest.fail("the end was about to go out"))
        session.drop()
    assert (outcome.state, outcome.reply, outcome.lasting) == (REFUSED, "552 5.3.4 too large", False)


def test_the_end_does_not_go_out_where_the_record_cannot_be_made() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with running_server() as server:
        session = Session(server.settings(), "")
        with pytest.raises(ZeroDivisionError):
            session.hand_over(TO, MESSAGE.content, fail)
        session.drop()
        server.wait_until_alone()
    assert server.received == []


def test_a_size_that_the_server_does_not_take_is_not_even_tried() -> None:
    with running_server(largest=200) as server:
        outcome = handed(server)
    assert outcome.state is REFUSED
    assert outcome.reply.endswith("and the server takes 200 at most")
    assert not any(command.startswith("MAIL") for command in server.commands)


def test_a_connection_serves_several_messages() -> None:
    with running_server() as server:
        session = Session(server.settings(), "")
        for number in range(3):
            assert session.fresh()
            assert session.hand_over(f"a{number}@example.gov.uk", MESSAGE.content, lambda: None).state is SENT
        session.close()
    assert server.commands.count("<greeting>") == 1
    assert server.commands.count("RSET") == 2
    assert server.commands[-1] == "QUIT"


@pytest.mark.parametrize("order", [CUT, "421 4.4.2 idle for too long"])
def test_a_connection_that_went_away_meanwhile_is_known(order: str) -> None:
    with running_server(orders={"RSET": [order]}) as server:
        session = Session(server.settings(), "")
        session.hand_over(TO, MESSAGE.content, lambda: None)
        assert not session.fresh()
        session.drop()


@contextmanager
def talking(*replies: bytes) -> Iterator[int]:
    """A server that says these, one after each time it was told something, whatever it was; its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def talk() -> None:
            connection, _ = listener.accept()
            with connection:
                try:
                    for reply in replies:
                        connection.sendall(reply)
                        connection.recv(65536)
                    while connection.recv(65536):
                        pass
                except OSError:
                    pass

        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(10)


@pytest.mark.parametrize(
    "reply",
    [
        b"220-more\r\n" * 1000,
        b"220-" + b"x" * 100_000,
        b"\xff\xfe\x00\x01\r\n",
        b"220",
        b"",
        b"99999 hello\r\n",
        b"-220 hello\r\n",
    ],
)
def test_a_server_cannot_talk_for_ever(reply: bytes) -> None:
    with talking(reply) as port, pytest.raises(ServerError) as error:
        Session(MailSettings(server="localhost", port=port, security="none", sender=SENDER, timeout=0.5), "")
    assert str(error.value).isprintable()


def test_a_server_that_dribbles_is_not_waited_for() -> None:
    began = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def dribble() -> None:
            connection, _ = listener.accept()
            with connection:
                try:
                    while time.monotonic() < began + 5:
                        connection.sendall(b"2")
                        time.sleep(0.1)
                except OSError:
                    pass

        thread = threading.Thread(target=dribble, daemon=True)
        thread.start()
        with pytest.raises(ServerError):
            Session(
                MailSettings(server="localhost", port=listener.getsockname()[1], security="none", sender=SENDER, timeout=0.5),
                "",
            )
        assert time.monotonic() < began + 3
        thread.join(10)


def test_a_reply_is_told_on_one_short_line() -> None:
    hostile = "550-" + "long " * 200 + "\r\n550 \x1b[2J\u202ereversed\x00"
    with running_server(orders={"RCPT": [hostile]}) as server:
        reply = handed(server).reply
    assert reply.isprintable()
    assert len(reply) <= LONGEST_REPLY


def test_what_is_slipped_in_before_encryption_is_not_the_servers() -> None:
    """Somebody on the way adds replies behind the server's consent to encrypt, to be taken for replies under TLS."""
    with running_server(security="starttls") as server, cutting_proxy(server) as proxy:
        proxy.slipped_in[b"220 Ready"] = b"250-evil\r\n250 AUTH PLAIN LOGIN\r\n" + b"250 ok\r\n" * 5
        assert handed(server, port=proxy.port).reply == "250 2.0.0 queued as 4711"
    assert server.received[0].encrypted


def test_a_secret_that_the_server_repeats_is_not_told() -> None:
    secret = "S3cret-Passw0rd"  # noqa: S105 - made up
    with running_server(security="starttls", users={"team": secret}, orders={"RCPT": [f"550 no {secret}"]}) as server:
        outcome = handed(server, secret, login="password", user="team")
    assert secret not in outcome.reply
    assert outcome.reply == "550 no …"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"server": ""}, "`server`"),
        ({"server": "mail\r\nserver"}, "`server`"),
        ({"server": "a" * 64 + ".example"}, "`server`"),
        ({"server": "mail..example"}, "`server`"),
        ({"server": "192.0.2.1"}, ""),
        ({"server": "::1"}, ""),
        ({"sender": ""}, "`sender`"),
        ({"sender": "a@b.uk>\r\nRCPT TO:<c@d.uk"}, "`sender`"),
        ({"sender": "Team <a@b.uk>"}, "`sender`"),
        ({"port": 0}, "`port`"),
        ({"port": 1}, ""),
        ({"port": 65535}, ""),
        ({"port": 65536}, "`port`"),
        ({"security": "none", "login": "password", "user": "a"}, "never given without encryption"),
        ({"security": "none", "login": "xoauth2", "user": "a"}, "never given without encryption"),
        ({"login": "password"}, "`user`"),
        ({"login": "password", "user": "a\nb"}, "`user`"),
        ({"login": "password", "user": "a"}, ""),
        ({"timeout": 0}, "`timeout`"),
        ({"timeout": float("inf")}, "`timeout`"),
        ({"pauses": (1, -1)}, "`pauses`"),
        ({"pauses": (float("nan"),)}, "`pauses`"),
        ({"pauses": ()}, ""),
    ],
)
def test_which_settings_are_in_order(changes: dict[str, Any], said: str) -> None:
    settings = MailSettings(**{"server": "mail.example.gov.uk", "sender": SENDER, **changes})
    if said:
        with pytest.raises(ToolkitError, match=said):
            check_mail_settings(settings)
    else:
        check_mail_settings(settings)


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(ServerError, match=rf"cannot be reached on port {port} \(Connection refused\)"):
        Session(MailSettings(server="localhost", port=port, security="none", sender=SENDER), "")
    with pytest.raises(ServerError, match=r"There is no mail server nowhere\.invalid"):
        Session(MailSettings(server="nowhere.invalid", security="none", sender=SENDER), "")


@pytest.mark.parametrize("content", [None, b"no certificate\n"])
def test_authorities_that_cannot_be_read_are_said(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "authorities.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ServerError, match="must name a PEM file"):
        Session(MailSettings(server="localhost", port=1, sender=SENDER, authorities=str(path)), "")


def test_who_says_nothing_at_the_end_is_waited_for_then_uncertain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp_session, "LONGER_AT_THE_END", 0.1)
    with running_server(orders={"END": [SILENCE]}) as server:
        outcome = handed(server)
    assert outcome.state is UNCERTAIN
    assert "did not answer within 0.5 seconds" in outcome.reply


@pytest.mark.parametrize("authorities", ["", "own"])
def test_certificate_name_and_version_of_tls_are_checked(tmp_path: Path, authorities: str) -> None:
    own = tmp_path / "own.pem"
    authority("good").cert_pem.write_to_path(str(own))
    context = trusting(MailSettings(authorities=str(own) if authorities else ""))
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2


def test_a_wire_never_prints() -> None:
    assert Wire.debuglevel == 0


def test_a_proxy_that_only_looks_on_changes_nothing() -> None:
    with running_server() as server, cutting_proxy(server) as proxy:
        assert handed(server, port=proxy.port).state is SENT
    assert len(proxy.ends) == 1
