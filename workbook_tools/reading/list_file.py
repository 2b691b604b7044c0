"""A distribution list in TOML. Typed: an unknown, missing or ill-typed key is said in a sentence that names it."""

import tomllib
from collections.abc import Iterator

import msgspec

from workbook_tools import catalogue
from workbook_tools.findings import Finding, ReadingError, Where
from workbook_tools.model.distribution_book import COMMITTEES, DOMAINS, NO, RECIPIENTS, YES, Field
from workbook_tools.reading.list_cells import ListCell, ListRow, WrittenList
from workbook_tools.schemes.explain import explain_conversion, explain_syntax

LARGEST = 1024 * 1024  # bytes, inclusive; a council's list has some ten thousand


class RecipientEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A recipient; not cleared for exempt papers unless the entry says so."""

    committee: str
    role: str
    address: str
    send_as: str
    format: str
    cleared: bool = False


class ListFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole file."""

    domains: tuple[str, ...]
    committees: tuple[str, ...]
    recipients: tuple[RecipientEntry, ...]


def parse_list_file(content: bytes, file: str) -> WrittenList:
    """The tables of a list that is written in TOML, each entry with its place: "recipient 3, address".

    Args:
        content: of the file, in UTF-8.
        file: its name.

    Raises:
        ReadingError: it is no TOML, or its keys are not in order.
    """
    given = _convert(content)
    tables: dict[str, tuple[ListRow, ...]] = {
        COMMITTEES: tuple(
            {Field.COMMITTEE: _cell(one, file, f"committee {number}")} for number, one in enumerate(given.committees, 1)
        ),
        RECIPIENTS: tuple(_recipient(one, file, number) for number, one in enumerate(given.recipients, 1)),
        DOMAINS: tuple({Field.DOMAIN: _cell(one, file, f"domain {number}")} for number, one in enumerate(given.domains, 1)),
    }
    return WrittenList({name: rows for name, rows in tables.items() if rows}, tuple(_empty(tables, file)))


def _convert(content: bytes) -> ListFile:
    if len(content) > LARGEST:
        raise ReadingError("The file is larger than 1 MB, as no distribution list is.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadingError("The file is not UTF-8 text; save it with the encoding UTF-8.") from error
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadingError(explain_syntax(error, text)) from error
    try:
        return msgspec.convert(data, ListFile)
    except msgspec.ValidationError as error:
        raise ReadingError(explain_conversion(error, data, msgspec.json.schema(ListFile))) from error


def _recipient(entry: RecipientEntry, file: str, number: int) -> ListRow:
    texts = {
        Field.COMMITTEE: entry.committee,
        Field.ROLE: entry.role,
        Field.ADDRESS: entry.address,
        Field.SEND_AS: entry.send_as,
        Field.FORMAT: entry.format,
        Field.CLEARED: YES if entry.cleared else NO,
    }
    return {field: _cell(text, file, f"recipient {number}, {field}") for field, text in texts.items()}


def _cell(text: str, file: str, place: str) -> ListCell:
    return ListCell(text.strip(" "), Where(file, cell=place))


def _empty(tables: dict[str, tuple[ListRow, ...]], file: str) -> Iterator[Finding]:
    return (catalogue.LIST_TABLE_EMPTY.at(Where(file), table=name) for name, rows in tables.items() if not rows)
