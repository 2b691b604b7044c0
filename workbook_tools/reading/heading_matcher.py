"""Whether headings begin in a row, alone or over the row below."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbook_tools.reading.found_headings import HeadingRow
from workbook_tools.reading.heading_labels import GridRow, Labels, heading_text, joined_labels, labels_of
from workbook_tools.reading.heading_meanings import FIGURE_FIELDS, Meanings


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds the table that a row of headings belongs to.

    Attributes:
        meanings: what headings mean on the sheet.
        last_columns: the last column of each merged area, by the row and then the column of its first cell.
    """

    meanings: Meanings
    last_columns: Mapping[int, Mapping[int, int]]

    def match(self, row: int, cells: GridRow, below: GridRow) -> HeadingRow | None:
        """The heading that begins in `row`, over one row or together with the row below."""
        alone = self.meanings.table_of(labels_of(cells), row, row)
        if not any(heading_text(cell) for cell in below.values()):
            return alone
        labels = joined_labels(cells, below, self.last_columns.get(row, {}))
        both = self.meanings.table_of(labels, row, row + 1)
        if both is None or not _all_headings(below, both):
            return alone
        lower = self.meanings.table_of(labels_of(below), row + 1, row + 1)
        if lower and lower.read >= both.read and not self._groups_matter(both, lower, labels):
            return alone
        adds = alone is None or (set(alone.fields) <= set(both.fields) and alone.known < both.known)
        return both if adds else alone

    def _groups_matter(self, both: HeadingRow, lower: HeadingRow, labels: Labels) -> bool:
        """Whether groups tell columns apart that are the same without them, or make any figure understood."""
        if any(labels[column].group != labels[first].group for column, first in lower.twice.items()):
            return True
        figures = {both.fields[name] for name in FIGURE_FIELDS & set(both.fields)} | set(both.earlier)
        by_group = any(labels[column].group and both.texts[column] == labels[column].text for column in figures)
        return by_group and lower.read == both.read


def _all_headings(cells: GridRow, heading: HeadingRow) -> bool:
    """Whether most of a row's own cells were understood as headings, so that it is not a row of data."""
    columns = [column for column in cells if column in heading.texts]
    understood = [column for column in columns if column in heading.unread or column not in heading.unknown]
    return len(columns) == len(cells) and len(understood) > len(cells) // 2
