"""How the weight of a finding looks. A module of its own, so that a note needs no library that writes workbooks."""

from collections.abc import Mapping

from workbook_tools.findings import Severity
from workbook_tools.model.scheme import Style

SEVERITY_STYLES: Mapping[Severity, Style] = {
    Severity.ERROR: Style(word="Error", symbol="■", fill="#B3001B", ink="#FFFFFF"),
    Severity.WARNING: Style(word="Warning", symbol="▲", fill="#FFAD33", ink="#2B1900"),
    Severity.QUERY: Style(word="Query", symbol="?", fill="#E3E3E3", ink="#333333"),
}
"""Looks of our own findings, which no council's scheme declares."""
