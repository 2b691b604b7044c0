"""A scheme in plain English: every rule as a sentence or two, every word with its looks. For the key sheet and `scheme show`.

Thresholds are quoted exactly as the scheme declares them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from workbook_tools.model.scheme import (
    ALL_OTHER,
    ActionRule,
    Band,
    CompareWith,
    CoverContents,
    CoveringPart,
    Declared,
    Document,
    Margin,
    RiskRules,
    RollupRule,
    Scheme,
    StatusRule,
    Style,
    TrendRule,
    band_style,
)
from workbook_tools.schemes.describe_finance import finance_rules

EARLIER_FIGURE: dict[CompareWith, str] = {
    "previous_period": "that of the previous period",
    "same_period_last_year": "that of the same period last year",
    "mean_of_last": "the mean of the last {periods} periods before this one",
    "mean_of_same_period": "the mean of the same period in the last {periods} years",
}
MARGIN_UNITS = {
    "percent": "% of {base}",
    "percentage_points": " percentage points",
    "absolute": " in the unit of the row",
}
ELAPSED_SHARE = {
    "financial_year": "the share of the financial year that has elapsed, counted in months",
    "action_dates": "the share of its own time, from its start to its due date, that has elapsed",
}
COVER_CONTENTS: dict[CoverContents, str] = {
    "purpose": "the return's paragraphs {from}, else the council's own sentences",
    "recommendations": "the return's paragraphs {from}",
    "background": "what was reported and by which rules, then the return's paragraphs {from}",
    "considerations": "the figures",
    "narrative": "the return's paragraphs {from}",
    "exceptions": "the weightiest exceptions",
    "choice": "empty boxes for an officer's judgement ({words})",
    "blank": "a marked blank",
    "appendices": "the summary workbook",
    "background_papers": "the returns",
}


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """A rule of a scheme as a reader of the key sheet sees it.

    Attributes:
        topic: what the rule is about; rules of one topic stand together.
        words: the rule, a sentence or two.
        document: the document it was taken from, with its publication where known.
        assumed: whether the council publishes no such threshold.
        note: what the document leaves open and how it was read; "" for nothing.
    """

    topic: str
    words: str
    document: str
    assumed: bool
    note: str


@dataclass(frozen=True, slots=True)
class StyleInWords:
    """A word of a scheme with its looks. Meanings that share a word are one of these, their definitions joined.

    Attributes:
        table: "indicators", "actions", "risks", "trends" or "movements".
        key: key of the style, for a risk its band's label or "unknown"; the first where several share the word.
        word: the word that is printed.
        symbol: the symbol before it.
        fill: background, "#RRGGBB".
        ink: text colour, "#RRGGBB".
        definition: what it means; for a band, its scores.
    """

    table: str
    key: str
    word: str
    symbol: str
    fill: str
    ink: str
    definition: str


def describe(scheme: Scheme) -> tuple[RuleInWords, ...]:
    """Every rule of `scheme`, topic by topic, in the order in which the rules are tried."""
    return tuple(in_words(scheme, topic, words, rule) for topic, words, rule in _rules(scheme))


def describe_covering_report(scheme: Scheme) -> tuple[RuleInWords, ...]:
    """Every part of the covering report of `scheme`, in order; no verdict rests on them, so the key sheet leaves them out."""
    return tuple(in_words(scheme, "Covering report", _cover_words(part), part) for part in scheme.covering_report)


def in_words(scheme: Scheme, topic: str, words: str, rule: Declared) -> RuleInWords:
    """What a scheme declares, in words, with its document and note."""
    return RuleInWords(topic, words, _title(scheme.documents[rule.source]), rule.assumed, " ".join(rule.note.split()))


def describe_styles(scheme: Scheme) -> tuple[StyleInWords, ...]:
    """Every word of `scheme` with its looks, table by table in the scheme's order.

    Trends are left out where the scheme declares none, risks and their movements where it has no risk matrix.
    """
    tables = {"indicators": scheme.styles.indicators, "actions": scheme.styles.actions}
    if scheme.risks:
        bands = {band.label: _band_with_scores(band) for band in scheme.risks.bands}
        tables["risks"] = {**bands, "unknown": scheme.risks.unknown}
    if scheme.trend.short or scheme.trend.long:
        tables["trends"] = scheme.styles.trends
    if scheme.risks:
        tables["movements"] = scheme.risks.movements
    return tuple(style for table, styles in tables.items() for style in _styles_of_table(table, styles))


def _styles_of_table(table: str, styles: dict[str, Style]) -> list[StyleInWords]:
    by_word: dict[str, StyleInWords] = {}
    for key, style in styles.items():
        known = by_word.get(style.word.casefold())
        if known is None:
            definition = " ".join(style.definition.split())
            known = StyleInWords(table, key, style.word, style.symbol, style.fill, style.ink, definition)
        elif style.definition not in known.definition:
            known = replace(known, definition=f"{known.definition} {style.definition}".strip())
        by_word[style.word.casefold()] = known
    return list(by_word.values())


def _band_with_scores(band: Band) -> Style:
    style = band_style(band)
    return Style(word=style.word, symbol=style.symbol, fill=style.fill, ink=style.ink, definition=f"Score {_scores(band)}.")


def _rules(scheme: Scheme) -> Iterator[tuple[str, str, Declared]]:
    """Each rule with its topic and its words."""
    for status_rule in scheme.target_status:
        yield "Indicators: status", _status_words(scheme, status_rule), status_rule
    for topic, trend in (("Indicators: short trend", scheme.trend.short), ("Indicators: long trend", scheme.trend.long)):
        if trend:
            yield topic, _trend_words(trend), trend
    for action_rule in scheme.actions.rules:
        yield "Actions: status", _action_words(scheme, action_rule), action_rule
    due = scheme.actions.due_on_as_at
    verdict = "has passed its due date" if due.overdue else "has not yet passed its due date"
    yield "Actions: status", f"An unfinished action that is due on the as-at date itself {verdict}.", due
    if scheme.risks:
        yield "Risks: matrix", _matrix_words(scheme.risks), scheme.risks
        for band in scheme.risks.bands:
            yield "Risks: bands", _band_words(band), band
    yield from finance_rules(scheme)
    for rollup_rule in scheme.rollup:
        yield "Overall status", _rollup_words(scheme, rollup_rule), rollup_rule


def _title(document: Document) -> str:
    return f"{document.title} ({document.published})" if document.published else document.title


def _status_words(scheme: Scheme, rule: StatusRule) -> str:
    word = scheme.styles.indicators[rule.status].word
    units = f" (rows in {', '.join(rule.units)} only)" if rule.units else ""
    if rule.when == "within_tolerance" and rule.tolerance:
        return f"{word}{units}: the target is missed by {_tolerance_words(rule.tolerance, word)}"
    if rule.when == "no_worse_than" and rule.compare_with:
        return f"{word}{units}: the figure is no worse than {_earlier(rule.compare_with, rule.periods)}."
    condition = (
        "the target is met or beaten" if rule.when == "target_met" else "in every other case with a usable value and target"
    )
    return f"{word}{units}: {condition}."


def _tolerance_words(margin: Margin, word: str) -> str:
    """Such as: no more than 10% of the target; exactly 10% is still Warning."""
    amount = _amount(margin, "the target")
    exactly = f"exactly {amount.removesuffix(' of the target')}"
    zero = " A missed target of zero is never within it." if margin.measured_as == "percent" else ""
    rows = " Holds for rows in percent only." if margin.measured_as == "percentage_points" else ""
    if margin.inclusive:
        return f"no more than {amount}; {exactly} is still {word}.{zero}{rows}"
    return f"less than {amount}; {exactly} is no longer {word}.{zero}{rows}"


def _amount(margin: Margin, base: str) -> str:
    return _number(margin.amount) + MARGIN_UNITS[margin.measured_as].format(base=base)


def _number(amount: Decimal) -> str:
    return f"{amount:f}"


def _earlier(compare_with: CompareWith, periods: int) -> str:
    return EARLIER_FIGURE[compare_with].format(periods=periods)


def _trend_words(rule: TrendRule) -> str:
    sentence = f"The figure is compared with {_earlier(rule.compare_with, rule.periods)}"
    if rule.periods > 1:
        figures = "one of them has a figure" if rule.at_least == 1 else f"{rule.at_least} of them have figures"
        sentence += f", where at least {figures}"
    if rule.same_within is None:
        return f"{sentence}. The two count as the same only when they are equal."
    bound = "no more than" if rule.same_within.inclusive else "less than"
    return (
        f"{sentence}. The two count as the same when they differ by {bound} {_amount(rule.same_within, 'the earlier figure')}."
    )


def _action_words(scheme: Scheme, rule: ActionRule) -> str:
    conditions: list[str] = []
    if rule.cancelled is not None:
        conditions.append(
            "the return says that it was cancelled" if rule.cancelled else "the return does not say that it was cancelled"
        )
    if rule.past_due is not None:
        conditions.append("its due date has passed" if rule.past_due else "its due date has not passed")
    if rule.progress_at_least is not None:
        conditions.append(f"progress is at least {_number(rule.progress_at_least)}%")
    if rule.progress_below is not None:
        conditions.append(f"progress is below {_number(rule.progress_below)}%")
    if rule.of_elapsed_at_least is not None:
        share = ELAPSED_SHARE[scheme.actions.plan]
        conditions.append(f"progress is at least {_number(rule.of_elapsed_at_least)}% of {share}")
    return f"{scheme.styles.actions[rule.status].word}: {' and '.join(conditions) or 'in every other case'}."


def _matrix_words(risks: RiskRules) -> str:
    likelihood, impact = (
        ", ".join(
            label if label.split()[:1] == [str(number)] else f"{number} {label}" for number, label in enumerate(labels, start=1)
        )
        for labels in (risks.likelihood, risks.impact)
    )
    return f"Score = likelihood ({likelihood}) x impact ({impact})."


def _band_words(band: Band) -> str:
    meaning = "" if band.label.casefold() == band.status else f" Counts as {band.status.value}."
    return f"{band.label}: a score of {_scores(band)}.{meaning}"


def _scores(band: Band) -> str:
    return str(band.lowest) if band.lowest == band.highest else f"{band.lowest} to {band.highest}"


def _rollup_words(scheme: Scheme, rule: RollupRule) -> str:
    words = {level: scheme.indicator_style(level).word for level in ("ok", "warning", "alert")}
    conditions = []
    if rule.ok_share_at_least is not None:
        conditions.append(f"at least {_number(rule.ok_share_at_least)}% of the rows counted stand at {words['ok']}")
    if rule.alert_share_at_most is not None:
        conditions.append(f"at most {_number(rule.alert_share_at_most)}% of the rows counted stand at {words['alert']}")
    if rule.alert_count_at_most is not None:
        conditions.append(f"at most {rule.alert_count_at_most} of the rows counted stand at {words['alert']}")
    if rule.warning_count_at_most is not None:
        conditions.append(f"at most {rule.warning_count_at_most} of the rows counted stand at {words['warning']}")
    return f"{words[rule.status]}: {' and '.join(conditions) or 'in every other case with rows to count'}."


def _cover_words(part: CoveringPart) -> str:
    """Such as: Recommendations: the return's paragraphs under 'Recommendations'. Asked for: what the committee is to note."""
    named = " or ".join("any other heading" if name == ALL_OTHER else f"'{name}'" for name in part.from_ or (part.heading,))
    what = COVER_CONTENTS[part.contents].format_map({"from": f"under {named}", "words": " / ".join(part.words)})
    asked = f" Asked for: {part.ask}{'' if part.ask.endswith(('.', '?')) else '.'}" if part.ask else ""
    return f"{part.heading or '(under the same heading)'}: {what}.{asked}"
