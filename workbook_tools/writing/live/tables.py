"""The small tables that the formulas look texts and periods up in; each column has a defined name of the workbook."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from workbook_tools.model.scheme import MEANINGS, RiskRules, Scheme, Style, level_of, risk_styles
from workbook_tools.model.spellings import NO_FIGURE, POLARITIES, UNITS, YES
from workbook_tools.periods import FIRST_MONTH, MONTH_NAMES, MONTH_NUMBERS, MONTHS_IN_YEAR, Period, financial_year, parse_period
from workbook_tools.writing.live import names
from workbook_tools.writing.live.lists import ListValue, elapsed_months, label_of

FIRST_YEAR, LAST_YEAR = 2015, 2039  # in which the financial years that can be chosen begin, both inclusive
LONGEST_TEXT = 24  # characters of a bound or a year that are looked at one by one


@dataclass(frozen=True, slots=True)
class ListTable:
    """A table of the lists, at least one row high.

    Attributes:
        words: what it is, for whoever reads the sheet.
        columns: the defined name of each column, without its heading.
        rows: their values; text is to be written as text, "1" and "-" too.
    """

    words: str
    columns: tuple[str, ...]
    rows: tuple[tuple[ListValue, ...], ...]


def word_tables(scheme: Scheme) -> tuple[ListTable, ...]:
    """The tables of words, statuses and bands that the formulas of `scheme` need."""
    return (
        *_status_tables("Indicator", "indicators", scheme.styles.indicators),
        *_status_tables("Action", "actions", scheme.styles.actions),
        *(_risk_tables(scheme.risks) if scheme.risks else ()),
        _pairs("Words for a polarity", "Polarity", POLARITIES.items()),
        _pairs("Words for a unit", "Unit", UNITS.items()),
        _column("Words for no target", "No_target_words", NO_FIGURE),
        _column("Words for yes", "Yes_words", YES),
        ListTable("Months", ("Month_words", "Month_numbers"), tuple((word, Decimal(month)) for word, month in _month_words())),
        _column("Digits", "Digits", "0123456789"),
        _column("Places of characters in a text", "Places", map(Decimal, range(1, LONGEST_TEXT + 1))),
    )


def period_table(scheme: Scheme) -> ListTable:
    """The periods that can be chosen on the cover of a blank return, with what follows from each.

    They are the years, halves, quarters and months of the financial years from `FIRST_YEAR` to `LAST_YEAR`. The column
    "Periods_label" serves as the list to choose from. Also needed where a row names the period of its earlier value.
    """
    backs = names.periods_needed(scheme)
    columns = ("label", "kind", "end", "previous_end", "gone", "of")
    rows = (
        (
            str(period),
            period.kind.value,
            period.end,
            period.previous.end,
            *map(Decimal, elapsed_months(period)),
            *(label_of(back, period) for back in backs),
        )
        for period in periods_to_choose()
    )
    return ListTable("Periods", (*(f"Periods_{column}" for column in columns), *(back.column for back in backs)), tuple(rows))


def periods_to_choose() -> Iterator[Period]:
    """From `FIRST_YEAR` to `LAST_YEAR` the years, halves, quarters and months in turn, each in order of time."""
    years = [financial_year(start).financial_year_label for start in range(FIRST_YEAR, LAST_YEAR + 1)]
    months = [f"{name} {year}" for year in range(FIRST_YEAR, LAST_YEAR + 2) for name in MONTH_NAMES]
    parts = (
        years,
        [f"H{half} {year}" for year in years for half in (1, 2)],
        [f"Q{quarter} {year}" for year in years for quarter in (1, 2, 3, 4)],
        months[FIRST_MONTH - 1 : FIRST_MONTH - 1 - MONTHS_IN_YEAR],
    )
    yield from filter(None, (parse_period(label) for part in parts for label in part))


def _status_tables(name: str, table: str, styles: Mapping[str, Style]) -> tuple[ListTable, ListTable]:
    """Every style with its word and level, and every spelling of a word with the styles that it stands for.

    The spellings stand last first: a look-up takes the last that fits, and the scheme's first is meant.
    """
    rows = tuple((key, style.word, level_of(key, style, MEANINGS[table]).value) for key, style in styles.items())
    spellings = [(_folded(text), key) for key, style in styles.items() for text in (style.word, *style.aliases)]
    return (
        ListTable(f"{name} statuses", (f"{name}_style_keys", f"{name}_style_words", f"{name}_style_levels"), rows),
        ListTable(
            f"{name} statuses as officers may write them",
            (f"{name}_spellings", f"{name}_spelling_styles"),
            tuple(reversed(dict.fromkeys(spellings))),
        ),
    )


def _risk_tables(rules: RiskRules) -> Iterable[ListTable]:
    scores = {row * column for row in range(1, len(rules.likelihood) + 1) for column in range(1, len(rules.impact) + 1)}
    bands = sorted(rules.bands, key=lambda band: band.lowest)
    rows = tuple((Decimal(band.lowest), Decimal(band.highest), band.label) for band in bands)
    yield from _status_tables("Risk", "risks", risk_styles(rules))
    yield _column("Scores that can occur", "Risk_scores", map(Decimal, sorted(scores)))
    yield ListTable("Bands of risk scores", ("Risk_band_lowest", "Risk_band_highest", "Risk_band_styles"), rows)
    steps = ((Decimal(len(rules.likelihood)), Decimal(len(rules.impact))),)
    yield ListTable("Steps of the scales", ("Likelihood_steps", "Impact_steps"), steps)


def _month_words() -> Iterable[tuple[str, int]]:
    """Names of months and their numbers; also the numbers as text, for the month of a day such as "31/03/2021"."""
    yield from MONTH_NUMBERS.items()
    for number in range(1, MONTHS_IN_YEAR + 1):
        yield from ((text, number) for text in dict.fromkeys((str(number), f"{number:02d}")))


def _pairs(title: str, name: str, pairs: Iterable[tuple[str, str]]) -> ListTable:
    return ListTable(title, (f"{name}_words", f"{name}_kinds"), tuple((word, str(kind)) for word, kind in pairs))


def _column(title: str, name: str, values: Iterable[ListValue]) -> ListTable:
    return ListTable(title, (name,), tuple((value,) for value in values))


def _folded(text: str) -> str:
    """A spelling as the formulas make it of a cell's text."""
    return " ".join(text.split()).lower()
