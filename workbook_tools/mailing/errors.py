"""What keeps a message from being drafted."""

from workbook_tools.findings import ToolkitError


class DraftError(ToolkitError):
    """A message that cannot be drafted; the sentence says what is wrong with it."""


class TextError(ToolkitError):
    """A council's own text of messages that is not in order; the sentence names the file, the line and what is wrong."""
