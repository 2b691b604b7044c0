"""Which small numbers count people, by which somebody may be recognised; and which only look like it."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from support_rows import scheme_named
from workbook_tools.challenge.hits import number_starts
from workbook_tools.challenge.small_numbers import SmallNumbers, small_numbers
from workbook_tools.model.scheme import PrivacyRules
from workbook_tools.model.spellings import NUMBER_WORDS


@cache
def rules() -> PrivacyRules:
    found = scheme_named("moray").privacy
    assert found is not None
    return found


def finder(below: int = 5) -> SmallNumbers:
    return small_numbers(replace(rules(), small_number_below=below))


def found(text: str, below: int = 5) -> list[str]:
    return [hit.shown for hit in finder(below).find(text, number_starts(text))]


@pytest.mark.parametrize("number", range(25))
@pytest.mark.parametrize("below", [1, 2, 5, 10, 20])
def test_each_number_about_the_threshold(number: int, below: int) -> None:
    people = "pupil" if number == 1 else "pupils"
    small = 1 <= number < below
    assert bool(found(f"{number} {people}", below)) is small
    if 1 <= number <= len(NUMBER_WORDS):
        assert bool(found(f"{NUMBER_WORDS[number - 1].capitalize()} {people}", below)) is small


@pytest.mark.parametrize("word", ["nil", "no", "zero", "0", "several", "a"])
def test_what_is_no_small_number(word: str) -> None:
    assert found(f"{word} pupils") == []


@pytest.mark.parametrize(
    "text",
    [
        "3 pupils",
        "3 young people",
        "two looked after children",
        "2 looked-after children",
        "Two CLD staff",
        "THREE PUPILS",
        "3 additional pupils",
        "two homeless people",
        "two anonymous tenants",
        "3\u00a0pupils",
        "3\npupils",
        "2 x staff",
        "2x staff",
        "1 pupils",  # a slip of an officer's, or of a mail merge
        "1 pupil",
        "one young person",
        "one family",
        "3 families",
        "one member of staff",
        "2 members of staff",
        "1 staff member",
        "4 service users",
    ],
)
@pytest.mark.parametrize(
    "sentence", ["{}", "A group of {} who are ready.", "This year {} were excluded", "({})", "• {}", "Last quarter {} left"]
)
def test_people_that_are_counted(text: str, sentence: str) -> None:
    assert found(sentence.format(text)) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two staff, three pupils and one child", ["two staff", "three pupils", "one child"]),
        ("3 or 4 pupils", ["4 pupils"]),
        ("2-3 pupils", ["3 pupils"]),
        ("2 – 3 pupils", ["3 pupils"]),
        ("3 of 4 pupils", ["4 pupils"]),  # which says of all four that they belong to a group of four
        ("in 2021 and 3 pupils", ["3 pupils"]),
        ("In P1, 3 pupils", ["3 pupils"]),
        ("In primary and 3 pupils", ["3 pupils"]),
        ("A review: 3 pupils", ["3 pupils"]),
    ],
)
def test_numbers_beside_others(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # part of a longer number, an amount, a share
        "1,003 pupils", "13 pupils", "2.3 pupils", "03 pupils", "1/3 pupils", "£3 pupils", "twenty two pupils",
        "twenty-two pupils", "one hundred and two pupils", "3 thousand pupils", "3% of pupils", "3 in 4 pupils",
        "one in four pupils", "one out of three pupils", "1:3 staff", "one for every 3 pupils", "per 3 staff",
        "fewer than 4 pupils", "more than 3 pupils", "3 per class",
        # a label
        "Primary 3 pupils", "P3 pupils", "Primary Three pupils", "phase 2 staff", "Phase two staff", "Year 3 pupils",
        "years 1, 2 and 3 pupils", "Years 1-3 pupils", "P1 to 3 pupils", "P1-3 pupils", "P1–P3 pupils", "S1 and 2 pupils",
        "quarter 2 staff", "level 3 children", "Item 3 children", "No. 3 staff", "2020-3 pupils", "Tier 2 families",
        "Bands 1 to 3 staff", "#3 staff", "Section 4 tenants",
        # ages and spans of time
        "3 year old children", "3-year-old children", "3 year-old children", "two-year-old children", "aged 3 children",
        "ages 3 and 4 children", "3 week staff absence", "2 day staff training",
        # days
        "on 3 May staff", "by 1 April pupils",
        # numbering of a paragraph or heading
        "1. Children are safe", "1) Children are safe", "1 Children and Families", "Text\n 2 Staff development",
        # other things that are counted
        "3 staff meetings", "one staff survey", "1 child protection case", "3 family homes", "one parent families",
        "one person household", "3 children's homes", "3 children’s homes", "3 pupils' parents", "3 schools pupils",
        "2 services staff", "1 household waste site", "3 FTE staff", "two-person households", "3 child",
        # nobody in particular
        "one of the tenants", "no one person", "any one person", "one-to-one staff support", "phone people", "None people",
        "two thirds of pupils", "one People directorate",
        # further away
        "3 very young brown pupils", "3. Pupils", "3, pupils", "3\x00pupils",
    ],
)  # fmt: skip
def test_numbers_that_count_no_people(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("word", rules().people)
def test_every_word_of_the_scheme_is_looked_for(word: str) -> None:
    assert found(f"one {word}") or found(f"two {word}")


def test_a_scheme_may_have_one_word_alone() -> None:
    alone = small_numbers(replace(rules(), people=("Gypsy-traveller",)))
    assert [hit.shown for hit in alone.find("two gypsy traveller", [])] == ["two gypsy traveller"]


TEXTS = st.text(alphabet=st.characters(exclude_characters="\0"), max_size=60)
WITHOUT_NUMBERS = st.text(alphabet=st.characters(exclude_characters="oO", exclude_categories=("Nd", "Cs")))


@given(WITHOUT_NUMBERS)
def test_nothing_is_found_without_a_number(text: str) -> None:
    assert found(f"{text} pupils", 2) == []


@given(st.text())
def test_any_text_at_all(text: str) -> None:
    for hit in finder(20).find(text, number_starts(text)):
        assert text[hit.start : hit.start + len(hit.shown)] == hit.shown


@given(TEXTS, st.sampled_from(["3 young people", "two pupils", "1 child"]), TEXTS)
def test_a_planted_number_is_always_found(before: str, planted: str, after: str) -> None:
    assert planted in found(f"{before}\0{planted}. {after}")


@given(st.characters(codec="utf-8"))
def test_no_character_moves_what_follows_it(character: str) -> None:
    assert found(f"{character}. Two pupils") == ["Two pupils"]
