"""The addresses and domains of a distribution list, each held against the rules for it; nothing is corrected."""

import re
import unicodedata
from collections.abc import Collection, Iterator

from workbook_tools import catalogue
from workbook_tools.findings import Finding, Sentence
from workbook_tools.model.addresses import (
    PERSONAL_DOMAINS,
    encoded_domain,
    is_address,
    is_domain,
    is_encoded,
    shown_domain,
)
from workbook_tools.reading.list_cells import ListCell

WITH_NAME = re.compile(r"[<>\"]|^mailto:|\S\s+\S+@|@\S+\s+\S", re.IGNORECASE)
"""An angle bracket, a quotation mark, or words beside what may be an address."""
SEPARATORS = re.compile(r"[;,]")
MOST_LOOKED_AT = 1000  # characters; no name and address together are longer
MOST_LETTERS = 3  # that are named in a message


def address_findings(cell: ListCell, domains: Collection[str]) -> Iterator[Finding]:
    """What is wrong with the text of a cell as an address in one of the domains, the first only; nothing where it is in order.

    Args:
        cell: whose text has no character that cannot be seen.
        domains: the allowed ones, in lower case.
    """
    text = cell.text or ""
    domain = text.rpartition("@")[2]
    if len(text) > MOST_LOOKED_AT:
        yield catalogue.LIST_ADDRESS_WRONG.at(cell.where, text=text)
    elif WITH_NAME.search(text) and not SEPARATORS.search(text):
        yield catalogue.LIST_ADDRESS_WITH_NAME.at(cell.where, text=text)
    elif not text.isascii():
        yield _not_ascii(cell, domain)
    elif not is_address(text):
        yield catalogue.LIST_ADDRESS_WRONG.at(cell.where, text=text)
    elif domain.lower() not in domains:
        yield catalogue.LIST_ADDRESS_OUTSIDE.at(cell.where, address=text, domain=domain)


def domain_findings(cell: ListCell) -> Iterator[Finding]:
    """What is wrong with the text of a cell as a domain: one error, or warnings; nothing where it is in order.

    The text has no character that cannot be seen.
    """
    text = cell.text or ""
    if "*" in text or text.startswith("."):
        yield catalogue.LIST_DOMAIN_WILDCARD.at(cell.where, text=text)
    elif not text.isascii():
        yield _not_ascii(cell, text)
    elif not is_domain(text) or (is_encoded(text) and shown_domain(text) is None):
        yield catalogue.LIST_DOMAIN_WRONG.at(cell.where, text=text)
    else:
        if shown := shown_domain(text):
            yield catalogue.LIST_DOMAIN_ENCODED.at(cell.where, domain=text, shown=shown)
        if text.lower() in PERSONAL_DOMAINS:
            yield catalogue.LIST_DOMAIN_PERSONAL.at(cell.where, domain=text)


def _not_ascii(cell: ListCell, domain: str) -> Finding:
    encoded = encoded_domain(domain)
    advice = f" In the form for mail systems the domain is {encoded}." if encoded else " Type it again."
    letters = Sentence(", ".join(_named(cell.text or "")))
    return catalogue.LIST_NOT_ASCII.at(cell.where, text=cell.text, letters=letters, advice=Sentence(advice))


def _named(text: str) -> Iterator[str]:
    """The first letters that are not plain, by their names: "а" and "a" look alike, CYRILLIC SMALL LETTER A does not."""
    other = dict.fromkeys(mark for mark in text if not mark.isascii())
    yield from (f"'{mark}' ({unicodedata.name(mark, f'U+{ord(mark):04X}').lower()})" for mark in list(other)[:MOST_LETTERS])
