"""The rows of a return's tables as values, table by table."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from workbook_tools import catalogue
from workbook_tools.findings import Finding
from workbook_tools.model.figures import Figure, FigureKind, Observation
from workbook_tools.model.service_return import Action, Indicator, Paragraph, RepeatedRow, Row
from workbook_tools.model.words import Unit
from workbook_tools.periods import Period, parse_period
from workbook_tools.reading.cells import parse_polarity
from workbook_tools.reading.parents import with_parents
from workbook_tools.reading.series import build_series
from workbook_tools.reading.tables import FoundTable
from workbook_tools.reading.values import RowReader, readers

AnyRow = TypeVar("AnyRow", bound=Row)
Tables = Iterable[FoundTable]
Findings = list[Finding]


def read_rows(tables: Tables, name: str, row_class: type[AnyRow], findings: Findings) -> tuple[AnyRow, ...]:
    """The rows of a table whose class takes its fields as they are read; what is found is added to `findings`."""
    rows = []
    for reader in readers(tables, name):
        rows.append(row_class(**reader.values()))
        findings.extend(reader.findings)
    return tuple(rows)


def read_actions(tables: Tables, findings: Findings) -> tuple[Action, ...]:
    """The actions, those that belong to others linked to them."""
    return with_parents(read_rows(tables, "actions", Action, findings))


def read_indicators(tables: Tables, period: Period | None, findings: Findings) -> tuple[Indicator, ...]:
    """The indicators with their earlier values; `period` is the return's own."""
    rows = []
    for reader in readers(tables, "indicators"):
        rows.append(_indicator(reader, period))
        findings.extend(reader.findings)
    return tuple(rows)


def read_repeated(tables: Tables, indicators: Iterable[Indicator], findings: Findings) -> tuple[RepeatedRow, ...]:
    """The rows that the report prints a second time, figures in the unit of the indicator with the same code."""
    units = {indicator.code: indicator.unit for indicator in indicators}
    rows = []
    for reader in readers(tables, "repeated"):
        rows.append(RepeatedRow(**reader.values(units.get(reader.code) or reader.unit())))
        findings.extend(reader.findings)
    return tuple(rows)


def read_narrative(tables: Tables, findings: Findings) -> tuple[Paragraph, ...]:
    """The paragraphs; one without a number of its own keeps its place in the sheet."""
    rows = []
    for place, reader in enumerate(readers(tables, "narrative"), 1):
        values = reader.values()
        text = str(values.get("order", ""))
        if text and not text.isdecimal():
            reader.findings.append(catalogue.NOT_A_NUMBER.at(reader.place("order"), text=text))
        rows.append(Paragraph(**values | {"order": int(text) if text.isdecimal() else place}))
        findings.extend(reader.findings)
    return tuple(rows)


def _indicator(reader: RowReader, current: Period | None) -> Indicator:
    unit = reader.unit()
    values = reader.values(unit)
    values["unit"], values["polarity_text"] = unit, values.get("polarity", "")
    values["polarity"] = parse_polarity(values["polarity_text"])
    series = build_series(_observations(reader, values.get("previous_label", ""), values.get("previous"), unit), current)
    if "previous" not in values and series:
        values |= {"previous": series[-1].figure, "previous_label": str(series[-1].period or "")}
    return Indicator(**values, earlier=series)


def _observations(reader: RowReader, label: str, previous: Figure | None, unit: Unit) -> Iterator[Observation]:
    """The previous value first, then the columns of earlier periods."""
    if previous is not None and previous.kind is FigureKind.NUMBER:
        period = parse_period(label)
        if period is None:
            place = reader.place("previous_label" if "previous_label" in reader.table.heading.fields else "previous")
            reader.findings.append(catalogue.PREVIOUS_PERIOD_NOT_STATED.at(place, reader.code, text=label))
        yield Observation(period, previous)
    earlier: Mapping[int, Period | None] = reader.table.heading.earlier
    for column, period in earlier.items():
        yield Observation(period, reader.earlier(column, unit))
