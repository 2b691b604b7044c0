"""Protection of an issued return's sheets: against slips of the hand, not against anybody. There is no password."""

from typing import Any

ALLOWED = {
    "objects": True,  # officers write notes on cells
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def protect(sheet: Any) -> None:
    """Locks all cells of a worksheet but those whose format is unlocked."""
    sheet.protect("", dict(ALLOWED))
