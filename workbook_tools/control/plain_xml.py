"""The XML of a workbook's parts in one plain form, so that a few patterns can find the cells in it.

Excel, XlsxWriter, openpyxl and LibreOffice write that form already, and it is taken as it stands. Anything else that is legal
(prefixes, comments, CDATA, other encodings, cells without an address) is rewritten into it by expat, which expands no entity.
"""

import re
from xml.parsers import expat

MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
PROLOGUE = 1000  # bytes in which the first element of a plain part begins
LETTERS = 26
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"'](?!utf-8|us-ascii)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9a-fA-F]{1,6}));")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9a-fA-F]{4})_")
LAST_CHARACTER = 0x10FFFF


class NotProvedError(Exception):
    """A part of a workbook cannot be followed. Its text is a sentence for the control sheet."""


def is_plain(content: bytes, root: bytes) -> bool:
    """Whether a part is written in the plain form, as far as its outside shows; `root` is its first element, without "<"."""
    declaration, _, start = content[:PROLOGUE].rpartition(b"?>")
    named = b"<" + root in start and b"='" not in start and not _ENCODING.match(declaration)
    # One mark alone is looked for many times as fast as two.
    return named and (b"!" not in content or b"<!" not in content)


def plain(content: bytes) -> bytes:
    """A part in the plain form, in UTF-8: no prefixes, no comments, double quotes, an address at each row and cell.

    Raises:
        NotProvedError: it is no XML, or declares a document type.
    """
    return _Rewriter().rewrite(content)


def column_number(letters: str) -> int:
    """The number of a column from 1: "A" is 1, "AA" is 27."""
    number = 0
    for letter in letters:
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """The letters of a column counted from 1."""
    letters = ""
    while number:
        number, index = divmod(number - 1, LETTERS)
        letters = chr(ord("A") + index) + letters
    return letters


def unescaped(content: bytes) -> str:
    """The text that stands in XML as `content`: the five entities, characters by number, and Excel's own "_x000D_"."""
    text = content.decode("utf-8", "replace")
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return _ENTITIES[match[1]]
    number = int(match[2]) if match[2] else int(match[3], 16)
    return chr(number) if number <= LAST_CHARACTER else "\ufffd"


def escaped(text: str) -> str:
    """`text` as it stands in XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class _Rewriter:
    """Writes what expat tells of a part; only elements of the spreadsheet's own namespace are kept."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.row = 0
        self.column = 0

    def rewrite(self, content: bytes) -> bytes:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = lambda text: self.pieces.append(escaped(text))
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.Parse(content, True)  # noqa: FBT003 - expat takes it by place only
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise NotProvedError("its XML is damaged") from error
        return "".join(self.pieces).encode("utf-8", "replace")

    def _refuse(self, *_: object) -> None:
        raise NotProvedError("its XML declares a document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if namespace not in MAIN:
            return
        if local == "row":
            self.row, self.column = _number(attributes.get("r", ""), self.row + 1), 0
            attributes = {"r": str(self.row)} | attributes
        elif local == "c":
            attributes = self._cell(attributes)
        texts = (f' {key.rpartition(" ")[2]}="{escaped(value)}"' for key, value in attributes.items())
        self.pieces.append(f"<{local}{''.join(texts)}>")

    def _cell(self, attributes: dict[str, str]) -> dict[str, str]:
        letters = attributes.get("r", "").rstrip("0123456789")
        self.column = column_number(letters) if letters.isascii() and letters.isupper() else self.column + 1
        place = f"{column_letters(self.column)}{self.row}"
        return {"r": place} | {key: attributes[key] for key in ("s", "t") if key in attributes}

    def _end(self, name: str) -> None:
        namespace, _, local = name.rpartition(" ")
        if namespace in MAIN:
            self.pieces.append(f"</{local}>")


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() else otherwise
