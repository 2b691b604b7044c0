"""The shared strings of a workbook, and the texts in its XML."""

import re

from workbook_tools.control.plain_xml import is_plain, plain, unescaped

SIMPLE = b"<si><t>"  # what nearly every shared string begins with
_TEXT = re.compile(rb"<t(?: [^>]*)?>(.*?)</t>", re.DOTALL)
_PHONETIC = re.compile(rb"<rPh\b.*?</rPh>", re.DOTALL)


class SharedStrings:
    """The shared strings, each made a text only when it is asked for.

    `is_simple`: each is written in one piece.

    Raises:
        NotProvedError: their XML cannot be followed.
    """

    def __init__(self, content: bytes) -> None:
        self.content, self.items = content, content.split(b"</si>")
        # <si><t>text</t></si> each, around them the declaration and the root: then no text is made of several pieces.
        is_whole = content.rstrip().endswith(b"</sst>")
        numbered = b"#" in content and b"&#" in content  # one mark alone is looked for many times as fast as two
        self.is_simple = is_whole and content.count(b"<") == 4 * (len(self.items) - 1) + 3 and not numbered
        if not self.is_simple and not (is_whole and is_plain(content, b"sst") and b"<si/" not in content):
            self.content = plain(content)
            self.items = self.content.split(b"</si>")

    def text(self, index: bytes) -> str:
        """The text with this number; "" where there is none."""
        place = int(index) if index.isdigit() else -1
        return text_of(self.items[place]) if 0 <= place < len(self.items) - 1 else ""


def text_of(item: bytes) -> str:
    """The text of a shared or inline string: all its runs, without the phonetic guide."""
    if item.startswith(SIMPLE) and item.endswith(b"</t>") and b"<" not in (inner := item[len(SIMPLE) : -4]):
        return unescaped(inner)
    if b"<rPh" in item:
        item = _PHONETIC.sub(b"", item)
    return "".join(map(unescaped, _TEXT.findall(item)))
