"""The five summaries as LibreOffice shows and prints them: no row too low, headings repeated, colours that follow the words."""

import re
import subprocess
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from support_libreoffice import convert, needs_libreoffice, row_heights
from support_pages import pages_of, sheet_pages
from support_samples import MORAY, PARTNERSHIP, SAMPLES, VALE, path_of, scheme_named
from workbook_tools import pipeline
from workbook_tools.writing.soft_colours import soft_colours
from workbook_tools.writing.summary.frame import INCH, MARGINS, PAPER

TOLERANCE = 0.6  # points that stated heights may be rounded down by
HALF = 0.47  # of a page's height is half of what we count on; LibreOffice prints columns wider, so it makes rows smaller
HIGH_ROWS = {(PARTNERSHIP, "Risks")}
"""Sheets with rows so high that a page may hold one of them alone, which leaves more than half of it blank."""
INK = 235  # of 255; what is darker is printed
LINE = 1.22  # times its size that a font's line is high
SMALLEST = 7.0  # points
FOOTER = PAPER[1] - INCH * MARGINS["bottom"]  # points from the top of the page
LEAST = 50  # pixels of a colour at 40 dots an inch that are more than an accident


@pytest.fixture(scope="module")
def summaries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("summaries")
    made = {sample: folder / f"{sample}.xlsx" for sample in SAMPLES}
    for sample, path in made.items():
        pipeline.report([path_of(sample)], path)
    return made


def colours_of(pdf: Path, first: int, last: int) -> Counter[str]:
    """How many pixels of these pages, counted from 1, have each colour, as "#RRGGBB"."""
    command = ["pdftoppm", "-r", "40", "-aa", "no", "-aaVector", "no", "-f", str(first), "-l", str(last), str(pdf)]
    pictures = subprocess.run(command, check=True, capture_output=True).stdout
    colours: Counter[str] = Counter()
    while pictures:
        header = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", pictures)
        assert header
        start, size = header.end(), int(header[1]) * int(header[2]) * 3
        pixels = pictures[start : start + size]
        colours.update(f"#{pixels[place : place + 3].hex().upper()}" for place in range(0, size, 3))
        pictures = pictures[start + size :]
    return colours


def filled_shares(pdf: Path) -> list[float]:
    """How far down each page is printed on, as a share of its height between the margins."""
    command = ["pdftoppm", "-r", "30", "-gray", str(pdf)]
    pictures = subprocess.run(command, check=True, capture_output=True).stdout
    shares = []
    while pictures:
        header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", pictures)
        assert header
        start, width, height = header.end(), int(header[1]), int(header[2])
        pixels, pictures = pictures[start : start + width * height], pictures[start + width * height :]
        top, bottom = (round(height * MARGINS[edge] * INCH / PAPER[1]) for edge in ("top", "bottom"))
        printed = [row for row in range(top, height - bottom) if min(pixels[row * width : (row + 1) * width]) < INK]
        shares.append((max(printed, default=top) + 1 - top) / (height - top - bottom))
    return shares


@needs_libreoffice
@pytest.mark.parametrize("sample", SAMPLES)
def test_no_page_of_several_is_more_than_half_blank(sample: str, summaries: dict[str, Path]) -> None:
    pdf = convert(summaries[sample])
    pages, shares = pages_of(pdf), filled_shares(pdf)
    book = openpyxl.load_workbook(summaries[sample])
    of_sheet = {sheet.title: sheet_pages(pages, sheet.title) for sheet in book if sheet.sheet_state == "visible"}
    assert {name: len(numbers) for name, numbers in of_sheet.items()} == {
        name: len(book[name].row_breaks.brk) + 1 for name in of_sheet
    }, "pages break where we say and nowhere else"
    blank = [
        (name, shares[number - 1])
        for name, numbers in of_sheet.items()
        for number in numbers
        if len(numbers) > 1 and shares[number - 1] < HALF and (sample, name) not in HIGH_ROWS
    ]
    assert blank == []


@needs_libreoffice
@pytest.mark.parametrize("sample", SAMPLES)
def test_tables_are_printed_at_seven_points_or_more(sample: str, summaries: dict[str, Path]) -> None:
    pdf = convert(summaries[sample])
    for sheet in ("Indicators", "Actions", "Risks", "Exceptions", "Key"):
        for number in sheet_pages(pages_of(pdf), sheet):
            command = ["pdftotext", "-bbox-layout", "-f", str(number), "-l", str(number), str(pdf), "-"]
            text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            words = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">[^<]+</word>', text)
            places = [(float(top), float(bottom)) for top, bottom in words]
            sizes = [(bottom - top) / LINE for top, bottom in places if top > INCH * MARGINS["top"] and bottom < FOOTER]
            assert len(sizes) > 10
            assert min(sizes) >= SMALLEST


@needs_libreoffice
@pytest.mark.parametrize("sample", SAMPLES)
def test_no_row_is_lower_than_its_text(sample: str, summaries: dict[str, Path]) -> None:
    rows = row_heights(summaries[sample])
    assert len(rows) > 50
    assert [row for row in rows if row.stored < row.needed - TOLERANCE and not row.is_empty] == []


@needs_libreoffice
@pytest.mark.parametrize("sample", SAMPLES)
def test_headings_are_on_every_page_of_the_actions(sample: str, summaries: dict[str, Path]) -> None:
    pages = pages_of(convert(summaries[sample]))
    book = openpyxl.load_workbook(summaries[sample], data_only=True)
    heading = next(row for row in book["Actions"].iter_rows(values_only=True) if "Why" in row)
    numbers = sheet_pages(pages, "Actions")
    assert numbers
    for number in numbers:
        for text in heading:
            assert all(word in pages[number - 1] for word in str(text).split()), (number, text)


@needs_libreoffice
@pytest.mark.parametrize("sample", [PARTNERSHIP, MORAY, VALE])
def test_each_status_is_printed_in_its_colour(sample: str, summaries: dict[str, Path]) -> None:
    pdf = convert(summaries[sample])
    numbers = sheet_pages(pages_of(pdf), "Actions")
    printed = colours_of(pdf, numbers[0], numbers[-1])
    actions = openpyxl.load_workbook(summaries[sample], data_only=True)["Actions"]
    cells = [cell.value for row in actions.iter_rows() for cell in row]
    name = pipeline.check([path_of(sample)]).scheme.name
    styles = scheme_named(name).styles.actions.values()
    in_use = {soft_colours(style)[0] for style in styles if style.word in cells}
    not_in_use = {soft_colours(style)[0] for style in styles} - in_use
    assert len(in_use) > 1
    assert {fill for fill in in_use if printed[fill] < LEAST} == set()
    assert {fill for fill in not_in_use if printed[fill] >= LEAST} == set()


@needs_libreoffice
@pytest.mark.parametrize(
    ("sample", "charts"),
    [
        (PARTNERSHIP, ("Performance indicators by section", "Actions by status")),
        (MORAY, ("Actions by section", "Actions by status")),
        (VALE, ("Performance indicators by theme", "Actions by status")),
    ],
)
def test_the_first_page_shows_charts_in_the_schemes_colours(
    sample: str, charts: tuple[str, ...], summaries: dict[str, Path]
) -> None:
    pdf = convert(summaries[sample])
    first = pages_of(pdf)[0]
    place = first.index("Headline exceptions")
    assert all(title in first[:place] for title in charts)
    printed = colours_of(pdf, 1, 1)
    styles = scheme_named(pipeline.check([path_of(sample)]).scheme.name).styles.actions
    assert printed[styles["completed"].fill.upper()] > 10 * LEAST
    assert printed[styles["overdue"].fill.upper()] > 10 * LEAST


@needs_libreoffice
def test_a_corrected_figure_changes_the_word_and_its_colour(summaries: dict[str, Path], tmp_path: Path) -> None:
    styles = scheme_named("moray").styles.actions
    shown = openpyxl.load_workbook(summaries[MORAY], data_only=True)["Actions"]
    book = openpyxl.load_workbook(summaries[MORAY])  # saved without results, so LibreOffice works them out
    headings = next(row for row in shown.iter_rows() if any(cell.value == "Progress" for cell in row))
    progress = next(index for index, cell in enumerate(headings, start=1) if cell.value == "Progress")
    corrected = 0
    for row in shown.iter_rows():
        if any(cell.value == styles["overdue"].word for cell in row):
            book["Actions"].cell(row[0].row or 0, progress).value = 1
            corrected += 1
    assert corrected == 3
    book.save(tmp_path / "corrected.xlsx")
    colours = []
    for path in (summaries[MORAY], tmp_path / "corrected.xlsx"):
        pdf = convert(path, folder=tmp_path)
        numbers = sheet_pages(pages_of(pdf), "Actions")
        colours.append(colours_of(pdf, numbers[0], numbers[-1]))
    before, after = colours
    red, green = (soft_colours(styles[key])[0] for key in ("overdue", "completed"))
    assert before[red] > LEAST
    assert after[red] == 0
    assert after[green] > before[green]
