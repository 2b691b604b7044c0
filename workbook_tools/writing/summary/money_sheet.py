"""What the sheets of budget lines and of savings have in common: shares, the status, the table with its totals."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from workbook_tools.findings import Where
from workbook_tools.model.assessment import BudgetAssessment, SavingAssessment
from workbook_tools.model.scheme import Scheme
from workbook_tools.writing.cells import CellValue, Number
from workbook_tools.writing.live.money_status import fraction
from workbook_tools.writing.summary.bands import bands_of, section_in_full
from workbook_tools.writing.summary.frame import Canvas
from workbook_tools.writing.summary.origin_columns import return_columns, source_column
from workbook_tools.writing.summary.report_columns import make_lines, word_of
from workbook_tools.writing.summary.report_sheet import write_report_sheet
from workbook_tools.writing.summary_facts import Line
from workbook_tools.writing.tables import ColumnSpec
from workbook_tools.writing.theme import styles_of
from workbook_tools.writing.widths import fit_widths

MoneyT = TypeVar("MoneyT", bound=BudgetAssessment | SavingAssessment)
PERCENT_FORMAT = "0.0%"


def percent_cell(percent: Decimal | None) -> CellValue:
    """A share as a cell; empty where there is none."""
    return None if percent is None else Number(fraction(percent), PERCENT_FORMAT)


def status_of(row: Line[MoneyT]) -> str:
    """The scheme's word for the status; "" where the scheme has no rules for it."""
    return word_of(row.assessment.scheme, "indicators", row.judged.status) if row.judged.status else ""


def in_styles(columns: Iterable[ColumnSpec[Line[MoneyT]]], scheme: Scheme) -> tuple[ColumnSpec[Line[MoneyT]], ...]:
    """The columns, the status in the looks of the scheme."""
    return tuple(replace(spec, styles=styles_of(scheme, "indicators")) if spec.field == "status" else spec for spec in columns)


def write_money_sheet(
    canvas: Canvas,
    sheet: str,
    rows: Iterable[tuple[int, MoneyT, str]],
    columns: Sequence[ColumnSpec[Line[MoneyT]]],
    *,
    always: Collection[str],
    where: Callable[[MoneyT], Where],
) -> None:
    """Writes a sheet; figures of several returns are added up together.

    Args:
        canvas: of the workbook.
        sheet: its name and its title.
        rows: each with the place of its return and its section.
        columns: of the table; those without content are left out.
        always: headings of columns that stay in any case.
        where: the place of a row in its return.
    """
    facts = canvas.facts
    lines, _ = make_lines(facts, ((place, judged, section, "") for place, judged, section in rows))
    shown = [spec for spec in columns if spec.heading in always or any(spec.get(line) for line in lines)]
    bands = bands_of(facts, lines, (section_in_full,), "Section")
    origin: list[ColumnSpec[Line[MoneyT]]] = [] if bands else return_columns(facts, lambda row: row.assessment)
    fitted = fit_widths([*origin, *shown, source_column(facts, lambda row: where(row.judged))], lines)
    write_report_sheet(canvas, sheet, sheet, fitted, lines, where=where, bands=bands)
