"""Every formula on the page gives what the program's own rule gives, on every bound: recalculated by LibreOffice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

import plain_formulas
from support_libreoffice import needs_libreoffice
from support_live import KNOWN_TO_BOTH, recalculate
from support_rows import figure, indicator, number, scheme_named
from support_scheme import status_rule
from workbook_tools.model.figures import NO_FIGURE, Figure, FigureKind, Observation, Shown
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.words import Polarity
from workbook_tools.periods import parse_period
from workbook_tools.rules.risks import judge_risk, rate
from workbook_tools.rules.status import judge_target
from workbook_tools.rules.trend import judge_trend
from workbook_tools.schemes.load import list_schemes

PAGE = Path(__file__).resolve().parents[2] / "docs" / "formulas.md"
POLARITIES = {"higher is better": Polarity.MAXIMISE, "lower is better": Polarity.MINIMISE, "target range": Polarity.RANGE}
BESIDE = [Decimal(text) for text in ("0", "0.01", "-0.01", "0.000001", "-0.000001", "40", "-40")]
TARGETS = [Decimal(text) for text in ("95", "0.95", "0.3", "3", "33.3", "0", "-50", "1234.56", "250000")]
FORMULA_COLUMN = 13
NO_NUMBERS = ["n/a", None]
Q2 = parse_period("Q2 2019/20")
assert Q2 is not None
Content = Decimal | str | None


@dataclass(frozen=True)
class Row:
    """What stands in the cells that the page names."""

    value: Content = None
    target: Content = None
    upper: Content = None
    previous: Content = None
    last: Sequence[Content] = (None, None, None)
    likelihood: Content = None
    impact: Content = None

    def cells(self, tolerance: Decimal) -> list[Content]:
        """In the order of their columns, from B."""
        return [self.value, self.target, tolerance, self.upper, self.previous, *self.last, self.likelihood, self.impact]


def formulas_on_the_page() -> dict[tuple[str, str], str]:
    """The formulas as an officer copies them, by council and title."""
    found = {}
    for section in re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        for title, formula in re.findall(r"^### (.+)\n\n```\n(=.+)\n```$", section, re.MULTILINE):
            found[section.splitlines()[0], title] = formula
    return found


def as_figure(content: Content) -> Figure:
    if isinstance(content, Decimal):
        return number(str(content))
    return NO_FIGURE if content is None else figure(FigureKind.NOT_APPLICABLE, content)


def target_of(row: Row, polarity: Polarity) -> Figure:
    if polarity is not Polarity.RANGE:
        return as_figure(row.target)
    if isinstance(row.target, Decimal) and isinstance(row.upper, Decimal):
        return Figure(FigureKind.RANGE, low=row.target, high=row.upper, shows=Shown("a range"))
    return NO_FIGURE


def by_rule(scheme: Scheme, title: str, row: Row) -> object:
    """What the program's own rule gives."""
    assert Q2 is not None
    if title.startswith("Risk"):
        assert scheme.risks
        rating = rate(as_figure(row.likelihood), as_figure(row.impact), NO_FIGURE, scheme.risks)
        if title == "Risk score":
            return "" if rating.score is None else rating.score
        return scheme.style_of("risks", judge_risk(rating, scheme.risks).style).word
    polarity = POLARITIES[title.rpartition(", ")[2]]
    facts: dict[str, Any] = {"value": as_figure(row.value), "target": target_of(row, polarity), "polarity": polarity}
    if title.startswith("Status"):
        verdict = judge_target(indicator(**facts), Q2, scheme.target_status, scheme.styles.indicators)
        return scheme.indicator_style(verdict.style).word
    rule = scheme.trend.short if title.startswith("Short") else scheme.trend.long
    assert rule
    if title.startswith("Short"):
        periods = {Q2.previous: row.previous, Q2.same_period_last_year: row.previous}
    else:
        periods = {Q2.back(3 - index): content for index, content in enumerate(row.last)}
    earlier = tuple(Observation(period, as_figure(content)) for period, content in periods.items())
    trend = judge_trend(indicator(earlier=earlier, **facts), Q2, rule, scheme.styles.trends)
    return scheme.style_of("trends", trend.style).word


def rows_for(title: str) -> Iterator[Row]:
    """Rows on every bound of the rule that a formula holds, beside it, and without numbers."""
    if title.startswith("Risk"):
        steps: list[Content] = [Decimal(step) for step in range(7)]
        for likelihood, impact in product([*steps, Decimal("2.5"), Decimal(-1), *NO_NUMBERS], repeat=2):
            yield Row(likelihood=likelihood, impact=impact)
    elif title.startswith("Status"):
        for target, share, beside in product(TARGETS, ("1", "0.9", "1.1"), BESIDE):
            yield Row(value=target * Decimal(share) + beside, target=target)
            yield from (Row(target * Decimal(share) + beside, target, target + width) for width in (Decimal(0), Decimal(10)))
            yield Row((target + 10) * Decimal(share) + beside, target, target + 10)
        contents: list[Content] = [Decimal(5), Decimal(0), *NO_NUMBERS]
        yield from (Row(value, target, upper) for value, target, upper in product(contents, repeat=3))
    else:
        yield from _trend_rows()


def _trend_rows() -> Iterator[Row]:
    for then, beside in product(TARGETS, BESIDE):
        several: list[list[Content]] = [[then, then, then], [then - 1, then, then + 1], [None, "n/a", then], [then, None, then]]
        for last in several:
            for low, high in ((then, then + 5), (then - 5, then - 1), (Decimal(0), Decimal(0)), (Decimal(9), Decimal(1))):
                yield Row(then + beside, low, high, then, last)
    for mean, texts in (("0.2", "0.1 0.2 0.3"), ("0.4", "0.7 0.1 0.4"), ("2.2", "1.1 2.2 3.3")):
        tenths: list[Content] = [Decimal(text) for text in texts.split()]
        yield Row(Decimal(mean), Decimal(0), Decimal(1), tenths[0], tenths)
    contents: list[Content] = [Decimal(5), Decimal(0), *NO_NUMBERS]
    for value, earlier in product(contents, repeat=2):
        yield Row(value, Decimal(1), Decimal(2), earlier, (earlier, None, None))
        yield Row(value, Decimal(1), "n/a", earlier, (None, earlier, "n/a"))


def write_book(path: Path, formulas: dict[tuple[str, str], str], tolerances: dict[str, Decimal]) -> None:
    """A sheet a formula: its rows, and in each the formula as filled down from row 2."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        for place, ((council, title), formula) in enumerate(formulas.items()):
            sheet = book.add_worksheet(f"{place}")
            for line, row in enumerate(rows_for(title), 2):
                for column, content in enumerate(row.cells(tolerances[council]), 1):
                    if isinstance(content, Decimal):
                        sheet.write_number(line - 1, column, float(content))
                    elif content is not None:
                        sheet.write_string(line - 1, column, content)
                sheet.write_formula(line - 1, FORMULA_COLUMN - 1, re.sub(r"\b([A-K])2\b", rf"\g<1>{line}", formula))


@needs_libreoffice
@pytest.mark.xdist_group("formulas_page")
def test_every_formula_gives_what_the_rule_gives(tmp_path: Path) -> None:
    schemes = {scheme.council: scheme for scheme in map(scheme_named, list_schemes())}
    formulas = formulas_on_the_page()
    tolerances = {council: tolerance_of(scheme) / 100 for council, scheme in schemes.items()}
    path, anew = tmp_path / "formulas.xlsx", tmp_path / "anew"
    write_book(path, formulas, tolerances)
    recalculate([path], anew)
    book = openpyxl.load_workbook(anew / path.name, data_only=True)
    differing = []
    seen = set()
    for sheet, (council, title) in zip(book, formulas, strict=True):
        for line, row in enumerate(rows_for(title), 2):
            given = sheet.cell(line, FORMULA_COLUMN).value
            found = "" if given is None else given
            wanted = by_rule(schemes[council], title, row)
            seen.add((council, title.split(",")[0], wanted))
            if found != (float(wanted) if isinstance(wanted, Decimal) else wanted):
                differing.append(f"{council}, {title}, {row}: {found!r}, by rule {wanted!r}")
    assert differing == []
    assert missing_words(schemes, seen) == []


def tolerance_of(scheme: Scheme) -> Decimal:
    return next(rule.tolerance.amount for rule in scheme.target_status if rule.tolerance)


def missing_words(schemes: dict[str, Scheme], seen: set[tuple[str, str, object]]) -> list[tuple[str, str, str]]:
    """Words of a status, a trend or a band that no row led to: then a formula was not tried on all its branches."""
    wanted = set()
    for council, scheme in schemes.items():
        wanted |= {(council, "Status", style.word) for style in scheme.styles.indicators.values()}
        titles = {title for of, title, _ in seen if of == council and "trend" in title}
        wanted |= {(council, title, style.word) for title in titles for style in scheme.styles.trends.values()}
        if scheme.risks:
            wanted |= {(council, "Risk rating", band.label) for band in scheme.risks.bands}
            wanted.add((council, "Risk rating", scheme.risks.unknown.word))
    return sorted(wanted - seen)


def test_every_scheme_has_its_formulas_on_the_page() -> None:
    found = formulas_on_the_page()
    for scheme in map(scheme_named, list_schemes()):
        trends = 3 * sum(rule is not None for rule in (scheme.trend.short, scheme.trend.long))
        titles = [title for council, title in found if council == scheme.council]
        assert len(titles) == 3 + trends + (2 if scheme.risks else 0)
        assert [title for title in titles if title.startswith("Status")] == [f"Status, {words}" for words in POLARITIES]


def test_formulas_are_short_and_use_what_excel_2016_knows() -> None:
    used = {name for formula in formulas_on_the_page().values() for name in re.findall(r"([A-Z][A-Z0-9.]+)\(", formula)}
    assert used - set(KNOWN_TO_BOTH.split()) == {"CHOOSE", "SIGN"}  # older than both
    assert max(map(len, formulas_on_the_page().values())) < 300


def test_a_rule_that_no_formula_holds_is_refused() -> None:
    from msgspec.structs import replace

    scheme = scheme_named("moray")
    units = replace(scheme.target_status[1], units=("percent",))
    with pytest.raises(ValueError, match="moray: no formula on the page"):
        plain_formulas.formulas_of(replace(scheme, target_status=(scheme.target_status[0], units, scheme.target_status[2])))
    with pytest.raises(ValueError, match="moray: no formula on the page"):
        plain_formulas.formulas_of(replace(scheme, target_status=(status_rule("ok", "otherwise"),)))
