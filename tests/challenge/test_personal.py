"""What counts as an e-mail address, a National Insurance number, a named person; and what of it a message repeats."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.challenge.hits import number_starts
from workbook_tools.challenge.personal import NEVER_PREFIXES, e_mail_addresses, insurance_numbers, people_named

FIRST = "ABCEGHJKLMNOPRSTWXYZ"  # NIM39110: no D, F, I, Q, U, V
SECOND = FIRST.replace("O", "")
PLAIN = st.text(alphabet=st.characters(exclude_characters="@DMPR", exclude_categories=("Nd", "Cs")))
"""Texts without "@", without digits, without the first letter of any title."""


def addresses(text: str) -> list[str]:
    return [hit.shown for hit in e_mail_addresses(text)]


def numbers(text: str) -> list[str]:
    return [hit.shown for hit in insurance_numbers(text, number_starts(text))]


def named(text: str) -> list[str]:
    return [hit.shown for hit in people_named(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask jane.smith@moray.gov.uk.", ["j…@moray.gov.uk"]),
        ("info@clacks.gov.uk", ["i…@clacks.gov.uk"]),
        ("<mailto:jane@x.gov.uk>", ["j…@x.gov.uk"]),
        ("(o'neill+work@x.uk)", ["o…@x.uk"]),
        ("'jane@x.uk'", ["j…@x.uk"]),
        ("jane@münchen.de", ["j…@münchen.de"]),
        ("a@b.uk, c@d.org; e@f.wales", ["a…@b.uk", "c…@d.org", "e…@f.wales"]),
        ("x" * 100 + "@b.uk", ["x…@b.uk"]),
        ("@VOGCouncil achieved 13,000 impressions", []),
        ("https://medium.com/@user", []),
        ("jane@council", []),  # no domain that mail could leave for
        ("jane @moray.gov.uk", []),
        ("package@1.2.3", []),
        ("a.@b.uk", []),
        ("@", []),
        ("@@@@", []),
        ("", []),
    ],
)
def test_e_mail_addresses(text: str, expected: list[str]) -> None:
    assert addresses(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "AB123456C",
        "AB 12 34 56 C",
        "AB  12  34  56  C",
        "AB\u00a012\u00a034\u00a056\u00a0C",
        "AB 123 456 C",
        "AB 123456 C",
        "ab123456c",
        "Ab123456C",
        "NI number: AB123456C.",
        "(AB123456C)",
        "AB123456C, aged",
        "AB123456C/wife",
        "12 AB123456C",
    ],
)
def test_national_insurance_numbers(text: str) -> None:
    assert numbers(text) == ["AB ** ** ** C"]


@pytest.mark.parametrize(
    "text",
    [
        "HB 12 34 56",  # a document
        "HB 12 34 56 of documents",
        "HB 12 34 56 and others",
        "AB123456",
        "AB123456E",
        "AB12345C",
        "AB1234567C",
        "AB123456CD",
        "XAB123456C",
        "1AB123456C",
        "AB123456C-01",
        "AB123456C/19",
        "REF/AB123456C",
        "PL-AB123456A",
        "A B123456C",
        "AB-12-34-56-C",
        "by 31 03 23 a total of",  # small letters with blanks are a date in a sentence
        "ab 12 34 56 c",
        "AB 1 2 3 4 5 6 C",
    ],
)
def test_codes_that_are_no_national_insurance_number(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize("second", string.ascii_uppercase)
@pytest.mark.parametrize("first", string.ascii_uppercase)
def test_prefixes_as_hmrc_gives_them(first: str, second: str) -> None:
    allowed = first in FIRST and second in SECOND and first + second not in NEVER_PREFIXES
    assert bool(numbers(f"{first}{second}123456A")) is allowed


@pytest.mark.parametrize("suffix", string.ascii_uppercase)
def test_suffixes_as_hmrc_gives_them(suffix: str) -> None:
    assert bool(numbers(f"AB 12 34 56 {suffix}")) is (suffix in "ABCD")


def test_the_pairs_that_are_never_a_prefix() -> None:
    assert {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"} == NEVER_PREFIXES


@given(
    PLAIN,
    st.tuples(
        st.sampled_from([first + second for first in FIRST for second in SECOND if first + second not in NEVER_PREFIXES]),
        *[st.integers(0, 99).map("{:02}".format)] * 3,
        st.sampled_from("ABCD"),
    ),
    st.sampled_from(["", " ", "\u00a0", "\n"]),
    PLAIN,
)
def test_a_planted_number_is_always_found_and_never_shown(before: str, parts: tuple[str, ...], blank: str, after: str) -> None:
    (shown,) = numbers(f"{before} {blank.join(parts)} {after}")
    assert shown == f"{parts[0]} ** ** ** {parts[-1]}"
    assert not re.search("[0-9]", shown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr Smith", ["Mr S…"]),
        ("Mr. Smith", ["Mr S…"]),
        ("Mr J. Smith", ["Mr S…"]),
        ("Mr J Smith", ["Mr S…"]),
        ("Mr JA Smith", ["Mr S…"]),
        ("Mr J.A.Smith", ["Mr S…"]),
        ("Mr\u00a0Smith", ["Mr S…"]),
        ("Mrs O'Neill-Brown", ["Mrs O…"]),
        ("Mrs O’Neill", ["Mrs O…"]),
        ("Mrs Évora", ["Mrs É…"]),
        ("Dr SMITH", ["Dr S…"]),
        ("Miss Brown's appeal", ["Miss B…"]),
        ("Mx Lee", ["Mx L…"]),
        ("Mr Ng", ["Mr N…"]),
        ("Prof. Green and Professor Brown", ["Prof G…", "Professor B…"]),
        ("Mr van der Berg", ["Mr B…"]),
        ("Ms d'Arcy", ["Ms A…"]),
        ("Ms d’Arcy", ["Ms A…"]),
        ("Revd Jones", ["Revd J…"]),
        ("Mr and Mrs Smith", ["Mrs S…"]),
        ("Ms Jones", ["Ms J…"]),
        ("Dr Gray's", ["Dr G…"]),
        ("Team Leader Mr Smith", ["Mr S…"]),
        ("Mr Smith emailed the MP", ["Mr S…"]),
    ],
)
def test_people_named(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Cllr Smith",  # elected
        "Cllr Mr Smith",
        "Councillor Mrs A. Brown",
        "councillor Dr Brown",
        "Provost Dr Smith",
        "Baillie Mrs Smith",
        "Bailie Mr Smith",
        "Mr Smith MSP",
        "Mr John Smith, MP",
        "Ms Ann Jones (MSP)",
        "MS Teams",  # a program
        "Ms Teams",
        "MS 365 implementation",
        "DR SMITH",  # disaster recovery more often than a doctor
        "DR Plan",
        "MR Scanner",
        "Mr A",  # nobody
        "Mr AB",
        "Mr A's case",
        "Mr [name removed]",
        "Dr Gray's Hospital",  # a place
        "Dr Bell’s School",
        "Near Miss Reporting",
        "near Miss Reports",
        "mr smith",
        "Dr and nurse",
        "Mr has resigned",
        "HDMr Smith",
        "Drs Smith",
        "Miss",
        "Mrs",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert named(text) == []


@given(PLAIN, st.sampled_from(["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor", "Revd"]), PLAIN)
def test_a_planted_name_is_always_found(before: str, title: str, after: str) -> None:
    assert named(f"{before}\0{title} Abercrombie. {after}") == [f"{title} A…"]


@given(PLAIN, st.sampled_from(["jane.smith", "j", "o'neill"]), st.sampled_from(["moray.gov.uk", "x.wales"]), PLAIN)
def test_a_planted_address_is_always_found_and_its_name_never_shown(before: str, local: str, domain: str, after: str) -> None:
    assert addresses(f"{before} {local}@{domain} {after}") == [f"{local[0]}…@{domain}"]


@given(PLAIN)
def test_nothing_is_found_where_nothing_can_be(text: str) -> None:
    assert addresses(text) + numbers(text) + named(text) == []


@given(st.text())
def test_any_text_at_all(text: str) -> None:
    hits = [*e_mail_addresses(text), *insurance_numbers(text, number_starts(text)), *people_named(text)]
    assert all(0 <= hit.start < len(text) for hit in hits)


@given(st.text(alphabet=" 0123456789a\u0664"))
def test_where_runs_of_digits_begin(text: str) -> None:
    starts = number_starts(text)
    assert starts == sorted(starts)
    assert [match.start() for match in re.finditer(r"(?<!\d)[0-9]", text)] == starts
