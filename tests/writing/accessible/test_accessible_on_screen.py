"""The accessible edition as LibreOffice lays it out: no row lower than its text."""

import subprocess
from pathlib import Path

import pytest
from test_accessible_content import LONG, full
from test_accessible_structure import build

from support_assessment import judged_action, judged_budget_line, judged_indicator, scheme
from support_libreoffice import convert, needs_libreoffice, row_heights
from support_rows import number
from support_samples import VALE
from workbook_tools.writing.accessible import build_accessible_summary

TOLERANCE = 0.6  # points that stated heights may be rounded down by
MANY_LINES = "\n\n".join(f"• point {number} of the plan" for number in range(40))
UNBROKEN = "https://www.example.gov.uk/" + "a" * 300


def long_texts() -> bytes:
    """A workbook with long, many-lined and unbroken texts."""
    given = full(
        indicators=[
            judged_indicator(line, note=text, title=text[:400], section=text[:300], lead=text[:90])
            for line, text in enumerate((LONG, MANY_LINES, UNBROKEN), start=4)
        ],
        finance=[judged_budget_line(4, "-1234567890.55", budget=number("98765432101.99"))],
        actions=[judged_action(line, "overdue", section=LONG[: 90 * line], title=LONG[: 70 * line]) for line in range(4, 30)],
    )
    return build_accessible_summary([given], scheme(), given.as_at)


@needs_libreoffice
@pytest.mark.parametrize("content", [build(VALE), long_texts()], ids=["sample", "long texts"])
def test_no_row_is_lower_than_its_text(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "summary.xlsx"
    path.write_bytes(content)
    rows = row_heights(path)
    assert len(rows) > 150
    assert [row for row in rows if row.stored < row.needed - TOLERANCE] == []


@needs_libreoffice
def test_no_number_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "summary.xlsx"
    path.write_bytes(long_texts())
    text = subprocess.run(["pdftotext", "-layout", convert(path), "-"], check=True, capture_output=True, text=True).stdout  # noqa: S607
    assert "-£1,234,567,890.55" in text
    assert "£98,765,432,101.99" in text
    assert "##" not in text
