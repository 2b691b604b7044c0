"""The front page's snapshot: counts and shares by status and section, this period's and those of one period before."""

from workbook_tools.writing.front.count_tables import CountTable
from workbook_tools.writing.front.earlier_counts import EarlierCounts, count_earlier
from workbook_tools.writing.front.front import Front
from workbook_tools.writing.summary.frame import CountPlace
from workbook_tools.writing.tables import TablePlace, write_table
from workbook_tools.writing.theme import Look, styles_of

NO_EARLIER = {
    "indicators": "No earlier figure is given that could be compared, so last period's statuses are not shown.",
    "actions": "A return gives no earlier progress of its actions, so last period's statuses are not shown.",
    "risks": "No score of last time is given, so neither last period's bands nor movements are shown.",
}


def write_counts(front: Front, row: int) -> int:
    """Writes the tables from `row` on, and returns the row below."""
    earlier = count_earlier(front.facts)
    for table in front.counts:
        top = row
        row += front.page.write_block(row, (0, front.last), table.title, Look.SECTION)
        place = _write_table(front, row, table, table)
        fields = {column.field: index for index, column in enumerate(table.columns) if column.field}
        front.canvas.counts[table.table] = CountPlace(place, fields, [counted.scope for counted in table.rows])
        row = place.last + 1
        if table.table in earlier:
            row = _write_earlier(front, row, table, earlier[table.table])
        elif table.table in NO_EARLIER:
            row += front.page.write_block(row, (0, front.last), NO_EARLIER[table.table], Look.MUTED, indent=0, bottom=0)
        front.page.keep_together(top, row - 1)
        row = front.leave_gap(row)
    return row


def _write_earlier(front: Front, row: int, table: CountTable, earlier: EarlierCounts) -> int:
    title = f"{table.name} {earlier.when}: {earlier.remark}"
    row += front.page.write_block(row, (0, front.last), title, Look.LABEL)
    return _write_table(front, row, table, earlier).last + 1


def _write_table(front: Front, row: int, table: CountTable, counts: CountTable | EarlierCounts) -> TablePlace:
    """The counts under the table's headings, whose words are coloured."""
    place = write_table(front.page, row, table.columns, counts.rows)
    front.page.colour_words((row, 1, row, len(table.columns) - 1), styles_of(front.facts.scheme, table.table))
    return place
