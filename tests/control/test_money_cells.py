"""What the second path understands of XML, of headings and of amounts."""

import re
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from support_workbooks import write_workbook
from workbook_tools.control.amounts import amount_of, number_of
from workbook_tools.control.money_cells import MoneyCells, Stored, find_money_cells
from workbook_tools.control.vocabulary import build_vocabulary, load_vocabulary, spelling_and_scale, without_pounds
from workbook_tools.model.layout import FINANCE, INDICATORS, Column, Content, Table

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MAIN = b' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ROWS: list[list[Any]] = [["Budget line", "Budget", "Actual"], ["Parks & trees", 1.1, 2], ["Bins", 3, "(£4)"]]


def workbook(folder: Path, rows: Sequence[Sequence[Any]] = ROWS) -> bytes:
    return write_workbook(folder / "r.xlsx", {"Finance": rows}).read_bytes()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    new = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(new, "w") as target:
        for name in old.namelist():
            before = old.read(name)
            after = change(before) if name == part else before
            assert name != part or before != after
            target.writestr(name, after)
    return new.getvalue()


def held(found: MoneyCells) -> list[tuple[str, str, Decimal | None]]:
    return [(cell.cell, str(cell.stored), cell.pounds) for cell in found.cells]


def prefixed(content: bytes) -> bytes:
    return re.sub(rb"<(/?)(\w+)(?=[ />])", rb"<\1x:\2", content).replace(MAIN, MAIN.replace(b"xmlns", b"xmlns:x"))


def test_both_ways_of_holding_an_amount(tmp_path: Path) -> None:
    number, text = "number", "text_number"
    assert held(find_money_cells(workbook(tmp_path))) == [
        ("B2", number, Decimal("1.1")), ("C2", number, Decimal(2)), ("B3", number, Decimal(3)), ("C3", text, Decimal(-4)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, prefixed),
        (STRINGS, prefixed),
        (SHEET, lambda xml: xml.replace(b"<sheetData>", b"<sheetData><!-- <c r='B9'><v>9</v></c> -->")),
        (SHEET, lambda xml: re.sub(rb' r="[A-Z]*[0-9]+"', b"", xml)),
        (SHEET, lambda xml: re.sub(rb'<(c|row) r="(\w+)"', rb"<\1 r='\2'", xml)),
        (SHEET, lambda xml: xml.replace(b"<v>3</v>", b"<v><![CDATA[3]]></v>")),
        (SHEET, lambda xml: xml.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")),
        (STRINGS, lambda xml: xml.replace(b"<t>Budget</t>", b"<r><t>Bud</t></r><r><rPr><b/></rPr><t>get</t></r>")),
        (STRINGS, lambda xml: xml.replace(b"<t>Budget</t>", b"<t>&#66;udget</t>")),
        (STRINGS, lambda xml: xml.replace(b"<t>Budget</t>", b"<t>Budget</t><rPh sb='0' eb='1'><t>xx</t></rPh>")),
    ],
)
def test_other_ways_of_writing_the_same(tmp_path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    content = workbook(tmp_path)
    assert find_money_cells(changed(content, part, change)) == find_money_cells(content)


def test_inline_strings(tmp_path: Path) -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True, "tmpdir": str(tmp_path)}) as book:
        sheet = book.add_worksheet("Finance")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    assert find_money_cells(content.getvalue()) == find_money_cells(workbook(tmp_path))


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, lambda xml: xml[:-40]),
        (SHEET, lambda xml: xml.replace(b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "9">]><worksheet', 1)),
        (SHEET, lambda xml: xml.replace(b"<v>3</v>", b"<v>3_0</v>")),
        (SHEET, lambda xml: xml.replace(b"<v>3</v>", b"<v>nan</v>")),
        (SHEET, lambda xml: xml.replace(b"<v>3</v>", b"<f>1+2</f>")),
        (SHEET, lambda xml: xml.replace(b'<c r="B3"><v>3</v>', b'<c r="B3" t="e"><v>#REF!</v>')),
        (STRINGS, lambda xml: xml[:-20].replace(b"<si>", b"<x:si>")),
        ("xl/workbook.xml", lambda xml: xml[:-20]),
        ("xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"sheet1.xml", b"sheet9.xml")),
    ],
)
def test_what_cannot_be_followed_is_said(tmp_path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    found = find_money_cells(changed(workbook(tmp_path), part, change))
    assert len(found.unproved) == 1
    assert "could not be proved" in found.unproved[0]


@given(content=st.binary(max_size=200))
def test_no_bytes_make_it_stumble(content: bytes) -> None:
    assert find_money_cells(content).unproved


def test_hidden_sheets_are_listed_and_not_counted(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "r.xlsx", {"Cover": [["x"]], "Old": ROWS}, hidden=["Old"])
    assert find_money_cells(path.read_bytes()) == MoneyCells(hidden_sheets=("Old",))


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Budget £'000", ("budget", Decimal(1000))),
        ("Budget (£000s)", ("budget", Decimal(1000))),
        ("Forecast £k", ("forecast", Decimal(1000))),
        ("£m Budget", ("budget", Decimal(1_000_000))),
        ("Budget in thousands", ("budget", Decimal(1000))),
        ("Budget (£)", ("budget £", Decimal(1))),
        ("Budget*", ("budget", None)),
        ("Budget 2000", ("budget 2000", None)),
    ],
)
def test_scale_of_a_heading(heading: str, expected: tuple[str, Decimal | None]) -> None:
    assert spelling_and_scale(heading) == expected


@pytest.mark.parametrize(
    "rows",
    [
        [["Budget line", "Budget £000", "Actual (£000)"], ["a", 1.5, "2"]],
        [["Budget line", "Budget", "Actual"], ["", "£000", "£000"], ["a", 1.5, "2"]],
        [["All figures in £000"], [], ["Budget line", "Budget", "Actual"], ["a", 1.5, "2"]],
        [["£000"], ["Budget line", "Budget", "Actual"], ["a", 1.5, "£2,000"]],
    ],
)
def test_thousands_become_pounds(tmp_path: Path, rows: list[list[Any]]) -> None:
    assert [cell.pounds for cell in find_money_cells(workbook(tmp_path, rows)).cells] == [1500, 2000]


@pytest.mark.parametrize(
    ("number_format", "pounds"), [("£#,##0", 294), ("#,##0,", 294), ("#,##0", 294_000), ('"£"0;("£"0)', 294)]
)
def test_a_format_that_shows_pounds_comes_before_the_heading(number_format: str, pounds: int) -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("Finance")
        sheet.write_row(0, 0, ["Budget line", "Budget £000"])
        sheet.write_row(1, 0, ["a"])
        sheet.write_number(1, 1, 294, book.add_format({"num_format": number_format}))
    assert [cell.pounds for cell in find_money_cells(content.getvalue()).cells] == [pounds]


def test_tables_below_and_beside_each_other(tmp_path: Path) -> None:
    head = ["Budget line", "Budget"]
    rows: list[list[Any]] = [
        [*head, None, *head], ["a", 1, None, "b", 2], [],
        ["Indicator", "Value", "Target"], ["c", 99, 98], [],
        head, ["d", 3], head, ["e", 4],
    ]  # fmt: skip
    assert [cell.cell for cell in find_money_cells(workbook(tmp_path, rows)).cells] == ["B2", "E2", "B8", "B10"]


def test_a_table_of_savings_is_told_by_its_word(tmp_path: Path) -> None:
    money = (Column(name, name.capitalize(), Content.MONEY) for name in ("target", "achieved", "forecast"))
    savings = Table("savings", "Savings", (Column("title", "Saving"), *money), ("title", "target"))
    words = build_vocabulary((INDICATORS, FINANCE, savings), {"tables": {"savings": {"title": ["Description"]}}})
    head = ["Description", "Target", "Achieved"]
    named = write_workbook(tmp_path / "a.xlsx", {"Savings": [head, ["a", 5, 4]]}).read_bytes()
    other = write_workbook(tmp_path / "b.xlsx", {"Sheet1": [head, ["a", 5, 4]]}).read_bytes()
    assert [cell.field for cell in find_money_cells(named, vocabulary=words).cells] == ["target", "achieved"]
    assert find_money_cells(other, vocabulary=words).cells == ()
    assert load_vocabulary().stems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(£1,234.56)", "-1234.56"), ("-£1,234", "-1234"), ("£-5", "-5"), ("1 234", "1234"), ("1\u00a0234.5", "1234.5"),
        ("£294k", "294000"), ("£1.2m", "1200000"), ("1234.56CR", "-1234.56"), ("12 DR", "12"), ("5-", "-5"), (".5", "0.5"),
        ("294k", None), ("5%", None), ("1,23", None), ("1.234,56", None), ("(5", None), ("(-5)", None), ("n/a", None),
        ("", None), ("5-10", None), ("-5 CR", None), ("£", None), ("٣", None),
    ],
)  # fmt: skip
def test_amount_of_a_text(text: str, expected: str | None) -> None:
    assert amount_of(text, Decimal(1)) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        (b"0.30000000000000004", "0.3"),
        (b"1E3", "1000"),
        (b"-0.1", "-0.1"),
        (b"1234567890123456", "1234567890123460"),
        (b"x", None),
    ],
)
def test_number_at_the_digits_of_excel(stored: bytes, expected: str | None) -> None:
    assert number_of(stored) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize("text", ["n/a", "5%", "to follow"])
def test_other_texts_hold_no_amount(tmp_path: Path, text: str) -> None:
    (cell,) = find_money_cells(workbook(tmp_path, [ROWS[0], ["a", text]])).cells
    assert (cell.stored, cell.pounds, cell.text) == (Stored.OTHER, None, text)


def packed(content: bytes, kind: int, *, streamed: bool) -> bytes:
    """The same workbook with its parts stored in another way; `streamed`: their sizes follow them."""

    class Stream(BytesIO):
        def seekable(self) -> bool:
            return not streamed

    new = Stream()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(new, "w", kind) as target:
        for name in old.namelist():
            target.writestr(name, old.read(name))
    return new.getvalue()


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_parts_are_unpacked_however_they_are_stored(tmp_path: Path, kind: int, streamed: bool) -> None:  # noqa: FBT001
    content = workbook(tmp_path)
    assert find_money_cells(packed(content, kind, streamed=streamed)) == find_money_cells(content)


@pytest.mark.parametrize("kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize(
    ("in_directory", "at"),
    [(True, 16), (True, 24), (False, 0), (False, 30)],  # the CRC and the size; the mark and the name
)
def test_a_damaged_part_is_said(tmp_path: Path, kind: int, in_directory: bool, at: int) -> None:  # noqa: FBT001
    content = bytearray(packed(workbook(tmp_path), kind, streamed=False))
    with zipfile.ZipFile(BytesIO(content)) as package:
        start = package.getinfo(SHEET).header_offset
    directory = content.rindex(SHEET.encode()) - 46
    content[(directory if in_directory else start) + at] ^= 1
    (sentence,) = find_money_cells(bytes(content)).unproved
    assert "missing or damaged" in sentence


PIECES = [
    *("Budget", "Annual", "line", "to", "date", "Parks", "in", "GBP", "k", "m", "Thousands", "million", "of", "pounds"),
    *("£", "000s", "'s", "(", ")", " ", ".", "-", "5", "\ufb01"),
]


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=6), blanks=st.sampled_from(["", " "]))
def test_no_heading_is_taken_for_a_sentence(pieces: list[str], blanks: str) -> None:
    words, text = load_vocabulary(), blanks.join(pieces)
    assert words.may_be_heading(text) == (without_pounds(spelling_and_scale(text)[0]) in words.phrases)


@pytest.mark.parametrize("text", ["Budget GBPk", "budget in thousands of pounds", "BUDGET", "Annual budget.", "Budget (£m)"])
def test_a_heading_with_a_scale_is_one(text: str) -> None:
    assert load_vocabulary().may_be_heading(text)


@pytest.mark.parametrize("attributes", [1, 40])
def test_the_first_shared_string_is_looked_at_behind_any_root(tmp_path: Path, attributes: int) -> None:
    content = workbook(tmp_path, [["Budget", "Title"], [5, "Parks"]])
    spaces = b"".join(b' xmlns:x%d="http://x.example/%d"' % (number, number) for number in range(attributes))
    longer = changed(content, STRINGS, lambda xml: xml.replace(b"<sst", b"<sst" + spaces))
    assert held(find_money_cells(longer)) == [("A2", "number", Decimal(5))]
