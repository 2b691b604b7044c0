"""The marked copy of an issued return: as protected and checked at the cell, and found to have the same mistakes, no more."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from support_typing import needs_typing, typing_session
from test_planted_mistakes import planted
from workbook_tools import pipeline
from workbook_tools.findings import Finding
from workbook_tools.model.layout import CHECK_SHEET, ISSUED_SHEET, WORKINGS_SHEET
from workbook_tools.pipeline import Outcome

SEEDS = range(0, 46, 4)


def written(seed: int, folder: Path) -> Path:
    path = folder / "Housing.xlsx"
    path.write_bytes(planted(seed)[0])
    return path


def brief(outcome: Outcome) -> list[tuple[str, str | None, str | None, str, str]]:
    return [(f.code, f.where.sheet, f.where.cell, f.subject, f.message) for f in outcome.findings]


def marked(path: Path, folder: Path) -> Path:
    (copy,) = pipeline.mark(pipeline.check([path]), [path], folder)
    return copy


def facts(sheet: Any) -> Mapping[str, object]:
    """What an officer could tell a sheet of the copy apart by, but for our marks."""
    return {
        "cells": {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None},
        "locked": {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.protection.locked},
        "protected": (sheet.protection.sheet, sheet.protection.objects, sheet.protection.password),
        "validations": [(str(v.sqref), v.formula1, v.prompt, v.error) for v in sheet.data_validations.dataValidation],
        "state": sheet.sheet_state,
        "frozen": sheet.freeze_panes,
        "widths": {letter: column.width for letter, column in sheet.column_dimensions.items()},
    }


def marks(sheet: Any) -> Mapping[str, object]:
    """What we put on a sheet."""
    return {
        "notes": {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment},
        "formats": [(str(area.sqref), [rule.formula for rule in area.rules]) for area in sheet.conditional_formatting],
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_checking_the_copy_again_gives_the_same_findings(seed: int, tmp_path: Path) -> None:
    path = written(seed, tmp_path)
    copy = marked(path, tmp_path / "out")
    assert brief(pipeline.check([copy])) == brief(pipeline.check([path]))
    first, second = (openpyxl.load_workbook(book) for book in (copy, marked(copy, tmp_path / "again")))
    assert first.sheetnames == second.sheetnames
    for sheet in first:
        assert facts(second[sheet.title]) == facts(sheet), "a copy of a copy is as good as one of the return"
        assert marks(second[sheet.title]) == marks(sheet)


def test_the_copy_is_as_protected_and_checked_at_the_cell_as_the_return(tmp_path: Path) -> None:
    path = written(3, tmp_path)
    before = openpyxl.load_workbook(path)
    after = openpyxl.load_workbook(marked(path, tmp_path / "out"))
    assert after.sheetnames == [CHECK_SHEET, *before.sheetnames]
    for sheet in before:
        assert facts(after[sheet.title]) == facts(sheet), sheet.title
    assert before.defined_names.keys() == after.defined_names.keys()
    assert {after[WORKINGS_SHEET].sheet_state, after[ISSUED_SHEET].sheet_state} == {"hidden", "veryHidden"}


def test_every_finding_with_a_cell_is_a_link_a_highlight_and_a_note(tmp_path: Path) -> None:
    for seed in SEEDS:
        folder = tmp_path / str(seed)
        folder.mkdir()
        path = written(seed, folder)
        findings: list[Finding] = list(pipeline.check([path]).findings)
        book = openpyxl.load_workbook(marked(path, folder / "out"))
        links = {cell.hyperlink.location for row in book[CHECK_SHEET].iter_rows() for cell in row if cell.hyperlink}
        for finding in findings:
            if finding.where.cell and finding.where.sheet:
                sheet = book[finding.where.sheet]
                comment = sheet[finding.where.cell].comment
                assert comment is not None
                assert finding.code in comment.text
                assert f"'{finding.where.sheet}'!{finding.where.cell}" in links
                highlighted = [area for area in sheet.conditional_formatting if finding.where.cell in area.sqref]
                assert any("workbook-tools mark" in str(rule.formula) for area in highlighted for rule in area.rules)


def test_an_officers_own_note_on_a_locked_sheet_survives(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(planted(7)[0]))
    book["Cover"]["B6"].comment = Comment("Is this us?", "A. Officer")
    path = tmp_path / "Housing.xlsx"
    book.save(path)
    copy = openpyxl.load_workbook(marked(path, tmp_path / "out"))
    assert copy["Cover"]["B6"].comment.text.startswith("Is this us?")


@needs_typing
def test_a_response_typed_in_libreoffice_stays_with_its_finding(tmp_path: Path) -> None:
    path = written(12, tmp_path)
    before = pipeline.check([path])
    copy = marked(path, tmp_path / "out")
    with typing_session(copy) as session:
        assert session.type(CHECK_SHEET, "F5", "Corrected on Monday.").accepted
        assert not session.type(CHECK_SHEET, "C5", "no such mistake").accepted
        back = session.save_as(tmp_path / "back.xlsx")
    after = pipeline.check([back])
    assert brief(after) == brief(before)
    first = before.findings[0]
    assert after.assessments[0].service_return.responses == {(first.code, first.subject): "Corrected on Monday."}
    once_more = openpyxl.load_workbook(marked(back, tmp_path / "once more"))
    assert once_more[CHECK_SHEET]["F5"].value == "Corrected on Monday."
