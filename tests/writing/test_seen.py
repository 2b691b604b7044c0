"""Text that hides nothing, and moments in UTC."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.writing.moments import moment_json, say_moment
from workbook_tools.writing.seen import seen


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("Committee clerk", "Committee clerk"),
        ("report\u202efdp.xlsx", "report[U+202E]fdp.xlsx"),
        ("a\u200bb", "a[U+200B]b"),
        ("Bcc:\r\nx@y", "Bcc:[U+000D][U+000A]x@y"),
        ("\x00\x1b[2J", "[U+0000][U+001B][2J"),
        ("no\u00a0break\u3000", "no break "),
        ("\ud800", "[U+D800]"),
        ("\ufeffA", "[U+FEFF]A"),
        ("\U000e0041", "[U+E0041]"),
        ("Café, 漢字, ½", "Café, 漢字, ½"),
    ],
)
def test_what_cannot_be_seen_is_shown_by_its_number(text: str, shown: str) -> None:
    assert seen(text) == shown


@given(st.text())
def test_all_characters_are_to_be_seen(text: str) -> None:
    assert seen(text).isprintable()
    assert all(mark.isprintable() or mark == "\n" for mark in seen(text, kept="\n"))
    assert seen(text, kept="\n").count("\n") == text.count("\n")


@given(st.text(), st.text())
def test_texts_that_differ_look_different_but_for_blanks_and_brackets(one: str, other: str) -> None:
    def plain(text: str) -> str:
        return "".join(" " if unicodedata.category(mark) == "Zs" else mark for mark in text)

    if "[U+" not in one + other and plain(one) != plain(other):
        assert seen(one) != seen(other)


SUMMER = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("moment", "said", "json"),
    [
        (datetime(2026, 7, 1, 0, 30, 59, 999_999, SUMMER), "30/06/2026 23:30:59 UTC", "2026-06-30T23:30:59.999999Z"),
        (datetime(2026, 11, 26, 8, 27, 38, tzinfo=UTC), "26/11/2026 08:27:38 UTC", "2026-11-26T08:27:38Z"),
        (datetime(2026, 11, 26, 8, 27, 38), "26/11/2026 08:27:38 UTC", "2026-11-26T08:27:38Z"),  # noqa: DTZ001 - UTC is meant
        (datetime(987, 1, 2, tzinfo=UTC), "02/01/0987 00:00:00 UTC", "0987-01-02T00:00:00Z"),
    ],
)
def test_moments_are_in_utc(moment: datetime, said: str, json: str) -> None:
    assert (say_moment(moment), moment_json(moment)) == (said, json)
    assert moment_json(None) is None
