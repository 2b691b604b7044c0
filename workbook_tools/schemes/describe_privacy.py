"""A scheme's rules for privacy in plain English, for `scheme show`."""

from collections.abc import Iterator

from workbook_tools.model.scheme import PrivacyRules, Scheme
from workbook_tools.schemes.describe import RuleInWords, in_words


def describe_privacy(scheme: Scheme) -> Iterator[RuleInWords]:
    """What is looked for in notes, if anything; no verdict rests on it, so the key sheet leaves it out."""
    if scheme.privacy is not None:
        yield in_words(scheme, "Privacy", _words(scheme.privacy), scheme.privacy)


def _words(rules: PrivacyRules) -> str:
    looked_for = "E-mail addresses, National Insurance numbers and named people in notes are findings"
    if rules.small_number_below == 1:
        return f"{looked_for}."
    numbers = "the number 1" if rules.small_number_below == 2 else f"a number from 1 to {rules.small_number_below - 1}"  # noqa: PLR2004 - bound of 1
    return f"{looked_for}, and so is {numbers} before one of these: {', '.join(rules.people)}."
