"""The related actions of a risk inside its block: a line each, with link, due date, progress and status."""

from collections.abc import Sequence

from workbook_tools.findings import shorten
from workbook_tools.writing.cells import Link
from workbook_tools.writing.measure import column_pixels, cut_to_lines, height_of
from workbook_tools.writing.page import Page
from workbook_tools.writing.risks.related_actions import NOT_THERE, RelatedAction
from workbook_tools.writing.summary.frame import Canvas
from workbook_tools.writing.summary.references import write_reference
from workbook_tools.writing.tables import heading_format
from workbook_tools.writing.theme import Look, font_of, indent_of, styles_of

LABEL, CODE, TITLE, DUE, PROGRESS, STATUS = range(6)
WIDTHS = (16.0, 13.0, 36.0, 12.0, 9.0, 18.0)  # characters
HEADINGS = (
    (TITLE, "title", "Title", Look.TEXT),
    (DUE, "due", "Due", Look.DATE),
    (PROGRESS, "progress", "Progress", Look.NUMBER),
    (STATUS, "status", "Status", Look.STATUS),
)
CODE_LENGTH = 30  # characters
NONE = "The risk names no action."


def write_related_rows(canvas: Canvas, page: Page, top: int, actions: Sequence[RelatedAction]) -> int:
    """Writes headings and a row for each action from row `top` on; returns the last row.

    A title stays on one line, since the matrices stand beside it; the link leads to the whole of it.
    """
    scheme = canvas.facts.scheme
    risk_headings = {column.field: column.heading for column in scheme.report.risks.columns}
    page.write(top, LABEL, risk_headings.get("related_actions", "Related actions"), Look.LABEL, indent=1, align="left")
    if not actions:
        page.write(top, CODE, NONE, Look.MUTED, text_wrap=False, bottom=0)
        return top
    declared = {column.field: column.heading for column in scheme.report.actions.columns}
    page.put(top, CODE, declared.get("code", "Code"), heading_format(page.theme, Look.CODE))
    for column, field, otherwise, look in HEADINGS:
        heading = declared.get(field, otherwise)
        page.put(top, column, heading, heading_format(page.theme, look))
        page.raise_row_for(top, heading, column_pixels(WIDTHS[column]) - indent_of(look), font_of(Look.HEADER))
    for row, action in enumerate(actions, start=top + 1):
        _write_action(canvas, page, row, action)
    last = top + len(actions)
    page.colour_words((top + 1, STATUS, last, STATUS), styles_of(scheme, "actions"))
    return last


def _write_action(canvas: Canvas, page: Page, row: int, action: RelatedAction) -> None:
    page.raise_row(row, height_of(1, font_of(Look.TEXT)))
    match action.link(canvas):
        case Link() as link:
            page.put(row, CODE, link, page.theme.format(Look.LINK))
        case _:
            page.put(row, CODE, shorten(action.code, CODE_LENGTH), page.theme.format(Look.CODE))
    if action.line is None or action.status is None:
        page.write(row, TITLE, NOT_THERE, Look.MUTED)
        return
    room = column_pixels(WIDTHS[TITLE]) - indent_of(Look.TEXT)
    page.write(row, TITLE, cut_to_lines(action.title, 1, room, font_of(Look.TEXT)), Look.TEXT, text_wrap=False)
    for column, field, look in ((DUE, "due", Look.DATE), (PROGRESS, "progress", Look.NUMBER)):
        page.write(row, column, action.show(field), look)
    write_reference(page, row, (STATUS, STATUS), action.status, Look.STATUS)
