"""Rows of returns filled in at random, by shipped, made-up and odd schemes; many figures lie exactly on a bound."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from support_live import (
    Case,
    Content,
    Shown,
)
from support_scheme import (
    action_rule,
    action_rules,
    band,
    margin,
    risk_rules,
    scheme,
    status_rule,
    style,
    trend_rule,
)
from workbook_tools.model.scheme import Margin, Scheme, Styles, Trends, risk_styles
from workbook_tools.model.words import Level, RiskStatus, Unit
from workbook_tools.periods import MONTH_NAMES, Period, parse_period
from workbook_tools.schemes.load import list_schemes, load_scheme
from workbook_tools.writing.live.lists import elapsed_months

MADE_UP = Path(__file__).parent / "data" / "made_up_council.toml"
ROWS = {"indicators": 300, "actions": 300, "risks": 150, "finance": 60}
HAIR = Decimal("0.0001")
UNITS = ("percent", "%", "Per cent", "number", "days", "gbp", "£", "ratio", "visits", "")
POLARITIES = ("maximise", "Minimise", "MAXIMISE", "minimise", "lower is better", "high is good", "range", "data only", "", "up")
FIGURES = (
    "61.17",
    "94.05",
    "0.1",
    "0.3",
    "1.005",
    "33.3",
    "100",
    "7",
    "8.2",
    "2.675",
    "1234.56",
    "98765.43",
    "1234567.89",
    "0",
    "-4.35",
)
DUE_TEXTS = (
    "Ongoing|On-going|on going|May 2018 and ongoing|31/05/2018 and ongoing|June 2018|jun 2018|Sept 2019|31 June 2018|"
    "June, 2018|Jun-2018|n/a|-|TBC| |whenever|6 2018|June 18|31/06/2018|and ongoing|May 1850|December 2099"
)
NO_TARGETS = ("n/a", "-", "–", "No Target", "TBC", "N/A ", None, " ")


def period(text: str) -> Period:
    found = parse_period(text)
    assert found is not None
    return found


class Typist:
    """Fills in rows as an officer might, by a scheme's own bounds."""

    def __init__(self, seed: int, rules: Scheme, of: Period, earlier: tuple[Period | None, ...]) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a test's rows, no secret
        self.scheme, self.period, self.earlier = rules, of, earlier

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def figure(self) -> Decimal:
        if self.chance(60):
            return Decimal(self.random.choice(FIGURES))
        return Decimal(self.random.randrange(1, 20000)) / Decimal(self.random.choice((1, 10, 100, 1000)))

    def near(self, bound: Decimal) -> Decimal:
        """Mostly exactly on a bound, else a hair beside it."""
        return bound + (Decimal(0) if self.chance(85) else self.random.choice((HAIR, -HAIR)))

    def cell(self, number: Decimal, unit: str) -> Content:
        if unit.lower() in {"percent", "%", "per cent"}:
            shown = Shown(number / 100, self.random.choice(("0.0%", "0%", "0.00##%"))) if self.chance(85) else Shown(number)
            return shown if number / 100 != 0 else Shown(number)
        if unit in {"gbp", "£"}:
            return Shown(number, "£#,##0.00")
        if not unit and self.chance(50):
            return Shown(number / 100, "0.0%")
        return Shown(number, self.random.choice(("General", "0.00", "#,##0.0")))

    def edge(self, allowed: Margin, base: Decimal) -> Decimal:
        """How far one may be from `base` and still be within a margin."""
        return allowed.amount * abs(base) / 100 if allowed.measured_as == "percent" else allowed.amount

    def beside(self, base: Decimal, *, of_trend: bool = False) -> Decimal:
        """A figure on `base`, or on the edge of one of the scheme's tolerances (or of a trend's margins) about it."""
        trends = [trend.same_within for trend in (self.scheme.trend.short, self.scheme.trend.long) if trend]
        margins = trends if of_trend else [rule.tolerance for rule in self.scheme.target_status]
        steps = [Decimal(0), *(self.edge(allowed, base) for allowed in margins if allowed)]
        return self.near(base + self.random.choice(steps) * self.random.choice((1, -1)))

    def officer(self, styles: dict[str, tuple[str, ...]]) -> dict[str, Content]:
        """Often nothing, else a word or alias in some spelling, or nonsense; with a reason or without."""
        if self.chance(70):
            return {}
        words = [text for texts in styles.values() for text in texts]
        text = self.random.choice([*words, *words, "?", "*", "nonsense", "G*"])
        text = self.random.choice((text, text.upper(), f" {text.lower()} "))
        return {
            "officer_status": text,
            "officer_reason": self.random.choice(("Late figures", "late figures", " ", None, "\u00a0")),
        }

    def note(self) -> Content:
        return self.random.choice(("All well", "1", None, None, " ", "\u00a0", " \n "))

    def indicators(self, count: int) -> Iterator[dict[str, Content]]:
        spellings = {key: (s.word, *s.aliases) for key, s in self.scheme.styles.indicators.items()}
        for number in range(count):
            if number % 40 == 39:
                yield {}
                continue
            unit = self.random.choice(UNITS)
            values, bounds = self._figures()
            row: dict[str, Content] = {
                "code": f"I{number}",
                "title": "Calls answered",
                "unit_text": unit,
                "polarity": self.random.choice(POLARITIES[:6]) if self.chance(70) else self.random.choice(POLARITIES),
                "note": self.note(),
                "target": self._target(bounds, unit),
                "value": self.cell(values[0], unit) if self.chance(92) else self.random.choice((*NO_TARGETS[:5], None, "?")),
            } | self.officer(spellings)
            for index, of in enumerate(self.earlier):
                shown = self.cell(values[index + 1], unit) if self.chance(85) else self.random.choice(("n/a", None))
                row[f"earlier_{index}"] = shown
                if of is None:
                    row["previous_label"] = self._label()
            yield {name: content for name, content in row.items() if content != ""}

    def _label(self) -> str | None:
        before = [
            self.period.previous,
            self.period.same_period_last_year,
            self.period.back(2),
            self.period,
            self.period.back(-1),
        ]
        if self.chance(50):
            return str(self.random.choice(before[:2]))
        year = self.period.financial_year.previous
        return self.random.choice((None, None, "last time", *(str(of) for of in before), str(before[0]).upper(), str(year)))

    def _figures(self) -> tuple[list[Decimal], tuple[Decimal, Decimal]]:
        """Value and earlier values, low and high bound of the target; some of them exactly on bounds of each other."""
        low = self.figure()
        high = low + abs(self.figure())
        value = self.beside(high if self.chance(15) else low) if self.chance(95) else self.figure()
        earlier = [self.beside(value, of_trend=True) if self.chance(70) else self.figure() for _ in self.earlier]
        if earlier and self.chance(40):  # the earlier figures are such that the value is on an edge of their mean
            mean = self.figure()
            value = self.beside(mean, of_trend=True)
            earlier = [mean + spread for spread in self._spread(len(earlier))]
            low, high = (self.beside(value), value + 10) if self.chance(50) else (low, high)
        return [value, *earlier], (min(low, high), max(low, high))

    def _spread(self, count: int) -> list[Decimal]:
        """So many steps with a sum of zero, in any order."""
        steps = [self.figure() for _ in range(count // 2)]
        found = [*steps, *(-step for step in steps), *([Decimal(0)] if count % 2 else [])]
        self.random.shuffle(found)
        return found

    def _target(self, bounds: tuple[Decimal, Decimal], unit: str) -> Content:
        low, high = bounds
        kind = self.random.randrange(100)
        if kind < 66:
            return self.cell(low, unit)
        if kind < 82:
            forms = ["{0} to {1}", "{0}% to {1}%", "{0} TO {1}", "{0} to {1}%"]
            if low >= 0:
                forms += [
                    "{0}-{1}",
                    "{0} - {1}",
                    "{0}–{1}%",
                    "£{0}-{1}",
                    "£{0} to £{1}",
                    "{0}%-{1}",
                    "{0}-£{1}",
                    "{0:,}-{1:,}",
                    "{1}-{0}",
                ]
            return self.random.choice(forms).format(low, high)
        if kind < 92:
            return self.random.choice("<>")
        return self.random.choice((*NO_TARGETS, "see note", "?", "to", "1,5-2", "5-", "-5-10", "5 to 1O", "£5%-10", "-", "a-b"))

    def actions(self, count: int) -> Iterator[dict[str, Content]]:
        spellings = {key: (s.word, *s.aliases) for key, s in self.scheme.styles.actions.items()}
        for number in range(count):
            if number % 40 == 39:
                yield {}
                continue
            start, due, progress = self._course()
            row: dict[str, Content] = {
                "code": f"A{number}",
                "title": "Write a plan",
                "start": start,
                "due": due if self.chance(78) else self._due_text(),
                "progress": self._progress(progress),
                "cancelled": self.random.choice(("yes", "X", "Cancelled", True, False))
                if self.chance(15)
                else self.random.choice((None, "no")),
                "note": self.note(),
            } | self.officer(spellings)
            yield row

    def _course(self) -> tuple[date | str | None, date, Decimal]:
        """Start, due date and progress; the progress is often exactly a rule's share of what has elapsed."""
        as_at = self.period.end
        whole = self.random.choice((50, 80, 100, 125, 200, 400, 1000))
        gone = self.random.randrange(1, whole + 1)
        start = as_at - timedelta(days=gone - 1)
        due = start + timedelta(days=whole - 1)
        if self.chance(40):
            due = as_at + timedelta(days=self.random.choice((-1, 0, 0, 0, 1, -400, 400)))
        share = Decimal(gone) / whole
        if self.scheme.actions.plan == "financial_year":
            months, of = elapsed_months(self.period)
            share = Decimal(months) / of
        bounds = [getattr(rule, name) for rule in self.scheme.actions.rules for name in ("progress_at_least", "progress_below")]
        shares = [
            rule.of_elapsed_at_least * share for rule in self.scheme.actions.rules if rule.of_elapsed_at_least is not None
        ]
        on_bound = [bound for bound in bounds if bound is not None] + [s for s in shares if s == round(s, 8)] * 3
        progress = (
            self.near(self.random.choice(on_bound)) if on_bound and self.chance(75) else Decimal(self.random.randrange(101))
        )
        return (start if self.chance(90) else self.random.choice((None, "June 2018", "n/a"))), due, progress

    def _progress(self, percent: Decimal) -> Content:
        if self.chance(90):
            return Shown(percent / 100, "0%") if self.chance(80) else Shown(percent)
        return self.random.choice((None, "n/a", "done", " "))

    def _due_text(self) -> str | None:
        as_at = self.period.end
        month = f"{MONTH_NAMES[as_at.month - 1]} {as_at.year}"
        ends = (month, f"{as_at.day} {month}", f"{as_at.day}th {month}", f"{as_at.day:02d}/{as_at.month:02d}/{as_at.year}")
        return self.random.choice((*DUE_TEXTS.split("|"), *ends, None))

    def risks(self, count: int) -> Iterator[dict[str, Content]]:
        rules = self.scheme.risks
        spellings = {key: (s.word, *s.aliases) for key, s in risk_styles(rules).items()}
        size = max(len(rules.likelihood), len(rules.impact)) if rules else 5
        for number in range(count):
            if number % 40 == 39:
                yield {}
                continue
            score = self.random.choice((None, self.random.randrange(-1, size * size + 3)))
            before = score if score is not None and self.chance(50) else self.random.randrange(0, size * size + 2)
            yield {
                "code": f"R{number}",
                "title": "Flood",
                "likelihood": self._step(size),
                "impact": self._step(size),
                "score": None if score is None else Shown(Decimal(score)),
                "previous_score": Shown(Decimal(before))
                if self.chance(80)
                else self.random.choice((None, "n/a", Shown(Decimal("4.5")))),
            } | (self.officer(spellings or {"unknown": ("Unknown",)}))

    def _step(self, size: int) -> Content:
        if self.chance(70):
            return Shown(Decimal(self.random.randrange(1, size + 1)), "0")
        return self.random.choice(
            (
                None,
                "n/a",
                "3?",
                Shown(Decimal("2.5")),
                Shown(Decimal(0)),
                Shown(Decimal(size + 1)),
                Shown(Decimal("0.07"), "0%"),
            )
        )

    def finance(self, count: int) -> Iterator[dict[str, Content]]:
        for number in range(count):
            row: dict[str, Content] = {"code": f"B{number}", "title": "Salaries"} if number % 20 != 19 else {}
            for name in ("budget", "actual", "forecast") if row else ():
                row[name] = Shown(self.figure() * 100, "£#,##0.00") if self.chance(75) else self.random.choice((None, "n/a"))
            if row and self.chance(30):
                row["kind"] = "Income"
            if row and self.chance(40):
                row["variance"] = Shown(self.figure() * 100, "£#,##0.00")
            yield row


def case(
    name: str,
    rules: Scheme,
    of: str,
    earlier: tuple[str | None, ...],
    *,
    chosen: bool = False,
    counts: Mapping[str, int] = ROWS,
) -> Case:
    """A return with random rows, the same for the same name."""
    periods = tuple(None if text is None else period(text) for text in earlier)
    typist = Typist(sum(map(ord, name)), rules, period(of), periods)
    rows = {table: tuple(getattr(typist, table)(count)) for table, count in counts.items()}
    return Case(name, rules, period(of), periods, rows, chosen=chosen)


STYLES = scheme().styles
MIXED = Styles(
    indicators={
        **STYLES.indicators,
        "near": style("Amber", "warning", Level.ALERT, ("A", "a*")),
        "no_target": style("No target"),
    },
    actions={**STYLES.actions, "slipped": style("Slipped", "check_progress", Level.ALERT)},
    trends=STYLES.trends,
)
"""One word for two meanings of different levels, a word for no target, a star in an alias."""

EXCLUSIVE = scheme(
    styles=MIXED,
    target_status=(
        status_rule("ok", "within_tolerance", tolerance=margin("2.5", "percentage_points", inclusive=False)),
        status_rule("near", "within_tolerance", tolerance=margin("0.35", "absolute"), units=(Unit.DAYS, Unit.RATIO)),
        status_rule("warning", "no_worse_than", compare_with="mean_of_last", periods=3, units=(Unit.GBP, Unit.NUMBER)),
        status_rule("ok", "target_met"),
        status_rule("near", "within_tolerance", tolerance=margin("7.5", inclusive=False)),
        status_rule("alert", "otherwise", units=(Unit.PERCENT,)),
        status_rule("alert", "otherwise"),
    ),
    trend=Trends(
        short=trend_rule("mean_of_last", periods=2, at_least=2, same_within=margin("2.5", inclusive=False)),
        long=trend_rule("mean_of_same_period", periods=3, at_least=2, same_within=margin("0.35", "absolute")),
    ),
    actions=action_rules(
        action_rule("cancelled", cancelled=True),
        action_rule("completed", progress_at_least=Decimal(100), cancelled=False),
        action_rule("overdue", past_due=True),
        action_rule("in_progress", past_due=False, of_elapsed_at_least=Decimal("62.5")),
        action_rule("check_progress", progress_at_least=Decimal("12.35"), progress_below=Decimal("40.1")),
        action_rule("slipped", progress_below=Decimal(90)),
        overdue=True,
    ),
    risks=risk_rules(
        band("Low", 1, 4, RiskStatus.OK), band("Mid", 5, 9, RiskStatus.WARNING), band("Top", 10, 16, RiskStatus.ALERT), size=4
    ),
)
POINTS = scheme(
    styles=MIXED,
    target_status=(
        status_rule("ok", "target_met"),
        status_rule(
            "warning",
            "within_tolerance",
            tolerance=margin("0.35", "absolute", inclusive=False),
            units=(Unit.NUMBER, Unit.OTHER),
        ),
        status_rule("near", "no_worse_than", compare_with="mean_of_same_period", periods=2),
        status_rule("warning", "within_tolerance", tolerance=margin(0)),
        status_rule("alert", "otherwise"),
    ),
    trend=Trends(
        short=trend_rule("previous_period", same_within=margin("1.1", "percentage_points")),
        long=trend_rule("mean_of_last", periods=3, same_within=margin("2.5")),
    ),
    actions=action_rules(
        action_rule("in_progress", of_elapsed_at_least=Decimal(110)),
        action_rule("slipped", past_due=True),
        action_rule("check_progress", cancelled=True, progress_below=Decimal(50)),
        plan="action_dates",
    ),
    risks=None,
)
EXCLUSIVE_EARLIER = (
    "Q3 2016/17",
    "Q3 2017/18",
    "Q3 2018/19",
    "Q4 2018/19",
    "Q1 2019/20",
    "Q2 2019/20",
    "2018/19",
    "Q4 2019/20",
)


def dated() -> list[tuple[str, Scheme, str, tuple[str | None, ...]]]:
    """Name, scheme, period and columns of earlier values of the returns whose period is known when they are made."""
    shipped = {name: load_scheme(name) for name in list_schemes()}
    return [
        ("clackmannanshire", shipped["clackmannanshire"], "2022/23", ("2019/20", "2020/21", "2021/22")),
        ("moray", shipped["moray"], "Q4 2020/21", ("Q2 2020/21", "Q3 2020/21")),
        ("vale_of_glamorgan", shipped["vale_of_glamorgan"], "Q2 2019/20", ("Q2 2018/19", "Q1 2019/20")),
        ("made_up_council", load_scheme(str(MADE_UP)), "Q2 2026/27", ("Q2 2025/26", "Q1 2026/27")),
        ("exclusive", EXCLUSIVE, "Q3 2019/20", EXCLUSIVE_EARLIER),
        ("points", POINTS, "2019/20", (None, "2016/17", "2017/18", "2018/19")),
        ("points of a month", POINTS, "February 2020", ("January 2020", None)),
    ]


def cases() -> list[Case]:
    """A return of each kind; some leave their period to be chosen on the cover."""
    return [
        *(case(*each) for each in dated()),
        case("clackmannanshire, chosen", load_scheme("clackmannanshire"), "Q1 2022/23", (None,), chosen=True),
        case("vale_of_glamorgan, chosen", load_scheme("vale_of_glamorgan"), "Q2 2019/20", (None,), chosen=True),
        case("made_up_council, chosen", load_scheme(str(MADE_UP)), "H1 2026/27", (None,), chosen=True),
        case("points, chosen", POINTS, "December 2019", (None,), chosen=True),
        case("no earlier values", EXCLUSIVE, "2019/20", (), chosen=True),
    ]
