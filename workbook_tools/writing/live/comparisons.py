"""Steps that find the earlier figures a value is compared with, and how it stands to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbook_tools.model.scheme import CompareWith, Margin
from workbook_tools.periods import Period
from workbook_tools.writing.live.lists import period_of
from workbook_tools.writing.live.names import PREVIOUS, Back, looked_for
from workbook_tools.writing.live.steps import Steps, add_figure, decimals_for, filled_in, folded


@dataclass(frozen=True, slots=True)
class Compared:
    """Placeholders of a comparison: how many figures were found, their sum, to how many decimals differences are rounded.

    `lead` is the value's advantage over them, positive where it is better, "" where nothing tells; `distance` is how far apart
    they are. Both are differences of sums, not of means, as in `rules.comparison`.
    """

    count: str
    sum: str
    decimals: str
    lead: str
    distance: str


class EarlierFigures:
    """The columns of earlier values in one row. `earlier` and `period` as for `indicators.indicator_formulas`.

    Raises:
        ValueError: several columns have no period of their own, or one has although the return's is not known.
    """

    def __init__(self, steps: Steps, earlier: Sequence[Period | None], period: Period | None, percent_unit: str) -> None:
        undated = [index for index, of in enumerate(earlier) if of is None]
        if len(undated) > 1 or (period is None and len(undated) < len(earlier)):
            raise ValueError(f"These columns of earlier values cannot be told apart: {[str(of) for of in earlier]}.")
        self._steps = steps
        self._period = period
        self._columns = {
            of: index
            for index, of in reversed(tuple(enumerate(earlier)))
            if of is not None and period is not None and of.kind is period.kind and of < period
        }
        self._figures = {index: add_figure(steps, f"earlier_{index}", percent_unit) for index in self._columns.values()}
        self._undated = undated[0] if undated else None
        if self._undated is not None:
            self._add_label(self._undated, percent_unit)
        self._found: dict[Back, str | None] = {}
        self._compared: dict[tuple[CompareWith, int], Compared] = {}

    def _add_label(self, index: int, percent_unit: str) -> None:
        """Steps on the column whose period each row names: without a digit that is none, and the one just before is meant."""
        steps = self._steps
        self._named = add_figure(steps, f"earlier_{index}", percent_unit)
        self._label = steps.add("label_text", folded("{previous_label}"))
        self._unstated = steps.add("label_missing", f"SUMPRODUCT(--ISNUMBER(FIND(Digits,{self._label})))=0")
        if self._period is not None and (before := self._columns.get(self._period.previous)) is not None:
            # A column of the period just before has the first claim to it.
            claimed = steps.add("previous_claimed", filled_in([f"earlier_{before}"]))
            self._counts_as_previous = f"AND({self._unstated},NOT({claimed}))"
        else:
            self._counts_as_previous = self._unstated

    def add_latest(self) -> str:
        """Adds the step `latest`, the latest earlier figure, "" without one; its placeholder. Needs the steps of the target."""
        steps, stated = self._steps, '""'
        ends = "0"
        for of, index in sorted(self._columns.items()):
            figure = self._figures[index]
            stated = f"IF(ISNUMBER({figure}),{figure},{stated})"
            ends = f"IF(ISNUMBER({figure}),DATE({of.end.year},{of.end.month},{of.end.day}),{ends})"
        if self._undated is None:
            return steps.add("latest", stated)
        # The table of periods is long: it is looked through only where a target asks for the latest figure.
        in_table = f"LOOKUP(2,1/EXACT({self._label}&Period_kind,LOWER(Periods_label)&Periods_kind),Periods_end)"
        stated_label = f'IF(OR({self._unstated},AND({{target_kind}}<>"<",{{target_kind}}<>">")),0,IFERROR({in_table},0))'
        end = steps.add("label_end", f"IF({self._counts_as_previous},Previous_end,{stated_label})")
        last = steps.add("stated_end", ends)
        wins = f"IF({self._unstated},{end}>{last},AND({end}<As_at,{end}>={last}))"
        usable = f"AND(ISNUMBER({self._named}),{end}>0,{wins})"
        return steps.add("latest", f"IF({usable},{self._named},{stated})")

    def _figure(self, back: Back) -> str | None:
        """Placeholder of the figure of an earlier period; None where no column can hold one."""
        if back not in self._found:
            self._found[back] = self._find(back)
        return self._found[back]

    def _find(self, back: Back) -> str | None:
        column = None if self._period is None else self._columns.get(period_of(back, self._period))
        stated = None if column is None else self._figures[column]
        if self._undated is None:
            return stated
        is_previous = f"AND({self._counts_as_previous},{back.label}={PREVIOUS.label})"
        is_named = f'AND({self._label}<>"",EXACT({self._label},LOWER({back.label})))'
        usable = f"AND(ISNUMBER({self._named}),OR({is_named},{is_previous}))"
        return self._steps.add(f"figure_{back.key}", f"IF({usable},{self._named},{stated or chr(34) * 2})")

    def compare(self, compare_with: CompareWith, periods: int) -> Compared:
        """Adds the steps of a comparison, once; needs the steps of value, polarity and target."""
        if (compare_with, periods) not in self._compared:
            name = compare_with if periods == 1 else f"{compare_with}_{periods}"
            figures = [self._figure(back) for back in looked_for(compare_with, periods)]
            self._compared[compare_with, periods] = self._add_comparison(name, [*filter(None, figures)])
        return self._compared[compare_with, periods]

    def _add_comparison(self, name: str, figures: Sequence[str]) -> Compared:
        steps = self._steps
        count = steps.add(f"{name}_count", f"COUNT({','.join(figures)})" if figures else "0")
        then = steps.add(f"{name}_sum", f"SUM({','.join(figures)})" if figures else "0")
        now, low, high = (
            steps.add(f"{name}_{key}", f'IF(ISNUMBER({cell}),{cell}*{count},"")')
            for key, cell in (("now", "{value_figure}"), ("low", "{target_low}"), ("high", "{target_high}"))
        )
        # The figures too: where large ones nearly cancel each other, the sum keeps fewer decimals than its size tells.
        decimals = steps.add(f"{name}_decimals", decimals_for(now, then, low, high, *figures))
        distance = steps.add(f"{name}_distance", f'IF({now}="","",ABS(ROUND({now}-{then},{decimals})))')
        outside = f"MAX({low}-{then},{then}-{high},0)-MAX({low}-{now},{now}-{high},0)"
        lead = steps.add(
            f"{name}_lead",
            f'IF(OR({now}="",{count}=0),"",IF({{polarity_kind}}="maximise",ROUND({now}-{then},{decimals}),'
            f'IF({{polarity_kind}}="minimise",ROUND({then}-{now},{decimals}),'
            f'IF(AND({{polarity_kind}}="range",ISNUMBER({low})),ROUND({outside},{decimals}),""))))',
        )
        return Compared(count, then, decimals, lead, distance)


def is_within(distance: str, margin: Margin, name: str, *, base: str, decimals: str, figures: str = "1") -> str:
    """Whether a distance is within the margin called `name`; as `rules.margins.is_within`, in rows where it applies."""
    allowed = f"{name}*ABS({base})/100" if margin.measured_as == "percent" else f"{name}*{figures}"
    within = f"ROUND({distance}-{allowed},{decimals}){'<=' if margin.inclusive else '<'}0"
    match margin.measured_as:
        case "percent":
            return f"AND(ROUND({base},{decimals})<>0,{within})"
        case "percentage_points":
            return f'AND({{unit_kind}}="percent",{within})'
        case "absolute":
            return within
