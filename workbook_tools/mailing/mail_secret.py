"""The password or token for the mail server: from the environment, or the system's keyring. Never from a file."""

import os

from workbook_tools.findings import ToolkitError, shorten
from workbook_tools.model.mail_settings import MailSettings

SERVICE = "workbook-tools mail"
VARIABLES = {"password": "WORKBOOK_TOOLS_MAIL_PASSWORD", "xoauth2": "WORKBOOK_TOOLS_MAIL_TOKEN"}
WORDS = {"password": "password", "xoauth2": "token"}


def secret_of(settings: MailSettings) -> str:
    """What `login` asks for; "" where there is no login. The environment goes before the keyring.

    Raises:
        ToolkitError: there is none in either place, or it cannot be one. The sentence never repeats it.
    """
    if settings.login == "none":
        return ""
    variable, word = VARIABLES[settings.login], WORDS[settings.login]
    secret = os.environ.get(variable) or _from_keyring(settings.user)
    if not secret:
        raise ToolkitError(
            f"There is no {word} for {shorten(settings.user)}, neither in the environment ({variable}) nor in the keyring. "
            f'Store it there with: python -m keyring set "{SERVICE}" {shorten(settings.user)}'
        )
    if not (secret.isascii() and secret.isprintable()):
        raise ToolkitError(
            f"The {word} for {shorten(settings.user)} holds a mark that a mail server does not take: a line break, or one "
            "outside ASCII. Store it anew."
        )
    return secret


def _from_keyring(user: str) -> str:
    import keyring  # noqa: PLC0415 - looks for keyrings when it is imported, only to send with a login
    from keyring.errors import KeyringError  # noqa: PLC0415 - as above

    try:
        return keyring.get_password(SERVICE, user) or ""
    except KeyringError:  # there is no keyring, or it is locked: as good as nothing in it
        return ""
