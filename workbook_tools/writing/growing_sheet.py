"""Rows that state a height and still grow when an officer writes more.

Only Excel itself fits rows to their text when it opens a workbook; LibreOffice, previews and tablets show the height that the
file states. XlsxWriter can state one only as fixed by hand, and such a row no longer grows.
"""

from typing import Any

from xlsxwriter.worksheet import Worksheet


class GrowingSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter publishes no types
    """A worksheet whose rows have the height they are given until their text changes; the `fixed_rows` keep theirs."""

    def __init__(self) -> None:
        super().__init__()
        self.fixed_rows = set[int]()

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]] | None = None) -> None:
        if tag == "row" and (attributes := attributes or []) and attributes[0][1] - 1 not in self.fixed_rows:
            attributes = [attribute for attribute in attributes if attribute[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)
