"""Files as others write them: broken, hostile, of other dialects. None crashes the audit, none keeps it busy."""

import random
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles.colors import COLOR_INDEX

from support_accessible import edit_package, put, write_accessible
from workbook_tools.accessibility.audit import POINTS, audit
from workbook_tools.accessibility.book import Area, Kind
from workbook_tools.accessibility.loading import load_book
from workbook_tools.accessibility.styles import PALETTE
from workbook_tools.findings import ReadingError

SHEET = "xl/worksheets/sheet3.xml"
TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LONGEST_SECONDS = 10.0  # far above what it takes; one loop over all cells of a sheet takes hours
Rewrite = Callable[[str], str]


def before(mark: str, added: str) -> dict[str, Rewrite]:
    return {SHEET: swap(mark, added + mark)}


def hidden_row(row: int) -> str:
    return f'<row r="{row}" hidden="1"/>'


def swap(old: str, new: str) -> Rewrite:
    return lambda text: text.replace(old, new)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.xlsx", b"", "empty"),
        ("text.xlsx", b"Housing,96.2", "not an Excel workbook"),
        ("old.xls", bytes.fromhex("D0CF11E0A1B11AE1") + "Workbook".encode("utf-16-le") + b"\0\0", "old .xls"),
        ("cut.xlsx", b"PK\x03\x04cut", "cut off"),
        ("~$lock.xlsx", b"x", "lock file"),
    ],
)
def test_what_is_no_workbook_is_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadingError, match=words):
        audit(tmp_path / name)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no such file"):
        audit(tmp_path / "none.xlsx")
    with pytest.raises(ReadingError, match="folder"):
        audit(tmp_path)


@pytest.mark.parametrize(
    ("part", "rewrite"),
    [
        (SHEET, lambda text: text[: len(text) // 2]),
        (SHEET, swap('r="A1"', 'r="1A"')),
        (SHEET, swap('s="1"', 's="one"')),
        (SHEET, swap("<cols>", '<cols><col min="x" max="2" width="9"/>')),
        (SHEET, swap('r:id="rId1"', 'r:id="rId77"')),
        ("xl/styles.xml", swap('val="Arial"', 'val="Arial')),
        ("xl/styles.xml", swap('<sz val="12"', '<sz val="large"')),
        ("xl/tables/table1.xml", swap('ref="A3:D6"', 'ref="everything"')),
        ("xl/_rels/workbook.xml.rels", swap("sheet3.xml", "sheet33.xml")),
        ("xl/workbook.xml", lambda text: re.sub(r"<sheets>.*</sheets>", "<sheets/>", text)),
        ("xl/workbook.xml", swap("rId3", "rId99")),
    ],
)
def test_damage_inside_is_refused(tmp_path: Path, part: str, rewrite: Rewrite) -> None:
    path = write_accessible(tmp_path / "damaged.xlsx")
    edit_package(path, {part: rewrite})
    with pytest.raises(ReadingError, match="damaged inside"):
        audit(path)


def test_declarations_are_refused(tmp_path: Path) -> None:
    path = write_accessible(tmp_path / "hostile.xlsx")
    bomb = '<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>'
    with pytest.raises(ReadingError, match="declarations"):
        audit(edit_package(path, {SHEET: lambda text: bomb + text}))


@pytest.mark.parametrize(
    ("why", "rewrites"),
    [
        ("a merged sheet", before("<tableParts", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
        ("a table as large as a sheet", {"xl/tables/table1.xml": swap('ref="A3:D6"', 'ref="A3:XFD1048576"')}),
        ("a cell in the last corner", before("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        ("all columns hidden", {SHEET: swap("<cols>", '<cols><col min="1" max="16384" hidden="1"/>')}),
        (
            "a conditional format over everything",
            before("<tableParts", '<conditionalFormatting sqref="A:XFD"><cfRule type="colorScale"/></conditionalFormatting>'),
        ),
        (
            "each second row hidden",
            before("</sheetData>", "".join(f'<row r="{row}" hidden="1"/>' for row in range(8, 200_000, 2))),
        ),
    ],
)
def test_vast_areas_keep_nobody_waiting(tmp_path: Path, why: str, rewrites: dict[str, Rewrite]) -> None:
    path = edit_package(write_accessible(tmp_path / "vast.xlsx"), rewrites)
    start = time.perf_counter()
    assert audit(path).breached
    assert time.perf_counter() - start < LONGEST_SECONDS, why


def test_a_strict_workbook_reads_as_any_other(tmp_path: Path) -> None:
    path = write_accessible(tmp_path / "strict.xlsx")
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if TRANSITIONAL in archive.read(name).decode()]
    edit_package(path, dict.fromkeys(parts, swap(TRANSITIONAL, "http://purl.oclc.org/ooxml/spreadsheetml/main")))
    assert audit(path).breached == ()


def test_cells_without_addresses_are_counted(tmp_path: Path) -> None:
    path = write_accessible(tmp_path / "bare.xlsx")
    edit_package(path, {SHEET: lambda text: re.sub(r'<(row|c) r="\w+"', r"<\1", text)})
    sheet = load_book(path).sheets[2]
    assert sheet.cells[4, 1].text == "Repairs in time"
    assert sheet.cells[4, 2].kind is Kind.NUMBER


def test_a_workbook_without_styles_theme_and_properties(tmp_path: Path) -> None:
    path = write_accessible(tmp_path / "bare.xlsx")
    with zipfile.ZipFile(path) as archive:
        kept = {
            name: archive.read(name) for name in archive.namelist() if name.startswith(("xl/work", "_rels", "[", "xl/_rels"))
        }
    kept = {name: text for name, text in kept.items() if "sheet3.xml" not in name and "sheet4.xml" not in name}
    kept["xl/workbook.xml"] = re.sub(rb'<sheet [^>]*(?:"Indicators"|"Notes")[^>]*/>', b"", kept["xl/workbook.xml"])
    kept["xl/_rels/workbook.xml.rels"] = re.sub(
        rb"<Relationship [^>]*(?:styles|theme)\.xml[^>]*/>", b"", kept["xl/_rels/workbook.xml.rels"]
    )
    kept["_rels/.rels"] = re.sub(rb"<Relationship [^>]*docProps[^>]*/>", b"", kept["_rels/.rels"])
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in kept.items():
            archive.writestr(name, text)
    codes = {result.point.code for result in audit(path).breached}
    assert {"document-title", "document-language", "document-author", "title-marked-up"} <= codes


def test_the_palette_is_excels() -> None:
    assert [f"00{colour}" for colour in PALETTE] == list(COLOR_INDEX[: len(PALETTE)])


@pytest.mark.parametrize(
    ("colour", "ink"),
    [
        ('rgb="FF336699"', "#336699"),
        ('theme="1"', "#000000"),
        ('theme="0" tint="-0.499984740745262"', "#808080"),
        ('theme="1" tint="0.5"', "#808080"),
        ('indexed="10"', "#FF0000"),
        ('indexed="64"', "#000000"),
        ('auto="1"', "#000000"),
    ],
)
def test_colours_in_all_their_spellings(tmp_path: Path, colour: str, ink: str) -> None:
    def change(book: Any) -> None:
        from openpyxl.styles import Font

        book["Notes"]["B4"].font = Font("Arial", 12, color="FF123456")

    path = write_accessible(tmp_path / "colours.xlsx", change)
    edit_package(path, {"xl/styles.xml": swap('rgb="FF123456"', colour)})
    assert load_book(path).sheets[3].cells[4, 2].look.ink == ink


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A1", "A1"),
        ("XFD1048576", "XFD1048576"),
        ("$B$2:$C$3", "B2:C3"),
        ("C3:B2", "B2:C3"),
        ("A:C", "A1:C1048576"),
        ("2:5", "A2:XFD5"),
    ],
)
def test_areas(text: str, shown: str) -> None:
    assert str(Area.parse(text)) == shown


@pytest.mark.parametrize("text", ["", "everything", "A0", "XFE1", "A1048577", "Ä1", "A1:B2:C3", "#REF!"])
def test_what_is_no_area(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever its words, it becomes one sentence
        Area.parse(text)


def test_texts_of_a_sheet_are_read_whole(tmp_path: Path) -> None:
    path = write_accessible(tmp_path / "text.xlsx", put("Notes", "B4", "One\nTwo & three"))
    assert load_book(path).sheets[3].cells[4, 2].text == "One\nTwo & three"


def test_any_attribute_may_hold_anything(tmp_path: Path) -> None:
    """One attribute of one part is changed at a time: the audit either reads past it or says that the file is damaged."""
    path = write_accessible(tmp_path / "good.xlsx")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    chance = random.Random(20230601)  # noqa: S311 - the same changes in every run
    for _ in range(300):
        name = chance.choice(list(parts))
        found = chance.choice(list(re.finditer(r'="([^"]*)"', parts[name])))
        odd = chance.choice(["", "x", "-1", "999999999", "1.5", "#REF!", "A1:B", "true", "²"])
        with zipfile.ZipFile(path, "w") as archive:
            for other, text in parts.items():
                changed = text[: found.start(1)] + odd + text[found.end(1) :]
                archive.writestr(other, changed if other == name else text)
        try:
            assert len(audit(path).results) == len(POINTS)
        except ReadingError as error:
            assert str(error).endswith(".")  # noqa: PT017 - either answer is right
