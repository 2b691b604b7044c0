"""The distribution list: which committee's papers go to whom, in which format, and who may see exempt papers."""

from dataclasses import dataclass
from enum import StrEnum

from workbook_tools.findings import Where
from workbook_tools.model.spellings import folded


class SendAs(StrEnum):
    """What a recipient is to a message. Each gets a message of their own, so a copy is said in its text, never in a header."""

    TO = "to"
    CC = "cc"
    BCC = "bcc"


class Format(StrEnum):
    """What a recipient wants to receive."""

    WORKBOOK = "workbook"
    ACCESSIBLE = "accessible edition"
    PDF = "PDF"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A line of the list.

    Attributes:
        committee: whose papers go there, as the list of committees spells it.
        role: of the recipient, such as "Committee clerk"; never empty.
        address: in the plain form name@example.gov.uk, in an allowed domain.
        send_as: to, cc or bcc.
        format: wanted.
        cleared: whether exempt papers may go there; False unless the list says so.
        where: its place in the list.
    """

    committee: str
    role: str
    address: str
    send_as: SendAs
    format: Format
    cleared: bool
    where: Where


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee: its name, and where it stands in the list."""

    name: str
    where: Where


@dataclass(frozen=True, slots=True)
class DistributionList:
    """A list without errors.

    Attributes:
        name: of its file.
        sha256: of its file.
        committees: no two of one name.
        recipients: in the list's order; nobody twice for one committee.
        domains: allowed ones, in lower case and ASCII ("example.gov.uk"); a domain allows itself only, none below it.
    """

    name: str
    sha256: str
    committees: tuple[Committee, ...]
    recipients: tuple[Recipient, ...]
    domains: tuple[str, ...]

    def of(self, committee: str) -> tuple[Recipient, ...]:
        """The recipients of a committee; blanks around its name and case do not matter."""
        return tuple(one for one in self.recipients if folded(one.committee) == folded(committee))

    def committee(self, name: str) -> Committee | None:
        """The committee of this name, as the list spells it; None where it has none."""
        return next((one for one in self.committees if folded(one.name) == folded(name)), None)

    def allows(self, address: str) -> bool:
        """Whether an address is in an allowed domain."""
        return address.rpartition("@")[2].lower() in self.domains
