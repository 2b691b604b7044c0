"""Defaults from a `workbook-tools.toml` in the working folder, or from the file that `--config` names."""

import tomllib
from pathlib import Path

import msgspec

from workbook_tools.findings import ToolkitError
from workbook_tools.model.mail_settings import MailSettings

FILE_NAME = "workbook-tools.toml"
PATHS = ("distribution_list", "outbox", "templates", "authorities")
"""Mail settings that name a file or a folder."""


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a council sets once.

    Attributes:
        scheme: a shipped scheme's name, or the path of a TOML file beside this one.
        mail: how despatch sends.
    """

    scheme: str | None = None
    mail: MailSettings = MailSettings()


def load_config(path: Path | None = None) -> Config:
    """The defaults of `path`; without it, those of the working folder's file, or none where there is no such file.

    Raises:
        ToolkitError: the file named is missing, is not TOML, or holds a key we do not know; the sentence names file and key.
    """
    file = path or Path(FILE_NAME)
    if path is None and not file.is_file():
        return Config()
    try:
        config = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Config)
    except OSError as error:
        raise ToolkitError(f"{file} could not be read: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ToolkitError(f"{file} is not in order: {error}.") from error
    scheme = config.scheme
    if scheme and scheme.endswith(".toml"):
        scheme = str(file.parent / scheme)
    return Config(scheme=scheme, mail=_beside(config.mail, file.parent))


def _beside(mail: MailSettings, folder: Path) -> MailSettings:
    """The settings with paths that start from the folder of the file."""
    paths = {name: str(folder / text) for name in PATHS if (text := getattr(mail, name))}
    return msgspec.structs.replace(mail, **paths)
