"""The rows of indicators: status, trends and variance follow value, target and earlier figures."""

from collections.abc import Iterator

from workbook_tools.model.assessment import Assessment, IndicatorAssessment
from workbook_tools.model.figures import Figure
from workbook_tools.model.service_return import Indicator
from workbook_tools.model.words import Unit
from workbook_tools.periods import Period
from workbook_tools.rules.comparison import figures_before
from workbook_tools.writing.cells import CellValue, figure_cell
from workbook_tools.writing.changes import period_of_return
from workbook_tools.writing.live.indicators import indicator_formulas
from workbook_tools.writing.live.steps import decimals_for
from workbook_tools.writing.live_edition.period_names import Periods
from workbook_tools.writing.live_edition.rows import LEVEL, PERCENT, PLAIN, LiveRow, RowParts, TableFormulas, level_formula
from workbook_tools.writing.page import Page, quoted
from workbook_tools.writing.summary.frame import ReportPlace

VARIANCE = (
    "IF(AND(ISNUMBER({value_figure}),ISNUMBER({target_figure})),"
    f'ROUND({{value_figure}}-{{target_figure}},{decimals_for("{value_figure}", "{target_figure}")}),"")'
)


def indicator_rows(page: Page, place: ReportPlace, periods: Periods) -> Iterator[LiveRow]:
    """The rows of the table of indicators at `place` on `page`."""
    formulas: dict[int, tuple[tuple[Period, ...], TableFormulas]] = {}
    for line, row in zip(place.lines, place.rows, strict=True):
        key = id(line.assessment)
        if key not in formulas:
            formulas[key] = _formulas_of(line.assessment, periods)
        yield _row(RowParts(page, place, row), line.assessment, line.judged, *formulas[key])


def _formulas_of(assessment: Assessment, names: Periods) -> tuple[tuple[Period, ...], TableFormulas]:
    """The periods of earlier figures, oldest first, and the formulas over a column for each."""
    period = period_of_return(assessment)
    periods = {found.period for judged in assessment.indicators for found in figures_before(judged.indicator.earlier, period)}
    # The table's column of previous values has to be worked with even where no row has a figure in it.
    earlier = tuple(sorted(periods | {period.previous}))
    more = {"variance": VARIANCE, LEVEL: level_formula("Indicator")}
    formulas = names.own_names(assessment, indicator_formulas(assessment.scheme, earlier, period))
    return earlier, TableFormulas(formulas, more)


def _row(
    parts: RowParts, assessment: Assessment, judged: IndicatorAssessment, earlier: tuple[Period, ...], table: TableFormulas
) -> LiveRow:
    indicator, styles = judged.indicator, assessment.scheme.styles.indicators
    shows = PERCENT if indicator.unit is Unit.PERCENT else PLAIN
    parts.known |= {
        "used": "TRUE",
        "unit_kind": quoted(indicator.unit),
        "unit_stated": quoted(indicator.unit),
        "polarity_kind": quoted(indicator.polarity),
        "value_format": shows,
        "target_format": shows,
    }
    parts.takes("value", figure_cell(indicator.value, indicator.unit))
    parts.takes("target", figure_cell(indicator.target, indicator.unit))
    _take_earlier(parts, indicator, period_of_return(assessment), earlier)
    parts.known |= {f"earlier_{index}_format": shows for index in range(len(earlier))}
    shown = {"status": "{status}", "variance": "{variance}"}
    formulas = table.of(parts, indicator, styles)
    shown |= {trend: f"{{{trend}}}" for trend in ("short_trend", "long_trend") if trend in formulas}
    return parts.build(formulas, shown, judged.status.reason)


def _take_earlier(parts: RowParts, indicator: Indicator, period: Period, earlier: tuple[Period, ...]) -> None:
    """The figures of earlier periods; the one that the table shows as the previous value is taken from there.

    A row without any is taken to show that of the period before, so that one typed there counts.
    """
    figures = {found.period: found.figure for found in figures_before(indicator.earlier, period)}
    shown = next((of for of, figure in figures.items() if figure == indicator.previous), None)
    if indicator.previous.number is None and period.previous not in {o.period for o in indicator.earlier}:
        shown = period.previous
    for index, of in enumerate(earlier):
        name = f"earlier_{index}"
        if of != shown or not parts.takes_cell(name, "previous"):
            parts.given[name] = _figure(figures.get(of), indicator.unit)


def _figure(figure: Figure | None, unit: Unit) -> CellValue:
    return None if figure is None else figure_cell(figure, unit)
