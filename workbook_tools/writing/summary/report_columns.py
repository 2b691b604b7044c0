"""The columns of a report's table: those that the scheme declares, and what stands beside them for comparison."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from workbook_tools.findings import Where
from workbook_tools.model.assessment import Assessment, StatusT, Verdict
from workbook_tools.model.scheme import ReportColumn, ReportTable, Scheme
from workbook_tools.writing.cells import CellValue
from workbook_tools.writing.summary.origin_columns import return_columns, source_column
from workbook_tools.writing.summary_facts import Line, SummaryFacts, name_sections
from workbook_tools.writing.tables import ColumnSpec
from workbook_tools.writing.theme import Look, styles_of
from workbook_tools.writing.widths import fit_widths

JudgedT = TypeVar("JudgedT")
SECTION_WIDTH = 24.0  # characters at most
REPEATED = {"section", "section_number", "register", "service", "code"}
"""Fields that are repeated where a long row goes on in the next one."""


@dataclass(frozen=True, slots=True)
class Field(Generic[JudgedT]):
    """What a column of a report may show.

    Attributes:
        width: in characters, where the scheme says none.
        get: the value of a row.
        look: how its cells look.
        styles: table of the scheme's styles whose words colour its cells; "" for none.
        heading: where the scheme declares no column for it.
        kept: whether the column is shown even if no row has anything in it.
    """

    width: float
    get: Callable[[Line[JudgedT]], CellValue]
    look: Look = Look.TEXT
    styles: str = ""
    heading: str = ""
    kept: bool = False


def build_columns(
    facts: SummaryFacts,
    table: ReportTable,
    fields: Mapping[str, Field[JudgedT]],
    lines: Sequence[Line[JudgedT]],
    *,
    beside: Mapping[str, Sequence[str]],
    where: Callable[[JudgedT], Where],
    banded: bool = False,
) -> tuple[ColumnSpec[Line[JudgedT]], ...]:
    """The columns of a table, as wide as the page; columns without content are left out.

    Args:
        facts: of the summary.
        table: the scheme's declaration.
        fields: what the columns may show, by field; "section" must be among them.
        lines: the rows.
        beside: fields that follow a field where the return has them, whether declared or not ("status": reported status).
        where: the place of a row in its return.
        banded: whether bands above the rows say which return and which groups of the scheme they are of.
    """
    declared = {column.field: column for column in table.columns}
    order = list(declared)
    for field, followers in beside.items():
        place = order.index(field) + 1 if field in order else len(order)
        order[place:place] = [follower for follower in followers if follower not in declared]
    unsaid = {"section", "register"}.isdisjoint(declared) and not (banded and "section" in table.groups)
    if unsaid and len({line.section for line in lines}) > 1:
        order.insert(0, "section")
    columns = [
        _column(facts.scheme, fields[name], _declared(table, declared.get(name), name, lines), name)
        for name in order
        if _is_shown(fields[name], lines)
    ]
    origin: list[ColumnSpec[Line[JudgedT]]] = [] if banded else return_columns(facts, _assessment_of)
    return fit_widths([*origin, *columns, source_column(facts, lambda line: where(line.judged))], lines)


def _assessment_of(line: Line[JudgedT]) -> Assessment:
    return line.assessment


def _declared(
    table: ReportTable, column: ReportColumn | None, field: str, lines: Sequence[Line[JudgedT]]
) -> ReportColumn | None:
    """The scheme's declaration of a column; that of the sections is made up where it has none."""
    if column is not None or field != "section":
        return column
    longest = max(len(line.section) for line in lines)
    width = min(SECTION_WIDTH, max(longest, len(table.section_heading)) + 4.0)
    return ReportColumn(field=field, heading=table.section_heading, width=width)


def _column(scheme: Scheme, field: Field[JudgedT], declared: ReportColumn | None, name: str) -> ColumnSpec[Line[JudgedT]]:
    heading = declared.heading if declared else field.heading or name.replace("_", " ").capitalize()
    width = declared.width if declared and declared.width else field.width
    styles = styles_of(scheme, field.styles) if field.styles else ()
    return ColumnSpec(heading, width, field.get, field.look, styles, repeats=name in REPEATED, field=name)


def _is_shown(field: Field[JudgedT], lines: Sequence[Line[JudgedT]]) -> bool:
    return field.kept or any(field.get(line) not in {None, ""} for line in lines)


def word_of(scheme: Scheme, table: str, verdict: Verdict[StatusT]) -> str:
    """The word that the scheme has for a verdict."""
    return scheme.style_of(table, verdict.style).word


def overruled_text(computed_word: str, computed: Verdict[StatusT], reason: str | None) -> str:
    """What an officer's judgement took the place of, and why; "" where there is none."""
    return "" if reason is None else f"Overruled: computed {computed_word}. {computed.reason}\nOfficer's reason: {reason}"


def make_lines(
    facts: SummaryFacts, rows: Iterable[tuple[int, JudgedT, str, str]]
) -> tuple[tuple[Line[JudgedT], ...], tuple[tuple[str, str], ...]]:
    """Rows as lines of a table, and the sections that are too long to stand in it with their numbers.

    Args:
        facts: of the summary.
        rows: (place of the return among the assessments, what was judged, its section, the section's number or "").
    """
    kept = list(rows)
    names = name_sections(((section, number) for _, _, section, number in kept), facts.scheme.report.section_titles)
    lines = tuple(
        Line(facts.assessments[place], judged, names.labels.get(section, ""), names.in_full.get(section, ""))
        for place, judged, section, _ in kept
    )
    return lines, names.written_out
