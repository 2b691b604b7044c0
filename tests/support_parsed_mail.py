"""Reads messages without the library that wrote them: RFC 5322 headers, RFC 2047 words, RFC 2231 parameters, RFC 2046 parts."""

import base64
import quopri
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote_to_bytes

from workbook_tools.schemes.contrast import contrast

ENCODED_WORD = re.compile(r"=\?([\w-]+)\?([bqBQ])\?([^? ]*)\?=")
VOID = {"br", "meta"}
SMALLEST_CONTRAST = 4.5
LONGEST_LINE = 998  # octets without the line's end, RFC 5322 section 2.1.1


@dataclass(frozen=True)
class Part:
    """A message or a part of one: its headers in order, decoded; its own parts; its content, decoded."""

    headers: tuple[tuple[str, str], ...]
    parts: "tuple[Part, ...]"
    content: bytes

    def __getitem__(self, name: str) -> str:
        (value,) = (value for each, value in self.headers if each.lower() == name.lower())
        return value

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.headers]

    @property
    def type(self) -> str:
        return self["Content-Type"].partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        return self.content.decode("utf-8").replace("\r\n", "\n")

    @property
    def file_name(self) -> str:
        return parameter(self["Content-Disposition"], "filename")

    def leaves(self) -> "list[Part]":
        """The parts that hold no others, in order."""
        return [leaf for part in self.parts for leaf in part.leaves()] if self.parts else [self]


def parse(raw: bytes) -> Part:
    """A message as it goes over the wire; fails where it breaks a rule."""
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    assert max(map(len, raw.split(b"\r\n"))) <= LONGEST_LINE
    return _parse(raw)


def _parse(raw: bytes) -> Part:
    head, _, body = raw.partition(b"\r\n\r\n")
    raw_headers = _unfolded(head.decode("ascii"))
    headers = tuple((name, _decoded(value)) for name, value in raw_headers)
    kind = {name.lower(): value for name, value in raw_headers}
    if boundary := parameter(kind["content-type"], "boundary"):
        mark = f"--{boundary}".encode()
        pieces = re.split(rb"(?:\A|\r\n)" + re.escape(mark) + rb"(?:--)?[ \t]*(?=\r\n|\Z)", body)
        assert body.rstrip().endswith(mark + b"--")
        return Part(headers, tuple(_parse(piece.removeprefix(b"\r\n")) for piece in pieces[1:-1]), b"")
    coding = kind.get("content-transfer-encoding", "7bit").lower()
    assert coding in {"quoted-printable", "base64"}
    content = base64.b64decode(body) if coding == "base64" else quopri.decodestring(body)
    return Part(headers, (), content)


def _unfolded(head: str) -> list[tuple[str, str]]:
    found = []
    for line in re.sub(r"\r\n(?=[ \t])", "", head).split("\r\n"):
        name, colon, value = line.partition(":")
        assert colon, line
        assert re.fullmatch(r"[A-Za-z0-9-]+", name), line
        found.append((name, value.strip()))
    return found


def _decoded(value: str) -> str:
    """Encoded words as text; blanks between two of them do not count."""
    joined = re.sub(r"(\?=)[ \t]+(?==\?)", r"\1", value)
    pieces, last = [], 0
    waiting: list[bytes] = []  # a letter may be cut in two, so that words that follow each other are decoded together
    for match in ENCODED_WORD.finditer(joined):
        if match.start() > last:
            pieces += [b"".join(waiting).decode("utf-8"), joined[last : match.start()]]
            waiting = []
        assert match[1].lower() == "utf-8"
        is_q = match[2].lower() == "q"
        waiting.append(quopri.decodestring(match[3], header=True) if is_q else base64.b64decode(match[3]))
        last = match.end()
    return "".join([*pieces, b"".join(waiting).decode("utf-8"), joined[last:]])


def parameter(header: str, name: str) -> str:
    """A parameter of a header, be it quoted, or encoded and cut into pieces; "" without it."""
    found = {}
    pattern = rf";\s*{name}(\*\d+)?(\*)?=(\"(?:[^\"\\]|\\.)*\"|[^;\s]*)"
    for number, encoded, value in re.findall(pattern, header):
        plain = re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
        found[int(number[1:]) if number else 0] = (bool(encoded), plain)
    if not found:
        return ""
    whole = "".join(found[place][1] for place in sorted(found))
    if not found[0][0]:
        return whole
    charset, _, quoted = whole.split("'", 2)
    return unquote_to_bytes(quoted).decode(charset)


class Html(HTMLParser):
    """HTML held against what messages may be: tags closed in order, texts that can be read, no link, nothing fetched or run."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str, str]] = []
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.shown: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    @property
    def text(self) -> str:
        """What is shown, blanks folded."""
        return " ".join(" ".join(self.shown).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = dict(piece.split(":", 1) for piece in (dict(attrs).get("style") or "").rstrip(";").split(";") if piece)
        _, ink, paper = self.open[-1] if self.open else ("", "#000000", "#ffffff")
        ink, paper = style.get("color", ink), style.get("background-color", paper)
        assert contrast(ink, paper) >= SMALLEST_CONTRAST
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        if tag not in VOID:
            self.open.append((tag, ink, paper))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.shown.append(data)
