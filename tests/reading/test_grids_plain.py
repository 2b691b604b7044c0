"""The quick reader of workbooks reads what openpyxl reads, or leaves the workbook to it."""

import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Color, Font, PatternFill, Side
from openpyxl.styles.numbers import BUILTIN_FORMATS as OPENPYXL_FORMATS

from support_libreoffice import convert, needs_libreoffice
from support_plain import plain, require_equal, sheet_of, strings_of, write_package
from workbook_tools.reading.builtin_formats import BUILTIN_FORMATS
from workbook_tools.reading.grids import CellKind

ROOT = Path(__file__).parents[2]
OURS = sorted([*(ROOT / "samples" / "returns").glob("*.xlsx"), *(ROOT / "templates").glob("*.xlsx")])


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_samples_and_templates(path: Path) -> None:
    assert sum(len(grid.cells) for grid in require_equal(path)) > 20


def write_everything(path: Path, *, of_1904: bool = False) -> Path:
    """One of each kind of cell, as XlsxWriter writes it."""
    with xlsxwriter.Workbook(path, {"date_1904": of_1904}) as workbook:
        sheet = workbook.add_worksheet("Everything & all")
        struck = workbook.add_format({"font_strikeout": True, "bg_color": "#FF0000", "border": 1, "align": "center"})
        bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "dd/mm/yyyy"})
        values: list[Any] = [
            0,
            -0.0,
            1,
            -5,
            1.5,
            0.1 + 0.2,
            1e20,
            1e-7,
            123456789012345678,
            -0.0792064519,
            94.05,
            "",
            " ",
            "\n",
        ]
        texts = [
            'a < b & c > "d"\'',
            "  padded ",
            "two\nlines",
            "_x000D_",
            "a_x005F_x000D_b",
            "\u00a3 \u2013 \U0001f600",
            "\r\n",
        ]
        for row, value in enumerate([*values, *texts, True, False]):
            sheet.write(row, 0, value)
            sheet.write(row, 1, value, struck)
        for row, value in enumerate([date(2022, 3, 31), datetime(2022, 3, 31, 17, 30), time(3, 45, 10), timedelta(hours=30)]):  # noqa: DTZ001 - workbooks know no time zones
            for column, code in enumerate(["dd/mm/yyyy", "h:mm", "[hh]:mm:ss", "General", '"d"0', "mmm yy;@"], start=3):
                sheet.write_datetime(row, column, value, workbook.add_format({"num_format": code}))
        for row, result in enumerate([5, 0.25, "text", "", "#N/A", True, "a & b"]):
            sheet.write_formula(row, 10, '=IF(A1<B1,"&",1)', None, result)
        sheet.write_array_formula("L1:L2", "{=A1:A2*2}", None, 4)
        sheet.write_number("M1", 99_999_999, day)
        sheet.write_rich_string("N1", struck, "gone ", bold, "kept")
        sheet.write_rich_string("N2", struck, "gone ", struck, "too")
        sheet.merge_range("P1:R3", "merged", bold)
        sheet.set_row(2, 30, None, {"hidden": True})
        sheet.set_row(40, None, None, {"hidden": True})
        sheet.set_column("B:C", 10, None, {"hidden": True})
        sheet.data_validation("A1:A9", {"validate": "list", "source": ["<a>", "b"]})
        sheet.conditional_format("A1:A9", {"type": "cell", "criteria": ">", "value": 5, "format": struck})
        sheet.write_comment("A1", "a comment")
        workbook.add_worksheet("Hidden").hide()
        workbook.add_worksheet("Very hidden").very_hidden()
        workbook.add_chartsheet("Chart")
        workbook.define_name("Name", "='Hidden'!$A$1")
    return path


@pytest.mark.parametrize("of_1904", [False, True])
def test_everything_that_xlsxwriter_writes(tmp_path: Path, *, of_1904: bool) -> None:
    shown, hidden, very_hidden = require_equal(write_everything(tmp_path / "x.xlsx", of_1904=of_1904))
    assert (hidden.hidden, very_hidden.hidden) == (True, True)
    assert (set(shown.hidden_rows), set(shown.hidden_columns)) == ({3, 41}, {2})
    assert {cell.kind for cell in shown.cells.values()} >= set(CellKind) - {CellKind.EMPTY, CellKind.FORMULA_WITHOUT_VALUE}
    assert shown.struck_out >= {(1, 2), (2, 14)}
    assert shown.merged == ((1, 16, 3, 18),)


def test_everything_that_openpyxl_writes(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    gone = InlineFont(strike=True, sz=11, color=Color(rgb="FFFF0000"), rFont="Arial", u="single")
    values: list[Any] = [
        "text",
        " padded ",
        "a & b",
        5,
        1.5,
        date(2020, 1, 1),
        time(3, 4),
        timedelta(hours=30),
        "=1+1",
        True,
        "#N/A",
    ]
    rich: list[Any] = [CellRichText("kept ", TextBlock(gone, "gone")), CellRichText(TextBlock(gone, "a"), TextBlock(gone, " "))]
    for row, value in enumerate([*values, *rich], start=1):
        sheet.cell(row, 1, value)
        sheet.cell(row, 3, value).font = Font(strike=True)
    sheet["C1"].fill, sheet["C1"].border = PatternFill("solid", fgColor="FFFF00"), Border(left=Side("thin", color="000000"))
    sheet.merge_cells("E1:F2")
    sheet.row_dimensions[3].hidden = sheet.column_dimensions["C"].hidden = True
    workbook.create_sheet("Other").sheet_state = "hidden"
    workbook.save(tmp_path / "o.xlsx")
    grid, other = require_equal(tmp_path / "o.xlsx")
    assert grid.cells[9, 1].kind is CellKind.FORMULA_WITHOUT_VALUE
    assert (13, 1) in grid.struck_out
    assert (set(grid.hidden_rows), set(grid.hidden_columns), other.hidden) == ({3}, {3}, True)


@needs_libreoffice
def test_everything_that_libreoffice_writes(tmp_path: Path) -> None:
    (tmp_path / "saved").mkdir()
    saved = convert(write_everything(tmp_path / "x.xlsx"), "xlsx", tmp_path / "saved")
    grid = require_equal(saved)[0]
    assert len(grid.cells) > 50
    assert grid.hidden_rows == {3, 41}


EXCEL_NAMES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr" '
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
    'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="{00000000-0001-0000-0000-000000000000}"'
)


def test_what_excel_writes_besides(tmp_path: Path) -> None:
    rows = (
        '<row r="1" spans="1:3" ht="30" customHeight="1" x14ac:dyDescent="0.25"><c r="A1" s="4" t="s"><v>0</v></c>'
        '<c r="B1"><f t="shared" ref="B1:B2" si="0">A1*2</f><v>4</v></c><c r="C1" t="str" cm="1">'
        '<f t="array" ref="C1">A1&amp;""</f><v xml:space="preserve"> x</v></c></row>'
        '<row r="2" spans="1:3" hidden="1" x14ac:dyDescent="0.25"><c r="B2">'
        '<f t="shared" si="0"/><v>1.0000000000000001E-2</v></c></row><row r="5" spans="1:3" x14ac:dyDescent="0.25"/>'
    )
    parts = sheet_of(rows)
    parts = {name: str(part).replace("<worksheet ", f"<worksheet {EXCEL_NAMES} ") for name, part in parts.items()}
    (grid,) = require_equal(write_package(tmp_path / "excel.xlsx", parts))
    assert [(str(cell.value), cell.address) for cell in grid.cells.values()] == [
        ("first", "A1"), ("4", "B1"), (" x", "C1"), ("0.01", "B2"),
    ]  # fmt: skip
    assert (set(grid.hidden_rows), set(grid.struck_out)) == ({2}, {(1, 1)})


PLAIN_ROWS = [
    '<row r="1"><c r="A1" t="n"><v>007</v></c><c r="B1"><v>1.50</v></c><c r="C1"><v>-0</v></c><c r="D1"><v>-0.0</v></c></row>',
    '<row r="1"><c r="A1"><v>1e999</v></c><c r="B1" s="1"><v>1e999</v></c><c r="C1"><v>12345678901234567890</v></c></row>',
    '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="b"><v>0</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>&#x41;&amp;&lt;&#10;</v></c><c r="B1" t="str"><f>A1</f><v></v></c></row>',
    '<row r="1"><c r="A1"><f>A1</f></c></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is><t>x005F_ a</t></is></c><c r="B1" t="inlineStr"><is><r><t>a</t></r></is></c></row>',
    '<row r="1"><c r="A1" t="s"><f>B1</f></c><c r="B1" t="e"><f>1/0</f><v/></c><c r="C1" t="s"/></row>',
    '<row r="3" hidden="true"/><row r="2" hidden="1"><c r="XFD1048576"><v>1</v></c></row><row r="2" ht="5"></row>',
    '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c><c r="A1"/></row>',
    '<row r="1"><c r="A1" s="1"><v>0</v></c><c r="B1" s="1"><v>60</v></c><c r="C1" s="1"><v>-1.5</v></c></row>',
    '<row r="1"><c r="A1" s="2"><v>1.25</v></c><c r="B1" s="5"><v>0.5</v></c><c r="C1" s="2"><v>-0.3</v></c></row>',
    "",
]


@pytest.mark.parametrize("rows", PLAIN_ROWS)
def test_unusual_cells_that_are_plain(tmp_path: Path, rows: str) -> None:
    require_equal(write_package(tmp_path / "plain.xlsx", sheet_of(rows)))


@pytest.mark.parametrize(
    "items",
    [
        "<si><t>a&#13;&#10;b_x000D_c</t></si><si/><si></si><si><t/></si>",
        '<si><t xml:space="preserve">\r\n</t></si><si><t>a\r\nb</t></si>',
        '<si><r><rPr><strike val="0"/></rPr><t>a</t></r></si><si><t>1 &gt; 0 x005F_</t></si>',
        "<si><r><rPr><strike/></rPr><t>a</t></r><r><t> </t></r></si><si><r><t/></r></si>",
    ],
)
def test_unusual_texts_that_are_plain(tmp_path: Path, items: str) -> None:
    cells = "".join(f'<c r="A{n + 1}" t="s" ><v>{n}</v></c>'.replace(" >", ">") for n in range(items.count("<si")))
    require_equal(write_package(tmp_path / "plain.xlsx", strings_of(items) | sheet_of(f'<row r="1">{cells}</row>')))


def test_formats_of_dates_are_those_of_openpyxl() -> None:
    assert BUILTIN_FORMATS == OPENPYXL_FORMATS


def test_a_plain_return_is_read_without_openpyxl() -> None:
    script = (
        "import sys; from pathlib import Path; from workbook_tools.reading.service_return import read_service_return\n"
        "assert read_service_return(Path(sys.argv[1])).sheets\n"
        "assert not [name for name in sys.modules if name.partition('.')[0] in {'openpyxl', 'lxml'}]"
    )
    subprocess.run([sys.executable, "-c", script, OURS[0]], check=True, cwd=ROOT)


def test_a_workbook_that_is_not_plain_is_read_all_the_same(tmp_path: Path) -> None:
    assert plain(write_package(tmp_path / "a.xlsx", sheet_of("<!-- a comment -->"))) is None
