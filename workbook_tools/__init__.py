"""Reads councils' performance returns, judges them by the council's own rules, writes the committee's summary workbook."""

__version__ = "0.1.0"
