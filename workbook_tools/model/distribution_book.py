"""The distribution list as a workbook: its sheets and their columns, for what builds it and what reads it."""

from dataclasses import dataclass
from enum import StrEnum

from workbook_tools.model.control_book import SheetColumn, SheetTable

FILE_NAME = "Distribution list.xlsx"
TITLE = "Distribution list"
CONTENTS, COMMITTEES, RECIPIENTS, DOMAINS = "Contents", "Committees", "Recipients", "Domains"
"""Names of the sheets, in their order."""
YES, NO = "yes", "no"
"""Whether a recipient is cleared for exempt papers; nothing else is understood, and an empty cell means no."""
MOST_NAME = 150  # characters of a committee's name and of a role


class Field(StrEnum):
    """What a column holds."""

    COMMITTEE = "committee"
    ROLE = "role"
    ADDRESS = "address"
    SEND_AS = "send_as"
    FORMAT = "format"
    CLEARED = "cleared"
    DOMAIN = "domain"


HEADINGS = {
    Field.COMMITTEE: "Committee",
    Field.ROLE: "Role",
    Field.ADDRESS: "E-mail address",
    Field.SEND_AS: "Send as",
    Field.FORMAT: "Format",
    Field.CLEARED: "Cleared for exempt papers",
    Field.DOMAIN: "Domain",
}
FIELDS = {
    COMMITTEES: (Field.COMMITTEE,),
    RECIPIENTS: (Field.COMMITTEE, Field.ROLE, Field.ADDRESS, Field.SEND_AS, Field.FORMAT, Field.CLEARED),
    DOMAINS: (Field.DOMAIN,),
}
"""The columns of each table, in order."""
_WIDTHS = {
    Field.COMMITTEE: 52.0,
    Field.ROLE: 32.0,
    Field.ADDRESS: 42.0,
    Field.SEND_AS: 10.0,
    Field.FORMAT: 20.0,
    Field.CLEARED: 16.0,
    Field.DOMAIN: 44.0,
}
TABLES = tuple(
    SheetTable(sheet, 3, tuple(SheetColumn(HEADINGS[field], _WIDTHS[field]) for field in fields))
    for sheet, fields in FIELDS.items()
)
"""Each on the sheet of its name, its headings directly below title and hint."""


@dataclass(frozen=True, slots=True)
class ListContents:
    """What a list is filled in with, as texts: a row of `recipients` has a text for each of its columns, in their order."""

    committees: tuple[str, ...] = ()
    recipients: tuple[tuple[str, ...], ...] = ()
    domains: tuple[str, ...] = ()
