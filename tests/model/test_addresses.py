"""Addresses and domains: the plain form alone is one; what stands for other letters is known by its form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.model.addresses import (
    MOST_ADDRESS,
    MOST_DOMAIN,
    PERSONAL_DOMAINS,
    encoded_domain,
    is_address,
    is_domain,
    is_encoded,
    shown_domain,
)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("example.gov.uk", True),
        ("EXAMPLE.GOV.UK", True),
        ("a.b", True),
        ("1.uk", True),
        ("a-b--c.uk", True),
        ("xn--caf-dma.uk", True),
        ("a" * 63 + ".uk", True),
        ("a" * 64 + ".uk", False),
        (("a" * 49 + ".") * 5 + "uk.", False),
        (("a" * 49 + ".") * 5 + "abc", True),
        (("a" * 49 + ".") * 5 + "abcd", False),
        ("uk", False),
        ("", False),
        (".uk", False),
        ("a.uk.", False),
        ("a..uk", False),
        ("-a.uk", False),
        ("a-.uk", False),
        ("a_b.uk", False),
        ("a b.uk", False),
        ("a.uk\n", False),
        ("é.uk", False),
        ("192.0.2.1", False),
        ("a.1", False),
        ("a.1b", True),
    ],
)
def test_domains(text: str, is_one: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_domain(text) is is_one
    assert MOST_DOMAIN == 253


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("a@b.uk", True),
        ("first.last+tag@sub.example-council.gov.uk", True),
        ("o'neill@example.gov.uk", True),
        ("c" * 64 + "@example.gov.uk", True),
        ("c" * 65 + "@example.gov.uk", False),
        ("c" * 64 + "@" + ("a" * 46 + ".") * 4 + "a", True),
        ("c" * 64 + "@" + ("a" * 46 + ".") * 4 + "ab", False),
        ("a@b", False),
        ("@b.uk", False),
        ("a.@b.uk", False),
        ("a@b.uk\n", False),
        ("a@b.uk,c@d.uk", False),
        ('"a"@b.uk', False),
        ("<a@b.uk>", False),
        ("é@b.uk", False),
        ("a@é.uk", False),
    ],
)
def test_addresses(text: str, is_one: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_address(text) is is_one
    assert MOST_ADDRESS == 254


@pytest.mark.parametrize(
    ("domain", "encoded"),
    [
        ("café.gov.uk", "xn--caf-dma.gov.uk"),
        ("CAFÉ.gov.uk", "xn--caf-dma.gov.uk"),
        ("exаmple.gov.uk", "xn--exmple-4nf.gov.uk"),  # a Cyrillic a
        ("ｅxample.gov.uk", None),  # a wide e: the same domain as with the plain one
        ("example。gov.uk", None),
        ("..é", None),
        ("é", None),
        ("é" * 64 + ".uk", None),
        ("é" * 300, None),
        ("a\u202eé.uk", None),
        ("example.gov.uk", None),
    ],
)
def test_the_form_of_a_domain_for_mail_systems(domain: str, encoded: str | None) -> None:
    assert encoded_domain(domain) == encoded


@pytest.mark.parametrize(
    ("domain", "shown"),
    [
        ("xn--caf-dma.gov.uk", "café.gov.uk"),
        ("XN--CAF-DMA.gov.uk", "café.gov.uk"),
        ("xn--zzzzzzzzzzzzz999999.uk", None),
        ("xn--a", None),
        ("example.gov.uk", None),
    ],
)
def test_what_a_domain_is_shown_as(domain: str, shown: str | None) -> None:
    assert shown_domain(domain) == shown
    assert is_encoded(domain) is domain.lower().startswith("xn--")


def test_personal_domains_are_domains_in_lower_case() -> None:
    assert [domain for domain in sorted(PERSONAL_DOMAINS) if not is_domain(domain) or domain != domain.lower()] == []


@given(st.text())
def test_the_form_for_mail_systems_is_a_domain_that_is_shown_as_something(text: str) -> None:
    encoded = encoded_domain(text)
    if encoded is not None:
        assert is_domain(encoded)
        assert is_encoded(encoded)
        assert shown_domain(encoded)


@given(st.one_of(st.text(), st.from_regex(r"[a-z.@\"<> -]{1,40}")))
def test_an_address_is_plain_and_has_one_domain(text: str) -> None:
    if is_address(text):
        assert text.isascii()
        assert text.isprintable()
        assert text.count("@") == 1
        assert not set(text) & set(' "<>(),:;\\[]')
