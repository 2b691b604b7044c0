"""The summary workbook as LibreOffice shows and prints it: nothing cut off, symbols before the words, headings repeated."""

import subprocess
from pathlib import Path

import pytest

from support_assessment import AS_AT, assessment, judged_action, judged_indicator, judged_risk, scheme
from support_libreoffice import convert, needs_libreoffice, row_heights
from support_rows import due, number
from workbook_tools.findings import Where
from workbook_tools.model.service_return import Cover, Headline, Paragraph
from workbook_tools.periods import parse_period
from workbook_tools.writing.summary.summary_workbook import write_summary

LONG = "The service has taken steps to improve its performance, and will report again in quarter 3. " * 60
MANY_LINES = "\n\n".join(f"• point {number} of the plan" for number in range(40))
UNBROKEN = "https://www.example.gov.uk/" + "a" * 300
TOLERANCE = 0.6  # points that stated heights may be rounded down by


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A summary with long, many-lined and unbroken texts wherever a return can have them."""
    given = assessment(
        indicators=[
            judged_indicator(line, style, title=LONG[:400], note=note, lead=LONG[:90], section="A section with a longer name")
            for line, (style, note) in enumerate([("ok", LONG), ("alert", MANY_LINES), ("warning", UNBROKEN)], start=4)
        ],
        actions=[
            judged_action(line, "overdue", note=LONG[: 100 * line], due=due("30/06/2019"), progress=number(line),
                          section=LONG[: 200 + line % 2])
            for line in range(4, 40)
        ],
        risks=[judged_risk(4, 9, (3, 3), title=LONG[:300]), judged_risk(5, 12, title=LONG[:300], controls=MANY_LINES)],
        headlines=(Headline(Where("Housing.xlsx", "Headlines", "A2"), name=LONG[:200], value="92%", counts=LONG[:300]),),
        narrative=(Paragraph(Where("Housing.xlsx", "Narrative", "A2"), heading=LONG[:80], order=1, text=LONG),),
        cover=Cover(service="Housing", report_title=LONG[:180], period=parse_period("Q2 2019/20")),
    )  # fmt: skip
    path = tmp_path_factory.mktemp("paper") / "summary.xlsx"
    write_summary(path, [given], scheme(), AS_AT)
    return path


@needs_libreoffice
def test_no_row_is_lower_than_its_text(summary: Path) -> None:
    rows = row_heights(summary)
    assert len(rows) > 100
    assert [row for row in rows if row.stored < row.needed - TOLERANCE and not row.is_empty] == []


@needs_libreoffice
def test_printed_headings_are_repeated_and_words_bear_symbols(summary: Path) -> None:
    pdf = convert(summary)
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout  # noqa: S607
    pages = [page for page in text.split("\f") if "Exceptions" in page[-300:]]
    assert len(pages) > 2
    assert all("Commentary" in page and "Target or due" in page for page in pages)
    assert "■ Red" in text
    assert "● Green" in text
    assert f"Page 1 of {text.count('Page ')}" in text
