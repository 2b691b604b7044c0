"""A message as an .eml file: Outlook opens a draft ready to be read over and sent by a person."""

from pathlib import Path

from workbook_tools.findings import WritingError, shorten
from workbook_tools.mailing.errors import DraftError
from workbook_tools.model.addresses import is_address
from workbook_tools.writing.whole_file import replace_file

BEGINNING = b"X-Unsent: 1\r\n"  # of a draft; a message that a mail program has saved begins with another line


def write_draft(content: bytes, path: Path) -> None:
    """Writes a draft whole or not at all, in the place of an earlier draft or of nothing.

    Raises:
        DraftError: `path` does not end in .eml, so that no mail program would open it.
        WritingError: the file could not be written, or another is in its place; either is left as it was.
    """
    if path.suffix.lower() != ".eml":
        raise DraftError(f"'{path.name}' is not the name of a draft. Let it end in .eml.")
    if path.exists() and not is_draft(path):
        raise WritingError(f"{path} is there already and is no draft, so it is left as it is. Move it away.")
    replace_file(path, content)


def is_draft(path: Path) -> bool:
    """Whether a file is a draft as we write them."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(BEGINNING)) == BEGINNING
    except OSError:
        return False


def check_address(address: str) -> None:
    """Makes sure that a text is one address in the plain form name@example.gov.uk, in ASCII.

    Raises:
        DraftError: it is not.
    """
    if not is_address(address):
        raise DraftError(f"'{shorten(address)}' is not an e-mail address. Write it like name@example.gov.uk.")
