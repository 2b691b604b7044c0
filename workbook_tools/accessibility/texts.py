"""Points about how text looks and fits."""

from collections.abc import Iterator

from workbook_tools.accessibility.book import Book, Cell, Sheet
from workbook_tools.accessibility.points import Check, Point, ranges, ranges_by

SANS_SERIF = frozenset(
    (  # noqa: SIM905 - names in lower case, read more easily so
        "aptos, aptos display, aptos narrow, arial, arial narrow, arial nova, atkinson hyperlegible, avenir, "
        "avenir next, bahnschrift, calibri, calibri light, candara, carlito, corbel, dejavu sans, fira sans, "
        "franklin gothic, franklin gothic book, franklin gothic medium, frutiger, gds transport, geneva, gill sans, "
        "gill sans mt, helvetica, helvetica neue, ibm plex sans, inter, lato, liberation sans, lucida grande, "
        "lucida sans, lucida sans unicode, microsoft sans serif, montserrat, myriad pro, noto sans, nunito, nunito sans, "
        "open sans, opendyslexic, optima, poppins, pt sans, roboto, san francisco, segoe ui, segoe ui light, "
        "segoe ui semibold, source sans 3, source sans pro, tahoma, trebuchet ms, ubuntu, univers, verdana, work sans"
    ).split(", ")
)
LEAST_SIZE = 10.0  # points, inclusive
NARROW, WIDE = frozenset("fijlrt.,:;'|!()[] I-"), frozenset("mwMW@%&QGO£")
NARROW_WIDTH, WIDE_WIDTH, CAPITAL_WIDTH = 0.6, 1.4, 1.15  # of a digit
BOLD_IS_WIDER = 1.07
SLACK = 1.0  # characters that a text may be longer than its column by this estimate


def _wrapped(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        yield from ranges(sheet, (cell for cell in sheet.texts if _is_cut_off(cell, sheet, book.base_size)))


def _is_cut_off(cell: Cell, sheet: Sheet, base_size: float) -> bool:
    if cell.look.wrapped or estimated_width(cell, base_size) <= sheet.width_of(cell.column) + SLACK:
        return False
    return sheet.in_table(cell) or sheet.at(cell.row, cell.column + 1) is not None


def estimated_width(cell: Cell, base_size: float) -> float:
    """Characters of a column's width that the longest line of a text takes; columns are counted in digits of `base_size`."""
    longest = max(sum(map(_character_width, line)) for line in cell.text.split("\n"))
    return longest * cell.look.size / base_size * (BOLD_IS_WIDER if cell.look.bold else 1)


def _character_width(character: str) -> float:
    if character in NARROW:
        return NARROW_WIDTH
    return WIDE_WIDTH if character in WIDE else CAPITAL_WIDTH if character.isupper() else 1.0


def _serif(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        looks = ((look.font, cell) for cell in sheet.shown for look in cell.looks)
        yield from ranges_by(sheet, ((font, cell) for font, cell in looks if font.casefold() not in SANS_SERIF))


def _small(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        looks = ((look.size, cell) for cell in sheet.shown for look in cell.looks if not look.raised)
        yield from ranges_by(sheet, ((f"{size:g} points", cell) for size, cell in looks if size < LEAST_SIZE))


def _italic(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        yield from ranges(sheet, (cell for cell in sheet.shown if any(look.italic for look in cell.looks)))


def _rotated(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        yield from ranges(sheet, (cell for cell in sheet.shown if cell.look.rotated))


CHECKS = (
    Check(
        Point(
            "text-wrapped",
            "Long text is wrapped",
            "Text that is cut off is lost to those who see it, and more of it when the page is enlarged.",
            "Tables 6",
            "No text without wrapping is longer than its column in a table, or beside a filled cell outside of one. Widths are "
            "estimated. A title or a note that runs on over empty cells is shown whole and passes.",
            "Switch Wrap Text on, or widen the column.",
        ),
        _wrapped,
    ),
    Check(
        Point(
            "sans-serif-font",
            "Fonts have no serifs",
            "Serifs make letters harder to tell apart, for people with dyslexia above all.",
            "Formatting 3",
            "Every font in use is in a list of known sans serif fonts.",
            "Use a font such as Arial, Calibri or Aptos.",
        ),
        _serif,
    ),
    Check(
        Point(
            "text-size",
            "Text is at least 10 points high",
            "Small text is hard to read.",
            "Formatting 3",
            "No text below 10 points, the least that the checklist allows; larger is better, and it suggests 12 for titles.",
            "Make the text larger.",
        ),
        _small,
    ),
    Check(
        Point(
            "no-italics",
            "No text is in italics",
            "Slanted letters are hard to read for many.",
            "Formatting 3",
            "No cell, and no part of a cell's text, is in italics.",
            "Take the italics out.",
        ),
        _italic,
    ),
    Check(
        Point(
            "text-horizontal",
            "All text is horizontal",
            "Turned text is hard to read, and with a magnifier impossible.",
            "Formatting 3",
            "No cell's text is turned or stacked.",
            "Set the orientation of the text back to 0 degrees.",
        ),
        _rotated,
    ),
)
