"""Cell to value: every form that is understood, its boundaries, and that everything else is said."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_tools import catalogue
from workbook_tools.findings import Finding, Where
from workbook_tools.model.figures import DueDate, Figure, FigureKind, Shown
from workbook_tools.model.words import Polarity, Unit
from workbook_tools.reading.cells import (
    parse_codes,
    parse_due_date,
    parse_figure,
    parse_polarity,
    parse_progress,
    parse_score,
    parse_unit,
    parse_yes_no,
    text_of,
)
from workbook_tools.reading.grids import Cell, CellKind

HERE = Where("Housing.xlsx", "Indicators", "F14")
BARE, DIFFERS, NOT_A_NUMBER = catalogue.BARE_PERCENT.code, catalogue.UNIT_DIFFERS.code, catalogue.NOT_A_NUMBER.code
IMPOSSIBLE, NOT_A_DATE = catalogue.IMPOSSIBLE_DATE.code, catalogue.DATE_NOT_UNDERSTOOD.code
NO_FINDING: tuple[str, ...] = ()


def text_cell(text: str) -> Cell:
    return Cell(CellKind.TEXT, text, "F14")


def number_cell(value: str, number_format: str = "General") -> Cell:
    return Cell(CellKind.NUMBER, Decimal(value), "F14", number_format)


DATE_CELL = Cell(CellKind.DATE, date(2020, 3, 1), "F14", "dd/mm/yyyy")
TRUE_CELL = Cell(CellKind.YES_NO, value=True, address="F14")
ERROR_CELL = Cell(CellKind.ERROR, "#DIV/0!", "F14")
FORMULA_CELL = Cell(CellKind.FORMULA_WITHOUT_VALUE, "=A1*B1", "F14")
EMPTY_CELLS = [None, Cell(CellKind.EMPTY, None, "F14"), text_cell(""), text_cell("  \u00a0\n")]
BROKEN_CELLS = [(ERROR_CELL, catalogue.ERROR_CELL.code), (FORMULA_CELL, catalogue.FORMULA_WITHOUT_VALUE.code)]


def codes(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(finding.code for finding in findings)


def figure_of(text: str, unit: Unit = Unit.NUMBER) -> Figure:
    return parse_figure(text_cell(text), unit, HERE)[0]


def due_of(text: str) -> DueDate:
    return parse_due_date(text_cell(text), HERE)[0]


# ---- figures typed as text -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("0", "0", None),
        ("5", "5", None),
        ("007", "7", None),
        ("61.17", "61.17", None),
        ("3.50", "3.50", None),
        ("6637.08", "6637.08", None),
        ("1,234", "1234", None),
        ("13,000", "13000", None),
        ("1,234.5", "1234.5", None),
        ("1,234,567", "1234567", None),
        ("-5", "-5", None),
        ("−5", "-5", None),
        ("-1,234.5", "-1234.5", None),
        ("-0", "0", None),
        ("(5)", "-5", None),
        ("(0)", "0", None),
        ("(1,234.5)", "-1234.5", None),
        (" 5 ", "5", None),
        ("\u00a05\u202f", "5", None),
        ("999999999999999", "999999999999999", None),
        ("£3.70", "3.70", Unit.GBP),
        ("£0", "0", Unit.GBP),
        ("£1,234,567.89", "1234567.89", Unit.GBP),
        ("-£3.70", "-3.70", Unit.GBP),
        ("−£3.70", "-3.70", Unit.GBP),
        ("£-3.70", "-3.70", Unit.GBP),
        ("£−3.70", "-3.70", Unit.GBP),
        ("(£294)", "-294", Unit.GBP),
        ("£2.334m", "2334000", Unit.GBP),
        ("£2M", "2000000", Unit.GBP),
        ("£586k", "586000", Unit.GBP),
        ("£586K", "586000", Unit.GBP),
        ("(£1,234k)", "-1234000", Unit.GBP),
        ("-£0.5m", "-500000", Unit.GBP),
        ("96.2%", "96.2", Unit.PERCENT),
        ("96.2 %", "96.2", Unit.PERCENT),
        ("96.2\u00a0%", "96.2", Unit.PERCENT),
        ("0%", "0", Unit.PERCENT),
        ("101.85%", "101.85", Unit.PERCENT),
        ("-2%", "-2", Unit.PERCENT),
        ("(5%)", "-5", Unit.PERCENT),
    ],
)
def test_number(text: str, number: str, unit: Unit | None) -> None:
    figure, findings = parse_figure(text_cell(text), unit or Unit.NUMBER, HERE)
    expected = Decimal(number)
    assert figure == Figure(
        FigureKind.NUMBER, number=expected, unit=unit, shows=Shown(text.replace("\u00a0", " ").strip(), expected), where=HERE
    )
    assert str(figure.number) == number, "plain notation, decimals as typed"
    assert findings == ()


@pytest.mark.parametrize(
    "text", ["n/a", "N/A", "N/a", "NA", "na", "-", "–", "No Target", "no target", "Not applicable", "TBC", " - "]
)
def test_no_figure_on_purpose(text: str) -> None:
    figure, findings = parse_figure(text_cell(text), Unit.PERCENT, HERE)
    assert figure == Figure(FigureKind.NOT_APPLICABLE, shows=Shown(text.strip()), where=HERE)
    assert findings == ()


@pytest.mark.parametrize(
    ("text", "kind"), [("<", FigureKind.BELOW_LAST), (">", FigureKind.ABOVE_LAST), (" < ", FigureKind.BELOW_LAST)]
)
def test_compared_with_last_time(text: str, kind: FigureKind) -> None:
    figure, findings = parse_figure(text_cell(text), Unit.PERCENT, HERE)
    assert figure == Figure(kind, shows=Shown(text.strip()), where=HERE)
    assert findings == ()


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("5-10", "5", "10", None),
        ("5 - 10", "5", "10", None),
        ("5–10", "5", "10", None),
        ("5 to 10", "5", "10", None),
        ("5 TO 10", "5", "10", None),
        ("5-5", "5", "5", None),
        ("-5 to 5", "-5", "5", None),
        ("(5) to 5", "-5", "5", None),
        ("1,000-2,000.5", "1000", "2000.5", None),
        ("5% to 10%", "5", "10", Unit.PERCENT),
        ("5 % to 10 %", "5", "10", Unit.PERCENT),
        ("5%-10%", "5", "10", Unit.PERCENT),
        ("5-10%", "5", "10", Unit.PERCENT),
        ("£5 to £10", "5", "10", Unit.GBP),
        ("£5-10", "5", "10", Unit.GBP),
        ("£2m-£3m", "2000000", "3000000", Unit.GBP),
    ],
)
def test_range(text: str, low: str, high: str, unit: Unit | None) -> None:
    figure, findings = parse_figure(text_cell(text), unit or Unit.DAYS, HERE)
    assert figure == Figure(FigureKind.RANGE, low=Decimal(low), high=Decimal(high), unit=unit, shows=Shown(text), where=HERE)
    assert findings == ()


@pytest.mark.parametrize(
    "text",
    [
        # grouping
        *("1,23", "12,34", "1,2345", "1234,567", ",5", "1,", "0,123", "1,234,56", "1 234", "1.234,5"),
        # points, signs, brackets
        *(".5", "5.", "1.2.3", "+5", "5-", "--5", "- 5", "(-5)", "-(5)", "(5", "5)", "((5))", "()", "( 5 )", "£(5)"),
        # money and percent
        *(
            "5m",
            "586k",
            "3.70£",
            "£",
            "£ 5",
            "-£-5",
            "£5%",
            "%",
            "%5",
            "5%%",
            "(5)%",
            "£2bn",
            "£2 m",
            "5k%",
            "$5",
            "€5",
            "£1,23",
        ),
        # what computers, but not officers, call numbers
        *("1e3", "1E+3", "inf", "-inf", "Infinity", "nan", "NaN", "1_000", "0x1F"),
        # digits of other scripts
        *("５", "٥", "²", "①", "1٥", "９６.２%"),
        # longer than a workbook can hold
        *("1234567890123456", "0.1234567890123456", "9" * 5000, "0." + "0" * 30 + "1"),
        # ranges
        *(
            "10-5",
            "10 to 5",
            "5-",
            "5 to",
            "to 10",
            "5-10-15",
            "-5-10",
            "5--10",
            "5%-£10",
            "5%-10",
            "5-£10",
            "£2-£3m",
            "£2-3m",
            "5to10",
        ),
        # words and near misses
        *(
            "n/a?",
            "n.a.",
            "none",
            "nil",
            "five",
            "<5",
            "> 5",
            "<<",
            "—",
            "about 5",
            "5 days",
            "31/03/2020",
            "#REF!",
            "=1+1",
            "{x}",
            "\x00",
        ),
        "5\n6",
    ],
)
@pytest.mark.parametrize("unit", [Unit.NUMBER, Unit.PERCENT, Unit.GBP])
def test_everything_else_is_said(text: str, unit: Unit) -> None:
    figure, findings = parse_figure(text_cell(text), unit, HERE, "PI 1")
    assert figure == Figure(FigureKind.NOT_UNDERSTOOD, shows=Shown(text.strip()), where=HERE)
    assert codes(findings) == (NOT_A_NUMBER,)
    assert (findings[0].where, findings[0].subject) == (HERE, "PI 1")


def test_the_finding_quotes_the_cell_and_says_what_to_do() -> None:
    findings = parse_figure(text_cell("n/a?"), Unit.NUMBER, HERE)[1]
    assert str(findings[0]) == (
        "Housing.xlsx, Indicators!F14: 'n/a?' is not a number. Enter a number, or leave the cell empty."
    )


@pytest.mark.parametrize("cell", EMPTY_CELLS)
def test_an_empty_cell_is_no_figure_and_no_finding(cell: Cell | None) -> None:
    for figure, findings in (
        parse_figure(cell, Unit.PERCENT, HERE),
        parse_progress(cell, HERE),
        parse_score(cell, HERE),
    ):
        assert figure == Figure(FigureKind.EMPTY, where=HERE)
        assert findings == ()


# ---- the row's unit --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "unit", "number", "expected"),
    [
        (text_cell("61.17"), Unit.PERCENT, "61.17", (BARE,)),
        (text_cell("0"), Unit.PERCENT, "0", (BARE,)),
        (text_cell("0.5"), Unit.PERCENT, "0.5", (BARE,)),
        (number_cell("61.17"), Unit.PERCENT, "61.17", (BARE,)),
        (number_cell("0.5", "0.0"), Unit.PERCENT, "0.5", (BARE,)),
        (number_cell("0.6117", "0.0%"), Unit.PERCENT, "61.17", NO_FINDING),
        (number_cell("61.17", '0.0"%"'), Unit.PERCENT, "61.17", NO_FINDING),
        (text_cell("61.17%"), Unit.PERCENT, "61.17", NO_FINDING),
        (text_cell("2%"), Unit.NUMBER, "2", (DIFFERS,)),
        (text_cell("2%"), Unit.RATIO, "2", (DIFFERS,)),
        (text_cell("2%"), Unit.GBP, "2", (DIFFERS,)),
        (text_cell("2%"), Unit.OTHER, "2", (DIFFERS,)),
        (number_cell("0.02", "0%"), Unit.NUMBER, "2", (DIFFERS,)),
        (text_cell("£2"), Unit.NUMBER, "2", (DIFFERS,)),
        (text_cell("£2"), Unit.PERCENT, "2", (DIFFERS,)),
        (text_cell("£2"), Unit.OTHER, "2", (DIFFERS,)),
        (number_cell("2", "£#,##0"), Unit.DAYS, "2", (DIFFERS,)),
        (number_cell("2", "[$€-2] 0"), Unit.GBP, "2", (DIFFERS,)),
        (number_cell("2", "[$€-2] 0"), Unit.OTHER, "2", NO_FINDING),
        (number_cell("2", "£#,##0"), Unit.GBP, "2", NO_FINDING),
        (number_cell("586", '£0"k"'), Unit.GBP, "586", (DIFFERS,)),
        (number_cell("586000", '£0,"k"'), Unit.GBP, "586000", NO_FINDING),
        (text_cell("2"), Unit.GBP, "2", NO_FINDING),
        (text_cell("2"), Unit.DAYS, "2", NO_FINDING),
        (text_cell("2"), Unit.RATIO, "2", NO_FINDING),
        (text_cell("2"), Unit.OTHER, "2", NO_FINDING),
        (number_cell("2"), Unit.NUMBER, "2", NO_FINDING),
    ],
)
def test_the_rows_unit_decides_never_the_size(cell: Cell, unit: Unit, number: str, expected: tuple[str, ...]) -> None:
    figure, findings = parse_figure(cell, unit, HERE)
    assert (figure.kind, figure.number) == (FigureKind.NUMBER, Decimal(number))
    assert codes(findings) == expected


@pytest.mark.parametrize(
    ("text", "unit", "expected", "read"),
    [
        ("5-10", Unit.PERCENT, BARE, "5 to 10%"),
        ("5% to 10%", Unit.NUMBER, DIFFERS, "5 to 10."),
        ("£5 to £10", Unit.DAYS, DIFFERS, "5 to 10."),
        ("61.170", Unit.PERCENT, BARE, "61.17%"),
        ("£2.334m", Unit.OTHER, DIFFERS, "2334000."),
    ],
)
def test_the_finding_says_how_the_figure_was_read(text: str, unit: Unit, expected: str, read: str) -> None:
    findings = parse_figure(text_cell(text), unit, HERE)[1]
    assert codes(findings) == (expected,)
    assert f"read as {read}" in findings[0].message
    assert text in findings[0].message


# ---- number cells ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "number_format", "number", "unit", "printed", "text"),
    [
        ("61.17", "General", "61.17", None, "61.17", "61.17"),
        ("94.05", "0.0", "94.05", None, "94.1", "94.1"),
        ("1E+5", "General", "100000", None, "100000", "100000"),
        ("8500", "#,##0", "8500", None, "8500", "8,500"),
        ("0.9405", "0.0%", "94.05", Unit.PERCENT, "94.1", "94.1%"),
        ("0.962", "0%", "96.2", Unit.PERCENT, "96", "96%"),
        ("-294", '"£"#,##0;("£"#,##0)', "-294", Unit.GBP, "-294", "(£294)"),
        ("3.704", "£0.00", "3.704", Unit.GBP, "3.70", "£3.70"),
        ("2334000", '£0.0,,"m"', "2334000", Unit.GBP, None, "£2334000"),
    ],
)
def test_number_cell(value: str, number_format: str, number: str, unit: Unit | None, *, printed: str | None, text: str) -> None:
    figure, findings = parse_figure(number_cell(value, number_format), unit or Unit.NUMBER, HERE)
    assert figure == Figure(
        FigureKind.NUMBER,
        number=Decimal(number),
        unit=unit,
        shows=Shown(text, None if printed is None else Decimal(printed)),
        where=HERE,
    )
    assert "E" not in str(figure.number)
    assert findings == ()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (DATE_CELL, "01/03/2020"),
        (TRUE_CELL, "TRUE"),
        (number_cell("NaN"), "NaN"),
        (number_cell("Infinity", "0%"), "Infinity"),
        (number_cell("1E+309"), "1E+309"),
    ],
)
def test_a_cell_of_another_kind_is_not_a_number(cell: Cell, text: str) -> None:
    figure, findings = parse_figure(cell, Unit.NUMBER, HERE)
    assert figure == Figure(FigureKind.NOT_UNDERSTOOD, shows=Shown(text), where=HERE)
    assert codes(findings) == (NOT_A_NUMBER,)


@pytest.mark.parametrize(("cell", "expected"), BROKEN_CELLS)
def test_a_cell_without_a_value_is_a_finding_and_never_a_blank(cell: Cell, expected: str) -> None:
    for figure, findings in (
        parse_figure(cell, Unit.NUMBER, HERE),
        parse_progress(cell, HERE),
        parse_score(cell, HERE),
    ):
        assert figure == Figure(FigureKind.NOT_UNDERSTOOD, shows=Shown(str(cell.value)), where=HERE)
        assert codes(findings) == (expected,)
        assert findings[0].where == HERE


# ---- progress and scores ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "percent_in_heading", "number", "expected"),
    [
        (text_cell("75%"), False, "75", NO_FINDING),
        (text_cell("75"), False, "75", (BARE,)),
        (text_cell("75"), True, "75", NO_FINDING),
        (number_cell("75"), True, "75", NO_FINDING),
        (number_cell("1"), True, "1", NO_FINDING),
        (number_cell("0.75"), True, "0.75", NO_FINDING),
        (number_cell("0.75", "0%"), False, "75", NO_FINDING),
        (number_cell("0.75", "0%"), True, "75", NO_FINDING),
        (text_cell("150%"), False, "150", NO_FINDING),
        (text_cell("£75"), True, "75", (DIFFERS,)),
    ],
)
def test_progress(cell: Cell, number: str, expected: tuple[str, ...], *, percent_in_heading: bool) -> None:
    figure, findings = parse_progress(cell, HERE, percent_in_heading=percent_in_heading)
    assert (figure.kind, figure.number) == (FigureKind.NUMBER, Decimal(number))
    assert codes(findings) == expected


@pytest.mark.parametrize(
    ("cell", "number", "expected"),
    [
        (text_cell("9"), "9", NO_FINDING),
        (number_cell("9"), "9", NO_FINDING),
        (number_cell("2.5"), "2.5", NO_FINDING),
        (text_cell("9%"), "9", (DIFFERS,)),
    ],
)
def test_score(cell: Cell, number: str, expected: tuple[str, ...]) -> None:
    figure, findings = parse_score(cell, HERE)
    assert (figure.kind, figure.number) == (FigureKind.NUMBER, Decimal(number))
    assert codes(findings) == expected


@pytest.mark.parametrize("text", ["<", ">", "5-10", "5% to 10%", "done"])
def test_progress_and_score_are_single_figures(text: str) -> None:
    for figure, findings in (
        parse_progress(text_cell(text), HERE, "A1", percent_in_heading=True),
        parse_score(text_cell(text), HERE, "A1"),
    ):
        assert figure == Figure(FigureKind.NOT_UNDERSTOOD, shows=Shown(text), where=HERE)
        assert codes(findings) == (NOT_A_NUMBER,)
        assert (findings[0].where, findings[0].subject) == (HERE, "A1")


def test_no_progress_on_purpose() -> None:
    assert parse_progress(text_cell("n/a"), HERE) == (Figure(FigureKind.NOT_APPLICABLE, shows=Shown("n/a"), where=HERE), ())


# ---- due dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected", "ongoing"),
    [
        ("31-Mar-2022", date(2022, 3, 31), False),
        ("31/03/2020", date(2020, 3, 31), False),
        ("1/4/2020", date(2020, 4, 1), False),
        ("31 March 2020", date(2020, 3, 31), False),
        ("2020-03-31", date(2020, 3, 31), False),
        ("29/02/2020", date(2020, 2, 29), False),
        ("\u00a031/03/2020 ", date(2020, 3, 31), False),
        ("31\u00a0March\n2020", date(2020, 3, 31), False),
        ("June 2018", date(2018, 6, 30), False),
        ("March, 2018", date(2018, 3, 31), False),
        ("Feb 2020", date(2020, 2, 29), False),
        ("May 2018 and ongoing", date(2018, 5, 31), True),
        ("may 2018 AND ONGOING", date(2018, 5, 31), True),
        ("31 March 2020 and ongoing", date(2020, 3, 31), True),
        ("Ongoing", None, True),
        ("ongoing", None, True),
        ("On-going", None, True),
        ("n/a", None, False),
        ("N/A", None, False),
        ("-", None, False),
        ("–", None, False),
        ("TBC", None, False),
    ],
)
def test_due_date(text: str, expected: date | None, *, ongoing: bool) -> None:
    due, findings = parse_due_date(text_cell(text), HERE)
    assert (due.date, due.ongoing, due.where) == (expected, ongoing, HERE)
    assert due.text == text.replace("\u00a0", " ").strip()
    assert findings == ()


@pytest.mark.parametrize("cell", EMPTY_CELLS)
def test_an_empty_cell_is_no_due_date_and_no_finding(cell: Cell | None) -> None:
    assert parse_due_date(cell, HERE) == (DueDate(where=HERE), ())


def test_date_cell() -> None:
    assert parse_due_date(DATE_CELL, HERE) == (DueDate(date(2020, 3, 1), text="01/03/2020", where=HERE), ())


@pytest.mark.parametrize(
    ("number_format", "due", "text"),
    [
        ("mmm-yy", date(2020, 2, 29), "February 2020"),
        ("mmmm yyyy", date(2020, 2, 29), "February 2020"),
        ("[$-809]mmmm\\ yyyy;@", date(2020, 2, 29), "February 2020"),
        ("d-mmm-yy", date(2020, 2, 1), "01/02/2020"),
        ("d-mmm", date(2020, 2, 1), "01/02/2020"),
        ("yyyy", date(2020, 2, 1), "01/02/2020"),  # a bare year may be a calendar or a financial one
    ],
)
def test_a_date_cell_that_shows_no_day_is_the_month(number_format: str, due: date, text: str) -> None:
    cell = Cell(CellKind.DATE, date(2020, 2, 1), "F14", number_format)
    assert parse_due_date(cell, HERE) == (DueDate(due, text=text, where=HERE), ())
    assert text_of(cell, HERE) == (text, ())


@pytest.mark.parametrize("day", [date(1899, 12, 1), date(1900, 1, 1), date(9998, 12, 1)])
def test_a_month_before_excels_calendar_is_none(day: date) -> None:
    due, findings = parse_due_date(Cell(CellKind.DATE, day, "F14", "mmm-yy"), HERE)
    assert (due.date is None) == (day.year < 1900) == (codes(findings) == (NOT_A_DATE,))


@pytest.mark.parametrize(("day", "known"), [(date(1899, 12, 31), False), (date(1900, 1, 1), True)])
def test_a_day_before_excels_calendar_is_none_as_cell_and_as_text(day: date, *, known: bool) -> None:
    for cell in (Cell(CellKind.DATE, day, "F14", "dd/mm/yyyy"), text_cell(f"{day:%d/%m/%Y}")):
        due, findings = parse_due_date(cell, HERE)
        assert (due.date, codes(findings)) == ((day, ()) if known else (None, ("date-not-understood",)))


@pytest.mark.parametrize("text", ["31/09/2019", "31-Sep-2019", "29/02/2019", "2019-09-31", "3/31/2020", "0/1/2020"])
def test_an_impossible_date_is_never_another_date(text: str) -> None:
    due, findings = parse_due_date(text_cell(text), HERE, "PD/F067")
    assert due == DueDate(text=text, where=HERE)
    assert codes(findings) == (IMPOSSIBLE,)
    assert (findings[0].where, findings[0].subject) == (HERE, "PD/F067")


def test_an_impossible_date_and_ongoing_is_a_finding_and_still_ongoing() -> None:
    due, findings = parse_due_date(text_cell("31/09/2019 and ongoing"), HERE)
    assert (due.date, due.ongoing, codes(findings)) == (None, True, (IMPOSSIBLE,))


@pytest.mark.parametrize(
    "cell",
    [
        *map(text_cell, ["1", ", ,", "soon", "2022/23", "Q2 2019/20", "2020", "March", "31/03/20", "31/03/0202", "No Target"]),
        *map(
            text_cell,
            ["and ongoing", "soon and ongoing", "Ongoing since May 2018", "٣١/٠٣/٢٠٢٠", "31/03/2020 or later", "43921"],
        ),
        number_cell("43921"),
        number_cell("43921", "dd/mm/yyyy"),
        number_cell("1"),
        TRUE_CELL,
    ],
)
def test_anything_else_is_not_understood_as_a_date(cell: Cell) -> None:
    due, findings = parse_due_date(cell, HERE, "A1")
    assert (due.date, due.ongoing) == (None, False)
    assert due.text
    assert codes(findings) == (NOT_A_DATE,)
    assert (findings[0].where, findings[0].subject) == (HERE, "A1")


@pytest.mark.parametrize(("cell", "expected"), BROKEN_CELLS)
def test_a_due_date_without_a_value_is_a_finding(cell: Cell, expected: str) -> None:
    due, findings = parse_due_date(cell, HERE)
    assert due == DueDate(text=str(cell.value), where=HERE)
    assert codes(findings) == (expected,)


# ---- words -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, False),
        (TRUE_CELL, True),
        (Cell(CellKind.YES_NO, value=False, address="F14"), False),
        *((text_cell(text), True) for text in ("Yes", "yes ", "Y", "TRUE", "x", "X", "Cancelled")),
        *((text_cell(text), False) for text in ("No", "n", "FALSE", "", "-", "yes?")),
        (number_cell("1"), False),
        (ERROR_CELL, False),
    ],
)
def test_yes_no(cell: Cell | None, *, expected: bool) -> None:
    assert parse_yes_no(cell) is expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, ()),
        (text_cell(""), ()),
        (text_cell(" ; "), ()),
        (text_cell("P&P 20 001"), ("P&P 20 001",)),
        (text_cell("P&P 20 001;P&P 20 028; P&P 20 029"), ("P&P 20 001", "P&P 20 028", "P&P 20 029")),
        (text_cell("B\r\nA\n\nC;"), ("B", "A", "C")),
        (text_cell("P&P\u00a020 001"), ("P&P 20 001",)),
        (text_cell("A, B"), ("A, B",)),
        (number_cell("12"), ("12",)),
        (ERROR_CELL, ()),
        (FORMULA_CELL, ()),
    ],
)
def test_codes(cell: Cell | None, expected: tuple[str, ...]) -> None:
    assert parse_codes(cell) == expected


@pytest.mark.parametrize(
    ("unit", "texts"),
    [
        (Unit.PERCENT, ["%", "percent", "Per cent", "PERCENTAGE", " per\u00a0cent "]),
        (Unit.GBP, ["GBP", "gbp", "£", "Pounds"]),
        (Unit.NUMBER, ["", "  ", "Number", "No.", "no"]),
        (Unit.DAYS, ["Days", "working days"]),
        (Unit.RATIO, ["Ratio"]),
        (Unit.OTHER, ["£m", "£000", "kWh", "% points", "tonnes", "days per FTE"]),
    ],
)
def test_unit(unit: Unit, texts: list[str]) -> None:
    assert {text: parse_unit(text) for text in texts} == dict.fromkeys(texts, unit)


@pytest.mark.parametrize(
    ("polarity", "texts"),
    [
        (Polarity.MAXIMISE, ["maximise", "Maximize", "Higher is better", " higher  is better "]),
        (Polarity.MINIMISE, ["Minimise", "LOWER IS BETTER"]),
        (Polarity.RANGE, ["range", "Within range"]),
        (Polarity.DATA_ONLY, ["data only", "Data-only", "data_only"]),
        (Polarity.UNKNOWN, ["", "unknown", "max", "better", "minimise?"]),
    ],
)
def test_polarity(polarity: Polarity, texts: list[str]) -> None:
    assert {text: parse_polarity(text) for text in texts} == dict.fromkeys(texts, polarity)


@pytest.mark.parametrize("member", list(Unit))
def test_a_units_own_word_names_it(member: Unit) -> None:
    assert parse_unit(member.value) is member


@pytest.mark.parametrize("member", list(Polarity))
def test_a_polaritys_own_word_names_it(member: Polarity) -> None:
    assert parse_polarity(member.value) is member


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        *((cell, "") for cell in EMPTY_CELLS),
        (text_cell("  Head of Housing "), "Head of Housing"),
        (text_cell("Head\u00a0of\u202fHousing"), "Head of Housing"),
        (text_cell("first\r\nsecond\rthird\n\nfourth"), "first\nsecond\nthird\n\nfourth"),
        (text_cell("=1+1"), "=1+1"),
        (number_cell("2019"), "2019"),
        (number_cell("2019.0"), "2019"),
        (number_cell("0.565", "0.0%"), "56.5%"),
        (number_cell("1234.5", "£#,##0.00"), "£1,234.50"),
        (number_cell("NaN"), "NaN"),
        (DATE_CELL, "01/03/2020"),
        (TRUE_CELL, "TRUE"),
    ],
)
def test_text(cell: Cell | None, expected: str) -> None:
    assert text_of(cell, HERE) == (expected, ())


@pytest.mark.parametrize(("cell", "expected"), BROKEN_CELLS)
def test_text_without_a_value_is_a_finding(cell: Cell, expected: str) -> None:
    text, findings = text_of(cell, HERE, "A1")
    assert (text, codes(findings)) == ("", (expected,))
    assert (findings[0].where, findings[0].subject) == (HERE, "A1")


# ---- any input -------------------------------------------------------------------------------------------------------------

POSITIVE = st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False, allow_infinity=False)
WAYS = {
    "{n}": (1, None),
    "{n:,}": (1, None),
    "-{n}": (-1, None),
    "−{n:,}": (-1, None),
    "({n:,})": (-1, None),
    "£{n:,}": (1, Unit.GBP),
    "-£{n}": (-1, Unit.GBP),
    "£-{n:,}": (-1, Unit.GBP),
    "(£{n})": (-1, Unit.GBP),
    "£{n}k": (1_000, Unit.GBP),
    "£{n:,}m": (1_000_000, Unit.GBP),
    "{n}%": (1, Unit.PERCENT),
    "{n:,} %": (1, Unit.PERCENT),
    "-{n}%": (-1, Unit.PERCENT),
}


@given(POSITIVE, st.sampled_from(sorted(WAYS)))
def test_a_number_written_in_any_accepted_way_comes_back_exactly(number: Decimal, way: str) -> None:
    factor, unit = WAYS[way]
    figure, findings = parse_figure(text_cell(way.format(n=number)), unit or Unit.NUMBER, HERE)
    assert (figure.number, figure.printed, figure.unit) == (number * factor, number * factor, unit)
    assert findings == ()


@given(POSITIVE, POSITIVE, st.sampled_from(["{a}-{b}", "{a} to {b}", "{a:,}%–{b:,}%", "£{a} to £{b}", "£{a}-{b}", "{a}-{b}%"]))
def test_a_range_written_in_any_accepted_way_comes_back_exactly(one: Decimal, two: Decimal, way: str) -> None:
    low, high = sorted([one, two])
    figure = figure_of(way.format(a=low, b=high))
    assert (figure.kind, figure.low, figure.high) == (FigureKind.RANGE, low, high)
    backwards = figure_of(way.format(a=high, b=low))
    assert backwards.kind is (FigureKind.RANGE if low == high else FigureKind.NOT_UNDERSTOOD)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6))
def test_a_percentage_cell_is_its_fraction_a_hundred_times_exactly(fraction: Decimal) -> None:
    figure = parse_figure(Cell(CellKind.NUMBER, fraction, "F14", "0.0%"), Unit.PERCENT, HERE)[0]
    assert figure.number == fraction * 100
    assert figure.printed is not None
    assert abs(figure.printed - figure.number) <= Decimal("0.05")


@given(
    st.dates(date(1900, 1, 1)),
    st.sampled_from(["{d.day}/{d.month}/{d.year}", "{d.day:02}.{d.month:02}.{d.year}", "{d.year}-{d.month:02}-{d.day:02}"]),
)
def test_a_date_written_in_any_accepted_way_comes_back(day: date, way: str) -> None:
    assert due_of(way.format(d=day)).date == day
    assert due_of(f"{way.format(d=day)} and ongoing").ongoing


ANY_TEXT = st.one_of(
    st.text(), st.text("0123456789,.-−–()£%kmn/a<> to\u00a0\n", max_size=12), st.sampled_from(["９%", "²", "1e5", "nan"])
)
ANY_CELL = st.one_of(
    ANY_TEXT.map(text_cell),
    st.builds(
        lambda value, number_format: Cell(CellKind.NUMBER, value, "F14", number_format),
        st.decimals(),
        st.one_of(st.sampled_from(["General", "0.0%", "£#,##0", "[$€-2] 0"]), st.text(max_size=12)),
    ),
    st.dates().map(lambda value: Cell(CellKind.DATE, value, "F14")),
    st.sampled_from([ERROR_CELL, FORMULA_CELL, TRUE_CELL, None]),
)
BROKEN_CODES = {catalogue.ERROR_CELL.code, catalogue.FORMULA_WITHOUT_VALUE.code}


@settings(max_examples=200)
@given(ANY_CELL, st.sampled_from(list(Unit)))
def test_any_cell_is_a_figure_or_one_finding_at_its_place(cell: Cell | None, unit: Unit) -> None:
    for figure, findings in (
        parse_figure(cell, unit, HERE, "PI 1"),
        parse_progress(cell, HERE, "PI 1"),
        parse_score(cell, HERE, "PI 1"),
    ):
        assert len(findings) <= 1
        assert all((finding.where, finding.subject) == (HERE, "PI 1") for finding in findings)
        refused = set(codes(findings)) & {NOT_A_NUMBER, *BROKEN_CODES}
        assert bool(refused) is (figure.kind is FigureKind.NOT_UNDERSTOOD)
        assert (figure.number is not None) is (figure.kind is FigureKind.NUMBER)


@settings(max_examples=200)
@given(ANY_CELL)
def test_any_cell_is_a_due_date_or_one_finding_at_its_place(cell: Cell | None) -> None:
    due, findings = parse_due_date(cell, HERE, "A1")
    assert len(findings) <= 1
    assert all((finding.where, finding.subject) == (HERE, "A1") for finding in findings)
    assert set(codes(findings)) <= {IMPOSSIBLE, NOT_A_DATE, *BROKEN_CODES}
    assert not (findings and due.date)


@settings(max_examples=200)
@given(ANY_CELL)
def test_any_cell_has_text_codes_and_words(cell: Cell | None) -> None:
    text, findings = text_of(cell, HERE)
    assert text == text.strip()
    assert not (text and findings)
    assert all(code == code.strip() != "" for code in parse_codes(cell))
    assert parse_yes_no(cell) in {True, False}
    assert parse_unit(text) in Unit
    assert parse_polarity(text) in Polarity
