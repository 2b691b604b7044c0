"""What the pictures of the buttons need: a camera for LibreOffice's window, and returns filled in as an officer might."""

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from support_clicks import Office, OpenBook
from support_samples import path_of, scheme_named
from workbook_tools.issuing import Order, build_issue
from workbook_tools.model.service_return import Indicator, ServiceReturn
from workbook_tools.model.words import Unit
from workbook_tools.periods import Period
from workbook_tools.reading.service_return import read_service_return
from workbook_tools.writing.issued.plan import FIRST, TablePlan, plan_tables

SCHEME = "clackmannanshire"
COLOURS = "128"  # of a picture; more cannot be told apart in a window
SHEET = (0, 104, 1219, 676)  # of the window, in pixels from its left upper corner: the cells and the names of the sheets
TOP = (0, 104, 1219, 391)
WITH_STATUS_BAR = (0, 104, 1219, 696)
PLACE_ONLY, BY_VALUE = 3, 3  # com.sun.star.awt.PosSize.POS, com.sun.star.view.DocumentZoomType.BY_VALUE
NOTES = (
    "Training for managers begins in May; the next figure is due in June.",
    "Two posts were vacant until January. Both are filled now.",
    "The new system went live in autumn, and answers are quicker since.",
    "Discussed with the team; the plan for next year holds the next steps.",
)
FIRST_DAY = date(1899, 12, 30)  # that a spreadsheet counts from
Answers = Mapping[tuple[str, str], object]
Area = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Camera:
    """Takes pictures of what an office shows, into a folder."""

    office: Office
    folder: Path

    def take(self, name: str, area: Area = SHEET) -> None:
        """A picture of a part of the screen, in few colours."""
        path = self.folder / f"{name}.png"
        left, top, width, height = area
        crop = f"{width}x{height}+{left}+{top}"
        self.office.picture(path)
        few = ("+dither", "-colors", COLOURS, "-strip", f"png8:{path}")
        subprocess.run(["convert", path, "-crop", crop, "+repage", *few], check=True)  # noqa: S603, S607 - our own

    def move_box(self, left: int, top: int) -> None:
        """Moves the open message box to where it hides nothing that matters."""
        self.office.wait_for_box()
        self._box().setPosSize(left, top, 0, 0, PLACE_ONLY)

    def take_box(self, name: str) -> None:
        """A picture of the open message box alone, which is then closed."""
        self.office.wait_for_box()
        place = self._box().getPosSize()
        self.take(name, (place.X, place.Y, place.Width, place.Height))
        self.office.close_box()

    def _box(self) -> Any:
        toolkit = self.office.service("com.sun.star.awt.Toolkit")
        windows = (toolkit.getTopWindow(index) for index in range(toolkit.getTopWindowCount()))
        return next(one for one in windows if one.getAccessibleContext().getAccessibleName() == "Performance")


@dataclass(frozen=True, slots=True)
class Filled:
    """A service's next return, and what an officer types into it without a mistake, by sheet and cell."""

    given: ServiceReturn
    signed_on: date
    answers: dict[tuple[str, str], object] = field(default_factory=dict)
    plans: dict[str, TablePlan] = field(default_factory=dict)

    @classmethod
    def after(cls, sample: str, period: Period, signed_on: date) -> "Filled":
        """The return that follows a sample, signed off on a day."""
        previous, scheme = read_service_return(path_of(sample)), scheme_named(SCHEME)
        given = build_issue(scheme, Order(previous.cover.service, period), previous).given
        filled = cls(given, signed_on)
        filled.plans.update({plan.table.name: plan for plan in plan_tables(given, scheme)})
        filled.answers.update(filled._cells())
        return filled

    def cell(self, table: str, name: str, row: int) -> tuple[str, str]:
        """Sheet and address of a field in the row-th row of a table, from 0."""
        plan = self.plans[table]
        return plan.table.sheet, plan.cell(name, FIRST + row).replace("$", "")

    def _cells(self) -> Iterator[tuple[tuple[str, str], object]]:
        yield ("Cover", "B13"), "Policy Officer"
        yield ("Cover", "B19"), "Head of Service"
        yield ("Cover", "B20"), self.signed_on
        for row, indicator in enumerate(self.given.indicators):
            value = _next_figure(indicator)
            yield self.cell("indicators", "value", row), "n/a" if value is None else value
            yield self.cell("indicators", "note", row), NOTES[row % len(NOTES)]
        for row in range(len(self.given.actions)):
            yield self.cell("actions", "progress", row), 1 if row % 3 else 0.8
            yield self.cell("actions", "note", row), "Work went on as planned; the last report is with the committee."
        for row in range(len(self.given.risks)):
            for name, number in (("likelihood", 3), ("impact", 3), ("score", 9)):
                yield self.cell("risks", name, row), number


def _next_figure(indicator: Indicator) -> float | None:
    """A figure a third of the way from the last one to the target, as a cell holds it; None where there was none."""
    earlier = [seen.figure.number for seen in indicator.earlier if seen.figure.number is not None]
    if not earlier:
        return None
    last, target = float(earlier[-1]), indicator.target.number
    figure = last if target is None else last + (float(target) - last) / 3
    return round(figure, 1) / 100 if indicator.unit is Unit.PERCENT else round(figure, 1)


def type_into(book: OpenBook, answers: Answers) -> None:
    """Puts answers into the cells of an open workbook; a day as the number that a spreadsheet has for it."""
    for (sheet, address), value in answers.items():
        cell = book.document.Sheets.getByName(sheet).getCellRangeByName(address)
        if isinstance(value, date):
            cell.setValue((value - FIRST_DAY).days)
        elif isinstance(value, str):
            cell.setString(value)
        else:
            cell.setValue(value)


def look_at(book: OpenBook, sheet: str, cell: str = "A1", zoom: int = 100) -> None:
    """Brings a sheet to the front, so large, with a cell chosen."""
    controller, found = book.document.CurrentController, book.document.Sheets.getByName(sheet)
    controller.setActiveSheet(found)
    controller.ZoomType, controller.ZoomValue, controller.ShowPageBreaks = BY_VALUE, zoom, False
    controller.select(found.getCellRangeByName(cell))


def show_note(book: OpenBook, place: tuple[str, str]) -> None:
    """Keeps a note open, as it is while the mouse is on its cell."""
    sheet, address = place
    book.document.Sheets.getByName(sheet).getCellRangeByName(address).Annotation.setIsVisible(True)
