"""The first sheet of an issued return: how to fill it in, what is still to do, what the words and colours mean."""

from collections.abc import Mapping, Sequence

from workbook_tools.model.scheme import Scheme, Style
from workbook_tools.model.service_return import Action
from workbook_tools.writing.cells import Link
from workbook_tools.writing.issued.plan import FIRST, TablePlan
from workbook_tools.writing.issued.protect import protect
from workbook_tools.writing.page import Page
from workbook_tools.writing.sheet_buttons import SheetButton, draw_buttons
from workbook_tools.writing.theme import Look, styles_of

WIDTHS = (24.0, 22.0, 90.0)
STEPS = (
    "Go through the sheets from left to right and type into the yellow cells only. Everything else is filled in for you.",
    "The columns that end in 'now' show at once how the council's rules judge what you typed: a preview, not a verdict.",
    "'To do' says what a row still needs. A red row needs a note: what happened, and what is done about it.",
    "Where you have no figure, type n/a and say why in the note. An empty cell counts as not answered.",
    "If the status shown is wrong in your judgement, choose another one under Officer's status and give the reason.",
)
SEND_BY_HAND = ("Sign the return off on the sheet Cover, save the workbook as it is (.xlsx), and send it back.",)
SEND_WITH_BUTTONS = (
    "The buttons need macros: if Excel asks, press Enable Content. Then Check my return marks what is missing or wrong.",
    "Sign the return off on the sheet Cover, save it, press Save for submission, and send the copy that it makes.",
)
TYPING = (
    ("96.2%", "a percentage, with its sign"),
    ("£3.70, 8,500, -294", "other figures, in the unit of the row"),
    ("n/a, -, TBC", "there is no figure"),
    ("31/03/2024", "a day; of a month type its last day"),
    ("Ongoing", "an action without an end"),
)
WRITTEN_OUT = {
    "indicators": "Status of indicators",
    "actions": "Status of actions",
    "risks": "Bands of risks",
    "trends": "Trends",
}


def write_instructions(
    page: Page, plans: Sequence[TablePlan], scheme: Scheme, about: str, buttons: Sequence[SheetButton] = ()
) -> None:
    """Writes the sheet, with any buttons above the steps; the counts of what is still to do are live."""
    page.set_widths(WIDTHS)
    page.write(0, 0, "How to fill in this return", Look.TITLE, text_wrap=False)
    page.write(1, 0, about, Look.SUBTITLE, text_wrap=False)
    row = 3
    if buttons:
        draw_buttons(page, row - 1, buttons)
    for number, step in enumerate(STEPS + (SEND_WITH_BUTTONS if buttons else SEND_BY_HAND), start=1):
        page.write(row, 0, f"Step {number}", Look.LABEL)
        row += page.write_block(row, (1, 2), step, Look.PROSE)
    row = _write_to_do(page, row + 1, plans)
    row = _write_typing(page, row + 1)
    for table, title in WRITTEN_OUT.items():
        if table != "risks" or scheme.risks is not None:
            row = _write_words(page, row + 1, title, styles_of(scheme, table), _scores(scheme))
    page.sheet.hide_gridlines(2)
    page.sheet.set_paper(9)
    page.sheet.set_landscape()
    page.sheet.fit_to_pages(1, 0)
    protect(page.sheet)


def _write_to_do(page: Page, row: int, plans: Sequence[TablePlan]) -> int:
    page.write(row, 0, "Still to do", Look.SECTION, text_wrap=False)
    for heading, column in (("Sheet", 0), ("Rows still to do", 1)):
        page.write(row + 1, column, heading, Look.HEADER)
    row += 2
    for plan in plans:
        if plan.index("to_do") is None:
            continue
        area = f"{plan.cell('to_do', FIRST, sheet=True)}:{plan.cell('to_do', plan.last)}"
        page.put(row, 0, Link(plan.table.sheet, plan.table.sheet, FIRST), page.theme.format(Look.LINK))
        cell_format = page.theme.format(Look.SHOWN, num_format="0")
        page.sheet.write_formula(row, 1, f'=SUMPRODUCT(--({area}<>""))', cell_format, _unanswered(plan))
        row += 1
    return row


def _unanswered(plan: TablePlan) -> int:
    return sum(not (isinstance(given, Action) and given.is_heading) for given in plan.rows)


def _write_typing(page: Page, top: int) -> int:
    page.write(top, 0, "How to type", Look.SECTION, text_wrap=False)
    for row, (typed, meaning) in enumerate(TYPING, start=top + 1):
        page.write(row, 0, typed, Look.CODE)
        page.merge(row, (1, 2), meaning, Look.TEXT)
    return top + len(TYPING) + 1


def _scores(scheme: Scheme) -> dict[str, str]:
    """What the bands of risks stand for, which have no definition of their own."""
    bands = scheme.risks.bands if scheme.risks else ()
    return {
        band.label: f"Score {band.lowest}" if band.lowest == band.highest else f"Scores {band.lowest} to {band.highest}"
        for band in bands
    }


def _write_words(page: Page, top: int, title: str, styles: Sequence[Style], scores: Mapping[str, str]) -> int:
    page.write(top, 0, title, Look.SECTION, text_wrap=False)
    for row, style in enumerate(styles, start=top + 1):
        page.write(row, 0, style.word, Look.STATUS)
        page.write_block(row, (1, 2), style.definition or scores.get(style.word, " "), Look.TEXT)
        page.colour_words((row, 0, row, 0), (style,))
    return top + len(styles) + 1
