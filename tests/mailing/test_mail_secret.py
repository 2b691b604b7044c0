"""The password or token comes from the environment or the keyring, and stands nowhere else, whatever happens."""

import base64
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked

from support_mail import CUT, MailServer, outgoing, running_server
from workbook_tools.findings import ToolkitError
from workbook_tools.mailing.mail_secret import SERVICE, secret_of
from workbook_tools.mailing.outbox import Outbox
from workbook_tools.model.mail_settings import MailSettings

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Zq8-Vn3!kW7"  # noqa: S105 - made up


class MemoryKeyring(KeyringBackend):
    """A keyring that forgets everything with the test."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        if username == "locked":
            raise KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    for name in ("WORKBOOK_TOOLS_MAIL_PASSWORD", "WORKBOOK_TOOLS_MAIL_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    before, own = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


PASSWORD = MailSettings(login="password", user="team@example.gov.uk")
TOKEN = MailSettings(login="xoauth2", user="team@example.gov.uk")


def test_without_login_nothing_is_asked_for() -> None:
    assert secret_of(MailSettings()) == ""


def test_the_environment_goes_before_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.set_password(SERVICE, PASSWORD.user, "kept")
    assert secret_of(PASSWORD) == secret_of(TOKEN) == "kept"
    monkeypatch.setenv("WORKBOOK_TOOLS_MAIL_PASSWORD", "said")
    assert (secret_of(PASSWORD), secret_of(TOKEN)) == ("said", "kept")
    monkeypatch.setenv("WORKBOOK_TOOLS_MAIL_TOKEN", "")
    assert secret_of(TOKEN) == "kept"


@pytest.mark.parametrize("settings", [PASSWORD, TOKEN, MailSettings(login="password", user="locked")])
@pytest.mark.parametrize("none_at_all", [False, True])
def test_where_there_is_none_both_places_are_named(settings: MailSettings, none_at_all: bool) -> None:  # noqa: FBT001
    if none_at_all:
        keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    with pytest.raises(ToolkitError) as error:
        secret_of(settings)
    assert f'python -m keyring set "workbook-tools mail" {settings.user}' in str(error.value)
    assert ("WORKBOOK_TOOLS_MAIL_TOKEN" if settings.login == "xoauth2" else "WORKBOOK_TOOLS_MAIL_PASSWORD") in str(error.value)


@pytest.mark.parametrize("secret", ["Zq8\r\nRCPT TO:<all@evil.example>", "Zq8\u00e9", "Zq8\0b", "Zq8\n"])
def test_what_cannot_be_a_secret_is_not_repeated(kept: MemoryKeyring, secret: str) -> None:
    kept.set_password(SERVICE, PASSWORD.user, secret)
    with pytest.raises(ToolkitError) as error:
        secret_of(PASSWORD)
    assert "Zq8" not in str(error.value)


RUN = """
import json, logging, sys
from pathlib import Path
import msgspec
from workbook_tools.mailing.outbox import Outbox
from workbook_tools.mailing.sending import send_waiting
from workbook_tools.model.mail_settings import MailSettings
logging.basicConfig(level=logging.DEBUG, filename=sys.argv[3])
settings = msgspec.convert(json.loads(sys.argv[2]), MailSettings)
try:
    with Outbox(Path(sys.argv[1])) as outbox:
        report = send_waiting(outbox, settings, permitted=lambda _: "", progress=print)
        print(report, *report.sentences(), sep="\\n")
        print(settings, outbox.events())
        if "broken" in sys.argv:
            report.nothing_of_the_kind
except Exception:
    logging.exception("failed")
    raise
"""
"""A run that tells and logs everything, its traceback too."""


@pytest.mark.parametrize("login", ["password", "xoauth2"])
@pytest.mark.parametrize("right", [True, False])
def test_nothing_that_a_run_leaves_behind_holds_the_secret(tmp_path: Path, login: str, right: bool) -> None:  # noqa: FBT001
    """The server repeats it in its replies, refuses, breaks; the run logs all it can and ends in a traceback."""
    user, known = "team@example.gov.uk", {"team@example.gov.uk": SECRET if right else "another"}
    plain = base64.b64encode(f"\0{user}\0{SECRET}".encode()).decode()
    orders = {"RCPT": [f"550 {SECRET} {plain}", "", "451 " + base64.b64encode(SECRET.encode()).decode()], "END": [CUT]}
    with running_server(
        security="starttls", users=known if login == "password" else None, tokens=known if login == "xoauth2" else None
    ) as server:
        server.orders = dict(orders)
        output = run(tmp_path, server, login, user)
    assert ("may have arrived" in output) is right
    assert ("does not accept the" in output) is not right
    everything = output.encode() + b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"nothing_of_the_kind" in everything  # the traceback is there
    xoauth2 = base64.b64encode(f"user={user}\1auth=Bearer {SECRET}\1\1".encode())
    for form in (SECRET.encode(), base64.b64encode(SECRET.encode()), plain.encode(), xoauth2):
        assert form not in everything
        assert form.rstrip(b"=")[:-2] not in everything


def run(tmp_path: Path, server: MailServer, login: str, user: str) -> str:
    """Everything that a run in a process of its own says."""
    import msgspec

    with Outbox(tmp_path / "outbox.sqlite") as outbox:
        for name in ("a", "b", "c"):
            outbox.add(outgoing(f"{name}@example.gov.uk"))
    settings = msgspec.json.encode(server.settings(login=login, user=user)).decode()
    names = {"password": "WORKBOOK_TOOLS_MAIL_PASSWORD", "xoauth2": "WORKBOOK_TOOLS_MAIL_TOKEN"}
    command = [
        sys.executable,
        "-X",
        "dev",
        "-c",
        RUN,
        str(tmp_path / "outbox.sqlite"),
        settings,
        str(tmp_path / "run.log"),
        "broken",
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, names[login]: SECRET}
    )
    assert done.returncode == 1
    return done.stdout + done.stderr
