import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.writing.note_text import OUR_PART, NoteLine, is_ours, with_our_part, without_our_part
from workbook_tools.writing.plain_text import LONGEST_TEXT

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    ["", "\n", "Mine.\n", "a\r\nb\r", "Error: mine [not-a-number]", "-----", "=1+1", f"I quote: {OUR_PART}"]
)
WORDS = st.sampled_from(["Error", "Warning", "Query", "Status"])
LINES = st.lists(st.builds(NoteLine, WORDS, st.text(max_size=80), st.sampled_from(["not-a-number", "status", "row-missing"])))
HOSTILE = ['=HYPERLINK("http://x")', "a\x00b\x07c", "x" * 40_000, "\ud800", "two\nlines\r\nthree", "[status 000]", OUR_PART, ""]


def is_theirs(text: str) -> bool:
    """Whether a text has no line that is the beginning of our part."""
    return without_our_part(text) == text


@given(TEXTS.filter(is_theirs), LINES)
def test_what_is_put_on_is_taken_off_again(officers: str, ours: list[NoteLine]) -> None:
    assert without_our_part(with_our_part(officers, ours)) == officers


@given(TEXTS.filter(is_theirs), LINES.filter(bool), st.data())
def test_what_an_officer_types_into_a_note_of_ours_stays(officers: str, ours: list[NoteLine], data: st.DataObject) -> None:
    lines = with_our_part(officers, ours).split("\n")
    own = [line for line in officers.split("\n") if officers]
    typed = data.draw(st.from_regex(r"[a-z][a-z .]*[a-z]", fullmatch=True))
    place = data.draw(st.integers(0, len(lines)))
    left = without_our_part("\n".join([*lines[:place], typed, *lines[place:]]))
    expected = [*own[:place], typed, *own[place:]]
    assert left.split("\n") == expected


@given(LINES.filter(bool), st.data())
def test_a_line_of_ours_that_was_changed_anywhere_is_kept(ours: list[NoteLine], data: st.DataObject) -> None:
    lines = with_our_part("", ours).split("\n")
    number = data.draw(st.integers(1, len(lines) - 1))
    place = data.draw(st.integers(1, len(lines[number]) - 1))
    changed = f"{lines[number][:place]} NO, AGREED IN MAY {lines[number][place:]}"
    left = without_our_part("\n".join([*lines[:number], changed, *lines[number + 1 :]]))
    assert left.rstrip("\n") == changed


@given(st.text(), LINES)
def test_pressing_again_changes_nothing(text: str, ours: list[NoteLine]) -> None:
    once = with_our_part(without_our_part(text), ours)
    assert with_our_part(without_our_part(once), ours) == once


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_on_one_line_that_is_ours(text: str) -> None:
    line = str(NoteLine("Error", text, "not-a-number"))
    assert is_ours(line)
    assert line.isprintable()


@pytest.mark.parametrize("length", [0, 30_000, 32_000, 32_600, 32_700, 32_733, 32_734, 32_766, LONGEST_TEXT])
def test_a_note_never_grows_beyond_what_a_cell_holds(length: int) -> None:
    officers = "x" * length
    ours = [NoteLine("Error", "y" * 500, f"code-{number}") for number in range(100)]
    text = with_our_part(officers, ours)
    assert len(text) <= LONGEST_TEXT
    assert without_our_part(text) == officers
    assert ("more on the sheet of findings" in text) == (length <= 32_600)


def test_all_lines_stand_where_there_is_room() -> None:
    ours = [NoteLine("Error", f"Number {number}.", "not-a-number") for number in range(100)]
    assert with_our_part("Mine.", ours).split("\n") == ["Mine.", OUR_PART, *map(str, ours)]
