"""Which of several versions of a return is the latest."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_found import october
from workbook_tools.consolidation.versions import latest, version_number
from workbook_tools.model.consolidation import ReturnFacts


def facts(signed: int | None = None, saved: int | None = None, version: str = "") -> ReturnFacts:
    """Days of October 2026."""
    return ReturnFacts(
        signed_off_on=october(signed) if signed else None, saved_on=october(saved) if saved else None, version=version
    )


@pytest.mark.parametrize(
    ("other", "taken", "reason"),
    [
        (facts(1), facts(3), "signed off on 3 October 2026, this one on 1 October 2026"),
        (
            facts(1, saved=9, version="9"),
            facts(3, saved=2, version="1"),
            "signed off on 3 October 2026, this one on 1 October 2026",
        ),
        (facts(3, saved=4), facts(3, saved=5), "last saved on 5 October 2026, this one on 4 October 2026"),
        (facts(9, saved=4), facts(saved=5), "last saved on 5 October 2026, this one on 4 October 2026"),
        (facts(saved=4), facts(9, saved=5), "last saved on 5 October 2026, this one on 4 October 2026"),
        (facts(3, 4, "2.3"), facts(3, 4, "2.10"), "version 2.10, this one version 2.3"),
        (facts(9, 4, "2.3"), facts(None, 4, "2.10"), "version 2.10, this one version 2.3"),
        (facts(9, None, "2.3"), facts(None, 4, "v3"), "version 3, this one version 2.3"),
        (facts(version="Version 1.9.9"), facts(version="No. 2"), "version 2, this one version 1.9.9"),
    ],
)
def test_the_later_of_two(other: ReturnFacts, taken: ReturnFacts, reason: str) -> None:
    for versions, place in (((other, taken), 1), ((taken, other), 0)):
        decision = latest([(f"{number}.xlsx", version) for number, version in enumerate(versions)])
        assert (decision.taken, decision.unclear) == (place, ())
        assert decision.reasons == {1 - place: f"{place}.xlsx was taken: {reason}."}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (facts(), facts()),
        (facts(3), facts(3)),
        (facts(3, 4, "2"), facts(3, 4, "2.0")),
        (facts(3), facts(None, 4)),
        (facts(3, version="2"), facts(version="final")),
        (facts(version="draft"), facts(version="final")),
    ],
)
def test_where_nothing_decides_the_last_is_taken_and_it_is_said(first: ReturnFacts, second: ReturnFacts) -> None:
    for versions in ((first, second), (second, first)):
        decision = latest(list(zip(("a.xlsx", "b.xlsx"), versions, strict=True)))
        assert (decision.taken, decision.unclear) == (1, (0, 1))
        assert decision.reasons == {0: "b.xlsx was taken as the last by its name: nothing tells which of the two is later."}


def test_one_that_is_certainly_older_is_not_in_doubt() -> None:
    decision = latest([("a.xlsx", facts(3)), ("b.xlsx", facts(1)), ("c.xlsx", facts(3))])
    assert (decision.taken, decision.unclear) == (2, (0, 2))
    assert decision.reasons[1] == "c.xlsx was taken: signed off on 3 October 2026, this one on 1 October 2026."


def test_three_that_would_go_round_in_a_circle_are_decided_in_the_same_way_in_any_order() -> None:
    """By pairs the first is later than the second (saved), the second than the third (signed off), the third than the first."""
    circle = {"a.xlsx": facts(1, 9), "b.xlsx": facts(None, 5), "c.xlsx": facts(2, 3)}
    for names in permutations(circle):
        decision = latest([(name, circle[name]) for name in names])
        assert (names[decision.taken], decision.unclear) == ("a.xlsx", ())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2", (2,)),
        ("2.0", (2,)),
        ("2.10", (2, 10)),
        ("2.1", (2, 1)),
        ("02.3", (2, 3)),
        ("0", (0,)),
        ("0.0", (0,)),
        (" v2.3 ", (2, 3)),
        ("V 2", (2,)),
        ("ver. 4", (4,)),
        ("version2", (2,)),
        ("No. 3", (3,)),
        ("", None),
        ("final", None),
        ("draft 2", None),
        ("2 (final)", None),
        ("2,3", None),
        ("2..3", None),
        (".2", None),
        ("3/10/2026", None),
        ("²", None),
        ("٣", None),
        ("1" * 40, (int("1" * 40),)),
        ("1" * 41, None),
    ],
)
def test_a_number_of_a_version(text: str, numbers: tuple[int, ...] | None) -> None:
    assert version_number(text) == numbers


DAYS = st.none() | st.dates(date(2026, 10, 1), date(2026, 10, 4))
FACTS = st.builds(ReturnFacts, signed_off_on=DAYS, saved_on=DAYS, version=st.sampled_from(["", "1", "2.3", "2.10", "final"]))


@given(st.lists(FACTS, min_size=1, max_size=6))
def test_each_version_is_taken_or_told_why_not(versions: list[ReturnFacts]) -> None:
    decision = latest([(f"{number}.xlsx", version) for number, version in enumerate(versions)])
    assert {decision.taken, *decision.reasons} == set(range(len(versions)))
    assert decision.taken not in decision.reasons
    assert not decision.unclear or decision.unclear[-1] == decision.taken
    if all(version.signed_off_on for version in versions):
        assert versions[decision.taken].signed_off_on == max(v.signed_off_on for v in versions if v.signed_off_on)


@given(st.lists(FACTS, min_size=2, max_size=5), st.randoms())
def test_the_order_of_files_matters_only_where_nothing_decides(versions: list[ReturnFacts], random: object) -> None:
    named = [(f"{number}.xlsx", version) for number, version in enumerate(versions)]
    shuffled = list(named)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = latest(named), latest(shuffled)
    assert {named[at][0] for at in one.unclear} == {shuffled[at][0] for at in other.unclear}
    assert one.unclear or named[one.taken] == shuffled[other.taken]
