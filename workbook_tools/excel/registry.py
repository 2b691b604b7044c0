"""The buttons: what each is called, where it stands, and the function behind it.

A button's function is given the open book as an `xlwings.Book` and a `Work`, and returns the sentence that the officer is shown
("" for none). What makes its work impossible is raised as a `ToolkitError`, whose sentence is shown in its place.
The macros in `macros/`, the ribbon and the buttons on the sheets are all held against this list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

    from workbook_tools.excel.work import Work


class Group(StrEnum):
    """Whom a button is for, as the ribbon calls it."""

    OFFICER = "My return"
    TEAM = "Performance team"


@dataclass(frozen=True, slots=True)
class Button:
    """A button.

    Attributes:
        name: of its function, in `module`.
        caption: what stands on it.
        macro: the Sub in `macros/` that a click on a sheet's button runs; the ribbon's is `Ribbon_` before it.
        tip: what it does, in one sentence.
        image: of the ribbon, a picture of Excel's own buttons (imageMso); others of Office may be missing there.
        module: below `workbook_tools.excel`, imported when the button is pressed, so that no button pays for another.
    """

    name: str
    caption: str
    macro: str
    tip: str
    image: str
    group: Group
    module: str

    def function(self) -> "Callable[[xlwings.Book, Work], str]":
        """What the button does."""
        found: Callable[[xlwings.Book, Work], str] = getattr(import_module(f"workbook_tools.excel.{self.module}"), self.name)
        return found


BUTTONS = (
    Button(
        "check_my_return", "Check my return", "CheckMyReturn",
        "Notes on the cells and the sheet Findings say what is missing or contradicts itself.",
        "Spelling", Group.OFFICER, "buttons",
    ),
    Button(
        "next_finding", "Next finding", "NextFinding",
        "Goes to the next cell that has a finding.",
        "FindDialog", Group.OFFICER, "next_finding",
    ),
    Button(
        "preview_my_report", "Preview my report", "PreviewMyReport",
        "Makes the summary that a committee would get, as a new workbook.",
        "FilePrintPreview", Group.OFFICER, "preview",
    ),
    Button(
        "save_for_submission", "Save for submission", "SaveForSubmission",
        "Checks the saved return once more and puts a copy with the right name beside it.",
        "FileSaveAs", Group.OFFICER, "submission",
    ),
    Button(
        "issue_returns", "Issue returns", "IssueReturns",
        "Writes a return for each service of the list.",
        "FileNew", Group.TEAM, "team_buttons",
    ),
    Button(
        "collect_returns", "Collect returns", "CollectReturns",
        "Reads what came in and fills the tracker: received, late, missing, refused, and how many findings.",
        "Refresh", Group.TEAM, "team_buttons",
    ),
    Button(
        "build_summary", "Build summary", "BuildSummary",
        "Makes the committee's summary workbook of all returns that were received.",
        "ChartInsert", Group.TEAM, "team_buttons",
    ),
    Button(
        "open_exceptions", "Open exceptions", "OpenExceptions",
        "Lists all rows that need attention and everything that contradicts itself.",
        "ReviewShowAllComments", Group.TEAM, "team_buttons",
    ),
    Button(
        "draft_emails", "Draft e-mails", "DraftEmails",
        "Writes drafts: reminders of missing returns, and the committee's papers to its recipients; sends nothing.",
        "FileSendAsAttachment", Group.TEAM, "team_buttons",
    ),
)  # fmt: skip
STOP_CAPTION, STOP_MACRO, STOP_IMAGE = "Stop", "StopWork", "CancelRequest"
STOP_TIP = "Asks the work that is going on to stop before its next step. What was finished until then stays."
"""The Sub that asks the work that is going on to stop; it has no function, for it must not wait for one."""


def button_named(name: str) -> Button:
    """The button whose function has a name.

    Raises:
        KeyError: there is none.
    """
    for button in BUTTONS:
        if button.name == name:
            return button
    raise KeyError(name)
