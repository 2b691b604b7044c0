"""E-mail addresses, National Insurance numbers and named people in a text, each shown so that a message does not repeat it.

Every finder takes a text and gives its hits in order. All of them look first for what must be there ("@", a digit, a capital
letter), since nearly all texts have nothing to find.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from workbook_tools.challenge.hits import Hit, places_of

LONGEST_LOCAL_PART = 64  # characters of an address before its "@" (RFC 5321, 4.5.3.1.1)
_LOCAL_PART = re.compile(r"\w(?:[\w.+'&-]*[\w+-])?\Z")
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{1,62}")

# HMRC, National Insurance Manual, NIM39110: two letters (D, F, I, Q, U and V nowhere, O not second, seven pairs never), six
# digits, a letter from A to D. Here in pairs, in threes or in one piece.
_PREFIX = re.compile(r"(?<!\w)(?<!\w[-/_])([A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z][A-CEGHJ-NPR-TW-Za-ceghj-npr-tw-z])\s{0,2}\Z")
_DIGITS_AND_SUFFIX = re.compile(
    r"(?:[0-9]{2}\s{0,2}[0-9]{2}\s{0,2}[0-9]{2}|[0-9]{3}\s{0,2}[0-9]{3})\s{0,2}([A-Da-d])(?!\w)(?![-/_][0-9])"
)
NEVER_PREFIXES = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
_PREFIX_REACH = 6  # characters: two letters, two blanks, and two that tell whether a longer code ends there

_TITLES = r"Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Revd"
_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_PERSON = re.compile(
    rf"(?<![\w@.-])(?<![Nn]ear )({_TITLES})(?:\.\s{{0,2}}|\s{{1,2}})(?:[A-Z]{{1,2}}(?:\.\s?|\s)){{0,3}}"
    rf"(?P<particles>(?:[a-z]{{1,3}}(?:['\s-]|’)){{0,2}})(?P<name>{_UPPER}[^\W\d_]*(?:’[^\W\d_]+|['-][^\W\d_]+)*)"
)
OFFICES = frozenset({"cllr", "cllrs", "councillor", "councillors", "provost", "baillie", "bailie", "mayor", "msp", "mp"})
"""Elected offices that stand before a title; of these MSP and MP stand after a name, too."""
MEMBERS = frozenset({"MSP", "MP"})
_REACH = 30  # characters before a title and after a name that may tell an office
PARTICLES = frozenset(
    {"de", "da", "di", "du", "la", "le", "d", "van", "von", "der", "den", "ter", "ap", "ab", "al", "el", "bin"}
)
PROGRAMS = frozenset({"Access", "Excel", "Forms", "Office", "Outlook", "Project", "Teams", "Windows", "Word"})
"""What "Ms" stands before that is no name but a program."""
SHORTEST_IN_CAPITALS = 3  # letters; "Mr AB" says who is meant to nobody


def e_mail_addresses(text: str) -> Iterator[Hit]:
    """Addresses with a domain of at least two parts; of the part before the "@" only the first character is shown."""
    for at in places_of(text, "@"):
        local, domain = _LOCAL_PART.search(text, max(0, at - LONGEST_LOCAL_PART), at), _DOMAIN.match(text, at + 1)
        if local and domain:
            yield Hit(local.start(), f"{local[0][0]}…@{domain[0]}")


def insurance_numbers(text: str, starts: Sequence[int]) -> Iterator[Hit]:
    """National Insurance numbers, with or without blanks; in small letters without blanks only. The digits are never shown.

    Args:
        text: where to look.
        starts: where runs of digits begin in it.
    """
    for start in starts:
        if not (ending := _DIGITS_AND_SUFFIX.match(text, start)):
            continue
        prefix = _PREFIX.search(text[max(0, start - _PREFIX_REACH) : start])
        if prefix is None or prefix[1].upper() in NEVER_PREFIXES:
            continue
        whole = prefix[0] + ending[0]
        if whole.isupper() or whole.isalnum():
            yield Hit(start - len(prefix[0]), f"{prefix[1].upper()} ** ** ** {ending[1].upper()}")


def people_named(text: str) -> Iterator[Hit]:
    """A title and a name, of which the first letter is shown; not those who hold an elected office.

    Titles in capitals ("DR", "MS") are abbreviations of something else more often, initials alone ("Mr A") name nobody, and
    "Dr Gray's Hospital" is a place.
    """
    for start in sorted(place for capital in "DMPR" for place in places_of(text, capital)):
        found = _PERSON.match(text, start)
        if found and _is_name(found) and not _is_place(text, found) and not _holds_office(text, found):
            yield Hit(start, f"{found[1]} {found['name'][0]}…")


def _is_name(found: re.Match[str]) -> bool:
    bare = found["name"].removesuffix("'s").removesuffix("’s")
    if not PARTICLES.issuperset(re.findall("[a-z]+", found["particles"])) or (found[1] == "Ms" and bare in PROGRAMS):
        return False
    letters = sum(map(str.isalpha, bare))
    shortest = SHORTEST_IN_CAPITALS if bare.isupper() else SHORTEST_IN_CAPITALS - 1
    return letters >= shortest


def _is_place(text: str, found: re.Match[str]) -> bool:
    return found["name"].endswith(("'s", "’s")) and text[found.end() : found.end() + 2].strip(" ").isupper()


def _holds_office(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - _REACH) : found.start()].split()
    if before and before[-1].strip(".(").casefold() in OFFICES:
        return True
    names = takewhile(
        lambda word: word[:1].isupper() or word.startswith("(M"), text[found.end() : found.end() + _REACH].split()
    )
    return any(word.strip("(),.;") in MEMBERS for word in names)
