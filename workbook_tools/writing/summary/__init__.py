"""The working edition of the summary: its sheets, in the order of the council's own report."""
