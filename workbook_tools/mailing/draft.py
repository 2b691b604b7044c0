"""A message as an .eml file: Outlook opens a draft ready to be read over and sent by a person."""

from email.message import EmailMessage
from pathlib import Path

from workbook_tools.findings import shorten
from workbook_tools.mailing.errors import DraftError
from workbook_tools.model.addresses import is_address
from workbook_tools.writing.whole_file import replace_file


def write_draft(message: EmailMessage, path: Path) -> None:
    """Writes a draft whole or not at all.

    Raises:
        DraftError: `path` does not end in .eml, so that no mail program would open it.
        WritingError: the file could not be written; an earlier one is left as it was.
    """
    if path.suffix.lower() != ".eml":
        raise DraftError(f"'{path.name}' is not the name of a draft. Let it end in .eml.")
    replace_file(path, message.as_bytes())


def check_address(address: str) -> None:
    """Makes sure that a text is one address in the plain form name@example.gov.uk, in ASCII.

    Raises:
        DraftError: it is not.
    """
    if not is_address(address):
        raise DraftError(f"'{shorten(address)}' is not an e-mail address. Write it like name@example.gov.uk.")
