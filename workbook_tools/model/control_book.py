"""The performance team's control workbook: its sheets, its cells, its columns, for what builds it and what its buttons read.

Rows are counted from 1, as officers see them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

TITLE = "Performance control"
CONTROL, SERVICES, TRACKER, EXCEPTIONS, LOG, LISTS = "Control", "Services", "Tracker", "Exceptions", "Log", "Lists"
"""Names of the sheets, in their order."""
SHEETS = (CONTROL, SERVICES, TRACKER, EXCEPTIONS, LOG, LISTS)
PERIODS, SCHEMES = "Periods", "Schemes"
"""Names of the lists to choose from."""


@dataclass(frozen=True, slots=True)
class Input:
    """A cell of the sheet Control that the team fills in: its label, its address, what to put in, what it holds at first."""

    label: str
    cell: str
    hint: str
    first: str = ""


class Setting(StrEnum):
    """What is filled in on the sheet Control."""

    NAME = "name"
    PERIOD = "period"
    SCHEME = "scheme"
    ISSUED = "issued"
    INCOMING = "incoming"
    OUTPUT = "output"
    DISTRIBUTION_LIST = "distribution_list"
    COMMITTEE = "committee"
    MEETING = "meeting"
    EXEMPT = "exempt"
    LATE = "late"


BESIDE = "Beside this workbook, or a whole path"
INPUTS: Mapping[Setting, Input] = {
    Setting.NAME: Input("Title", "B5", "Begins the name of the summary workbook", "Performance summary"),
    Setting.PERIOD: Input("Period", "B7", "From the list, or typed like Q2 2026/27"),
    Setting.SCHEME: Input("Scheme", "B9", "The council's rules: from the list, or a .toml file"),
    Setting.ISSUED: Input("Folder for issued returns", "B11", BESIDE, "Issued returns"),
    Setting.INCOMING: Input("Folder where returns come in", "B13", f"{BESIDE}; make it first", "Returns"),
    Setting.OUTPUT: Input("Folder for summaries and drafts", "B15", BESIDE, "Summaries and drafts"),
    Setting.DISTRIBUTION_LIST: Input("Distribution list", "B17", f"{BESIDE}; empty where no papers go to a committee"),
    Setting.COMMITTEE: Input("Committee", "B19", "As the distribution list names it"),
    Setting.MEETING: Input("Day of the meeting", "B21", "Like 26/10/2026"),
    Setting.EXEMPT: Input("Exempt under paragraph", "B23", "Of the schedule to the Act, such as 6; empty for public papers"),
    Setting.LATE: Input("Why the papers are late", "B25", "Only where they are; the messages say so"),
}
FIRST_BUTTON_ROW = 5  # one every two rows, beside the settings
MESSAGE_CELL, LAST_MESSAGE_ROW = "D19", 26  # below the buttons, beside the settings, over several rows


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet's table: its heading, its width in characters, the number format of its cells ("@" for text)."""

    heading: str
    width: float
    number_format: str = "@"


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The table of a sheet: its sheet, the row of its headings, its columns.

    `about` is the cell that says what the table was last filled with; "" where there is none.
    """

    sheet: str
    heading_row: int
    columns: tuple[SheetColumn, ...]
    about: str = ""

    @property
    def first_row(self) -> int:
        """The row below the headings."""
        return self.heading_row + 1

    def place(self, heading: str) -> int:
        """The column of a heading, counted from 1.

        Raises:
            ValueError: there is none.
        """
        return [column.heading for column in self.columns].index(heading) + 1


DAY, MOMENT, COUNT = "dd/mm/yyyy_w", "dd/mm/yyyy hh:mm_w", "0_w"
"""Number formats; _w keeps a figure away from the edge by the width of a w."""
SERVICES_TABLE = SheetTable(
    SERVICES,
    4,
    (
        SheetColumn("Service", 30),
        SheetColumn("Directorate", 26),
        SheetColumn("Contact (role)", 28),
        SheetColumn("E-mail", 32),
        SheetColumn("Due", 13, DAY),
        SheetColumn("Previous return", 48),
    ),
)
TRACKER_TABLE = SheetTable(
    TRACKER,
    8,
    (
        SheetColumn("Service", 28),
        SheetColumn("Contact (role)", 24),
        SheetColumn("Due", 13, DAY),
        SheetColumn("State", 15),
        SheetColumn("Handed in", 13, DAY),
        SheetColumn("File", 38),
        SheetColumn("Errors", 10, COUNT),
        SheetColumn("Warnings", 11, COUNT),
        SheetColumn("Queries", 10, COUNT),
        SheetColumn("Reason", 56),
    ),
    "A3",
)
STATES_ROW = 5  # of the tracker: each state over how many returns are in it
EXCEPTIONS_TABLE = SheetTable(
    EXCEPTIONS,
    5,
    (
        SheetColumn("Service", 24),
        SheetColumn("Kind", 11),
        SheetColumn("Code", 14),
        SheetColumn("Title", 38),
        SheetColumn("Status", 16),
        SheetColumn("Why listed", 16),
        SheetColumn("Reason", 52),
        SheetColumn("Lead", 22),
        SheetColumn("Where", 36),
    ),
    "A3",
)
LOG_TABLE = SheetTable(
    LOG, 4, (SheetColumn("When", 18, MOMENT), SheetColumn("Button", 20), SheetColumn("What came of it", 110))
)
