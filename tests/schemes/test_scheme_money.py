"""Each way in which a scheme's rules for money can be wrong, planted alone into a good one."""

from pathlib import Path

import pytest

from workbook_tools.findings import SchemeError
from workbook_tools.schemes.load import parse_scheme

FILE = "made_up_council.toml"
TEXT = (Path(__file__).resolve().parents[1] / "data" / FILE).read_text(encoding="utf-8")
SOURCE = TEXT.split('source = "', 1)[1].split('"', 1)[0]


def rule(table: str, status: str, bound: str = "") -> str:
    return f'[[finance.{table}]]\nstatus = "{status}"\n{bound}\nsource = "{SOURCE}"\n'


def scheme_text(*rules: str, head: str = "") -> str:
    return "\n".join((TEXT, f'[finance]\n{head}\nsource = "{SOURCE}"', *rules))


OK, WARNING, LAST = (
    rule("variance_status", "ok", "adverse_at_most = 1"),
    rule("variance_status", "warning", "adverse_at_most = 5"),
    rule("variance_status", "alert"),
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (scheme_text(OK, WARNING), "finance.variance_status[1] (the second) is the last rule and must have no condition"),
        (scheme_text(LAST, LAST), "finance.variance_status[0] (the first) has no condition, so the rules after it"),
        (scheme_text(WARNING, OK, LAST), "is 1, but must be more than 5 of the rule before."),
        (scheme_text(OK, OK, LAST), "is 1, but must be more than 1 of the rule before."),
        (scheme_text(rule("variance_status", "ok", "adverse_at_most = -0.5"), LAST), "is -0.5, but must be 0 or more."),
        (scheme_text(rule("variance_status", "purple")), "'purple', which is no style of styles.indicators"),
        (
            scheme_text(
                rule("savings_status", "ok", "delivered_at_least = 80"),
                rule("savings_status", "warning", "delivered_at_least = 80"),
                rule("savings_status", "alert"),
            ),
            "is 80, but must be less than 80 of the rule before.",
        ),
        (scheme_text(head='variance_sign = "positive"'), "finance.variance_sign is 'positive', but must be"),
        (scheme_text(head='money_in = "pence"'), "finance.money_in is 'pence', but must be"),
        (scheme_text(rule("variance_status", "ok", "adverse = 1")), "unknown key 'adverse'"),
    ],
)
def test_a_breach_is_named(text: str, words: str) -> None:
    with pytest.raises(SchemeError) as caught:
        parse_scheme(text, FILE)
    assert words in str(caught.value)


def test_a_scheme_may_have_rules_for_one_of_the_two_or_none() -> None:
    for rules in ((OK, WARNING, LAST), (LAST,), ()):
        finance = parse_scheme(scheme_text(*rules), FILE).finance
        assert finance is not None
        assert (len(finance.variance_status), finance.savings_status, finance.variance_sign) == (len(rules), (), None)
    assert parse_scheme(TEXT, FILE).finance is None
