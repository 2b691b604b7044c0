"""What a cell's number format says of its amount: whether it shows pounds as they are, whatever its column counts.

Only asked where a column counts thousands: "£294,000" shown under "£000" is that amount, and a format that leaves out the
thousands shows pounds in thousands.
"""

import re
import unicodedata
from functools import cached_property

from workbook_tools.control.package import Package
from workbook_tools.control.plain_xml import is_plain, plain, unescaped

CURRENCIES_BUILT_IN = frozenset({5, 6, 7, 8, 42, 44})  # Excel's own numbers of formats with a currency sign
_FORMAT = re.compile(rb"<numFmt\b([^>]*)>")
_CODE = re.compile(rb'formatCode="([^"]*)"')
_ID = re.compile(rb'numFmtId="([0-9]{1,9})"')
_STYLES = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<xf\b([^>]*)>")
_LEFT_OUT = re.compile(r"[0#?],+(?![0#?,])")


class NumberFormats:
    """The number formats of a workbook's styles; read when one is first asked for."""

    def __init__(self, package: Package) -> None:
        self.package = package

    def shows_pounds(self, style: bytes) -> bool:
        """Whether cells of this style (its number, b"" for the first) show pounds, or pounds without their thousands.

        Raises:
            NotProvedError: the styles cannot be followed.
        """
        number = int(style or b"0")
        return number < len(self._shown) and self._shown[number]

    @cached_property
    def _shown(self) -> list[bool]:
        part = self.package.part_of("/styles")
        content = self.package.read(part) if part else b"<styleSheet/>"
        content = content if is_plain(content, b"styleSheet") else plain(content)
        codes = {_number(one): code[1] for one in _FORMAT.findall(content) if (code := _CODE.search(one))}
        styles = _STYLES.search(content)
        numbers = [_number(one) for one in _STYLE.findall(styles[0])] if styles else []
        return [
            number in CURRENCIES_BUILT_IN if number not in codes else _shows(unescaped(codes[number])) for number in numbers
        ]


def _number(attributes: bytes) -> int:
    found = _ID.search(attributes)
    return int(found[1]) if found else 0


def _shows(code: str) -> bool:
    return "GBP" in code or any(unicodedata.category(mark) == "Sc" for mark in code) or bool(_LEFT_OUT.search(code))
