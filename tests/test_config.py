"""The file of defaults: what it may hold, where its paths start from."""

from pathlib import Path

import pytest

from workbook_tools.config import Config, load_config
from workbook_tools.findings import ToolkitError
from workbook_tools.model.mail_settings import MailSettings


def written(folder: Path, text: str) -> Path:
    path = folder / "workbook-tools.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_there_are_no_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_config() == Config()


def test_paths_start_from_the_file(tmp_path: Path) -> None:
    whole = (tmp_path / "elsewhere" / "outbox.sqlite").as_posix()
    path = written(
        tmp_path,
        f'scheme = "mine.toml"\n[mail]\ndistribution_list = "list.xlsx"\noutbox = "{whole}"\nserver = "mail.example.gov.uk"\n',
    )
    found = load_config(path)
    assert found.scheme == str(tmp_path / "mine.toml")
    assert found.mail == MailSettings(distribution_list=str(tmp_path / "list.xlsx"), outbox=whole, server="mail.example.gov.uk")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[mail]\nserver = 5", "str"),
        ('[mail]\npassword = "secret"', "password"),  # no secret is ever read from a file
        ('[mail]\nsecurity = "ssl"', "security"),
        ('[mail]\nport = "587"', "port"),
        ("[mail\n", "line 1"),
        ("other = 1", "other"),
    ],
)
def test_what_is_not_in_order_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ToolkitError, match=r"workbook-tools\.toml") as found:
        load_config(written(tmp_path, text))
    assert said in str(found.value)
    assert "secret" not in str(found.value)


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match="could not be read"):
        load_config(tmp_path / "none.toml")
