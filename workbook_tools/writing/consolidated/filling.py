"""Puts rows into the sheets of a finished workbook while copying it, part by part: no sheet is ever whole in memory.

Each table of the workbook given has one row, which carries every cell format that its rows can need. The real rows take its
place. They are compressed at a low level: a higher one makes the file a little smaller, but takes several times as long.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from workbook_tools.writing.consolidated.batches import Batch

LEVEL = 2
LARGE = 250_000  # rows of a sheet that may need sizes of 64 bits in the package; Excel 2007 does not know them

_DIMENSION = re.compile(r'(<dimension ref=")[^"]*"')


@dataclass(frozen=True, slots=True)
class Filling:
    """The rows of a table: where they begin, counted from 1, how many there are, the rows, and what writes them."""

    first: int
    count: int
    batches: Iterator[Batch]
    write: Callable[[Batch, int], bytes]
    blank: Batch
    """A row of nothing, for a table without rows, since Excel wants one."""
    areas: Mapping[str, str]
    """The areas that the table's own part names, and what they are in the end."""


@dataclass(frozen=True, slots=True)
class SheetFilling:
    """What a sheet is filled with, from the top down, and the area that its cells take in the end ("A1:S300")."""

    area: str
    tables: Sequence[Filling]


def fill(package: bytes, sheets: Mapping[str, SheetFilling], target: IO[bytes]) -> None:
    """Writes the workbook `package` to `target`, filled.

    Args:
        package: what XlsxWriter made; the tables to fill are its first ones.
        sheets: by name of their part, in the order of the workbook.
        target: a file that can be written to at any place.

    Raises:
        ValueError: there were more or fewer rows than were told of.
    """
    numbered = enumerate((table for sheet in sheets.values() for table in sheet.tables), start=1)
    tables = {f"xl/tables/table{number}.xml": table for number, table in numbered}
    with (
        zipfile.ZipFile(BytesIO(package)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as filled,
    ):
        for part in source.namelist():
            sheet, table = sheets.get(part), tables.get(part)
            large = sheet is not None and sum(table.count for table in sheet.tables) > LARGE
            with filled.open(part, "w", force_zip64=large) as stream:
                if sheet:
                    _fill_sheet(source.read(part).decode(), sheet, stream)
                else:
                    stream.write(_with_areas(source.read(part), table.areas) if table else source.read(part))


def _fill_sheet(xml: str, sheet: SheetFilling, stream: IO[bytes]) -> None:
    xml = _DIMENSION.sub(rf'\g<1>{sheet.area}"', xml, count=1)
    for table in sheet.tables:
        before, xml = _around_row(xml, table.first)
        stream.write(before.encode())
        _write_rows(table, stream)
    stream.write(xml.encode())


def _write_rows(table: Filling, stream: IO[bytes]) -> None:
    row = table.first
    for batch in table.batches:
        stream.write(table.write(batch, row))
        row += len(batch.rows)
    if row - table.first != table.count:
        raise ValueError(f"{row - table.first} rows instead of {table.count}")
    if not table.count:
        stream.write(table.write(table.blank, row))


def _around_row(xml: str, number: int) -> tuple[str, str]:
    """The XML before and after a row, counted from 1."""
    start = xml.index(f'<row r="{number}"')
    return xml[:start], xml[xml.index("</row>", start) + len("</row>") :]


def _with_areas(xml: bytes, areas: Mapping[str, str]) -> bytes:
    return re.sub(rb'ref="([^"]*)"', lambda found: f'ref="{areas[found[1].decode()]}"'.encode(), xml)
