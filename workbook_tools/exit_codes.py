"""What a command ends with. Wrong usage, 2, is argparse's own."""

DONE = 0
ERRORS_FOUND = 1
"""Done, with errors found in the data."""
NOT_DONE = 3
