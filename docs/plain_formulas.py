"""A scheme's rules as worksheet formulas that stand alone, for officers to paste; and the page that lists them.

They read cells of row 2 and hold the scheme's words; the tolerance stands in a cell. Excel 2016 and LibreOffice 7.4 know every
function that they use. A rule that no single formula can hold is refused, so that the page never says less than the scheme.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbook_tools.model.scheme import Scheme, StatusRule, TrendRule
from workbook_tools.schemes.load import list_schemes, load_scheme

DECIMALS = 6
PERIODS = 3  # as many cells as the long trend has
VALUE, TARGET, TOLERANCE, UPPER, PREVIOUS, LAST, LIKELIHOOD, IMPACT = "B2", "C2", "D2", "E2", "F2", "G2:I2", "J2", "K2"
CELLS = {
    VALUE: "the value of this period",
    TARGET: "the target; of a target range its lower end",
    TOLERANCE: "the tolerance, as a share of the target, such as 10%",
    UPPER: "the upper end of a target range; otherwise empty",
    PREVIOUS: "the earlier value that the short trend looks at",
    LAST: "the values of the last three periods, for the long trend",
    LIKELIHOOD: "the likelihood of a risk, as a number",
    IMPACT: "its impact, as a number",
}
COMPARED = {
    "previous_period": "the previous period",
    "same_period_last_year": "the same period last year",
}
INTRODUCTION = """\
# Formulas to paste

Status, trends and risk rating by each shipped council's rules, for a sheet of your own: no add-in, no macro. They work in Excel
2016 and newer and in LibreOffice, on Windows and Mac. This page is made from the schemes, and a test recalculates every formula
on it in LibreOffice and holds it against the program's own rule, on every bound.

Put your figures into these cells, one row an indicator or risk. Paste the formula into another cell of row 2, and fill it down.

| cell | holds |
|---|---|
{cells}

- An indicator is "higher is better", "lower is better", or is to lie in a target range: take the formula for it.
- Cells in percent hold shares: 94.5% is 0.945. Value, target and earlier values must be of one kind: all in percent, or none.
- A value that is no number ("n/a", an empty cell) is never taken for zero.
- What differs by less than half a millionth counts as equal, so that Excel's own rounding never decides on a bound; in a row in
  percent that is 0.00005 percentage points. While the cell of the tolerance is empty, nothing is tolerated.
- A target "<" or ">", a reason, an officer's own verdict and the contradictions of a return are beyond a formula: press
  *Check my return* for those.
- In a language where Excel separates arguments by semicolons, replace the commas outside of quotation marks by semicolons.
"""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with what it gives."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The earlier figures of a trend.

    Attributes:
        cells: where they stand.
        at_least: how many are needed.
        sum: of them.
        times: makes a figure as many times itself as there are earlier ones, to be held against their sum: nothing is divided.
    """

    cells: str
    at_least: int
    sum: str
    times: str = ""


def formulas_of(scheme: Scheme) -> tuple[Formula, ...]:
    """All formulas of a scheme.

    Raises:
        ValueError: a rule of the scheme cannot be put into one.
    """
    return (*_statuses(scheme), *_trends(scheme), *_ratings(scheme))


def _statuses(scheme: Scheme) -> Iterator[Formula]:
    met, near, other = _three_rules(scheme)
    words = {key: _text(style.word) for key, style in scheme.styles.indicators.items()}
    inside = "<=" if near.tolerance and near.tolerance.inclusive else "<"

    def reached(miss: str) -> str:
        return f"ROUND({miss},{DECIMALS})<=0"

    def tolerated(miss: str, bound: str) -> str:
        """Of a bound of zero no share is left, and a miss is more than nothing."""
        return f"ROUND({miss}-{TOLERANCE}*ABS({bound}),{DECIMALS}){inside}0"

    below, above, beyond = f"{TARGET}-{VALUE}", f"{VALUE}-{TARGET}", f"{VALUE}-{UPPER}"
    sides = f"AND({VALUE}<{TARGET},{tolerated(below, TARGET)}),AND({VALUE}>{UPPER},{tolerated(beyond, UPPER)})"
    for title, missing, is_met, is_near in (
        ("higher is better", _fewer(VALUE, TARGET), reached(below), tolerated(below, TARGET)),
        ("lower is better", _fewer(VALUE, TARGET), reached(above), tolerated(above, TARGET)),
        ("target range", _no_range(_fewer(VALUE)), f"AND({reached(below)},{reached(beyond)})", f"OR({sides})"),
    ):
        chain = f"IF({is_met},{words[met.status]},IF({is_near},{words[near.status]},{words[other.status]}))"
        yield Formula(f"Status, {title}", f"=IF({missing},{words['unknown']},{chain})")


def _three_rules(scheme: Scheme) -> tuple[StatusRule, StatusRule, StatusRule]:
    """The rules for: target met, missed by a share of it, otherwise; for all units.

    Raises:
        ValueError: the scheme has others.
    """
    rules = scheme.target_status
    whens = [rule.when for rule in rules if not rule.units]
    tolerance = rules[1].tolerance if len(rules) > 1 else None
    if whens != ["target_met", "within_tolerance", "otherwise"] or tolerance is None or tolerance.measured_as != "percent":
        raise ValueError(f"{scheme.name}: no formula on the page can hold its rules for a status.")
    return rules[0], rules[1], rules[2]


def _no_range(*conditions: str) -> str:
    """Whether one of some conditions holds, or there is no target range."""
    return f"OR({','.join(conditions)},IF({_fewer(TARGET, UPPER)},TRUE,{TARGET}>{UPPER}))"


def _fewer(*cells: str) -> str:
    return f"COUNT({','.join(cells)})<{len(cells)}"


def _trends(scheme: Scheme) -> Iterator[Formula]:
    words = {key: _text(style.word) for key, style in scheme.styles.trends.items()}
    if scheme.trend.short:
        rule = _plain(scheme.trend.short)
        earlier = Earlier(PREVIOUS, rule.at_least, PREVIOUS)
        yield from _trend(f"Short trend, against {COMPARED[rule.compare_with]}", words, earlier)
    if scheme.trend.long:
        rule = _plain(scheme.trend.long)
        if rule.compare_with != "mean_of_last" or rule.periods != PERIODS:
            raise ValueError(f"{scheme.name}: no formula on the page can hold its long trend.")
        earlier = Earlier(LAST, rule.at_least, f"SUM({LAST})", f"*COUNT({LAST})")
        yield from _trend(f"Long trend, against the mean of the last {PERIODS} periods", words, earlier)


def _trend(title: str, words: Mapping[str, str], earlier: Earlier) -> Iterator[Formula]:
    then, times = earlier.sum, earlier.times
    now, low, high = f"{VALUE}{times}", f"{TARGET}{times}", f"{UPPER}{times}"
    nearer = f"MAX({low}-{then},{then}-{high},0)-MAX({low}-{now},{now}-{high},0)"
    few = (_fewer(VALUE), f"COUNT({earlier.cells})<{earlier.at_least}")
    for polarity, missing, better in (
        ("higher is better", f"OR({','.join(few)})", f"{now}-{then}"),
        ("lower is better", f"OR({','.join(few)})", f"{then}-{now}"),
        ("target range", _no_range(*few), nearer),
    ):
        chosen = f"CHOOSE(SIGN(ROUND({better},{DECIMALS}))+2,{words['declined']},{words['same']},{words['improved']})"
        yield Formula(f"{title}, {polarity}", f"=IF({missing},{words['no_comparison']},{chosen})")


def _plain(rule: TrendRule) -> TrendRule:
    if rule.same_within is not None:
        raise ValueError("No formula on the page has a margin that counts as the same.")
    return rule


def _ratings(scheme: Scheme) -> Iterator[Formula]:
    if scheme.risks is None:
        return
    rows, columns = len(scheme.risks.likelihood), len(scheme.risks.impact)
    score = f"{LIKELIHOOD}*{IMPACT}"
    off_scale = ",".join(
        f"{cell}<>INT({cell}),{cell}<1,{cell}>{steps}" for cell, steps in ((LIKELIHOOD, rows), (IMPACT, columns))
    )
    bands = sorted(scheme.risks.bands, key=lambda band: band.lowest)
    chain = _text(bands[0].label)
    for band in bands[1:]:
        chain = f"IF({score}>={band.lowest},{_text(band.label)},{chain})"
    missing, unknown = _fewer(LIKELIHOOD, IMPACT), _text(scheme.risks.unknown.word)
    yield Formula("Risk score", f'=IF({missing},"",IF(OR({off_scale}),"",{score}))')
    yield Formula("Risk rating", f"=IF({missing},{unknown},IF(OR({off_scale}),{unknown},{chain}))")


def _text(word: str) -> str:
    doubled = word.replace('"', '""')
    return f'"{doubled}"'


def formulas_page() -> str:
    """The page: what the cells hold, then each scheme's formulas."""
    lines = [INTRODUCTION.format(cells="\n".join(f"| {cell} | {words} |" for cell, words in CELLS.items()))]
    for name in list_schemes():
        scheme = load_scheme(name)
        lines += [f"## {scheme.council}", "", *_tolerances(scheme)]
        if scheme.risks is None:
            lines += ["The scheme declares no risk matrix, so there is no rating.", ""]
        for formula in formulas_of(scheme):
            lines += [f"### {formula.title}", "", "```", formula.text, "```", ""]
    return "\n".join(lines)


def _tolerances(scheme: Scheme) -> Iterator[str]:
    for rule in scheme.target_status:
        if rule.tolerance is not None:
            whose = "our assumption, for the council prints none" if rule.assumed else "as the council prints it"
            yield f"Tolerance in {TOLERANCE}: {rule.tolerance.amount}% ({whose})."
            yield ""
