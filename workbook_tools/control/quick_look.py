"""A quick look at a workbook: which of its sheets may hold a table with money at all."""

from collections.abc import Iterator
from decimal import Decimal

from workbook_tools.control.number_formats import NumberFormats
from workbook_tools.control.package import Package
from workbook_tools.control.plain_xml import is_plain
from workbook_tools.control.shared_strings import text_of
from workbook_tools.control.vocabulary import LONGEST_HEADING, Vocabulary

LONGEST_ITEM = 300  # bytes of a shared string that may be a heading
_TEXT_IN_CELLS = (b'"str"', b'"inlineStr"')


class Search:
    """What sheets are searched for and with."""

    def __init__(self, words: Vocabulary, package: Package, scale: Decimal) -> None:
        self.words, self.scale = words, scale
        self.strings = strings = package.shared_strings()
        self.formats = NumberFormats(package)
        # A word can be split over runs or written by numbers; then the quick look below would miss it.
        self.is_rich = not strings.is_simple and _is_rich(strings.content)
        self.naming = tuple(table.naming for table in words.tables if table.naming)
        self.marks = [] if self.is_rich else [b">%d</v>" % index for index in self._headings()]

    def may_hold_money(self, name: str, sheet: bytes) -> bool:
        """Whether a sheet may have a heading of a table with money, by a quick look that never misses one."""
        if self._names_a_table(name):
            return True
        if self.is_rich or not is_plain(sheet, b"worksheet") or any(mark in sheet for mark in self.marks):
            return True
        if not any(mark in sheet for mark in _TEXT_IN_CELLS):
            return False
        lowered = sheet.lower()
        return any(stem in lowered for stem in self.words.stems) or _is_rich(sheet)

    def _headings(self) -> Iterator[int]:
        """The numbers of the shared strings that hold a stem, in any case, and may be a heading; in order."""
        content = self.strings.content
        lowered = content.lower()
        number = counted = 0
        for place in sorted({place for stem in self.words.stems for place in self._ends_of(stem, lowered)}):
            number += content.count(b"</si>", counted, place)
            counted = place
            yield number

    def _ends_of(self, stem: bytes, lowered: bytes) -> Iterator[int]:
        """Where the shared strings end that hold a stem and may be a heading."""
        content = self.strings.content
        end = 0
        while (found := lowered.find(stem, end)) >= 0:
            start, end = content.rfind(b"<si", end, found), content.find(b"</si>", found)
            if end < 0:
                return  # behind the last of them
            if end - start <= LONGEST_ITEM and self._may_name_a_table(text_of(content[start:end])):
                yield end

    def _may_name_a_table(self, text: str) -> bool:
        return (len(text) <= LONGEST_HEADING and self._names_a_table(text)) or self.words.may_be_heading(text)

    def _names_a_table(self, text: str) -> bool:
        if not self.naming:
            return False
        lowered = text.lower()
        return any(naming in lowered for naming in self.naming)


def _is_rich(content: bytes) -> bool:
    # Shorter marks are looked for first: where they are not, that is quicker.
    return (b"<r" in content and (b"<r>" in content or b"<rPh" in content)) or (b"#" in content and b"&#" in content)
