"""Distribution lists and packs made up for tests, each a small change of a plain one."""

from datetime import date
from typing import Any

from support_changed import replace
from workbook_tools.findings import Severity, Where
from workbook_tools.model.distribution import Committee, DistributionList, Format, Recipient, SendAs
from workbook_tools.model.pack import Exempt, Pack, PackFile, PackFinding

COMMITTEE = "Audit and Scrutiny Committee"
MEETING = date(2023, 10, 26)  # a Thursday
IN_TIME = date(2023, 10, 19)
LIST = "list.xlsx"
EXEMPT = Exempt(
    paragraph="6",
    schedule="Part I of Schedule 7A to the Local Government (Scotland) Act 1973",
    words="Information relating to the financial or business affairs of any particular person.",
)


def recipient(role: str = "Committee clerk", **fields: Any) -> Recipient:
    """A recipient who gets the workbook and is not cleared; the address is made of the role."""
    address = f"{role.lower().replace(' ', '.')}@example.gov.uk"
    plain = Recipient(
        COMMITTEE, role, address, SendAs.TO, Format.WORKBOOK, cleared=False, where=Where(LIST, "Recipients", "C5")
    )
    return replace(plain, **fields)


def listed(*recipients: Recipient, **fields: Any) -> DistributionList:
    """A list of one committee with these recipients."""
    plain = DistributionList(
        LIST, "f" * 64, (Committee(COMMITTEE, Where(LIST, "Committees", "A5")),), recipients, ("example.gov.uk",)
    )
    return replace(plain, **fields)


def error(response: str = "", **fields: Any) -> PackFinding:
    """A finding that blocks acceptance."""
    plain = PackFinding(
        code="impossible-date",
        severity=Severity.ERROR,
        message="'31/09/2019' is not a day that exists.",
        subject="LS/C047",
        file="vale.xlsx",
        sheet="Actions",
        cell="H63",
        response=response,
    )
    return replace(plain, **fields)


def pack(**fields: Any) -> Pack:
    """A public pack of one summary for the meeting, nothing wrong with it."""
    files = (
        PackFile(format=Format.WORKBOOK, name="Summary.xlsx", sha256="a" * 64, size=1),
        PackFile(format=Format.ACCESSIBLE, name="Summary accessible.xlsx", sha256="b" * 64, size=1),
    )
    plain = Pack(
        program="0", title="Performance report", council="Clackmannanshire Council",
        scheme="clackmannanshire", scheme_version="1",
        committee=COMMITTEE, meeting=MEETING, period="2022/23", as_at=date(2023, 3, 31), files=files, returns=(),
    )  # fmt: skip
    return replace(plain, **fields)
