"""A scheme's rules for privacy: each way in which they can be wrong, and what `scheme show` says of them."""

from pathlib import Path

import pytest

from workbook_tools.cli import main
from workbook_tools.findings import SchemeError
from workbook_tools.schemes.describe import describe
from workbook_tools.schemes.describe_privacy import describe_privacy
from workbook_tools.schemes.load import list_schemes, load_scheme, parse_scheme

FILE = "made_up_council.toml"
TEXT = (Path(__file__).resolve().parents[1] / "data" / FILE).read_text(encoding="utf-8")
SOURCE = TEXT.split('source = "', 1)[1].split('"', 1)[0]


def scheme_text(below: str = "5", people: str = '["pupil", "pupils"]', source: str = SOURCE) -> str:
    return f'{TEXT}\n[privacy]\nsmall_number_below = {below}\npeople = {people}\nsource = "{source}"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (scheme_text("0"), "privacy.small_number_below is 0, but must be from 1 to 20."),
        (scheme_text("-5"), "privacy.small_number_below is -5, but must be from 1 to 20."),
        (scheme_text("21"), "privacy.small_number_below is 21, but must be from 1 to 20."),
        (scheme_text("4.5"), "privacy.small_number_below must be a whole number"),
        (scheme_text(people="[]"), "privacy.people is empty."),
        (
            scheme_text(people='["pupils", " "]'),
            "privacy.people[1] (the second) is ' ', but must be a word or words of letters.",
        ),
        (scheme_text(people='["p.*"]'), "privacy.people[0] (the first) is 'p.*', but must be a word or words of letters."),
        (scheme_text(people='["pupils", "Pupils"]'), "privacy.people[1] (the second) is 'Pupils', which the list has already."),
        (scheme_text(people='["looked-after child", "looked  after child"]'), "which the list has already."),
        (scheme_text(source="nothing"), "privacy.source is 'nothing', which is no key of documents"),
    ],
)
def test_a_breach_is_named(text: str, words: str) -> None:
    with pytest.raises(SchemeError) as caught:
        parse_scheme(text, FILE)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("below", "words"),
    [
        ("1", "are findings."),
        ("2", "and so is the number 1 before one of these: pupil, pupils."),
        ("20", "from 1 to 19 before"),
    ],
)
def test_rules_in_words(below: str, words: str) -> None:
    (rule,) = describe_privacy(parse_scheme(scheme_text(below), FILE))
    assert rule.topic == "Privacy"
    assert words in rule.words


def test_a_scheme_may_have_none() -> None:
    assert list(describe_privacy(parse_scheme(TEXT, FILE))) == []


@pytest.mark.parametrize("name", list_schemes())
def test_the_shipped_schemes_assume_below_five(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    scheme = load_scheme(name)
    assert scheme.privacy is not None
    assert (scheme.privacy.small_number_below, scheme.privacy.assumed) == (5, True)
    assert scheme.privacy.note.startswith("The council publishes no threshold.")
    assert main(["scheme", "show", name]) == 0
    shown = capsys.readouterr().out
    assert "a number from 1 to 4 before one of these: pupil, pupils, " in shown
    assert "staff members. [assumed]" in shown
    assert all(rule.topic != "Privacy" for rule in describe(scheme))  # no verdict rests on it
