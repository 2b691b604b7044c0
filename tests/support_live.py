"""Returns with live formulas: written with XlsxWriter, recalculated by LibreOffice, and the words read back from both sides."""

import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from support_libreoffice import TIMEOUT, _soffice
from workbook_tools.judging import judge
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.layout import COVER_LABELS, COVER_SHEET, LISTS_SHEET, TABLES, Table
from workbook_tools.model.scheme import MEANINGS, Scheme, level_of
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.model.words import Level
from workbook_tools.periods import Period
from workbook_tools.reading.service_return import read_service_return
from workbook_tools.writing.live.actions import action_formulas
from workbook_tools.writing.live.finance import finance_formulas
from workbook_tools.writing.live.indicators import indicator_formulas
from workbook_tools.writing.live.lists import named_values
from workbook_tools.writing.live.risks import risk_formulas
from workbook_tools.writing.live.tables import period_table, word_tables

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item></oor:items>"""
KNOWN_TO_BOTH = """
    ABS AND CELL CHAR COUNT DATE DAY EXACT FIND IF IFERROR INDEX INT ISBLANK ISERROR ISLOGICAL ISNUMBER LEFT LEN LOG10 LOOKUP
    LOWER MATCH MAX MID MIN MOD N NOT OR REPT RIGHT ROUND SUBSTITUTE SUBTOTAL SUM SUMPRODUCT TRIM _xlfn.NUMBERVALUE
    _xlfn.UNICHAR
"""
"""Functions that Excel 2016 and LibreOffice 7.4 both know."""
RESULTS = {
    "indicators": ("status", "short_trend", "long_trend", "note_wanted"),
    "actions": ("status", "note_wanted"),
    "risks": ("band", "status", "movement"),
    "finance": ("variance",),
}


@dataclass(frozen=True)
class Shown:
    """A number in a cell, with its format."""

    number: Decimal
    number_format: str = "General"


Content = Shown | str | bool | date | None
Rows = Sequence[Mapping[str, Content]]
"""A row's contents by field; an earlier value's field is "earlier_0" and so on."""


@dataclass(frozen=True)
class Case:
    """A return to be written: its scheme, its rows by table, the columns of earlier values.

    Where `chosen` the period is not written into the formulas but picked on the cover. The column of earlier values without a
    period of its own is that of the standard layout, its period in the column before it.
    """

    name: str
    scheme: Scheme
    period: Period
    earlier: tuple[Period | None, ...]
    rows: Mapping[str, Rows]
    chosen: bool = False
    cover: str = ""

    def formulas(self) -> dict[str, Mapping[str, str]]:
        period = None if self.chosen else self.period
        return {
            "indicators": indicator_formulas(self.scheme, self.earlier, period),
            "actions": action_formulas(self.scheme),
            "risks": risk_formulas(self.scheme),
            "finance": finance_formulas(),
        }


Words = dict[tuple[str, int, str], Any]
"""By table, row and result."""


def write_case(case: Case, path: Path) -> None:
    """The return of a case: cover, lists, tables, and for each table a hidden sheet of working cells."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        cover = book.add_worksheet(COVER_SHEET)
        cover.write_row(0, 0, [COVER_LABELS["service"], "Housing"])
        cover.write_row(1, 0, [COVER_LABELS["period"], case.cover or str(case.period)])
        book.define_name("Cover_period", f"={COVER_SHEET}!$B$2")
        _write_lists(book, case)
        formulas = case.formulas()
        for table in TABLES:
            if table.name in case.rows:
                _write_table(book, case, table, formulas[table.name])


def _write_lists(book: Any, case: Case) -> None:
    sheet = book.add_worksheet(LISTS_SHEET)
    for row, named in enumerate(named_values(case.scheme, None if case.chosen else case.period)):
        sheet.write_string(row, 0, named.words)
        if named.formula:
            sheet.write_formula(row, 1, named.formula)
        else:
            _write(book, sheet, row, 1, Shown(named.value) if isinstance(named.value, Decimal) else named.value)
        book.define_name(named.name, f"={LISTS_SHEET}!{xl_rowcol_to_cell(row, 1, row_abs=True, col_abs=True)}")
    left = 3
    for table in (*word_tables(case.scheme), period_table(case.scheme)):
        for column, name in enumerate(table.columns, left):
            letter = xl_col_to_name(column)
            book.define_name(name, f"={LISTS_SHEET}!${letter}$2:${letter}${len(table.rows) + 1}")
            sheet.write_string(0, column, name)
            for row, values in enumerate(table.rows, 1):
                value = values[column - left]
                _write(book, sheet, row, column, Shown(value) if isinstance(value, Decimal) else value)
        left += len(table.columns) + 1


def _write(book: Any, sheet: Any, row: int, column: int, content: Content) -> None:
    match content:
        case Shown():
            sheet.write_number(row, column, float(content.number), _format(book, content.number_format))
        case bool():
            sheet.write_boolean(row, column, content)
        case date():
            sheet.write_datetime(row, column, datetime.combine(content, time()), _format(book, "dd/mm/yyyy"))
        case str() if content:
            sheet.write_string(row, column, content)


def _format(book: Any, number_format: str) -> Any:
    made = book.__dict__.setdefault("formats_of_this_test", {})
    if number_format not in made:
        made[number_format] = book.add_format({"num_format": number_format})
    return made[number_format]


def _write_table(book: Any, case: Case, table: Table, formulas: Mapping[str, str]) -> None:
    sheet = book.add_worksheet(table.sheet)
    places = {column.field: index for index, column in enumerate(table.columns)}
    headings = [column.heading for column in table.columns]
    if table.name == "indicators":
        for index, period in enumerate(case.earlier):
            if period is None:
                places[f"earlier_{index}"] = places["previous"]
            else:
                places[f"earlier_{index}"] = len(headings)
                headings.append(str(period))
    sheet.write_row(0, 0, headings)
    workings = book.add_worksheet(f"Workings {table.name}")
    workings.hide()
    inputs = {"unit" if name == "unit_text" else name: column for name, column in places.items()}
    workings.write_row(0, 0, list(formulas))
    for row, contents in enumerate(case.rows[table.name], 1):
        for name, content in contents.items():
            _write(book, sheet, row, places[name], content)
        cells = {name: f"{table.sheet}!{xl_rowcol_to_cell(row, column, col_abs=True)}" for name, column in inputs.items()}
        for column, (name, formula) in enumerate(formulas.items()):
            workings.write_formula(row, column, formula.format(**cells))
            cells[name] = xl_rowcol_to_cell(row, column, col_abs=True)


def recalculate(paths: Sequence[Path], folder: Path) -> None:
    """Copies of the workbooks in `folder`, every formula reckoned anew by LibreOffice; one run for all."""
    profile = Path(tempfile.mkdtemp(prefix="libreoffice-live-"))
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    command = [_soffice(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", folder, *paths], check=True, capture_output=True, timeout=2 * TIMEOUT)


def words_in_excel(path: Path, case: Case) -> Words:
    """What the formulas of a recalculated workbook give; "" in a row without content."""
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    found: Words = {}
    for table in case.rows:
        rows = book[f"Workings {table}"].iter_rows(values_only=True)
        names = list(next(rows))
        for number, row in enumerate(rows, 2):
            values = dict(zip(names, row, strict=False))
            for result in RESULTS[table]:
                if result in values:
                    found[table, number, result] = "" if values[result] is None else values[result]
    book.close()
    return found


@cache
def read_once(path: Path) -> ServiceReturn:
    """A return, read the first time it is asked for."""
    return read_service_return(path)


def words_by_rule(path: Path, scheme: Scheme) -> Words:
    """What Python gives for the same workbook, by table, row and result."""
    assessment = judge(read_once(path), scheme)
    assert assessment.service_return.refused is None
    found: Words = {}
    for table, row, results in _verdicts(assessment):
        cell = row.where.cell
        number = int("".join(filter(str.isdigit, cell)))
        found |= {(table, number, result): word for result, word in results.items()}
    return found


def _verdicts(assessment: Assessment) -> Any:
    scheme = assessment.scheme

    def word(table: str, key: str) -> str:
        return scheme.style_of(table, key).word

    def wanted(table: str, key: str, note: str) -> bool:
        return level_of(key, scheme.style_of(table, key), MEANINGS[table]) is Level.ALERT and not note.strip()

    for item in assessment.indicators:
        note = wanted("indicators", item.status.style, item.indicator.note)
        results: dict[str, Any] = {"status": word("indicators", item.status.style), "note_wanted": note}
        for name, rule, verdict in (
            ("short_trend", scheme.trend.short, item.short_trend),
            ("long_trend", scheme.trend.long, item.long_trend),
        ):
            if rule is not None:
                results[name] = word("trends", verdict.style)
        yield "indicators", item.indicator, results
    for action in assessment.actions:
        note = wanted("actions", action.status.style, action.action.note)
        yield "actions", action.action, {"status": word("actions", action.status.style), "note_wanted": note}
    for risk in assessment.risks:
        yield (
            "risks",
            risk.risk,
            {
                "band": word("risks", risk.computed.style),
                "status": word("risks", risk.status.style),
                "movement": word("movements", risk.movement.style),
            },
        )
    for line in assessment.finance:
        worked_out = None if line.is_stated else line.variance  # a stated one stands in the return, as its column says
        yield "finance", line.line, {"variance": "" if worked_out is None else worked_out}


def differences(excel: Words, by_rule: Words) -> list[tuple[tuple[str, int, str], Any, Any]]:
    """(place, Excel's result, Python's) wherever the two are not the same; a row that Python does not see is blank."""
    found = []
    for place in sorted(excel.keys() | by_rule.keys()):
        left, right = excel.get(place, "missing"), by_rule.get(place, "")
        if isinstance(right, Decimal) and isinstance(left, int | float):
            left = Decimal(format(left, ".15g"))
        if left != right or isinstance(left, bool) != isinstance(right, bool):
            found.append((place, left, right))
    return found
