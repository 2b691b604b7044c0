"""Names of sheets and areas are good whatever a return says; texts longer than a cell holds go on in the next row."""

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import msgspec
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support_assessment import AS_AT, assessment, judged_action, judged_budget_line, judged_indicator, judged_risk, scheme
from support_changed import replace
from workbook_tools.findings import Where
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import BreakdownCell, Cover, Headline, Paragraph
from workbook_tools.writing.accessible.workbook import build_accessible_summary
from workbook_tools.writing.measure import MOST_CHARACTERS
from workbook_tools.writing.summary.summary_workbook import build_summary

Build = Callable[[Sequence[Assessment], Scheme, date], bytes]
EDITIONS: dict[str, Build] = {"working": build_summary, "accessible": build_accessible_summary}
FILE = "Housing.xlsx"
FORBIDDEN = set("[]:*?/\\")
LONGEST_SHEET, LONGEST_NAME = 31, 255  # characters, Excel's own limits
CONTINUED = "(continued) "
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300)


def with_sections(names: Sequence[str]) -> Assessment:
    """A return with a row of each kind in each section."""
    rows = list(enumerate(names, start=4))
    return assessment(
        indicators=[judged_indicator(row, section=name) for row, name in rows],
        actions=[judged_action(row, section=name) for row, name in rows],
        risks=[judged_risk(row, 12, (3, 4), register=name) for row, name in rows],
        finance=[judged_budget_line(row, "1", section=name) for row, name in rows],
        headlines=tuple(
            Headline(Where(FILE, "Headlines", f"A{row}"), name=name, value="1", printed=name) for row, name in rows
        ),
        breakdowns=tuple(
            BreakdownCell(Where(FILE, "Breakdowns", f"A{row}"), table=name, row="a", column="b", value="1")
            for row, name in rows
        ),
        narrative=tuple(
            Paragraph(Where(FILE, "Narrative", f"A{row}"), heading=name, theme=name, order=row, text="Told.")
            for row, name in rows
        ),
        cover=Cover(service=names[0], report_title=names[-1]),
    )


@pytest.mark.parametrize("edition", EDITIONS)
@settings(max_examples=12)
@given(names=st.lists(NAMES, min_size=1, max_size=4), titles=st.tuples(NAMES, NAMES, NAMES))
def test_names_are_short_and_unique_however_long_a_section_is(edition: str, names: list[str], titles: tuple[str, ...]) -> None:
    layout = scheme().report
    tables = {
        name: msgspec.structs.replace(getattr(layout, name), title=title, section_heading=title)
        for name, title in zip(("indicators", "actions", "risks"), titles, strict=True)
    }
    own = msgspec.structs.replace(scheme(), report=msgspec.structs.replace(layout, **tables))
    judged = replace(with_sections(names), scheme=own)
    book = openpyxl.load_workbook(BytesIO(EDITIONS[edition]([judged, judged], own, AS_AT)))
    sheets = book.sheetnames
    assert len({name.casefold() for name in sheets}) == len(sheets)
    assert [
        name for name in sheets if not 1 <= len(name) <= LONGEST_SHEET or FORBIDDEN & set(name) or name.strip("' ") != name
    ] == []
    areas = [*book.defined_names, *(name for sheet in book for name in sheet.tables)]
    assert len({name.casefold() for name in areas}) == len(areas)
    assert all(len(name) <= LONGEST_NAME and name.replace("_", "").replace(".", "").isalnum() for name in areas)


@pytest.mark.parametrize("length", [MOST_CHARACTERS - 1, MOST_CHARACTERS, MOST_CHARACTERS + 1, 2 * MOST_CHARACTERS + 1])
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_note_longer_than_a_cell_goes_on_in_the_next_row(edition: str, length: int) -> None:
    note = (f"word{length} " * length)[: length - 1] + "."
    rows: dict[str, dict[str, Any]] = {
        "Indicators": {"indicators": [judged_indicator(4, note=note)]},
        "Actions": {"actions": [judged_action(4, note=note)]},
        "Risks": {"risks": [judged_risk(4, 12, (3, 4), title=note)]},  # the scheme's table has no notes of risks
        "Finance": {"finance": [judged_budget_line(4, "1", note=note)]},
    }
    for sheet, fields in rows.items():
        book = openpyxl.load_workbook(BytesIO(EDITIONS[edition]([assessment(**fields)], scheme(), AS_AT)))
        texts = [[str(cell.value) for cell in column if cell.value is not None] for column in book[sheet].iter_cols()]
        pieces = max(texts, key=lambda column: sum(map(len, column)))
        assert note in "".join(piece.removeprefix(CONTINUED) for piece in pieces), sheet
        assert all(len(piece) <= MOST_CHARACTERS for piece in pieces)
        assert sum(len(piece) > 100 for piece in pieces) > 1, sheet
