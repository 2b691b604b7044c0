"""Points about the document as a whole: what floats above cells, properties, macros, links outside, errors."""

import re
from collections.abc import Iterator

from workbook_tools.accessibility.book import Book, Floating, Kind, Sheet
from workbook_tools.accessibility.points import Check, Point, ranges_by

NEEDS_NO_ALTERNATIVE = {"text box", "control"}
WHOLE = "the document"


def _no_alternative(book: Book) -> Iterator[str]:
    for sheet in book.shown_or_charts:
        for one in sheet.floating:
            if one.kind not in NEEDS_NO_ALTERNATIVE and not one.alternative and not one.decorative:
                yield _floating_place(sheet, one)


def _text_boxes(book: Book) -> Iterator[str]:
    for sheet in book.shown_or_charts:
        yield from (_floating_place(sheet, one) for one in sheet.floating if one.kind in NEEDS_NO_ALTERNATIVE)


def _floating_place(sheet: Sheet, one: Floating) -> str:
    return f"{sheet.place(one.address) if one.address else sheet.name} ({one.kind} {one.name})"


def _page_texts(book: Book) -> Iterator[str]:
    return (sheet.name for sheet in book.shown if sheet.page_texts)


def _backgrounds(book: Book) -> Iterator[str]:
    return (sheet.name for sheet in book.shown if sheet.background)


def _macros(book: Book) -> Iterator[str]:
    return iter(book.macros)


def _outside(book: Book) -> Iterator[str]:
    return iter(book.outside)


def _errors(book: Book) -> Iterator[str]:
    for sheet in book.shown:
        wrong = (
            (cell.text if cell.kind is Kind.ERROR else "#REF!", cell)
            for cell in sheet.filled
            if cell.kind is Kind.ERROR or "#REF!" in re.sub(r'"[^"]*"', "", cell.formula)
        )
        yield from ranges_by(sheet, wrong)
    yield from (f"the name {name} (#REF!)" for name in book.broken_names)


def _no_document_title(book: Book) -> Iterator[str]:
    if not book.title:
        yield WHOLE


def _no_language(book: Book) -> Iterator[str]:
    if not book.language:
        yield WHOLE


def _no_author(book: Book) -> Iterator[str]:
    if not book.author:
        yield WHOLE


CHECKS = (
    Check(
        Point(
            "alt-text",
            "Pictures, charts and shapes have alt text",
            "Alt text is all that a screen reader can say of a picture.",
            "Formatting 11",
            "Each picture, chart, shape and line has alt text or is marked as decorative. The checklist would rather "
            "have none of them.",
            "Add alt text (right click, View Alt Text), or say it in cells.",
        ),
        _no_alternative,
    ),
    Check(
        Point(
            "no-text-boxes",
            "No text boxes or controls float above the cells",
            "Screen readers move from cell to cell and miss what floats above them.",
            "Formatting 6",
            "No shape with text, no text box, button or other control on any sheet.",
            "Write the text into a cell.",
        ),
        _text_boxes,
    ),
    Check(
        Point(
            "no-headers-or-footers",
            "Pages have no headers or footers",
            "They are not read out, and not seen on a screen.",
            "Formatting 6",
            "No sheet has a header or a footer for printing.",
            "Take the header and the footer out; write what they say into a cell.",
        ),
        _page_texts,
    ),
    Check(
        Point(
            "no-backgrounds",
            "No sheet has a background picture",
            "Text over a picture is hard to read.",
            "Formatting 8",
            "No sheet has a background picture.",
            "Delete the background (Page Layout, Delete Background).",
        ),
        _backgrounds,
    ),
    Check(
        Point(
            "no-macros",
            "The workbook has no macros",
            "They are hard to make accessible, and many organisations block them.",
            "Formatting 12",
            "No VBA project, no macro sheet, no ActiveX control.",
            "Save as an Excel workbook (.xlsx).",
        ),
        _macros,
    ),
    Check(
        Point(
            "no-external-links",
            "The workbook needs no other file",
            "A question about updating links stands between the reader and the figures, which may not arrive.",
            "ours",
            "No links to other workbooks and no connections to data.",
            "Put values in place of the links (Data, Edit Links, Break Link).",
        ),
        _outside,
    ),
    Check(
        Point(
            "no-formula-errors",
            "No cell shows an error",
            "An error is read out in place of the figure.",
            "ours",
            "No cell holds an error such as #REF! or #N/A, no formula and no defined name refers to what was deleted.",
            "Correct the formula, or say in words why there is no figure.",
        ),
        _errors,
    ),
    Check(
        Point(
            "document-title",
            "The document has a title",
            "The title is announced when the file opens.",
            "Before publishing 3",
            "The property Title is filled in.",
            "Fill in the title (File, Info).",
        ),
        _no_document_title,
    ),
    Check(
        Point(
            "document-language",
            "The document says its language",
            "A screen reader chooses its voice by the language.",
            "Before publishing 3",
            "The language is stated in the core properties or as the custom property Language.",
            "Add it: File, Info, Properties, Advanced Properties, Custom, Language, such as en-GB.",
        ),
        _no_language,
    ),
    Check(
        Point(
            "document-author",
            "The document says who published it",
            "Readers who cannot use it know whom to ask.",
            "ours",
            "The property Author or Company is filled in.",
            "Fill in the author or the company (File, Info).",
        ),
        _no_author,
    ),
)
