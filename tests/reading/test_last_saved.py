"""The day that a workbook says it was last saved, read from a part that may be anything."""

import time
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_samples import BEST_VALUE, path_of
from workbook_tools.reading.last_saved import last_saved_on

SAVED = date(2026, 10, 3)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ('<dcterms:modified xsi:type="dcterms:W3CDTF">2026-10-03T23:59:59Z</dcterms:modified>', SAVED),
        ("<dcterms:modified xsi:type='dcterms:W3CDTF'>2026-10-03T00:00:00.123+01:00</dcterms:modified>", SAVED),
        ('<modified xmlns="http://purl.org/dc/terms/">\n 2026-10-03 </modified>', SAVED),
        ("<x:modified>2026-10-03</x:modified>", SAVED),
        ("<dcterms:created>2026-10-01T00:00:00Z</dcterms:created><dcterms:modified>2026-10-03T00:00:00Z<", SAVED),
        ("<dcterms:modified>2006-01-01T00:00:00Z</dcterms:modified>", date(2006, 1, 1)),
        ("<dcterms:modified>2005-12-31T00:00:00Z</dcterms:modified>", None),
        ("<dcterms:modified>1601-01-01T00:00:00Z</dcterms:modified>", None),
        ("<dcterms:modified>2026-02-29T00:00:00Z</dcterms:modified>", None),
        ("<dcterms:modified>2028-02-29T00:00:00Z</dcterms:modified>", date(2028, 2, 29)),
        ("<dcterms:modified>0000-00-00T00:00:00Z</dcterms:modified>", None),
        ("<dcterms:modified>2026-10-031</dcterms:modified>", None),
        ("<dcterms:modified>3 October 2026</dcterms:modified>", None),
        ("<dcterms:modified></dcterms:modified>", None),
        ("<dcterms:modified/>", None),
        ("<dcterms:modifiedBy>2026-10-03</dcterms:modifiedBy>", None),
        ("<dcterms:created>2026-10-03T00:00:00Z</dcterms:created>", None),
        ('<!DOCTYPE x [<!ENTITY d "2026-10-03">]><dcterms:modified>&d;</dcterms:modified>', None),
        ("", None),
    ],
)
def test_the_day_is_read_as_written(part: str, expected: date | None) -> None:
    assert last_saved_on(part.encode()) == expected


def test_a_real_workbook() -> None:
    with zipfile.ZipFile(path_of(BEST_VALUE)) as package:
        assert last_saved_on(package.read("docProps/core.xml")) == date(2018, 3, 31)


@pytest.mark.parametrize("piece", [b"<dcterms:modified ", b"<modified", b"<a:", b"<modified> ", b"<" + b"a" * 39 + b":"])
def test_no_part_takes_long(piece: bytes) -> None:
    part = piece * (1_000_000 // len(piece))
    began = time.process_time()
    assert last_saved_on(part) is None
    assert time.process_time() - began < 1


@given(st.binary() | st.dates().map(lambda day: f"<dcterms:modified>{day}T00:00:00Z</dcterms:modified>".encode()))
def test_any_bytes_give_a_day_or_none(part: bytes) -> None:
    day = last_saved_on(part)
    assert day is None or day >= date(2006, 1, 1)
