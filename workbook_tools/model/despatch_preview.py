"""Who is to get what, before anything is drafted or sent."""

from dataclasses import dataclass
from datetime import date, datetime

from workbook_tools.model.distribution import Format, SendAs


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A message that is to be, or one that is held back.

    Attributes:
        committee: whose papers they are.
        meeting: its day.
        title: of the pack.
        role, address, send_as, format: of the recipient.
        attachment: its name in the message; "" where there is none.
        size: of the attachment in bytes; 0 where there is none.
        exempt: the marking of exempt papers; "" where they are public.
        late: why they are late, a sentence; "" where they are in time.
        withheld: why this recipient does not get them, a sentence; "" where nothing stands against it.
        sent: when this pack went to this recipient before, UTC; None where it did not.
        again: whether it is to go there once more all the same.
    """

    committee: str
    meeting: date
    title: str
    role: str
    address: str
    send_as: SendAs
    format: Format
    attachment: str
    size: int
    exempt: str = ""
    late: str = ""
    withheld: str = ""
    sent: datetime | None = None
    again: bool = False

    @property
    def goes(self) -> bool:
        """Whether there is to be a message: nothing stands against it, and it was not sent, or is asked for once more."""
        return not self.withheld and (self.sent is None or self.again)
