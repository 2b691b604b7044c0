"""The front page's sentences: every number right, singular and plural, nothing said of nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.model.scheme import CompareWith, TrendRule
from workbook_tools.model.words import Trend
from workbook_tools.periods import PeriodKind
from workbook_tools.writing.sentences import (
    AtWord,
    Standing,
    Travel,
    join_sentences,
    say_comparison,
    say_list,
    say_standing,
    say_travel,
)

WORDS = ("Green", "Amber", "Red", "Cancelled")


def at(*numbers: int, late: int | None = None) -> tuple[AtWord, ...]:
    return tuple(AtWord(word, number, late if word == "Red" else None) for word, number in zip(WORDS, numbers, strict=False))


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        (Standing("indicator", ()), ""),
        (Standing("indicator", at(0, 0, 0)), ""),
        (
            Standing("indicator", at(7, 2, 6), 12),
            "Of the 15 indicators with a status (12 have none), 7 are Green, 2 Amber and 6 Red.",
        ),
        (Standing("indicator", at(7, 2, 6)), "Of the 15 indicators, 7 are Green, 2 Amber and 6 Red."),
        (Standing("indicator", at(1, 2, 6)), "Of the 9 indicators, 1 is Green, 2 are Amber and 6 Red."),
        (Standing("indicator", at(1, 1, 6)), "Of the 8 indicators, 1 is Green, 1 Amber and 6 are Red."),
        (Standing("indicator", at(0, 1, 1), 1), "Of the 2 indicators with a status (1 has none), 1 is Amber and 1 Red."),
        (Standing("indicator", at(15)), "All 15 indicators are Green."),
        (Standing("indicator", at(15), 1), "All 15 indicators with a status (1 has none) are Green."),
        (Standing("risk", at(0, 1)), "The one risk is Amber."),
        (Standing("risk", at(0, 1), 3), "The one risk with a status (3 have none) is Amber."),
        (Standing("risk", at(0), 1), "The one risk has no status."),
        (Standing("action", at(0), 17), "None of the 17 actions has a status."),
        (
            Standing("action", at(1203, 0, 18), 1000),
            "Of the 1,221 actions with a status (1,000 have none), 1,203 are Green and 18 Red.",
        ),
        (Standing("action", at(2, 0, 18, 3)), "Of the 23 actions, 2 are Green, 18 Red and 3 Cancelled."),
        (Standing("action", at(2, 0, 9, late=5)), "Of the 11 actions, 2 are Green and 9 Red (5 of them past their due date)."),
        (Standing("action", at(2, 0, 18, late=1)), "Of the 20 actions, 2 are Green and 18 Red (1 of them past its due date)."),
        (Standing("action", at(2, 0, 18, late=18)), "Of the 20 actions, 2 are Green and 18 Red (all past their due date)."),
        (Standing("action", at(2, 0, 1, late=1)), "Of the 3 actions, 2 are Green and 1 is Red (past its due date)."),
        (Standing("action", at(2, 0, 18, late=0)), "Of the 20 actions, 2 are Green and 18 Red."),
    ],
)
def test_how_rows_stand(standing: Standing, sentence: str) -> None:
    assert say_standing(standing) == sentence


def travel(improved: int, same: int, declined: int, not_compared: int = 0) -> Travel:
    by_trend = ((Trend.IMPROVED, improved), (Trend.SAME, same), (Trend.DECLINED, declined))
    return Travel(by_trend, not_compared, "since the previous year")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (travel(0, 0, 0), ""),
        (travel(0, 0, 0, 9), ""),
        (
            travel(9, 3, 9),
            "Of the 21 indicators, 9 have improved, 3 have stayed the same and 9 have declined since the previous year.",
        ),
        (
            travel(1, 0, 2, 1),
            "Of the 3 indicators that can be compared (1 cannot), 1 has improved and 2 have declined since the previous year.",
        ),
        (travel(0, 2, 0), "All 2 indicators have stayed the same since the previous year."),
        (travel(0, 0, 1), "The one indicator has declined since the previous year."),
        (
            travel(0, 0, 1, 4),
            "The one indicator that can be compared (4 cannot) has declined since the previous year.",
        ),
    ],
)
def test_which_way_indicators_went(given: Travel, sentence: str) -> None:
    assert say_travel(given) == sentence


@pytest.mark.parametrize(
    ("compare_with", "periods", "at_least", "kind", "words"),
    [
        ("previous_period", 1, 1, PeriodKind.YEAR, "since the previous year"),
        ("previous_period", 1, 1, None, "since the previous period"),
        ("previous_period", 1, 1, PeriodKind.HALF, "since the previous half year"),
        ("same_period_last_year", 1, 1, PeriodKind.QUARTER, "since the same quarter last year"),
        ("same_period_last_year", 1, 1, PeriodKind.YEAR, "since the previous year"),
        ("same_period_last_year", 1, 1, None, "since the same period last year"),
        ("mean_of_last", 3, 1, PeriodKind.YEAR, "against the mean of up to 3 earlier years"),
        ("mean_of_last", 3, 3, PeriodKind.QUARTER, "against the mean of the last 3 quarters"),
        ("mean_of_last", 1, 1, PeriodKind.MONTH, "since the previous month"),
        ("mean_of_same_period", 3, 3, PeriodKind.QUARTER, "against the mean of the same quarter in the last 3 years"),
        ("mean_of_same_period", 3, 2, PeriodKind.MONTH, "against the mean of the same month in up to 3 earlier years"),
        ("mean_of_same_period", 3, 3, PeriodKind.YEAR, "against the mean of the last 3 years"),
        ("mean_of_same_period", 1, 1, PeriodKind.DAY, "since the same day last year"),
    ],
)
def test_the_comparison_in_the_schemes_own_terms(
    compare_with: CompareWith, periods: int, at_least: int, kind: PeriodKind | None, words: str
) -> None:
    rule = TrendRule(source="document", compare_with=compare_with, periods=periods, at_least=at_least)
    assert say_comparison(rule, kind) == words


@pytest.mark.parametrize(("parts", "text"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")])
def test_lists(parts: tuple[str, ...], text: str) -> None:
    assert say_list(parts) == text


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("", "", ""),
        ("All 2 risks are Low.", "", "All 2 risks are Low."),
        ("", "All 2 risks are Low.", "All 2 risks are Low."),
        ("The one action is Red.", "All 2 risks are Low.", "The one action is Red; all 2 risks are Low."),
    ],
)
def test_two_statements_are_one_sentence(first: str, second: str, joined: str) -> None:
    assert join_sentences(first, second) == joined


def numbers_in(text: str) -> list[int]:
    """Every number of a text, "one" among them, "none" left aside."""
    return [1 if found == "one" else int(found.replace(",", "")) for found in re.findall(r"\bone\b|\d[\d,]*\d|\d", text)]


@given(
    numbers=st.lists(st.integers(0, 3000), min_size=1, max_size=4),
    without=st.integers(0, 3000),
    noun=st.sampled_from(["indicator", "action", "risk"]),
    data=st.data(),
)
def test_numbers_add_up_to_the_rows(numbers: list[int], without: int, noun: str, data: st.DataObject) -> None:
    late = data.draw(st.integers(0, numbers[2])) if len(numbers) > 2 else None
    sentence = say_standing(Standing(noun, at(*numbers, late=late), without))
    total = sum(numbers)
    if not total + without:
        assert sentence == ""
        return
    outside = re.sub(r" \([^)]*\)", "", sentence)  # what is in brackets is no part of the sum
    found = numbers_in(outside)
    if not total:
        assert found == [without]
        return
    assert found[0] == total
    assert [number for number in numbers if number] == (found[1:] or found)
    in_brackets = numbers_in("".join(re.findall(r"\([^)]*\)", sentence)))
    told = [late] if late is not None and 0 < late < numbers[2] else []
    assert in_brackets == [*([without] if without else []), *told]
    assert ("(all past" in sentence or "(past" in sentence) == (late is not None and 0 < late == numbers[2])


@given(improved=st.integers(0, 99), same=st.integers(0, 99), declined=st.integers(0, 99), not_compared=st.integers(0, 99))
def test_directions_add_up_to_the_indicators(improved: int, same: int, declined: int, not_compared: int) -> None:
    sentence = say_travel(travel(improved, same, declined, not_compared))
    given_numbers = [number for number in (improved, same, declined) if number]
    if not given_numbers:
        assert sentence == ""
        return
    found = numbers_in(re.sub(r" \([^)]*\)", "", sentence))
    assert found[0] == sum(given_numbers)
    assert (found[1:] or found) == given_numbers
    assert numbers_in("".join(re.findall(r"\([^)]*\)", sentence))) == [not_compared] * bool(not_compared)


@pytest.mark.parametrize("number", range(4))
def test_verbs_agree_with_their_numbers(number: int) -> None:
    for sentence in (say_standing(Standing("action", at(number, 1, 2), number)), say_travel(travel(number, 1, 2, number))):
        assert not re.search(r"\b1 (are|have)\b|\b([2-9]|one) (is|has)\b", sentence)
