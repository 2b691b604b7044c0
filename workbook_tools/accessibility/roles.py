"""What a sheet is for, as far as its name and its cells tell."""

import re

from workbook_tools.accessibility.book import Kind, Sheet

LISTS = re.compile(r"\b(?:cover|contents?|index|notes?|read ?me|about|information|guidance|introduction)\b", re.IGNORECASE)
CONTENTS = re.compile(r"\b(?:contents|index)\b", re.IGNORECASE)
COVER = re.compile(r"\b(?:cover|title page)\b", re.IGNORECASE)
NOTES = re.compile(r"\bnotes\b", re.IGNORECASE)


def is_sheet_of_data(sheet: Sheet) -> bool:
    """Whether it holds a number and its name is none of a cover, a contents list, notes or the like."""
    return not LISTS.search(_words(sheet)) and any(cell.kind is Kind.NUMBER for cell in sheet.filled)


def is_contents(sheet: Sheet) -> bool:
    """Whether it is named as the list of the sheets."""
    return bool(CONTENTS.search(_words(sheet)))


def is_cover(sheet: Sheet) -> bool:
    """Whether it is named as the cover."""
    return bool(COVER.search(_words(sheet)))


def is_notes(sheet: Sheet) -> bool:
    """Whether it is named as the sheet of notes."""
    return bool(NOTES.search(_words(sheet)))


def _words(sheet: Sheet) -> str:
    return sheet.name.replace("_", " ")
