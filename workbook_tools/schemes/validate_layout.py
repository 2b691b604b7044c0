"""Whether a scheme's report holds together: its tables, the order of its parts, what stands in them."""

from collections.abc import Callable, Iterator, Sequence

from workbook_tools.model.layout import REPORT_FIELDS
from workbook_tools.model.scheme import Box, ReportLayout, ReportTable, RowCount, Scheme, ServiceTable, risk_styles
from workbook_tools.model.spellings import folded
from workbook_tools.schemes.explain import KeyPath, place
from workbook_tools.schemes.validate_cover import fills_in

WIDEST_COLUMN = 255  # characters; Excel allows no more
TAKES_PARAGRAPHS = ("snapshot", "achievements")
NEEDS: dict[str, str] = {"snapshot": "boxes", "glossary": "terms"}
"""Parts that are made from another list of the report."""


def layout_problems(scheme: Scheme) -> Iterator[str]:
    """What is wrong with the report of `scheme`, a sentence each, without the file's name."""
    report = scheme.report
    if not fills_in(report.title):
        yield "report.title may have {council}, {service} and {period} in braces, nothing else."
    if report.risks.layout == "blocks" and scheme.risks is None:
        yield "report.risks.layout is 'blocks', which shows each risk on a matrix, but the scheme has no part 'risks'."
    for name, fields in REPORT_FIELDS.items():
        yield from _report_table(getattr(report, name), fields, ("report", name))
    for check in (_parts, _lists_without_part, _service_tables, _repeated):
        yield from check(report)
    for index, box in enumerate(report.boxes):
        yield from _box(scheme, box, ("report", "boxes", index))
    for key, fields in (("boxes", ("headline", "words")), ("service_tables", ("table",)), ("terms", ("term", "meaning"))):
        yield from _empty(getattr(report, key), fields, ("report", key))


def _report_table(table: ReportTable, fields: tuple[str, ...], path: KeyPath) -> Iterator[str]:
    if not table.columns:
        yield f"{place((*path, 'columns'))} is empty."
    seen: dict[str, set[str]] = {"field": set(), "heading": set()}
    for index, column in enumerate(table.columns):
        column_path = (*path, "columns", index)
        if column.field not in fields:
            yield f"{place((*column_path, 'field'))} is '{column.field}', but must be one of: {', '.join(fields)}."
        if not column.heading.strip():
            yield f"{place((*column_path, 'heading'))} must not be empty."
        for key, values in seen.items():
            value = getattr(column, key)
            if value.casefold() in values:
                yield f"{place((*column_path, key))} is '{value}', which an earlier column has already."
            values.add(value.casefold())
        if column.width is not None and not 0 < column.width <= WIDEST_COLUMN:
            yield f"{place((*column_path, 'width'))} is {column.width:g}, but must be above 0 and at most {WIDEST_COLUMN}."


def _parts(report: ReportLayout) -> Iterator[str]:
    for index, part in enumerate(report.parts):
        path: KeyPath = ("report", "parts", index)
        if part.from_ and part.contents not in TAKES_PARAGRAPHS:
            yield f"{place((*path, 'from'))} has no meaning for a part that is '{part.contents}'."
        if part.contents == "achievements" and not part.from_:
            yield f"{place(path)} is 'achievements' and needs the key 'from'."
        if (key := NEEDS.get(part.contents)) and not getattr(report, key):
            yield f"{place(path)} is '{part.contents}', but report.{key} has nothing to show in it."
        for number, name in enumerate(part.from_):
            if not name.strip():
                yield f"{place((*path, 'from', number))} must not be empty."


def _lists_without_part(report: ReportLayout) -> Iterator[str]:
    for contents, key in NEEDS.items():
        if getattr(report, key) and all(part.contents != contents for part in report.parts):
            yield f"report.{key} stands in no part: report.parts has none that is '{contents}'."


def _service_tables(report: ReportLayout) -> Iterator[str]:
    named = {part.contents for part in report.parts}
    for index, table in enumerate(report.service_tables):
        path: KeyPath = ("report", "service_tables", index)
        yield from _one_place(table, path)
        for key, contents, is_used in (
            ("theme", "achievements", bool(table.theme)),
            ("in_snapshot", "snapshot", table.in_snapshot),
        ):
            if is_used and contents not in named:
                yield f"{place((*path, key))} has no meaning, since report.parts has none that is '{contents}'."


def _one_place(table: ServiceTable, path: KeyPath) -> Iterator[str]:
    if table.theme and table.in_snapshot:
        yield f"{place(path)} has a theme and stands in the snapshot; a table stands in one place."
    if table.kind and not table.theme:
        yield f"{place((*path, 'kind'))} has no meaning without the key 'theme'."
    for key in ("columns", "axis"):
        if getattr(table, key) and table.chart is None:
            yield f"{place((*path, key))} has no meaning without the key 'chart'."
    if table.chart is not None and not table.axis.strip():
        yield f"{place(path)} has a chart and needs the key 'axis'."


def _box(scheme: Scheme, box: Box, path: KeyPath) -> Iterator[str]:
    if box.rows is None:
        return
    known = {folded(word) for word in _words(scheme, box.rows)}
    for index, word in enumerate(box.rows.words):
        if folded(word) not in known:
            words = ", ".join(dict.fromkeys(_words(scheme, box.rows))) or "none"
            yield f"{place((*path, 'rows', 'words', index))} is '{word}', which is no word for {box.rows.table} ({words})."
    if box.rows.table == "risks" and box.rows.share == "of_judged":
        yield f"{place((*path, 'rows', 'share'))} is 'of_judged', but the bands of risks are not counted in a roll-up."


def _words(scheme: Scheme, rows: RowCount) -> list[str]:
    styles = {"indicators": scheme.styles.indicators, "actions": scheme.styles.actions, "risks": risk_styles(scheme.risks)}
    return [style.word for style in styles[rows.table].values()]


def _repeated(report: ReportLayout) -> Iterator[str]:
    """What may stand only once: a part, the claim on a paragraph, a box, a table, a term."""
    lists: tuple[tuple[str, str, Callable[[ReportLayout], list[tuple[int, str]]]], ...] = (
        ("parts", "contents", lambda report: [(index, part.contents) for index, part in enumerate(report.parts)]),
        ("parts", "from", lambda report: [(index, name) for index, part in enumerate(report.parts) for name in part.from_]),
        ("boxes", "headline", lambda report: [(index, box.headline) for index, box in enumerate(report.boxes)]),
        ("service_tables", "table", lambda report: [(index, one.table) for index, one in enumerate(report.service_tables)]),
        ("terms", "term", lambda report: [(index, term.term) for index, term in enumerate(report.terms)]),
    )
    for key, field, names in lists:
        seen: set[str] = set()
        for index, name in names(report):
            if folded(name) in seen:
                yield f"{place(('report', key, index, field))} is '{name}', which an earlier one has already."
            seen.add(folded(name))


def _empty(items: Sequence[object], fields: Sequence[str], path: KeyPath) -> Iterator[str]:
    for index, item in enumerate(items):
        for field in fields:
            if not str(getattr(item, field)).strip():
                yield f"{place((*path, index, field))} must not be empty."
