"""What a number cell shows: Excel's format code read far enough to know unit, decimals and the text on the sheet.

Format codes: ECMA-376 part 1, 18.8.31 (numFmts). What is read: sections by sign, digits with grouping and decimals, percent,
quoted and escaped text, currencies in brackets, accounting padding. Anything else (fractions, exponents, dates, conditions,
thousands scaled away) is not rendered: the number is then shown plainly and its printed value is not known.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from workbook_tools.model.figures import Shown, plain
from workbook_tools.model.words import Unit

EXACT = Context(prec=700, rounding=ROUND_HALF_UP)  # wide enough for any figure a workbook can hold, 1E-308 to 1E+308
NUMERIC_SECTIONS = 3  # positive; negative; zero. A fourth is for text
MOST_DECIMALS = 30  # that Excel shows

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|@)|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+,*)|(?P<end>;)|(?P<mark>.)",
    re.IGNORECASE | re.DOTALL,
)
_PLAIN_MARKS = frozenset("-+() '!:&~{}<>=^")  # shown as they stand without quotes
_NO_PART_OF_A_DATE = re.compile(r'"[^"]*"?|\\.|[_*].|\[[^\]]*\]|;.*', re.DOTALL)  # texts, padding, colours and languages
_PYTHON_GROUPING = {"0": "", "#,##0": ","}  # of the whole digits of nearly all formats
STEPS = tuple(Decimal(1).scaleb(-decimals) for decimals in range(MOST_DECIMALS + 1))
_PAINTED_SCALE = re.compile(r"(?<![a-z])(?:k|m|mn|bn|thousand|million|billion)(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format code.

    Attributes:
        before: text shown before the digits.
        digits: the digit places such as "#,##0.0"; "" where it shows text only; "General" where it shows the whole number.
        after: text shown after the digits.
        percents: how many percent signs multiply the number.
        readable: whether all of it was understood.
    """

    before: str = ""
    digits: str = ""
    after: str = ""
    percents: int = 0
    readable: bool = True

    @property
    def scaled(self) -> bool:
        """Whether commas behind the digits divide what is shown by thousands."""
        return self.digits.partition(".")[0].endswith(",") or self.digits.endswith(",")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format code as read.

    Attributes:
        sections: one to three, by the sign of the number.
        unit: the unit it shows: PERCENT, GBP, OTHER for another currency, None for none.
        holds_fraction: whether the cell's value is a fraction that is shown times a hundred.
        painted_scale: whether it writes "k" or "m" behind pounds that it does not divide.
    """

    sections: tuple[Section, ...]
    unit: Unit | None
    holds_fraction: bool
    painted_scale: bool

    def figure(self, value: Decimal) -> Decimal:
        """The exact figure: percent points where the cell holds a fraction, otherwise the cell's value."""
        return without_exponent(value.scaleb(2, EXACT) if self.holds_fraction else value)

    def show(self, value: Decimal) -> Shown:
        """What a cell of this format shows for `value`; rounded half up, away from zero, as Excel does."""
        section = self._section(value)
        figure = self.figure(value)
        if section.readable and not section.digits:
            return Shown(section.before.strip() or self._plainly(figure), None)
        if not section.readable or bool(section.percents) != self.holds_fraction:
            return Shown(self._plainly(figure), None)
        whole = section.digits == "General"
        number = figure if whole else _rounded(figure, python_places(section.digits)[0])
        digits = plain(abs(number)) if whole else _digits(number, section.digits)
        # A section of its own for negative numbers shows the sign in its own way, such as brackets.
        sign = "-" if number < 0 and section is self.sections[0] else ""
        return Shown(f"{sign}{section.before}{digits}{section.after}".strip() or plain(figure), number)

    def _section(self, value: Decimal) -> Section:
        if value < 0 and len(self.sections) > 1:
            return self.sections[1]
        return self.sections[-1] if value == 0 and len(self.sections) == NUMERIC_SECTIONS else self.sections[0]

    def _plainly(self, figure: Decimal) -> str:
        sign, pound = "-" if figure < 0 else "", "£" if self.unit is Unit.GBP else ""
        return f"{sign}{pound}{plain(abs(figure))}{'%' if self.unit is Unit.PERCENT else ''}"


def without_exponent(number: Decimal) -> Decimal:
    """The same number without an exponent, and zero without a sign."""
    if not number:
        return Decimal(0)
    return Decimal(f"{number:f}") if "E" in str(number) else number  # most have none, and are taken as they are


@lru_cache(maxsize=1024)
def parse_number_format(code: str) -> NumberFormat:
    """The format that Excel's format code describes; any text gives one, never an error."""
    sections, texts = _sections(code)
    percent = any(section.percents for section in sections)
    painted = any(text.strip() == "%" for text in texts)
    unit = Unit.PERCENT if percent or painted else _currency(texts)
    scale_word = any(_PAINTED_SCALE.search(text) for text in texts) and not any(section.scaled for section in sections)
    return NumberFormat(sections, unit, percent, unit is Unit.GBP and scale_word)


@lru_cache(maxsize=1024)
def shows_month_only(code: str) -> bool:
    """Whether a format of dates shows the month but no day: what Excel makes of "June 2018" typed into a cell."""
    marks = set(_NO_PART_OF_A_DATE.sub("", code).lower())
    return "m" in marks and not marks & set("dhs")


def _sections(code: str) -> tuple[tuple[Section, ...], list[str]]:
    """The sections for numbers, and every piece of text that they show."""
    groups: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code or "General"):
        if token["end"]:
            groups.append([])
        else:
            groups[-1].append(token)
    if len(groups) > 1 and any(token["general"] == "@" for token in groups[-1]):
        groups.pop()  # a section for text
    sections, texts, conditional = [], [], False
    for group in groups[:NUMERIC_SECTIONS]:
        section, shown = _section(group)
        sections.append(section)
        texts += shown
        conditional = conditional or any((token["bracket"] or "").startswith(("<", ">", "=")) for token in group)
    if conditional:  # then the sections do not go by sign
        sections = [Section(percents=section.percents, readable=False) for section in sections]
    return tuple(sections), texts


def _section(tokens: list[re.Match[str]]) -> tuple[Section, list[str]]:
    before, after, texts, digits = "", "", [], []
    percents, readable = 0, True
    for token in tokens:
        if token["digits"] or token["general"]:
            digits.append(token["digits"] or "General")
            continue
        text = _text(token)
        percents += token["mark"] == "%"
        readable = readable and (not token["mark"] or token["mark"] == "%" or _stands_for_itself(token["mark"]))
        if text and token["mark"] != "%":
            texts.append(text)
        before, after = (before, after + text) if digits else (before + text, after)
    section = Section(before, "".join(digits), after, percents, readable)
    too_many = len(section.digits.partition(".")[2]) > MOST_DECIMALS
    odd = len(digits) > 1 or section.scaled or percents > 1 or too_many
    return (Section(before, section.digits, after, percents, readable=False) if odd else section), texts


def _text(token: re.Match[str]) -> str:
    return token["quoted"] or token["escaped"] or token["currency"] or token["mark"] or ""


def _stands_for_itself(mark: str) -> bool:
    return mark in _PLAIN_MARKS or unicodedata.category(mark) == "Sc"


def _currency(texts: list[str]) -> Unit | None:
    shown = "".join(texts)
    if "£" in shown or "GBP" in texts:
        return Unit.GBP
    return Unit.OTHER if any(unicodedata.category(mark) == "Sc" for mark in shown) else None


def _rounded(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(STEPS[decimals], context=EXACT) or Decimal(0)  # zero without a sign


@lru_cache(maxsize=256)
def python_places(digits: str) -> tuple[int, str | None]:
    """How many decimals digit places show, and what Python's own formatting calls them, None where it has no such format."""
    whole, point, fraction = digits.partition(".")
    plain_fraction = bool(fraction) == bool(point) and not fraction.strip("0")
    grouping = _PYTHON_GROUPING.get(whole) if plain_fraction else None
    return len(fraction), None if grouping is None else f"{grouping}.{len(fraction)}f"


def _digits(number: Decimal, places: str) -> str:
    """The digits of a rounded number without its sign: "0" places are always filled, "#" and "?" only where needed."""
    if python_format := python_places(places)[1]:
        return format(abs(number), python_format)
    whole_places, point, fraction_places = places.partition(".")
    whole, _, fraction = f"{abs(number):f}".partition(".")
    whole = whole.lstrip("0").rjust(whole_places.count("0"), "0")
    if "," in whole_places:
        whole = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", ",", whole)
    needed = fraction.rstrip("0").ljust(fraction_places.count("0"), "0")
    return f"{whole}{point}{needed}"
