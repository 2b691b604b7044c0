"""Builds the sample returns from the published figures, and the sample list: python samples/build_samples.py [FOLDER].

Five councils' reports (samples/published) become returns in the standard layout, written the way an officer would have typed
them. Nothing is corrected, nothing is left out; README.md here lists which column goes where.
"""

import csv
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from as_typed import as_typed
from distribution_list import write_sample_list
from published_reports import SAMPLES, SUMMARY, Sample, Source
from vale_summary import breakdown_place, headlines
from workbook_tools.model.layout import TABLES
from workbook_tools.periods import parse_period
from workbook_tools.writing.cells import Number
from workbook_tools.writing.return_template import CellContent, write_return

HERE = Path(__file__).resolve().parent
PUBLISHED = HERE / "published"
TABLE_BY_NAME = {table.name: table for table in TABLES}
PERCENT_WITHOUT_SIGN = {"percent_complete"}  # the column's name says the unit, so an officer types the sign


def read_published(file: str) -> list[dict[str, str]]:
    """The rows of a published CSV, every value as printed."""
    with (PUBLISHED / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def build_rows(source: Source) -> Iterator[dict[str, CellContent]]:
    """The rows of a table, one for each row of its CSV, in the CSV's order."""
    published = read_published(source.file)
    columns = TABLE_BY_NAME[source.table]
    for number, row in enumerate(published, start=1):
        contents: dict[str, CellContent] = dict(source.constants)
        for name, target in source.fields.items():
            sign = "%" if row[name] and name in PERCENT_WITHOUT_SIGN else ""
            contents[target] = as_typed(row[name] + sign, columns.column(target).content)
        if source.table == "narrative":
            contents["order"] = Number(Decimal(number), "0")
        yield contents


def build_summary(tables: dict[str, list[dict[str, CellContent]]]) -> None:
    """Adds the Vale's summary figures to Headlines and Breakdowns, each once, as text: they are quoted, not counted with."""
    known = headlines()
    for row in read_published(SUMMARY.file):
        if place := breakdown_place(row["name"]):
            table, line, column = place
            tables["breakdowns"].append({"table": table, "row": line, "column": column, "value": row["value"]})
        else:
            headline = known[row["name"]]
            tables["headlines"].append(
                {
                    "name": headline["headline"],
                    "value": row["value"],
                    "counts": headline["counts"],
                    "printed": headline["printed"],
                },
            )


def build_return(sample: Sample, folder: Path) -> Path:
    """Writes one sample return into `folder`, dated as of the last day of its period.

    Raises:
        ValueError: the cover's period names no period.
        WritingError: the file cannot be written.
    """
    tables: dict[str, list[dict[str, CellContent]]] = {table.name: [] for table in TABLES}
    for source in sample.sources:
        if source is SUMMARY:
            build_summary(tables)
        else:
            tables[source.table].extend(build_rows(source))
    period = parse_period(sample.cover["period"])
    if period is None:
        raise ValueError(sample.cover["period"])
    path = folder / sample.file
    write_return(path, sample.cover, tables, created=period.end)
    return path


def mapping_lines() -> Iterator[str]:
    """The table of README.md: each column of each published CSV with the sheet and the heading it goes to."""
    yield "| published file | column | sheet | heading |"
    yield "|---|---|---|---|"
    for source in (source for sample in SAMPLES for source in sample.sources):
        table = TABLE_BY_NAME[source.table]
        for name, target in source.fields.items():
            if source is SUMMARY:
                place = (
                    "Headlines or Breakdowns",
                    "Headline, or Table, Row and Column" if name == "name" else "Stated figure or Figure",
                )
            else:
                place = table.sheet, table.column(target).heading
            yield f"| {source.file} | {name} | {place[0]} | {place[1]} |"


def main() -> None:
    """Builds the returns into the folder named on the command line; without one, all samples into their places here."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "returns"
    folder.mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES:
        print(build_return(sample, folder))
    if len(sys.argv) == 1:
        print(write_sample_list(HERE))


if __name__ == "__main__":
    main()
