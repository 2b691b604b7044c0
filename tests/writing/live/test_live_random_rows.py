"""Live formulas and Python give the same words for random rows, at least half of them exactly on a bound.

LibreOffice recalculates one return for each scheme; every status, trend, band, movement, note and variance is compared with
what `pipeline.judge` says of the very same workbook.
"""

import dataclasses
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from support_libreoffice import needs_libreoffice
from support_live import (
    Case,
    Words,
    differences,
    read_once,
    recalculate,
    words_by_rule,
    words_in_excel,
    write_case,
)
from support_random_rows import cases
from support_scheme import (
    changed_actions,
    changed_band,
    changed_status,
    changed_trend,
    margin,
)
from workbook_tools.model.service_return import Action, Indicator
from workbook_tools.model.words import Unit
from workbook_tools.rules.actions import elapsed_share
from workbook_tools.rules.comparison import figures_before, find_comparison
from workbook_tools.rules.goals import bounds_of, usable_value
from workbook_tools.rules.margins import beyond, difference
from workbook_tools.schemes.load import load_scheme

pytestmark = pytest.mark.xdist_group("live")  # one LibreOffice run serves all of them

NAMES = [c.name for c in cases()]


NOT_CHOSEN = dataclasses.replace(cases()[-1], name="no period chosen", cover="Choose a period")
Recalculated = dict[str, tuple[Case, Path, Words]]
"""By name, the case, its workbook, and what its formulas gave."""


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Recalculated:
    written, reckoned = tmp_path_factory.mktemp("written"), tmp_path_factory.mktemp("reckoned")
    built = {f"case{number}.xlsx": c for number, c in enumerate([*cases(), NOT_CHOSEN])}
    for name, c in built.items():
        write_case(c, written / name)
    recalculate([written / name for name in built], reckoned)
    return {c.name: (c, written / name, words_in_excel(reckoned / name, c)) for name, c in built.items()}


@needs_libreoffice
@pytest.mark.parametrize("name", NAMES)
def test_formulas_and_python_agree(recalculated: Recalculated, name: str) -> None:
    case, path, excel = recalculated[name]
    assert len(excel) >= 2000
    assert differences(excel, words_by_rule(path, case.scheme)) == []


@needs_libreoffice
@pytest.mark.parametrize("name", NAMES)
def test_every_word_occurs(recalculated: Recalculated, name: str) -> None:
    """A comparison of nothing but "Unknown" would prove little: every status that a rule can give is among the words."""
    case, _, excel = recalculated[name]
    rules = case.scheme
    statuses = {rules.indicator_style(rule.status).word for rule in rules.target_status}
    assert statuses <= {word for (table, _, result), word in excel.items() if (table, result) == ("indicators", "status")}
    courses = {rules.styles.actions[rule.status].word for rule in rules.actions.rules}
    assert courses <= {word for (table, _, result), word in excel.items() if (table, result) == ("actions", "status")}
    if rules.trend.short and case.earlier:
        trends = {style.word for style in rules.styles.trends.values()}
        assert trends <= {word for (_, _, result), word in excel.items() if result == "short_trend"}
    if rules.risks:
        bands = {band.label for band in rules.risks.bands} | {rules.risks.unknown.word}
        assert bands <= {word for (_, _, result), word in excel.items() if result == "band"}
        moves = {style.word for style in rules.risks.movements.values()}
        assert moves <= {word for (_, _, result), word in excel.items() if result == "movement"}


@needs_libreoffice
@pytest.mark.parametrize("name", NAMES)
def test_half_of_the_rows_lie_on_a_bound(recalculated: Recalculated, name: str) -> None:
    case, path, _ = recalculated[name]
    service_return = read_once(path)
    indicators = [row for row in service_return.indicators if usable_value(row) is not None]
    on_bound = [row for row in indicators if lies_on_bound(row, case)]
    assert 2 * len(on_bound) >= len(indicators)
    actions = [row for row in service_return.actions if row.progress.number is not None]
    assert 2 * sum(runs_on_bound(row, case) for row in actions) >= len(actions)


def lies_on_bound(row: Indicator, case: Case) -> bool:
    """Whether the value is exactly a target, an earlier figure or mean, or on the edge of a margin about one of these."""
    rules, value = case.scheme, row.value.number or Decimal(0)
    trends = [trend for trend in (rules.trend.short, rules.trend.long) if trend is not None]
    tolerances = [rule.tolerance for rule in rules.target_status if rule.tolerance]
    compared = [(trend.compare_with, trend.periods, [trend.same_within]) for trend in trends]
    compared += [(r.compare_with, r.periods, []) for r in rules.target_status if r.compare_with]
    bases = [(value, bound, 1, tolerances) for bound in bounds_of(row.target) or ()]
    bases += [(value, earlier.number, 1, tolerances) for earlier in figures_before(row.earlier, case.period)[-1:]]
    for compare_with, periods, margins in compared:
        found = find_comparison(row.earlier, case.period, compare_with, periods)
        count = len(found.figures)
        bases += [(value * count, found.sum, count, [m for m in margins if m])] if count else []
    return any(
        distance == 0 or any(beyond(distance, margin, base, count) == 0 for margin in margins)
        for now, base, count, margins in bases
        for distance in [abs(difference(now, base))]
    )


def runs_on_bound(row: Action, case: Case) -> bool:
    """Whether the progress is exactly a rule's bound or share of the time elapsed, or the action due on the as-at date."""
    progress, elapsed = row.progress.number, elapsed_share(row, case.scheme.actions, case.period.end, case.period)
    bounds = [getattr(rule, bound) for rule in case.scheme.actions.rules for bound in ("progress_at_least", "progress_below")]
    asked = [rule.of_elapsed_at_least for rule in case.scheme.actions.rules if rule.of_elapsed_at_least is not None]
    paced = elapsed is not None and progress is not None and any(progress * elapsed.of == a * elapsed.gone for a in asked)
    return row.due.date == case.period.end or progress in bounds or paced


CLACK, VALE = load_scheme("clackmannanshire"), load_scheme("vale_of_glamorgan")


CHANGES = {
    "the tolerance's bound no longer counts": (
        "clackmannanshire",
        changed_status(CLACK, 1, tolerance=margin(10, inclusive=False)),
    ),
    "a hair less tolerance": ("clackmannanshire", changed_status(CLACK, 1, tolerance=margin("9.999"))),
    "percentage points": ("vale_of_glamorgan", changed_status(VALE, 1, tolerance=margin(10, "percentage_points"))),
    "percent rows only": ("vale_of_glamorgan", changed_status(VALE, 1, units=(Unit.PERCENT,))),
    "a mean of two": ("clackmannanshire", changed_trend(CLACK, "long", periods=2)),
    "two figures needed": ("clackmannanshire", changed_trend(CLACK, "long", at_least=2)),
    "close is the same": ("clackmannanshire", changed_trend(CLACK, "short", same_within=margin(1))),
    "against the previous quarter": ("vale_of_glamorgan", changed_trend(VALE, "short", compare_with="previous_period")),
    "due on the day is overdue": (
        "clackmannanshire",
        replace(CLACK, actions=replace(CLACK.actions, due_on_as_at=replace(CLACK.actions.due_on_as_at, overdue=True))),
    ),
    "a hair more of the elapsed share": (
        "vale_of_glamorgan",
        changed_actions(VALE, 4, of_elapsed_at_least=Decimal("80.0001")),
    ),
    "complete at 99": ("clackmannanshire", changed_actions(CLACK, 1, progress_at_least=Decimal(99))),
    "another band for a score": ("clackmannanshire", changed_band(CLACK)),
}


@needs_libreoffice
@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_rule_is_noticed(recalculated: Recalculated, change: str) -> None:
    """The formulas are those of the scheme as it is, the verdicts those of the changed one: the comparison must fail."""
    name, changed = CHANGES[change]
    _, path, excel = recalculated[name]
    assert differences(excel, words_by_rule(path, changed))


@needs_libreoffice
def test_nothing_is_shown_until_a_period_is_chosen(recalculated: Recalculated) -> None:
    excel = recalculated["no period chosen"][2]
    shown = {word for (table, _, _), word in excel.items() if table in {"indicators", "actions"}}
    assert shown == {""}
