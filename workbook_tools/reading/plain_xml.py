"""XML of the plain shapes that programs write into workbooks; anything else is left to a real reader.

What is let through is well-formed XML in UTF-8 without comments, instructions, marked sections or declarations of any kind, so
that a regular expression may look for a tag and cannot be deceived.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar
from xml.etree import ElementTree as ET

LARGEST_KEPT = (
    64 * 1024
)  # bytes or characters: parts of this size are remembered, since the returns of a batch come from one template
MOST_KEPT = 64
Part = TypeVar("Part", bytes, str)
Result = TypeVar("Result")

PLAIN_START = re.compile(
    rb'(?:<\?xml version="1\.0"(?: encoding="(?:UTF-8|utf-8)")?(?: standalone="(?:yes|no)")?[ ]?\?>[\r\n]*)?(?=<[A-Za-z])'
)
"""The start of a plain part up to its first element: whatever comes later, no declaration can."""

_NO_MARKUP = b"]]>"  # which no text may hold
_NONCHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_NO_CHARACTERS = sorted(set(range(32)) - set(b"\t\n\r"))
_DECLARING = ("<!", "<?")
_ENTITY = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));|(&)")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class NotPlainError(Exception):
    """A signal, never shown: this workbook is for a real reader of XML."""


def plain_text(content: bytes) -> str:
    """A part from its first element on, with line breaks as XML reads them; all of it are characters that XML may hold.

    Whether it is well-formed, and free of comments and the like, is for those to see who take it apart.

    Raises:
        NotPlainError: it does not begin as a plain part does, or holds what is no text.
    """
    start = PLAIN_START.match(content)
    if start is None or (b"]" in content and _NO_MARKUP in content) or any(map(content.__contains__, _NO_CHARACTERS)):
        raise NotPlainError
    if not content.isascii() and any(mark in content for mark in _NONCHARACTERS):
        raise NotPlainError
    try:
        text = content[start.end() :].decode()
    except UnicodeDecodeError as error:
        raise NotPlainError from error
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def parsed(text: str) -> ET.Element:
    """The root of a piece of XML out of a `plain_text`.

    Raises:
        NotPlainError: it is not well-formed, or more than elements and their text.
    """
    if any(mark in text for mark in _DECLARING):
        raise NotPlainError
    try:
        return ET.fromstring(text)  # noqa: S314 - no declaration is let through
    except ET.ParseError as error:
        raise NotPlainError from error


def unescaped(text: str) -> str:
    """Text as it stands between two tags, with what its references stand for.

    Raises:
        NotPlainError: a reference is none of XML's own.
    """
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    name, decimal, hexadecimal, _ = reference.groups()
    if name:
        return _NAMED[name]
    if not (decimal or hexadecimal):
        raise NotPlainError
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code in {9, 10, 13} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF:  # noqa: PLR2004
        return chr(code)
    raise NotPlainError


def remembered(function: Callable[[Part], Result]) -> Callable[[Part], Result]:
    """The function of a part, its results remembered; what comes of a large part is worked out each time."""
    kept = lru_cache(maxsize=MOST_KEPT)(function)
    return lambda part: kept(part) if len(part) <= LARGEST_KEPT else function(part)
