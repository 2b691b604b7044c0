"""Whatever is not plain is left to openpyxl: of no workbook does the quick reader make anything else than openpyxl does."""

import re
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from support_plain import HEAD, PARTS, SHEET, STRINGS, STYLES, plain, sheet_of, strings_of, write_package
from workbook_tools.findings import ReadingError
from workbook_tools.reading.cell_content import date_content
from workbook_tools.reading.date_serials import OUTSIDE_THE_CALENDAR, shown_date, shows_a_date, shows_a_duration
from workbook_tools.reading.grids import Grid
from workbook_tools.reading.grids_openpyxl import read_grids
from workbook_tools.reading.workbook_grids import grids_of

Parts = Mapping[str, str | bytes]


def thorough(path: Path) -> tuple[Grid, ...] | None:
    try:
        return read_grids(path)
    except ReadingError:
        return None


def require_equal_or_left(path: Path) -> bool:
    """Whether the workbook is plain; if so, openpyxl must read the same of it."""
    quick = plain(path)
    if quick is not None:
        assert repr(quick) == repr(thorough(path))
    return quick is not None


def row(cells: str) -> Parts:
    return sheet_of(f'<row r="1">{cells}</row>')


def changed(part: str, old: str, new: str) -> Parts:
    assert old in PARTS[part]
    return {part: PARTS[part].replace(old, new)}


NOT_PLAIN: list[Parts] = [
    row("<!-- a comment -->"),
    row('<c r="A1" t="str"><v><![CDATA[a]]></v></c>'),
    row('<c r="A1" t="str"><v>a]]>b</v></c>'),
    row('<c r="A1" t="str"><v>&nbsp;</v></c>'),
    row('<c r="A1" t="str"><v>a & b</v></c>'),
    row('<c r="A1" t="str"><v>&#0;</v></c>'),
    row('<c r="A1" t="str"><v>&#xD800;</v></c>'),
    row('<c r="A1" t="str"><v>\x01</v></c>'),
    row('<c r="A1" t="str"><v>\0</v></c>'),
    row('<c r="A1" t="str"><v>\uffff</v></c>'),
    row("<?instruction?>"),
    row("text between"),
    row("<c><v>1</v></c>"),
    row('<c r="A1" r="A1"><v>1</v></c>'),
    row('<c r="A1" new="1"><v>1</v></c>'),
    row('<c r="a1"><v>1</v></c>'),
    row('<c r="A0"><v>1</v></c>'),
    row('<c r="ABCD1"><v>1</v></c>'),
    row('<c r="A1" s="-1"><v>1</v></c>'),
    row('<c r="A1" s="99"><v>1</v></c>'),
    row('<c r="A1" t="s"><v>2</v></c>'),
    row('<c r="A1" t="s"><v>-1</v></c>'),
    row('<c r="A1" t="s"><v>00</v></c>'),
    row('<c r="A1" t="b"><v>2</v></c>'),
    row('<c r="A1" t="d"><v>2022-03-31</v></c>'),
    row('<c r="A1" t="new"><v>1</v></c>'),
    row('<c r="A1"><v> 1</v></c>'),
    row('<c r="A1"><v>1_000</v></c>'),
    row('<c r="A1"><v>nan</v></c>'),
    row(f'<c r="A1"><v>{"9" * 5000}</v></c>'),
    row('<c r="A1"><v>1</v><v>2</v></c>'),
    row('<c r="A1"><v>1</v><f>2</f></c>'),
    row('<c r="A1"><f a="1" a="1">2</f><v>1</v></c>'),
    row('<c r="A1"><f t="shared" t="shared">2</f><v>1</v></c>'),
    row('<c r="A1"><f>a & b</f><v>1</v></c>'),
    row('<c r="A1"><is><t>a</t></is></c>'),
    row('<c r="A1" t="inlineStr"><is></is></c>'),
    row('<c r="A1" t="inlineStr"><is><t>a</t><t>b</t></is></c>'),
    row('<c r="A1" t="inlineStr"><is><t>a</is></c>'),
    row('<x:c xmlns:x="urn:x" r="A1"/>'),
    sheet_of('<row r="1" r="1"/>'),
    sheet_of('<row r="1" new="1"/>'),
    sheet_of('<row r="1" x14ac:dyDescent="1"/>'),
    sheet_of("<row/>"),
    sheet_of('<row r="1"><row r="2"></row></row>'),
    sheet_of('<c r="A1"/>'),
    sheet_of('<row r="1"></row></row>'),
    sheet_of('<row r="1">'),
    sheet_of("", after='<extLst><row r="1"><c r="A1"><v>1</v></c></row></extLst>'),
    sheet_of("", after="<sheetData/>"),
    sheet_of("", after="<broken>"),
    sheet_of("", before="<!-- <sheetData> -->"),
    strings_of('<si><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></si>'),
    strings_of('<si><t>a</t><phoneticPr fontId="1"/></si>'),
    strings_of("<si><t>a</t></si> <si><t>b</t></si>"),
    strings_of("<si><r><rPr><new/></rPr><t>a</t></r></si>"),
    strings_of("<si><r><t>a</t></r><t>b</t><t>c</t></si>"),
    strings_of("<si><t>a</si>"),
    changed(STYLES, '<sz val="11"/>', '<sz val="large"/>'),
    changed(STYLES, '<sz val="11"/>', "<sz/><new/>"),
    changed(STYLES, "<left/>", '<left style="wavy"/>'),
    changed(STYLES, '<xf numFmtId="164"', '<xf numFmtId="200"'),
    changed(STYLES, 'numFmtId="165" formatCode', 'numFmtId="164" formatCode'),
    changed(STYLES, '<xf numFmtId="0" fontId="1"', '<xf numFmtId="0" fontId="9"'),
    changed(STYLES, 'xfId="0" builtinId', 'xfId="7" builtinId'),
    changed(STYLES, "</styleSheet>", ""),
    changed("xl/workbook.xml", "<workbookPr/>", '<workbookPr defaultThemeVersion="new"/>'),
    changed("xl/workbook.xml", 'r:id="rId1"', 'r:id=""'),
    changed("xl/workbook.xml", 'r:id="rId1"', 'r:id="rId9"'),
    changed("xl/workbook.xml", 'sheetId="1"', 'sheetId="1" state="shy"'),
    changed("xl/_rels/workbook.xml.rels", "worksheets/sheet1", "worksheets/../worksheets/sheet1"),
    changed("xl/_rels/workbook.xml.rels", "worksheets/sheet1", "worksheets/sheet9"),
    changed("[Content_Types].xml", "sheet.main+xml", "nothing"),
    {SHEET: (HEAD.replace("UTF-8", "UTF-16") + PARTS[SHEET]).encode("utf-16")},
    {SHEET: b"\xef\xbb\xbf" + (HEAD + PARTS[SHEET]).encode()},
    {SHEET: (HEAD + PARTS[SHEET].replace("first", "")).encode().replace(b"<v>0", b"<v>\xff")},
    {SHEET: PARTS[SHEET].replace("<worksheet xmlns=", "<x:worksheet xmlns:x=").replace("</worksheet", "</x:worksheet")},
    {SHEET: '<!DOCTYPE worksheet [<!ENTITY a "b">]>' + PARTS[SHEET]},
    {STRINGS: f'<!DOCTYPE sst [<!ENTITY a "{"b" * 1000}">]>' + PARTS[STRINGS].replace("first", "&a;" * 1000)},
]


@pytest.mark.parametrize("parts", NOT_PLAIN, ids=range(len(NOT_PLAIN)))
def test_what_is_not_plain_is_left_to_the_other_reader(tmp_path: Path, parts: Parts) -> None:
    path = write_package(tmp_path / "odd.xlsx", parts)
    assert plain(path) is None
    expected = thorough(path)
    if expected is None:
        with pytest.raises(ReadingError):
            grids_of(path.read_bytes())
    else:
        assert repr(grids_of(path.read_bytes())) == repr(expected)


def test_the_workbook_that_these_spoil_is_plain(tmp_path: Path) -> None:
    assert require_equal_or_left(write_package(tmp_path / "plain.xlsx", {}))


WORDS = st.text(st.sampled_from(list("ab \n\t_x05FDr&<>;\"'\u00a0\u00a3\U0001f600")), max_size=12)
ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
XML_TEXT = WORDS.map(lambda text: re.sub("[&<>]", lambda mark: ESCAPES[mark[0]], text)) | st.sampled_from(
    ["", "&#13;", "_x000D_\n", "_x005F_x000D_", "&#x1F600;", "&apos;&quot;", "a\r\nb"]
)
NUMBERS = st.one_of(
    st.integers().map(str),
    st.floats(allow_nan=False).map(repr),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str),
    st.from_regex(r"-?[0-9]{1,17}(\.[0-9]{0,17})?([eE][+-]?[0-9]{1,3})?", fullmatch=True),
    st.integers(-100, 60000).map(str),
)
STYLE = st.sampled_from(["", *(f' s="{number}"' for number in range(7))])
FORMULA = st.sampled_from(["", "<f>A1</f>", "<f>1&lt;2</f>", '<f t="shared" si="0"/>', '<f aca="false">TRUE()</f>'])
RUN = st.builds(
    lambda font, text: f"<r>{font}<t>{text}</t></r>",
    st.sampled_from(["", "<rPr><strike/></rPr>", '<rPr><strike val="false"/><sz val="9"/></rPr>', "<rPr><b/></rPr>"]),
    XML_TEXT,
)
TEXTS = XML_TEXT.map("<t>{}</t>".format) | st.lists(RUN, min_size=1, max_size=3).map("".join)
CONTENT = st.one_of(
    st.builds(lambda f, v: ("", f"{f}<v>{v}</v>"), FORMULA, NUMBERS),
    st.builds(lambda f, v: (' t="n"', f"{f}<v>{v}</v>"), FORMULA, NUMBERS),
    st.builds(lambda f, v: (' t="str"', f"{f}<v>{v}</v>"), FORMULA, XML_TEXT),
    st.builds(lambda v: (' t="s"', f"<v>{v}</v>"), st.integers(0, 4)),
    st.builds(lambda f, v: (' t="b"', f"{f}<v>{v}</v>"), FORMULA, st.integers(0, 2)),
    st.builds(lambda f: (' t="e"', f"{f}<v>#N/A</v>"), FORMULA),
    st.builds(lambda t: (' t="inlineStr"', f"<is>{t}</is>"), TEXTS),
    st.builds(lambda f, k: (k, f), FORMULA, st.sampled_from(["", ' t="s"', ' t="str"', ' t="n"'])),
)


@st.composite
def workbooks(draw: st.DrawFn) -> dict[str, str | bytes]:
    rows = []
    for number in sorted(draw(st.sets(st.integers(1, 30), max_size=5))):
        facts = draw(st.sampled_from(["", ' spans="1:3"', ' hidden="1"', ' ht="9" hidden="false"', ' hidden="true"']))
        cells = "".join(
            f'<c r="{column}{number}"{draw(STYLE)}{kind}>{inner}</c>'
            for column, (kind, inner) in zip("ABCXY", draw(st.lists(CONTENT, max_size=5)), strict=False)
        )
        rows.append(f'<row r="{number}"{facts}>{cells}</row>')
    columns = draw(st.sampled_from(['<col min="1" max="2" hidden="1"/>', '<col min="3" max="9"/>']))
    after = draw(st.sampled_from(["", '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>']))
    calendar = draw(st.sampled_from(["<workbookPr/>", '<workbookPr date1904="1"/>', '<workbookPr date1904="false"/>']))
    items = "".join(f"<si>{item}</si>" for item in draw(st.lists(TEXTS, min_size=4, max_size=4)))
    return {
        **sheet_of("".join(rows), before=f"<cols>{columns}</cols>", after=after),
        **strings_of(items),
        **changed("xl/workbook.xml", "<workbookPr/>", calendar),
    }


@settings(deadline=None, max_examples=200)
@given(workbooks())
def test_any_workbook_is_read_alike_or_left(parts: dict[str, str | bytes]) -> None:
    with TemporaryDirectory() as folder:
        require_equal_or_left(write_package(Path(folder) / "any.xlsx", parts))


MALFORMED = [
    "",
    "<",
    ">",
    "/",
    '"',
    "&",
    "<!--",
    "-->",
    "<c>",
    "</c>",
    "</row>",
    "\0",
    " ",
    "=",
    "<?x?>",
    "s",
    "9",
    "]]>",
    "'",
    "xml:",
]


@settings(deadline=None, max_examples=200)
@given(
    workbooks(),
    st.sampled_from([SHEET, STRINGS, *PARTS]),
    st.floats(0, 1),
    st.integers(0, 8),
    st.sampled_from(MALFORMED),
)
def test_any_spoilt_workbook_is_read_alike_or_left(
    parts: dict[str, str | bytes], part: str, place: float, lost: int, put: str
) -> None:
    whole = str({**PARTS, **parts}[part])
    at = int(place * len(whole))
    with TemporaryDirectory() as folder:
        require_equal_or_left(write_package(Path(folder) / "a.xlsx", {**parts, part: whole[:at] + put + whole[at + lost :]}))


@given(st.text(st.sampled_from(list('dmyhs0#[]";\\_@.-: HRed$£/')), max_size=14))
def test_formats_show_dates_as_openpyxl_says(code: str) -> None:
    assert shows_a_date(code) == is_date_format(code)
    assert shows_a_duration(code) == is_timedelta_format(code)


@given(st.floats(-1e6, 4e6) | st.integers(-100, 3_000_000) | st.floats(0, 61), st.booleans(), st.booleans())
def test_serial_numbers_are_the_dates_that_openpyxl_says(serial: float, of_1904: bool, duration: bool) -> None:  # noqa: FBT001 - generated
    shown = shown_date(serial, of_1904=of_1904, duration=duration)
    try:
        expected = from_excel(serial, MAC_EPOCH if of_1904 else WINDOWS_EPOCH, timedelta=duration)
    except (OverflowError, ValueError):
        assert shown == OUTSIDE_THE_CALENDAR
    else:
        assert date_content(shown) == date_content(expected)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1">' + '<c r="A1"><v>1</v></c>' * 200_000 + "</row>",
        '<row r="1">' + '<c r="A1" t="inlineStr"><is>' * 100_000 + "</row>",
        '<row r="1"/>' * 200_000,
        '<row r="1">' + "<" * 1_000_000 + "</row>",
    ],
    ids=["a row without end", "texts that never close", "rows", "brackets"],
)
def test_hostile_sheets_take_no_longer_than_with_the_other_reader(tmp_path: Path, rows: str) -> None:
    path = write_package(tmp_path / "hostile.xlsx", sheet_of(rows))
    began = time.process_time()
    quick = plain(path)
    took = time.process_time() - began
    began = time.process_time()
    expected = thorough(path)
    assert took < 2 * (time.process_time() - began) + 0.5
    assert quick is None or quick == expected


def test_a_part_with_a_wrong_sum_is_left(tmp_path: Path) -> None:
    path = write_package(tmp_path / "a.xlsx", {})
    with zipfile.ZipFile(path) as archive:
        sums = archive.getinfo(SHEET).CRC.to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(sums, b"\1\2\3\4"))
    assert plain(path) is None
