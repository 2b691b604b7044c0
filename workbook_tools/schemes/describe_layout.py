"""The parts of a scheme's report in plain English, for `scheme show`."""

from collections.abc import Iterator

from workbook_tools.model.scheme import Box, Declared, ReportPart, Scheme, ServiceTable
from workbook_tools.schemes.describe import RuleInWords, in_words

SHARES = {"of_all": " as a share of all", "of_judged": " as a share of those with a status", None: ""}
CHARTS = {"bars": "with a chart of bars side by side", "stacked": "with a chart of stacked bars", None: "without a chart"}


def describe_layout(scheme: Scheme) -> tuple[RuleInWords, ...]:
    """Every part, box and small table of the report, in order; no verdict rests on them, so the key sheet leaves them out."""
    return tuple(in_words(scheme, topic, words, declared) for topic, words, declared in _lines(scheme))


def _lines(scheme: Scheme) -> Iterator[tuple[str, str, Declared]]:
    report = scheme.report
    yield from (("Report: parts", _part_words(part), part) for part in report.parts)
    yield from (("Report: boxes", _box_words(box), box) for box in report.boxes)
    yield from (("Report: small tables", _table_words(table), table) for table in report.service_tables)


def _part_words(part: ReportPart) -> str:
    name = part.contents.replace("_", " ").capitalize()
    titled = f", titled “{part.title}”" if part.title else ""
    taking = f", with the paragraphs under {' or '.join(f'“{name}”' for name in part.from_)}" if part.from_ else ""
    return f"{name}{titled}{taking}."


def _box_words(box: Box) -> str:
    rows = box.rows
    if rows is None:
        return f"“{box.headline}”, as stated."
    at = f" at {' or '.join(rows.words)}" if rows.words else ""
    section = f" of {rows.section}" if rows.section else ""
    return f"“{box.headline}”, compared with the {rows.table}{section}{at}{SHARES[rows.share]}."


def _table_words(table: ServiceTable) -> str:
    place = f" under {table.theme}" if table.theme else " in the snapshot" if table.in_snapshot else ""
    return f"“{table.table}”{place}, {CHARTS[table.chart]}."
