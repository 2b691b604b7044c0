"""The accessible edition of the summary, for screen readers, magnifiers and everybody who works with its tables.

It follows the checklist for accessible spreadsheets of the UK Government's Analysis Function: a title and a line of notes at
the top of each sheet, one marked-up table below, no empty or merged cells, words for every symbol.
"""

from workbook_tools.writing.accessible.workbook import build_accessible_summary, write_accessible_summary

__all__ = ["build_accessible_summary", "write_accessible_summary"]
