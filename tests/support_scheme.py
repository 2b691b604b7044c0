"""Parts of a scheme, built in Python: for tests of the rules, which need no file."""

from decimal import Decimal
from typing import Any, Literal

from msgspec.structs import replace

from workbook_tools.model.scheme import (
    ActionRule,
    ActionRules,
    Band,
    DueOnAsAt,
    Margin,
    ReportColumn,
    ReportLayout,
    ReportTable,
    RiskRules,
    RiskTable,
    RollupRule,
    Scheme,
    StatusRule,
    Style,
    Styles,
    TrendRule,
    Trends,
)
from workbook_tools.model.words import Level, RiskStatus

SOURCE = "key"
MeasuredAs = Literal["percent", "percentage_points", "absolute"]


def style(word: str, means: str = "", level: Level | None = None, aliases: tuple[str, ...] = ()) -> Style:
    return Style(word=word, symbol="●", fill="#FFFFFF", ink="#000000", means=means, level=level, aliases=aliases)


INDICATOR_STYLES = {
    "ok": style("Green", aliases=("G",)),
    "warning": style("Amber", aliases=("A",)),
    "alert": style("Red", aliases=("R",)),
    "unknown": style("N/A"),
}
TREND_STYLES = {
    "improved": style("Improved"),
    "same": style("Same"),
    "declined": style("Declined"),
    "no_comparison": style("No comparison"),
}
ACTION_STYLES = {
    "completed": style("Completed"),
    "in_progress": style("In progress", aliases=("Not started",)),
    "check_progress": style("Check progress"),
    "overdue": style("Overdue"),
    "cancelled": style("Cancelled"),
    "unknown": style("Unknown"),
}


def margin(amount: str | int, measured_as: MeasuredAs = "percent", *, inclusive: bool = True) -> Margin:
    return Margin(amount=Decimal(amount), measured_as=measured_as, inclusive=inclusive)


def status_rule(status: str, when: Any, **fields: Any) -> StatusRule:
    return StatusRule(status=status, when=when, source=SOURCE, **fields)


def with_tolerance(tolerance: Margin, *, assumed: bool = False) -> tuple[StatusRule, ...]:
    """Met: ok. Within the tolerance: warning, `assumed` or not. Otherwise alert."""
    return (
        status_rule("ok", "target_met"),
        status_rule("warning", "within_tolerance", tolerance=tolerance, assumed=assumed),
        status_rule("alert", "otherwise"),
    )


TEN_PERCENT = with_tolerance(margin(10))


def trend_rule(compare_with: Any = "previous_period", **fields: Any) -> TrendRule:
    return TrendRule(compare_with=compare_with, source=SOURCE, **fields)


def action_rule(status: str, *, assumed: bool = False, **conditions: Any) -> ActionRule:
    return ActionRule(status=status, source=SOURCE, assumed=assumed, **conditions)


def action_rules(*rules: ActionRule, overdue: bool = False, assumed: bool = False, plan: Any = "financial_year") -> ActionRules:
    """`overdue`: whether an action due on the as-at date is; `assumed`: whether that is."""
    return ActionRules(due_on_as_at=DueOnAsAt(overdue=overdue, assumed=assumed, source=SOURCE), rules=rules, plan=plan)


PLAIN_ACTIONS = (
    action_rule("cancelled", cancelled=True),
    action_rule("completed", progress_at_least=Decimal(100)),
    action_rule("overdue", past_due=True, progress_below=Decimal(100)),
    action_rule("in_progress", progress_below=Decimal(100)),
)


def band(label: str, lowest: int, highest: int, status: RiskStatus, *, assumed: bool = False) -> Band:
    return Band(
        label=label,
        lowest=lowest,
        highest=highest,
        status=status,
        symbol="●",
        fill="#FFFFFF",
        ink="#000000",
        assumed=assumed,
        source=SOURCE,
    )


def risk_rules(*bands: Band, size: int = 5, assumed: bool = False) -> RiskRules:
    """A square matrix; by default with OK to 9, Warning 10 to 15, Alert from 16."""
    usual = (
        band("OK", 1, 9, RiskStatus.OK),
        band("Warning", 10, 15, RiskStatus.WARNING),
        band("Alert", 16, 25, RiskStatus.ALERT),
    )
    labels = tuple(str(step) for step in range(1, size + 1))
    movements = {"improved": style("Fallen"), "same": style("Static"), "declined": style("Risen"), "no_comparison": style("?")}
    return RiskRules(
        likelihood=labels,
        impact=labels,
        bands=bands or usual,
        unknown=style("Unknown"),
        movements=movements,
        assumed=assumed,
        source=SOURCE,
    )


def rollup_rule(status: Any, **fields: Any) -> RollupRule:
    return RollupRule(status=status, source=SOURCE, **fields)


def scheme(**parts: Any) -> Scheme:
    """A whole scheme: 10% tolerance, trend against the previous period, plain actions, a 5 x 5 matrix, no roll-up."""
    columns = (ReportColumn(field="code", heading="Code"),)
    table, risks = ReportTable(title="Table", columns=columns), RiskTable(title="Table", columns=columns)
    given: dict[str, Any] = {
        "documents": {},
        "styles": Styles(indicators=INDICATOR_STYLES, actions=ACTION_STYLES, trends=TREND_STYLES),
        "target_status": TEN_PERCENT,
        "trend": Trends(short=trend_rule()),
        "actions": action_rules(*PLAIN_ACTIONS),
        "risks": risk_rules(),
        "report": ReportLayout(title="Report", indicators=table, actions=table, risks=risks),
    }
    return Scheme(format=1, name="test", council="Test Council", version="1", **(given | parts))


def changed_status(rules: Scheme, number: int, **fields: Any) -> Scheme:
    """Another rule for target status, counted from 0."""
    changed = tuple(replace(r, **fields) if i == number else r for i, r in enumerate(rules.target_status))
    return replace(rules, target_status=changed)


def changed_actions(rules: Scheme, number: int, **fields: Any) -> Scheme:
    """Another rule for actions, counted from 0."""
    changed = tuple(replace(r, **fields) if i == number else r for i, r in enumerate(rules.actions.rules))
    return replace(rules, actions=replace(rules.actions, rules=changed))


def changed_band(rules: Scheme) -> Scheme:
    """The first band ends one score earlier, where the second begins."""
    assert rules.risks is not None
    first, second, *others = rules.risks.bands
    bands = (replace(first, highest=first.highest - 1), replace(second, lowest=second.lowest - 1), *others)
    return replace(rules, risks=replace(rules.risks, bands=bands))


def changed_trend(rules: Scheme, trend: str, **fields: Any) -> Scheme:
    """Another rule for a trend, "short" or "long"."""
    return replace(rules, trend=replace(rules.trend, **{trend: replace(getattr(rules.trend, trend), **fields)}))
