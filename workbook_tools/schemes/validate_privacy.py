"""Whether a scheme's rules for privacy hold together: a threshold that words can be had for, people each named once."""

from collections.abc import Iterator

from workbook_tools.model.scheme import Scheme
from workbook_tools.model.spellings import NUMBER_WORDS, folded
from workbook_tools.schemes.explain import place

HIGHEST_BOUND = len(NUMBER_WORDS) + 1  # of numbers that are small; each has its word


def privacy_problems(scheme: Scheme) -> Iterator[str]:
    """What is wrong with the rules for privacy, a sentence each, without the file's name."""
    rules = scheme.privacy
    if rules is None:
        return
    if not 1 <= rules.small_number_below <= HIGHEST_BOUND:
        yield f"privacy.small_number_below is {rules.small_number_below}, but must be from 1 to {HIGHEST_BOUND}."
    if not rules.people:
        yield "privacy.people is empty."
    seen = set[str]()
    for index, word in enumerate(rules.people):
        path = ("privacy", "people", index)
        if not word.replace(" ", "").replace("-", "").isalpha():
            yield f"{place(path)} is '{word}', but must be a word or words of letters."
        if (name := folded(word.replace("-", " "))) in seen:
            yield f"{place(path)} is '{word}', which the list has already."
        seen.add(name)
