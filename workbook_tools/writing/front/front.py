"""The front page as a place to write on: its columns, one of labels and the others alike, and what stands over several."""

from dataclasses import dataclass, field

from workbook_tools.findings import Where
from workbook_tools.model.scheme import Style
from workbook_tools.writing.exceptions import ExceptionRow
from workbook_tools.writing.front.count_tables import CountTable, count_tables, figure_width
from workbook_tools.writing.measure import cut_to_lines, wrap
from workbook_tools.writing.page import Page
from workbook_tools.writing.summary.frame import Canvas
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.theme import Look, font_of, styles_of

FRONT = "Summary"  # the sheet
PAGE = 177.0  # characters beside each other on this sheet, as many as a screen 1366 pixels wide shows
FEWEST_FIGURES = 9  # columns beside the labels, so that there is room for a reason beside a status
NARROWEST_LABEL = 28.0  # characters of the column of labels, which gets what the figures leave
STATUS = 3  # first column of a status word; the name of the row stands before it
LONGEST_LABEL = 48  # characters of a section's name,
LONGEST_OF_SEVERAL = 90  # with that of a service before it; the whole stands on the sheet of its rows
GAP = 7.0  # points of an empty row between two blocks
SLACK = 8  # pixels of a line that are not counted on; programs break lines a little earlier or later
NAME_LINES = 2  # that a row's name takes at most; the whole stands on the row's own sheet


@dataclass(frozen=True, slots=True)
class Headline:
    """An exception that found room on the front page, and what the service says is done, as it is shown there."""

    exception: ExceptionRow
    done: str


@dataclass(frozen=True, slots=True)
class Front:
    """The front page.

    Attributes:
        canvas: of the workbook.
        page: where it is written.
        counts: the tables of counts that give its columns their widths.
        last: its last column.
        headlines: that have been written.
    """

    canvas: Canvas
    page: Page
    counts: tuple[CountTable, ...]
    last: int
    headlines: list[Headline] = field(default_factory=list)

    @property
    def facts(self) -> SummaryFacts:
        """The facts of the summary."""
        return self.canvas.facts

    def write_name(self, row: int, name: str, status: int = STATUS, most_lines: int = NAME_LINES) -> None:
        """What a row is about, on the left of its status in the column `status`."""
        pixels, font = self.page.pixels(0, status - 1) - SLACK, font_of(Look.TEXT)
        words = name.split()
        text = " ".join(words)
        while len(wrap(text, pixels, font)) > most_lines and len(words) > 1:
            words.pop()
            text = f"{' '.join(words)} …"
        if len(wrap(text, pixels, font)) > most_lines:  # a single word that long
            text = cut_to_lines(text, most_lines, pixels, font)
        self.page.write_block(row, (0, status - 1), text, Look.TEXT, indent=0)

    def write_status(self, row: int, column: int, style: Style, table: str) -> None:
        """A status word in its table's colours."""
        self.page.write(row, column, style.word, Look.STATUS)
        self.page.colour_words((row, column, row, column), styles_of(self.facts.scheme, table))

    def leave_gap(self, row: int) -> int:
        """Leaves an empty row, and returns the row below."""
        self.page.raise_row(row, GAP)
        return row + 1

    def write_link(self, row: int, where: Where) -> None:
        """A link to the row's own sheet, in the last column."""
        self.page.write(row, self.last, self.canvas.anchors.link(where, "Full row"), Look.LINK)


def set_out_front(canvas: Canvas) -> Front:
    """The page with its columns: one of labels, the others alike."""
    counts = count_tables(canvas.facts)
    last = max([FEWEST_FIGURES, *(len(table.columns) - 1 for table in counts)])
    figure = figure_width(counts)
    figures = figure * last
    label = max(NARROWEST_LABEL, PAGE - figures)
    page = canvas.pages[FRONT]
    page.set_widths([label, *[figure] * last])
    longest = LONGEST_OF_SEVERAL if canvas.facts.several else LONGEST_LABEL
    return Front(canvas, page, tuple(table.with_sizes(label, figure, longest) for table in counts), last)
