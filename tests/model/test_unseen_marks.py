"""Characters that cannot be seen are found, those that can are not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.model.unseen_marks import unseen_mark


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("", None),
        ("Committee clerk", None),
        ("Pwyllgor Craffu'r Ŵyl – £5, №1 “x” é e\u0301 ✓", None),
        ("委員会", None),
        ("a\nb", "U+000A (line break)"),
        ("a\rb", "U+000D (line break)"),
        ("a\tb", "U+0009 (tab)"),
        ("a\x00b", "U+0000"),
        ("a\x7f", "U+007F"),
        ("a\x85b", "U+0085"),
        ("a\u00a0b", "U+00A0 (no-break space)"),
        ("a\u00adb", "U+00AD (soft hyphen)"),
        ("a\u200bb\u202e", "U+200B (zero width space)"),
        ("a\u202eb", "U+202E (right-to-left override)"),
        ("a\u2066b", "U+2066 (left-to-right isolate)"),
        ("a\u061cb", "U+061C (arabic letter mark)"),
        ("a\u2028b", "U+2028 (line separator)"),
        ("a\u3000b", "U+3000 (ideographic space)"),
        ("a\ufeffb", "U+FEFF (zero width no-break space)"),
        ("a\u034fb", "U+034F (combining grapheme joiner)"),
        ("a\u3164b", "U+3164 (hangul filler)"),
        ("a\u2800b", "U+2800 (braille pattern blank)"),
        ("a\ufe0fb", "U+FE0F (variation selector-16)"),
        ("a\U000e0101b", "U+E0101 (variation selector-18)"),
        ("a\ud800b", "U+D800"),
        ("a\ue000b", "U+E000"),
    ],
)
def test_the_first_character_that_cannot_be_seen(text: str, mark: str | None) -> None:
    assert unseen_mark(text) == mark


@given(st.text())
def test_what_is_found_is_in_the_text_and_what_is_passed_has_no_hidden_category(text: str) -> None:
    mark = unseen_mark(text)
    if mark is None:
        assert {unicodedata.category(character) for character in text} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} == set()
        assert all(character == " " for character in text if character.isspace())
    else:
        assert chr(int(mark.split()[0].removeprefix("U+"), 16)) in text
        assert mark.isprintable()
