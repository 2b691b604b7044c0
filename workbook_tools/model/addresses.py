"""E-mail addresses and their domains: what one is, and what stands behind one that is written in other letters."""

import re

MOST_LOCAL_PART, MOST_ADDRESS = 64, 254  # characters, RFC 5321 section 4.5.3.1
MOST_DOMAIN = 253  # characters, RFC 1035 section 2.3.4 without the last dot
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = rf"{_LABEL}(?:\.{_LABEL})+"
_ADDRESS = re.compile(rf"(?P<local>{_ATOM}(?:\.{_ATOM})*)@{_DOMAIN}")
_WITH_LAST_WORD = re.compile(rf"(?=.*\.[^.]*[A-Za-z][^.]*\Z){_DOMAIN}")  # "192.0.2.1" is a number of a computer, no domain
_ENCODED = "xn--"  # how a part of a domain begins that stands for other letters, RFC 5890 section 2.3.1
PERSONAL_DOMAINS = frozenset(
    {
        *("aol.com", "aol.co.uk", "blueyonder.co.uk", "btinternet.com", "btopenworld.com", "fastmail.com", "gmail.com"),
        *("gmx.co.uk", "gmx.com", "googlemail.com", "hotmail.co.uk", "hotmail.com", "icloud.com", "live.co.uk", "live.com"),
        *("mac.com", "mail.com", "me.com", "msn.com", "ntlworld.com", "outlook.com", "pm.me", "proton.me", "protonmail.com"),
        *("rocketmail.com", "sky.com", "talktalk.net", "tiscali.co.uk", "tuta.com", "tutanota.com", "virgin.net"),
        *("virginmedia.com", "yahoo.co.uk", "yahoo.com", "ymail.com", "zoho.com"),
    }
)
"""Domains in which anybody can have an address."""


def is_address(text: str) -> bool:
    """Whether a text is one address in the plain form name@example.gov.uk, in ASCII, without any blank or quotation mark."""
    match = _ADDRESS.fullmatch(text)
    return match is not None and len(match["local"]) <= MOST_LOCAL_PART and len(text) <= MOST_ADDRESS


def is_domain(text: str) -> bool:
    """Whether a text is one domain such as example.gov.uk, in ASCII."""
    return len(text) <= MOST_DOMAIN and _WITH_LAST_WORD.fullmatch(text) is not None


def encoded_domain(domain: str) -> str | None:
    """The form in ASCII that mail systems use for a domain in other letters, such as "xn--caf-dma.gov.uk" (RFC 3490).

    None where it has none, as where its letters only look like other letters of ASCII.
    """
    if len(domain) > MOST_DOMAIN:
        return None
    try:
        encoded = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return encoded if is_domain(encoded) and is_encoded(encoded) else None


def shown_domain(domain: str) -> str | None:
    """What a domain with parts such as "xn--caf-dma" is shown as by mail programs.

    None where it has no such part, or one that stands for nothing.
    """
    if not is_encoded(domain):
        return None
    try:
        return domain.lower().encode("ascii").decode("idna")
    except UnicodeError:
        return None


def is_encoded(domain: str) -> bool:
    """Whether a part of a domain begins as those do that stand for other letters."""
    return any(label.lower().startswith(_ENCODED) for label in domain.split("."))
