"""Returns opened by the closed-file engine for tests of the buttons, and everything that is in them as values to compare."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from support_clean_return import clean_return
from support_issue import fill
from workbook_tools.excel.judged_rows import judged_rows
from workbook_tools.excel.open_return import judge_book
from workbook_tools.excel.previews import preview_columns
from workbook_tools.excel.registry import button_named
from workbook_tools.excel.work import Work
from workbook_tools.reading.addresses import row_and_column

Changes = Mapping[tuple[str, str], object]
NO_CHANGES: Changes = {}
OURS = ("Findings", "Statuses")


def issued_return(path: Path, changes: Changes = NO_CHANGES) -> Path:
    """An issued return, filled in without a mistake but for these changes by sheet and address."""
    clean = clean_return()
    return fill(clean.issued, {**clean.answers, **changes}, path)


def calculate(book: Any) -> None:
    """Puts the words that the formulas would show into the previews of a book that no program has calculated."""
    found = judge_book(book)
    columns = preview_columns(found.grids)
    for row in judged_rows(found.assessment):
        for heading, word in row.previews.items():
            sheet = row.where.sheet or ""
            if heading in columns.get(sheet, {}):
                line, _ = row_and_column(row.where.cell or "")
                book.impl.results[sheet].cell(line, columns[sheet][heading]).value = word


def press(name: str, book: Any) -> str:
    """What a press of a button says."""
    return button_named(name).function()(book, Work())


def notes_of(book: Any) -> dict[tuple[str, str], str]:
    """The text of every note by sheet and address."""
    return {
        (sheet.name, note.location.get_address(row_absolute=False, column_absolute=False)): note.text
        for sheet in book.sheets
        for note in sheet.notes
    }


def rows_of(book: Any, name: str) -> list[list[Any]]:
    """The rows of a sheet of ours, without its head."""
    rows: list[list[Any]] = book.sheets[name].used_range.options(ndim=2).value
    return rows[4:]


def content_of(path: Path, *, ours: bool = True) -> dict[str, Any]:
    """Everything of a workbook that officers see or that protects it, by sheet; with or without what a check adds."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: {
            "cells": {
                cell.coordinate: (
                    cell.value, cell.number_format, repr(cell.fill), repr(cell.font), repr(cell.protection),
                    cell.comment.text if cell.comment and ours else None,
                )
                for row in sheet
                for cell in row
            },
            "protection": repr(sheet.protection),
            "validations": repr(sheet.data_validations),
            "formats": repr([(str(area.sqref), area.rules) for area in sheet.conditional_formatting]),
            "state": sheet.sheet_state,
            "panes": repr(sheet.sheet_view.pane),
        }
        for sheet in book.worksheets
        if ours or not sheet.title.startswith(OURS)
    }  # fmt: skip
