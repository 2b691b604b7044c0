"""The sample distribution list: who would get the five sample reports, by role, at addresses that do not exist."""

from pathlib import Path

from workbook_tools.model.distribution_book import ListContents
from workbook_tools.writing.distribution_book.workbook import build_distribution_list
from workbook_tools.writing.whole_file import replace_file

FILE = "distribution-list.xlsx"
AUDIT, COUNCIL = "Audit and Scrutiny Committee", "Clackmannanshire Council"
SCRUTINY, CORPORATE = "Corporate Performance and Resources Scrutiny Committee", "Corporate Committee"
CLACKS, MORAY, VALE = "clacks.example.gov.uk", "moray.example.gov.uk", "valeofglamorgan.example.gov.uk"
CONTENTS = ListContents(
    (AUDIT, COUNCIL, SCRUTINY, CORPORATE),
    (
        (AUDIT, "Committee clerk", f"committee.clerk@{CLACKS}", "to", "workbook", "yes"),
        (AUDIT, "Chair of the committee", f"chair.audit@{CLACKS}", "to", "accessible edition", "yes"),
        (AUDIT, "Chief finance officer", f"finance@{CLACKS}", "cc", "workbook", "yes"),
        (AUDIT, "Communications team", f"communications@{CLACKS}", "bcc", "PDF", "no"),
        (COUNCIL, "Council clerk", f"council.clerk@{CLACKS}", "to", "workbook", "yes"),
        (COUNCIL, "Leader's office", f"leader@{CLACKS}", "to", "PDF", "no"),
        (COUNCIL, "Communications team", f"communications@{CLACKS}", "bcc", "PDF", ""),
        (SCRUTINY, "Scrutiny officer", f"scrutiny@{VALE}", "to", "workbook", "yes"),
        (SCRUTINY, "Chair of the committee", f"chair.resources@{VALE}", "to", "accessible edition", "yes"),
        (SCRUTINY, "Head of finance", f"finance@{VALE}", "cc", "workbook", "no"),
        (SCRUTINY, "Library service", f"libraries@{VALE}", "bcc", "PDF", "no"),
        (CORPORATE, "Committee services", f"committee.services@{MORAY}", "to", "PDF", "yes"),
        (CORPORATE, "Head of HR, ICT and organisational development", f"hr.ict@{MORAY}", "cc", "accessible edition", ""),
    ),
    (CLACKS, MORAY, VALE),
)


def write_sample_list(folder: Path) -> Path:
    """Writes the list into `folder`, over an earlier one.

    Raises:
        WritingError: it cannot be written.
    """
    replace_file(folder / FILE, build_distribution_list(CONTENTS))
    return folder / FILE
