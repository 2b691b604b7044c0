"""A distribution list in TOML: typed, with a sentence for each key that is not in order."""

from pathlib import Path

import pytest

from support_lists import IN_ORDER, toml_of
from workbook_tools.reading.distribution_list import read_distribution_list
from workbook_tools.reading.list_file import LARGEST

ORDERLY = toml_of(IN_ORDER)


def reason(tmp_path: Path, content: str | bytes) -> str:
    """Why the file is refused."""
    path = tmp_path / "list.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    given, findings = read_distribution_list(path)
    assert given is None
    assert [(finding.code, f"{finding.where}") for finding in findings] == [("list-not-read", "list.toml")]
    assert findings[0].message.isprintable()
    return findings[0].message


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("domains =", "domain =", "unknown key 'domain'; did you mean 'domains'?"),
        ("domains =", "[extra]\ndomains =", "unknown key 'extra'."),
        ("role =", "rôle =", "the file is not valid TOML at line 5, column 2 (Expected '=' after a key in a key/value pair)."),
        ("role =", "roles =", "unknown key 'roles' in recipients[0] (the first); did you mean 'role'?"),
        ("role =", '"a\\u202eb\\n" =', "unknown key 'a b' in recipients[0] (the first)."),
        ("cleared = true", "", ""),
        ("cleared = true", "cleared = false", ""),
        ("cleared = true", 'cleared = "yes"', "cleared in recipients[0] (the first) must be true or false, not a text"),
        ("cleared = true", 'cleared = "maybe"', "cleared in recipients[0] (the first) must be true or false, not a text"),
        ("cleared = true", "cleared = 1", "cleared in recipients[0] (the first) must be true or false, not a whole number."),
        ('send_as = "to"', "", "key 'send_as' is missing in recipients[0] (the first)."),
        ('format = "workbook"', "", "key 'format' is missing in recipients[0] (the first)."),
        (
            'format = "workbook"',
            'format = ["workbook"]',
            "format in recipients[0] (the first) must be a text",
        ),
        ('committees = ["Audit Committee"]', "", "key 'committees' is missing."),
        ('["example.gov.uk"]', '"example.gov.uk"', "domains must be a list, not a text in quotation marks."),
        ('["example.gov.uk"]', "[1979-05-27]", "domains[0] (the first) must be a text in quotation marks, not a date."),
        ('"to"', '"to', "the file is not valid TOML at line"),
        ('"to"', '"to" "cc"', "the file is not valid TOML at line"),
        ('"to"', "9" * 5000, "the file is not valid TOML"),
        ('"to"', "[" * 2000, "lists or tables stand too deep inside one another."),
    ],
)
def test_keys(old: str, new: str, sentence: str, tmp_path: Path) -> None:
    assert old in ORDERLY
    changed = ORDERLY.replace(old, new, 1)
    if sentence:
        assert sentence in reason(tmp_path, changed)
        return
    path = tmp_path / "list.toml"
    path.write_text(changed, encoding="utf-8")
    given, findings = read_distribution_list(path)
    assert given is not None, findings
    assert not given.recipients[0].cleared


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "list.toml"
    path.write_text(ORDERLY, encoding="utf-8-sig")
    assert read_distribution_list(path)[1] == ()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("# é".encode("latin-1"), "The file is not UTF-8 text; save it with the encoding UTF-8."),
        (ORDERLY.encode("utf-16"), "The file is not UTF-8 text"),
        (b"PK\x03\x04", "the file is not valid TOML"),
        (b"#" * (LARGEST + 1), "The file is larger than 1 MB, as no distribution list is."),
        (b"#" * LARGEST, "key 'domains' is missing."),
    ],
)
def test_what_is_no_toml(content: bytes, sentence: str, tmp_path: Path) -> None:
    assert sentence in reason(tmp_path, content)
