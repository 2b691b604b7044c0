"""Issued returns filled in by typing in LibreOffice: what must be refused is, and the previews show what `check` computes.

At least half of the figures typed lie exactly on a bound of the scheme: the target itself, the edge of its tolerance, the
earlier figure, the progress that a rule asks for.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from support_issue import FOLLOWING, given_after, issued_after
from support_samples import scheme_named
from support_typing import TypingSession, needs_typing, typing_session
from workbook_tools import pipeline
from workbook_tools.issuing import Order, build_issue
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.figures import plain
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import Action, Indicator, ServiceReturn
from workbook_tools.model.words import Unit
from workbook_tools.periods import parse_day
from workbook_tools.rules.actions import elapsed_share
from workbook_tools.writing.issued.book import build_issued_return
from workbook_tools.writing.issued.plan import FIRST, TablePlan, plan_tables

Entry = tuple[str, str, str]

NASTY = [Decimal(text) for text in ("0.07", "1.1", "3.3", "8.29", "17.85", "33.34", "57.9", "64.06", "94.05", "104.7")]
SEEDS = {sample: seed for seed, sample in enumerate(FOLLOWING, start=20)}
ON_BOUND = 0.75  # of the figures that have a bound are put on one
MOST_ROWS = 40  # of one table that are typed into


def plans_of(given: ServiceReturn) -> dict[str, TablePlan]:
    return {plan.table.name: plan for plan in plan_tables(given, scheme_named(given.cover.scheme))}


def cell(plan: TablePlan, name: str, row: int) -> str:
    return plan.cell(name, row).replace("$", "")


def typed(number: Decimal, unit: Unit) -> str:
    """As an officer of that row types it."""
    text = plain(number)
    return f"{text}%" if unit is Unit.PERCENT else f"£{text}" if unit is Unit.GBP and number >= 0 else text


def bounds_of(row: Indicator, scheme: Scheme) -> list[Decimal]:
    """The values at which the verdict on an indicator changes."""
    goals = [number for number in (row.target.number, row.target.low, row.target.high) if number is not None]
    found = [*goals, *(seen.figure.number for seen in row.earlier if seen.figure.number is not None)]
    for goal in goals:
        for rule in scheme.target_status:
            if rule.tolerance is not None and rule.tolerance.measured_as == "percent":
                found += [goal * (1 + side * rule.tolerance.amount / 100) for side in (-1, 1)]
    numbers = [seen.figure.number for seen in row.earlier[-3:] if seen.figure.number is not None]
    total = sum(numbers, Decimal(0))
    if numbers and total % len(numbers) == 0:
        found.append(total / len(numbers))
    return found


def indicators(given: ServiceReturn, plan: TablePlan, scheme: Scheme, chance: random.Random) -> Iterator[Entry]:
    for row, indicator in enumerate(given.indicators[:MOST_ROWS], start=FIRST):
        bounds = bounds_of(indicator, scheme)
        if bounds and chance.random() < ON_BOUND:
            text = typed(chance.choice(bounds), indicator.unit)
        else:
            text = "n/a" if chance.random() < 0.1 else typed(chance.choice(NASTY), indicator.unit)
        yield "Indicators", cell(plan, "value", row), text
        if chance.random() < 0.4:
            yield "Indicators", cell(plan, "note", row), "Staff were short; posts are filled from June."
        if chance.random() < 0.15:
            yield "Indicators", cell(plan, "officer_status", row), chance.choice(list(scheme.styles.indicators.values())).word
            yield "Indicators", cell(plan, "officer_reason", row), "Weather."


def progress_bounds(action: Action, scheme: Scheme, given: ServiceReturn) -> list[Decimal]:
    """The progress at which the verdict on an action changes, in percent points."""
    as_at = given.cover.period.end if given.cover.period else date.min
    elapsed = elapsed_share(action, scheme.actions, as_at, given.cover.period)
    bounds = [rule.progress_at_least for rule in scheme.actions.rules if rule.progress_at_least is not None]
    shares = [rule.of_elapsed_at_least for rule in scheme.actions.rules if rule.of_elapsed_at_least is not None]
    bounds += [share * elapsed.gone / elapsed.of for share in shares if elapsed]
    return [bound for bound in bounds if 0 <= bound <= 100]


def share_on_bounds(judged: Assessment) -> float:
    """The share of the figures that were typed which lie exactly on a bound."""
    scheme, given = judged.scheme, judged.service_return
    found = [row.value.number in bounds_of(row, scheme) for row in given.indicators[:MOST_ROWS] if row.value.number is not None]
    found += [
        row.progress.number in progress_bounds(row, scheme, given) for row in given.actions if row.progress.number is not None
    ]
    return sum(found) / len(found)


def actions(given: ServiceReturn, plan: TablePlan, scheme: Scheme, chance: random.Random) -> Iterator[Entry]:
    as_at = given.cover.period.end if given.cover.period else date.min
    rows = [(row, action) for row, action in enumerate(given.actions, start=FIRST) if not action.is_heading][:MOST_ROWS]
    for row, action in rows:
        within = progress_bounds(action, scheme, given)
        on_bound = within and chance.random() < ON_BOUND
        progress = chance.choice(within) if on_bound else Decimal(chance.randint(0, 100))
        yield "Actions", cell(plan, "progress", row), f"{plain(progress)}%"
        if chance.random() < 0.4:
            day = as_at + timedelta(days=chance.choice([0, 0, -1, 1]))
            last = parse_day(given.cover.plan_to)
            yield "Actions", cell(plan, "due", row), "Ongoing" if last is None or day > last else f"{day:%d/%m/%Y}"
        if chance.random() < 0.1:
            yield "Actions", cell(plan, "cancelled", row), "Yes"
        if chance.random() < 0.4:
            yield "Actions", cell(plan, "note", row), "Going on."


def risks(given: ServiceReturn, plan: TablePlan, scheme: Scheme, chance: random.Random) -> Iterator[Entry]:
    if scheme.risks is None:
        return
    for row, _ in enumerate(given.risks, start=FIRST):
        likelihood, impact = (chance.randint(1, len(scale)) for scale in (scheme.risks.likelihood, scheme.risks.impact))
        yield "Risks", cell(plan, "likelihood", row), str(likelihood)
        yield "Risks", cell(plan, "impact", row), str(impact)


def budget_lines(plan: TablePlan, chance: random.Random) -> Iterator[Entry]:
    for number, row in enumerate(range(FIRST, FIRST + 6)):
        budget = Decimal(chance.randint(1, 10_000_000)) / 100
        yield "Finance", cell(plan, "code", row), f"B{number}"
        yield "Finance", cell(plan, "title", row), "Roads"
        yield "Finance", cell(plan, "budget", row), plain(budget)
        if number != 2:
            yield "Finance", cell(plan, "forecast", row), plain(budget if number % 2 else budget + chance.choice(NASTY))
        if number == 3:
            yield "Finance", cell(plan, "actual", row), "-294.50"


def answers(given: ServiceReturn) -> list[Entry]:
    """What is typed into a return, all of it to be accepted."""
    scheme, plans = scheme_named(given.cover.scheme), plans_of(given)
    chance = random.Random(SEEDS[next(sample for sample in FOLLOWING if given_after(sample) is given)])  # noqa: S311
    return [
        *indicators(given, plans["indicators"], scheme, chance),
        *actions(given, plans["actions"], scheme, chance),
        *risks(given, plans["risks"], scheme, chance),
        *budget_lines(plans["finance"], chance),
        ("Cover", "B19", "Head of Service"),
        ("Cover", "B20", "14/04/2026"),
    ]


def refusals(given: ServiceReturn) -> list[tuple[Entry, str]]:
    """What must be refused, with words of the message."""
    scheme, plans = scheme_named(given.cover.scheme), plans_of(given)
    acts, last = plans["actions"], parse_day(given.cover.plan_to)
    assert last
    first = next(row for row, action in enumerate(given.actions, start=FIRST) if not action.is_heading)
    found = [
        (("Actions", cell(acts, "progress", first), "100.5%"), "from 0% to 100%"),
        (("Actions", cell(acts, "progress", first), "-1%"), "from 0% to 100%"),
        (("Actions", cell(acts, "progress", first), "nearly"), "from 0% to 100%"),
        (("Actions", cell(acts, "due", first), f"{last + timedelta(days=1):%d/%m/%Y}"), "within the plan"),
        (("Actions", cell(acts, "due", first), "soon"), "within the plan"),
        (("Actions", cell(acts, "cancelled", first), "perhaps"), "Choose Yes"),
        (("Actions", cell(acts, "officer_status", first), "Purple"), "a word of the key"),
        (("Actions", cell(acts, "title", first), "Another title"), ""),
        (("Cover", "B20", "yesterday"), "The day of the sign-off"),
        (("Cover", "B15", "Splendid"), "a word of the key"),
    ]
    if given.indicators:
        value, target = (cell(plans["indicators"], name, FIRST) for name in ("value", "target"))
        found += [(("Indicators", value, text), "n/a where there is none") for text in ("abc", "12 or so", "?")]
        found += [(("Indicators", target, "1"), ""), (("Indicators", cell(plans["indicators"], "code", FIRST), "X"), "")]
    if given.risks and scheme.risks:
        plan, highest = plans["risks"], len(scheme.risks.likelihood)
        likelihood, score = (cell(plan, name, FIRST) for name in ("likelihood", "score"))
        found += [(("Risks", likelihood, text), "A whole number from 1") for text in ("0", str(highest + 1), "1.5", "high")]
        found += [(("Risks", score, str(highest * len(scheme.risks.impact) - 1)), "Likelihood x impact")]
    return found


def shown(session: TypingSession, plan: TablePlan, name: str, rows: int) -> list[str]:
    if not rows:
        return []
    area = f"{cell(plan, name, FIRST)}:{cell(plan, name, FIRST + rows - 1)}"
    return [line[0] for line in session.texts(plan.table.sheet, area)]


def check_previews(session: TypingSession, plans: dict[str, TablePlan], judged: Assessment) -> int:
    """Compares every preview with the verdict on the saved return; how many cells that were."""
    scheme, compared = judged.scheme, 0
    expected: dict[tuple[str, str], list[str]] = {
        ("indicators", "status"): [scheme.indicator_style(row.status.style).word for row in judged.indicators],
        ("indicators", "short_trend"): [scheme.style_of("trends", row.short_trend.style).word for row in judged.indicators],
        ("indicators", "long_trend"): [scheme.style_of("trends", row.long_trend.style).word for row in judged.indicators],
        ("actions", "action_status"): [
            "" if row.action.is_heading else scheme.style_of("actions", row.status.style).word for row in judged.actions
        ],
        ("risks", "risk_status"): [scheme.style_of("risks", row.status.style).word for row in judged.risks],
        ("risks", "movement"): [scheme.style_of("movements", row.movement.style).word for row in judged.risks],
    }
    for (table, name), words in expected.items():
        if words and plans[table].index(name) is not None:
            assert shown(session, plans[table], name, len(words)) == words, (table, name)
            compared += len(words)
    variances = [row.variance for row in judged.finance]
    figures = [
        Decimal(text.replace("£", "").replace(",", "")) if text else None
        for text in shown(session, plans["finance"], "variance", len(variances))
    ]
    assert figures == variances
    return compared + len(variances)


def check_to_do(session: TypingSession, plans: dict[str, TablePlan], judged: Assessment) -> None:
    """What a row says is still to do is what `check` finds missing in it."""
    found = {(finding.where.sheet, finding.where.cell): finding.code for finding in judged.findings}
    for table, rows in (("indicators", judged.indicators), ("actions", judged.actions), ("finance", judged.finance)):
        plan = plans[table]
        for row, text in enumerate(shown(session, plan, "to_do", len(rows)), start=FIRST):
            asked = {
                found.get((plan.table.sheet, cell(plan, name, row)))
                for name in ("value", "progress", "forecast")
                if plan.index(name)
            }
            wanted = found.get((plan.table.sheet, cell(plan, "note", row)))
            assert text.startswith("Write a note") == (wanted == "note-missing"), (table, row, text)
            assert text.startswith("Enter") == ("row-unanswered" in asked), (table, row, text)


@needs_typing
@pytest.mark.parametrize("sample", FOLLOWING)
def test_what_is_typed_is_judged_as_check_judges_it(sample: str, tmp_path: Path) -> None:
    given = given_after(sample)
    plans, path = plans_of(given), tmp_path / "issued.xlsx"
    path.write_bytes(issued_after(sample))
    with typing_session(path) as session:
        for (entry, words), result in zip(
            refusals(given), session.type_all([entry for entry, _ in refusals(given)]), strict=True
        ):
            assert not result.accepted, entry
            assert words in result.message, entry
        results = session.type_all(answers(given))
        assert [result for result in results if not result.accepted] == []
        saved = session.save_as(tmp_path / "filled.xlsx")
        (judged,) = pipeline.check([saved]).assessments
        assert judged.service_return.refused is None
        compared = check_previews(session, plans, judged)
        check_to_do(session, plans, judged)
    assert share_on_bounds(judged) >= 0.5
    assert compared >= len(given.indicators) + min(len(given.actions), MOST_ROWS) + len(given.risks)


BLANK: list[Entry] = [
    ("Cover", "B6", "Housing"),
    ("Cover", "B8", "Q2 2019/20"),
    ("Cover", "B9", "01/04/2019"),
    ("Cover", "B10", "31/03/2020"),
    ("Cover", "B19", "Head of Housing"),
    ("Cover", "B20", "04/10/2019"),
]
ROWS = [
    # code, title, unit, polarity, previous period, previous value, target, value
    ("H1", "Repairs in time", "percent", "Maximise", "Q2 2018/19", "94.05%", "95%", "85.5%"),  # 10% below the target
    ("H2", "Days to let", "days", "Minimise", "Q1 2019/20", "28.4", "25", "27.5"),  # 10% above it
    ("H3", "Arrears", "GBP", "Minimise", "Q2 2018/19", "£1,200.10", "£1,100.07", "£1,100.08"),
    ("H4", "Temperature", "number", "Range", "Q2 2018/19", "17", "18 to 21", "21"),
    ("H5", "Complaints", "number", "Minimise", "Q2 2018/19", "40", "<", "40"),  # not less than last time
    ("H6", "Visits", "number", "Data only", "", "", "No Target", "12"),
]


@needs_typing
@pytest.mark.parametrize("scheme_name", ["vale_of_glamorgan", "clackmannanshire"])
def test_a_blank_is_filled_in_from_its_period_on(scheme_name: str, tmp_path: Path) -> None:
    blank = build_issue(scheme_named(scheme_name), Order()).given
    plans, path = plans_of(blank), tmp_path / "blank.xlsx"
    path.write_bytes(build_issued_return(blank, scheme_named(scheme_name)))
    names = ("code", "title", "unit_text", "polarity", "previous_label", "previous", "target", "value")
    rows = [
        ("Indicators", cell(plans["indicators"], name, row), text)
        for row, texts in enumerate(ROWS, start=FIRST)
        for name, text in zip(names, texts, strict=True)
        if text
    ]
    with typing_session(path) as session:
        assert not session.type("Cover", "B8", "last quarter").accepted
        assert not session.type("Indicators", cell(plans["indicators"], "polarity", FIRST), "up").accepted
        assert [result for result in session.type_all([*BLANK, *rows]) if not result.accepted] == []
        saved = session.save_as(tmp_path / "filled.xlsx")
        (judged,) = pipeline.check([saved]).assessments
        assert len(judged.indicators) == len(ROWS)
        assert check_previews(session, plans, judged) >= 2 * len(ROWS)
        check_to_do(session, plans, judged)
