"""What is said to be done about an exception: whole sentences of the service's own, marked where they go on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.writing.measure import Font, wrap
from workbook_tools.writing.remedies import NO_REMEDY, say_remedy, split_sentences

FONT = Font(10.0)
WIDE = 10_000.0


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        (" \n ", []),
        ("One.", ["One."]),
        ("One. Two", ["One.", "Two"]),
        ("It rose by 3.5%. Work goes on.", ["It rose by 3.5%.", "Work goes on."]),
        ("Approx. 50% are ill. See no. 5 (e.g. Housing).", ["Approx. 50% are ill.", "See no. 5 (e.g. Housing)."]),
        ('He said "Stop." Then\nit ended!', ['He said "Stop."', "Then it ended!"]),
        ("Split into a. and b. here.", ["Split into a. and b. here."]),
        ("Why? 2 left. (All ill.) Ended", ["Why?", "2 left.", "(All ill.)", "Ended"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


@pytest.mark.parametrize(
    ("commentary", "said"),
    [
        ("", NO_REMEDY),
        ("  \n", NO_REMEDY),
        ("Spend relates to month 1. It is low.", "Spend relates to month 1. It is low."),
        ("Turnover is 5%. We will look again in Q3.", "… We will look again in Q3."),
        ("A plan is being written. It is due in May.", "A plan is being written. It is due in May."),
        ("It is late. Work is ongoing. It is hard.", "… Work is ongoing. It is hard."),
        ("It is late. Ongoing events weigh on it.", "It is late. Ongoing events weigh on it."),
        ("They were willing. It is done.", "They were willing. It is done."),
    ],
)
def test_what_is_done_comes_first(commentary: str, said: str) -> None:
    assert say_remedy(commentary, WIDE, FONT, 1) == said


def test_it_is_cut_at_the_end_of_a_sentence_and_marked() -> None:
    text = "We will write a plan. " * 3
    assert say_remedy(text, 300, FONT, 1) == "We will write a plan. We will write a plan. …"
    assert say_remedy(text, 60, FONT, 2) == "We will write a …"


@given(
    st.lists(
        st.sampled_from(["We will act.", "It is late.", "Costs rose by 3.5% on last year.", "Why?"]), min_size=1, max_size=9
    ),
    st.integers(120, 900),
    st.integers(1, 3),
)
def test_it_finds_room_and_leaves_nothing_out_unmarked(sentences: list[str], pixels: int, lines: int) -> None:
    said = say_remedy(" ".join(sentences), pixels, FONT, lines)
    assert len(wrap(said, pixels, FONT)) <= lines
    kept = said.removeprefix("… ").removesuffix(" …")
    assert kept in " ".join(sentences)
    assert said.startswith("… ") or " ".join(sentences).startswith(kept)
    assert said.endswith(" …") or " ".join(sentences).endswith(kept)
