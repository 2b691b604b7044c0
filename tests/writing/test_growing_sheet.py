"""Rows of a return state their height and still grow."""

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from workbook_tools.writing.measure import Font, height_of
from workbook_tools.writing.return_template import write_return


def test_rows_state_a_height_that_is_not_fixed(tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    write_return(path, {}, {"narrative": [{"text": "one\ntwo\nthree"}]}, created=date(2023, 3, 31))
    with zipfile.ZipFile(path) as parts:
        rows = re.findall("<row [^>]*>", parts.read("xl/worksheets/sheet2.xml").decode())

    heights = [float(height) for height in re.findall(r'ht="([0-9.]+)"', rows[1])]
    assert heights == [pytest.approx(height_of(3, Font(11.0)), abs=0.75)]  # XlsxWriter keeps to whole pixels
    assert [row for row in rows if "customHeight" in row] == []
