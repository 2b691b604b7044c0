"""From a summary workbook to the messages that carry it to a committee."""
