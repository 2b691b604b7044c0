"""A scheme: a council's rules as data. Loaded from TOML by `schemes.load`, which refuses what is not declared here.

Every rule names the document it was taken from (a key of `documents`). A threshold that the council does not publish has
`assumed = true`; a verdict that rests on it says so.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal

import msgspec

from workbook_tools.model.spellings import folded
from workbook_tools.model.words import LEVEL_OF, ActionStatus, Level, RiskStatus, TargetStatus, Trend, Unit


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a scheme: frozen, its keys all known."""


class Declared(Part, frozen=True, kw_only=True):
    """Something that a council's document says, or that we had to assume.

    Attributes:
        source: key of the document in the scheme's `documents`.
        assumed: true where the council publishes no such threshold.
        note: what the document leaves open and how it was read; printed on the key sheet.
    """

    source: str
    assumed: bool = False
    note: str = ""


class Document(Part, frozen=True, kw_only=True):
    """A published document: its title, and when or to which committee it was published."""

    title: str
    published: str = ""


class Style(Part, frozen=True, kw_only=True, dict=True):
    """What a council prints for a meaning.

    Attributes:
        means: the meaning, where the style's key is not itself one (a scheme may print two words for one meaning).
        word: the status word; conditional formats look for it.
        symbol: shown before the word, so that colour never stands alone.
        fill: background, "#RRGGBB".
        ink: text colour, "#RRGGBB"; contrast with `fill` at least 4.5:1 (the loader checks).
        level: what it counts as in a roll-up; by default that of the meaning.
        definition: what the council says it means.
        aliases: other spellings of the word in published or officers' columns; compared without regard to case.
    """

    word: str
    symbol: str
    fill: str
    ink: str
    means: str = ""
    level: Level | None = None
    definition: str = ""
    aliases: tuple[str, ...] = ()

    @cached_property
    def spellings(self) -> frozenset[str]:
        """The word and its aliases, `folded`."""
        return frozenset(map(folded, (self.word, *self.aliases)))


class Styles(Part, frozen=True, kw_only=True):
    """Styles by key. A key is a meaning ("alert") or a name of the scheme's own with `means`.

    `indicators` must cover ok, warning, alert, unknown (no_target falls back to unknown); `actions` every action status that
    its rules or its officers can give, and unknown; `trends` all four trends.
    """

    indicators: dict[str, Style]
    actions: dict[str, Style]
    trends: dict[str, Style]


class Margin(Part, frozen=True, kw_only=True):
    """How far apart two figures may be.

    Attributes:
        amount: not negative.
        measured_as: "percent" of the figure compared with, its sign left aside (of a zero figure nothing is within),
            "percentage_points" (rows in percent only; a rule with such a margin is passed over in other rows), "absolute" (in
            the row's own unit).
        inclusive: whether exactly `amount` is still within.
    """

    amount: Decimal
    measured_as: Literal["percent", "percentage_points", "absolute"]
    inclusive: bool = True


CompareWith = Literal["previous_period", "same_period_last_year", "mean_of_last", "mean_of_same_period"]


class StatusRule(Declared, frozen=True, kw_only=True):
    """One of the ordered rules for target status; the first that holds decides.

    Attributes:
        status: key of a style in `styles.indicators`.
        when: "target_met" (at least the target, or at most, by polarity; within a range, its bounds included; a target "<" is
            met strictly below the latest earlier figure, ">" strictly above); "within_tolerance" (short of the target, of the
            nearer bound of a range or of that earlier figure by no more than `tolerance`); "no_worse_than" (no worse than the
            earlier figure that `compare_with` names; does not hold where there is none); "otherwise".
        tolerance: for "within_tolerance".
        compare_with: for "no_worse_than".
        periods: for "no_worse_than" with a mean: how many earlier figures it is of.
        units: the rule is for rows in these units only; empty for all.

    A verdict rests on every rule that was tested on the way to it: it is assumed where one of them is. A rule that is passed
    over for the row's unit was not tested.
    """

    status: str
    when: Literal["target_met", "within_tolerance", "no_worse_than", "otherwise"]
    tolerance: Margin | None = None
    compare_with: CompareWith | None = None
    periods: int = 1
    units: tuple[Unit, ...] = ()


class TrendRule(Declared, frozen=True, kw_only=True):
    """What a figure is compared with for a trend.

    Attributes:
        compare_with: "previous_period", "same_period_last_year", "mean_of_last" (of the `periods` periods just before this
            one), "mean_of_same_period" (of the same period in the last `periods` years).
        periods: how many earlier figures a mean is of.
        at_least: how many of them must be there for a comparison.
        same_within: when two figures count as the same; without it, only when they are equal.
    """

    compare_with: CompareWith
    periods: int = 1
    at_least: int = 1
    same_within: Margin | None = None


class Trends(Part, frozen=True, kw_only=True):
    """Short and long trend; either may be missing."""

    short: TrendRule | None = None
    long: TrendRule | None = None


class ActionRule(Declared, frozen=True, kw_only=True):
    """One of the ordered rules for action status; the first whose every stated condition holds decides.

    Attributes:
        status: key of a style in `styles.actions`.
        cancelled: whether the return says that the action was cancelled.
        past_due: whether it has passed its due date (never, where it is ongoing or has no date).
        progress_at_least: percent complete, inclusive. Does not hold without a progress figure.
        progress_below: percent complete, exclusive. Does not hold without a progress figure.
        of_elapsed_at_least: progress in percent of the elapsed share of the plan, inclusive: 100 is level with the calendar.
            Does not hold without a progress figure, or where the plan's dates are not known.

    A verdict rests on every rule that was tested on the way to it. A rule for cancelled actions is not tested on one that is
    not cancelled, nor the other way round: that is stated, and no threshold is asked.
    """

    status: str
    cancelled: bool | None = None
    past_due: bool | None = None
    progress_at_least: Decimal | None = None
    progress_below: Decimal | None = None
    of_elapsed_at_least: Decimal | None = None


class DueOnAsAt(Declared, frozen=True, kw_only=True):
    """Whether an unfinished action that is due on the as-at date itself has passed its due date."""

    overdue: bool


class ActionRules(Part, frozen=True, kw_only=True):
    """How actions are judged. Without a rule that holds an action's status is unknown.

    Attributes:
        plan: what the elapsed share is taken of: the financial year that the return's period ends in, counted in months, or the
            time from each action's own start to its due date, counted in days.
        due_on_as_at: the boundary of "overdue".
        rules: in order.
    """

    due_on_as_at: DueOnAsAt
    rules: tuple[ActionRule, ...]
    plan: Literal["financial_year", "action_dates"] = "financial_year"


class Band(Declared, frozen=True, kw_only=True):
    """A band of risk scores, `lowest` to `highest` inclusive, with what the council prints for it."""

    label: str
    lowest: int
    highest: int
    status: RiskStatus
    symbol: str
    fill: str
    ink: str
    colour: str = ""
    colour_code: str = ""
    aliases: tuple[str, ...] = ()


class RiskRules(Declared, frozen=True, kw_only=True, dict=True):
    """The risk matrix: score = likelihood x impact, each counted from 1.

    Attributes:
        likelihood: labels of the likelihood scale, least likely first; their number is the matrix's height.
        impact: labels of the impact scale, least first; their number is the matrix's width.
        bands: they cover every score that can occur, once.
        unknown: style of a risk without a usable score.
        movements: styles of improved (the risk has fallen), same, declined (it has risen), no_comparison.
    """

    likelihood: tuple[str, ...]
    impact: tuple[str, ...]
    bands: tuple[Band, ...]
    unknown: Style
    movements: dict[str, Style]

    @cached_property
    def styles(self) -> dict[str, Style]:
        """Styles of risks by key, those of the bands and "unknown"."""
        return {band.label: band_style(band) for band in self.bands} | {RiskStatus.UNKNOWN.value: self.unknown}


class RollupRule(Declared, frozen=True, kw_only=True):
    """One of the ordered rules for the status of a section or a return; the first whose every stated condition holds decides.

    Rows at levels ok, warning and alert are counted, neutral ones are not. Shares are in percent of the rows counted,
    bounds inclusive.
    """

    status: Literal["ok", "warning", "alert"]
    ok_share_at_least: Decimal | None = None
    alert_share_at_most: Decimal | None = None
    alert_count_at_most: int | None = None
    warning_count_at_most: int | None = None


class VarianceRule(Declared, frozen=True, kw_only=True):
    """One of the ordered rules for the status of a budget line; the first that holds decides.

    Attributes:
        status: key of a style in `styles.indicators`.
        adverse_at_most: the adverse variance in percent of the budget, its sign left aside; inclusive. A variance that is not
            adverse is within any; an adverse one of a zero budget within none. None for the last rule, which always holds.
    """

    status: str
    adverse_at_most: Decimal | None = None


class SavingsRule(Declared, frozen=True, kw_only=True):
    """One of the ordered rules for the status of a saving; the first that holds decides.

    Attributes:
        status: key of a style in `styles.indicators`.
        delivered_at_least: the saving forecast (achieved, without a forecast) in percent of its target; inclusive. None for the
            last rule, which always holds.
    """

    status: str
    delivered_at_least: Decimal | None = None


class FinanceRules(Declared, frozen=True, kw_only=True):
    """How the council states money; source and note are those of `variance_sign` and `money_in`.

    Attributes:
        variance_sign: what a positive stated variance means: "overspend_positive" (forecast less budget, adverse) or
            "underspend_positive" (budget less forecast, favourable); None where the council does not say. Variances that we
            work out are always forecast less budget.
        money_in: what bare figures count in columns of money for which the return says nothing.
        variance_status: in order; empty for no verdict.
        savings_status: in order; empty for no verdict.
    """

    variance_sign: Literal["overspend_positive", "underspend_positive"] | None = None
    money_in: Literal["pounds", "thousands"] = "pounds"
    variance_status: tuple[VarianceRule, ...] = ()
    savings_status: tuple[SavingsRule, ...] = ()


class ReportColumn(Part, frozen=True, kw_only=True):
    """A column of a report's table: a field of `layout.REPORT_FIELDS`, its heading, its width in characters."""

    field: str
    heading: str
    width: float | None = None


class ReportTable(Part, frozen=True, kw_only=True):
    """A table of the report.

    Attributes:
        title: of the table.
        columns: in order.
        section_heading: what the council calls its sections.
        group_by: field, or fields from the outer to the inner, whose value stands in a band above the rows that share it
            instead of in a column; empty for a table without bands. A band is for rows that follow each other in the return.
    """

    title: str
    columns: tuple[ReportColumn, ...]
    section_heading: str = "Section"
    group_by: str | tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """The fields of `group_by`."""
        return (self.group_by,) if isinstance(self.group_by, str) else self.group_by


class RiskTable(ReportTable, frozen=True, kw_only=True):
    """The report's risks.

    Attributes:
        layout: "table" (a row a risk) or "blocks" (a block a risk, its current and its target position on a matrix each; the
            table stays beside them for filters, without the long texts that stand in the blocks).
    """

    layout: Literal["table", "blocks"] = "table"


PartContents = Literal[
    "snapshot",
    "exceptions",
    "indicators",
    "history",
    "actions",
    "risks",
    "risk_register",
    "related_actions",
    "risk_matrix",
    "finance",
    "savings",
    "achievements",
    "narrative",
    "headlines",
    "breakdowns",
    "glossary",
    "findings",
    "key",
    "rules",
]
"""What a part of the report holds; each is a sheet of the summary, between the contents and the data."""


class ReportPart(Declared, frozen=True, kw_only=True):
    """A part of the report, one sheet of the summary.

    Attributes:
        contents: "snapshot" (paragraphs, the boxes, the tables that belong to it), "achievements" (paragraphs by theme, each
            theme with the tables that belong to it), "narrative" (the paragraphs that no other part takes), "glossary" (the
            terms), or a table of the return or of what was found in it.
        title: printed above it; "" for the sheet's own.
        from_: in TOML `from`: headings (without number) or kinds of the return's paragraphs that stand here.
    """

    contents: PartContents
    title: str = ""
    from_: tuple[str, ...] = msgspec.field(default=(), name="from")


class RowCount(Part, frozen=True, kw_only=True):
    """Which rows of a return a stated figure counts.

    Attributes:
        table: of the return.
        section: or register; "" for the whole table.
        words: the statuses or bands that count, as the council prints them; without any, every row does.
        share: "of_all" or "of_judged" (rows with a status that counts) where the figure is that share, in whole percent.
    """

    table: Literal["indicators", "actions", "risks"]
    section: str = ""
    words: tuple[str, ...] = ()
    share: Literal["of_all", "of_judged"] | None = None


class Box(Declared, frozen=True, kw_only=True):
    """A box of the snapshot: a figure that returns state about themselves.

    Attributes:
        headline: the figure's name in the return.
        words: what it counts, printed below it.
        group: heading of the boxes that stand together.
        rows: the rows that it counts, so that the two can be compared; None where they are not in the return.
    """

    headline: str
    words: str
    group: str = ""
    rows: RowCount | None = None


class ServiceTable(Declared, frozen=True, kw_only=True):
    """A small table of the returns: where it belongs, and how it is drawn.

    Attributes:
        table: its name in the return.
        title: printed above it; "" for its name.
        theme: the theme that it stands under among achievements and challenges, or "".
        kind: the kind of paragraphs of that theme that it follows; "" for after them all.
        in_snapshot: whether it stands below the boxes of the snapshot.
        rows: what its rows are.
        chart: "bars" (side by side) or "stacked"; None for no chart.
        columns: those that the chart shows; without any, all. A table with other than numbers in them has no chart.
        axis: what the chart's figures are.
    """

    table: str
    title: str = ""
    theme: str = ""
    kind: str = ""
    in_snapshot: bool = False
    rows: str = "Row"
    chart: Literal["bars", "stacked"] | None = None
    columns: tuple[str, ...] = ()
    axis: str = ""


class Term(Declared, frozen=True, kw_only=True):
    """An entry of the glossary."""

    term: str
    meaning: str


class ReportLayout(Part, frozen=True, kw_only=True):
    """How the council lays out its report.

    Attributes:
        title: of the report; {council}, {service} and {period} are filled in.
        section_titles: what a section's code stands for ("CP1"), printed after it.
        parts: in order, after the front page and the contents; those that are not named follow, if there is anything in them.
        boxes: of the snapshot, in order.
        service_tables: the small tables that have a place of their own, or a chart.
        terms: of the glossary, in order.
    """

    title: str
    indicators: ReportTable
    actions: ReportTable
    risks: RiskTable
    section_titles: dict[str, str] = {}
    parts: tuple[ReportPart, ...] = ()
    boxes: tuple[Box, ...] = ()
    service_tables: tuple[ServiceTable, ...] = ()
    terms: tuple[Term, ...] = ()

    def part(self, contents: PartContents) -> ReportPart | None:
        """The part with these contents; None where the scheme does not name it."""
        return next((part for part in self.parts if part.contents == contents), None)


CoverContents = Literal[
    "purpose",
    "recommendations",
    "background",
    "considerations",
    "narrative",
    "exceptions",
    "choice",
    "blank",
    "appendices",
    "background_papers",
]
"""What stands under a heading of the covering report."""

ALL_OTHER = "*"
"""In `CoveringPart.from_`: every paragraph of the return that no part names."""


class CoveringPart(Declared, frozen=True, kw_only=True):
    """A part of the covering report that goes to the committee with the summary workbook.

    Attributes:
        heading: as the council prints it, without its number; "" where the part stands under the heading before.
        contents: "purpose" (the return's own paragraphs; without any, `words`), "recommendations" and "narrative" (the return's
            paragraphs; without any, a marked blank with `ask`), "background" (what was reported and by which rules, then as
            narrative), "considerations" (the figures), "exceptions" (the weightiest, each on a line), "choice" (a judgement
            that only an officer can make: `ask`, then `words` with empty boxes), "blank" (a marked blank), "appendices",
            "background_papers" (the returns).
        ask: what the officer is asked to write or to decide. A narrative without it is left out, with its heading, where the
            return has no such paragraphs.
        words: for "choice" the council's alternatives; for "purpose" its sentences, with {council}, {service} and {period}
            filled in.
        from_: in TOML `from`: headings (without number) or kinds of the return's paragraphs that stand here; by default the
            part's own heading. "*" stands for all that no part names.
    """

    contents: CoverContents
    heading: str = ""
    ask: str = ""
    words: tuple[str, ...] = ()
    from_: tuple[str, ...] = msgspec.field(default=(), name="from")


Nation = Literal["England", "Scotland", "Wales"]


class Notice(Declared, frozen=True, kw_only=True):
    """How long before a meeting its papers must be open to the public.

    Attributes:
        clear_days: at least; the day of publication and that of the meeting are not counted.
        act: such as "Local Government (Scotland) Act 1973".
        section: such as "50B(3)".
        since: the first day of meetings that it holds for; None from ever.
    """

    clear_days: int
    act: str
    section: str
    since: date | None = None


class NotCounted(Declared, frozen=True, kw_only=True):
    """Which days are no clear days, besides that of publication and that of the meeting; a bank holiday is the nation's."""

    days: tuple[Literal["saturdays", "sundays", "bank_holidays"], ...]


Papers = Literal["minutes", "agenda", "reports", "background_papers"]


class Retention(Declared, frozen=True, kw_only=True):
    """How long papers stay open to the public.

    Attributes:
        papers: which.
        years: from the day of the meeting, at least.
        act, section: that say so.
        since: the first day of meetings that it holds for; None from ever.
    """

    papers: Papers
    years: int
    act: str
    section: str
    since: date | None = None


class ExemptParagraph(Declared, frozen=True, kw_only=True):
    """A description of exempt information: the paragraph's number in the schedule, what it says in short."""

    number: str
    words: str


class MeetingRules(Part, frozen=True, kw_only=True):
    """The law on a council's meetings. The loader takes what a scheme does not say from `schemes/nations`.

    Attributes:
        nation: whose law and whose bank holidays hold.
        notice: in the order of `since`, the first from ever; the last one that has begun on the day of the meeting holds.
        not_counted: which days a notice leaves out.
        retention: for each kind of papers in the order of `since`; the last one that has begun holds.
        schedule: of the Act, that describes exempt information, such as "Part I of Schedule 7A to the ... Act 1973".
        exempt: its paragraphs.
    """

    nation: Nation
    notice: tuple[Notice, ...]
    not_counted: NotCounted
    retention: tuple[Retention, ...]
    schedule: str
    exempt: tuple[ExemptParagraph, ...]


class PrivacyRules(Declared, frozen=True, kw_only=True):
    """What could let somebody be recognised in a published note.

    Attributes:
        small_number_below: a number of people from 1 to just below this is small; exclusive.
        people: words for people whose small number is looked for, in the singular and the plural ("pupil", "pupils").
    """

    small_number_below: int
    people: tuple[str, ...]


class Scheme(Part, frozen=True, kw_only=True):
    """A council's rules.

    Attributes:
        format: version of this file format; 1.
        name: the scheme's own name, that of its file without ".toml".
        council: the council's name.
        version: of these rules; changes whenever a rule does.
        nation: whose law on meetings holds; None where the council is to have none, or declares all of it itself.
        documents: the published documents that the rules were taken from, by key; those of the nation's law among them.
        finance: how money is stated and budgets are judged; None where the council declares nothing.
        rollup: ordered rules for the status of sections and the whole; empty where the council declares none.
        covering_report: parts of the covering report in order; empty where the council's is not known.
        meetings: the law on notice, retention and exempt papers: the nation's, but for what the scheme says itself; None where
            it does neither.
        privacy: what must not be told of people; None for no such findings.
    """

    format: Literal[1]
    name: str
    council: str
    version: str
    nation: Nation | None = None
    documents: dict[str, Document]
    styles: Styles
    target_status: tuple[StatusRule, ...]
    trend: Trends
    actions: ActionRules
    risks: RiskRules | None = None
    finance: FinanceRules | None = None
    rollup: tuple[RollupRule, ...] = ()
    report: ReportLayout
    covering_report: tuple[CoveringPart, ...] = ()
    meetings: MeetingRules | None = None
    privacy: PrivacyRules | None = None

    def indicator_style(self, key: str) -> Style:
        """Style of a target status; no_target is shown as unknown where the scheme has no word of its own for it."""
        styles = self.styles.indicators
        return styles.get(key) or styles[TargetStatus.UNKNOWN]

    def style_of(self, table: str, key: str) -> Style:
        """Style of a verdict's `style` key in "indicators", "actions", "risks", "trends" or "movements".

        Raises:
            KeyError: no such table or key; the loader and the rules make sure that this does not happen.
        """
        if table == "indicators":
            return self.indicator_style(key)
        if table in {"risks", "movements"}:
            if self.risks is None:  # a return may list risks all the same; they are unknown and cannot be compared
                return self.styles.trends[key] if table == "movements" else self.indicator_style(TargetStatus.UNKNOWN)
            if table == "movements":
                return self.risks.movements[key]
            return self.risks.styles.get(key, self.risks.unknown)
        return {"actions": self.styles.actions, "trends": self.styles.trends}[table][key]


def band_style(band: Band) -> Style:
    """A band's looks as a style; its key is its label."""
    return Style(
        word=band.label,
        symbol=band.symbol,
        fill=band.fill,
        ink=band.ink,
        means=band.status,
        aliases=(*band.aliases, *((band.colour_code,) if band.colour_code else ())),
    )


def risk_styles(rules: RiskRules | None) -> dict[str, Style]:
    """Styles of risks by key, those of the bands and "unknown"; none where the scheme has no rules for risks."""
    return {} if rules is None else rules.styles


def matching_keys(text: str, styles: Mapping[str, Style]) -> tuple[str, ...]:
    """Keys of all styles whose word or alias is `text`, in the scheme's order; blanks around and case do not matter.

    Empty where `text` is empty or no such word. Several where the council prints one word for several meanings.
    """
    wanted = folded(text)
    return tuple([key for key, style in styles.items() if wanted in style.spellings]) if wanted else ()


def meaning_of(key: str, style: Style) -> str:
    """What a style means: its `means`, or its key."""
    return style.means or key


def level_of(key: str, style: Style, meanings: type[StrEnum]) -> Level:
    """What a style counts as in a roll-up."""
    return style.level or LEVEL_OF.get(meanings(meaning_of(key, style)), Level.NEUTRAL)


MEANINGS: dict[str, type[StrEnum]] = {
    "indicators": TargetStatus,
    "actions": ActionStatus,
    "risks": RiskStatus,
    "trends": Trend,
    "movements": Trend,
}
"""The meanings of each table's styles."""
