"""The front page's list of what has changed: from which status to which, and how many could be compared."""

from workbook_tools.model.scheme import Scheme
from workbook_tools.model.wording import say_count
from workbook_tools.model.words import Level, Trend
from workbook_tools.writing.changes import (
    Change,
    Changes,
    Kind,
    find_indicator_changes,
    find_risk_changes,
    in_order,
    say_since,
)
from workbook_tools.writing.exceptions import KINDS
from workbook_tools.writing.front.front import STATUS, Front
from workbook_tools.writing.sentences import say_list
from workbook_tools.writing.standings import NOUNS
from workbook_tools.writing.tables import heading_format
from workbook_tools.writing.theme import Look

MOST_CHANGES = 8
FIGURES = STATUS + 2  # first column of what is said beside the two status words
ASSUMED = "Earlier figures are judged by today's rules and against today's targets."
FEWER_SHOWN = "The first {shown} of {changed} are listed."


def write_changes(front: Front, row: int) -> int:
    """Writes the list from `row` on, and returns the row below; nothing where nothing can be compared."""
    indicators, risks = find_indicator_changes(front.facts), find_risk_changes(front.facts)
    if not indicators.compared + risks.compared:
        return row
    changed = in_order(indicators, risks)
    since = say_since(front.facts) if indicators.compared else "since last time"
    top = row
    row += front.page.write_block(row, (0, front.last), f"What has changed {since}", Look.SECTION)
    row += front.page.write_block(row, (0, front.last), _remark(front.facts.scheme, indicators, risks), Look.MUTED, indent=0)
    if changed:
        _write_headings(front, row)
        row += 1
    for change in changed[:MOST_CHANGES]:
        row += _write_change(front, row, change)
    front.page.keep_together(top, row - 1)
    return front.leave_gap(row)


def say_changes(scheme: Scheme, changes: Changes) -> str:
    """How many can be compared and what became of them; the numbers add up to those compared."""
    if not changes.compared:
        return ""
    said = [f"{number} {_say_kind(scheme, changes.table, kind)}" for kind, number in changes.counts]
    if unchanged := changes.compared - len(changes.changed):
        said.append(f"{unchanged} unchanged")
    of = say_count(changes.rows, NOUNS[changes.table])
    with_what = " with last time" if changes.table == "risks" else ""
    return f"{changes.compared} of {of} can be compared{with_what}: {say_list(said)}."


def _remark(scheme: Scheme, indicators: Changes, risks: Changes) -> str:
    changed = len(indicators.changed) + len(risks.changed)
    said = (
        say_changes(scheme, indicators),
        ASSUMED if indicators.compared else "",
        say_changes(scheme, risks),
        FEWER_SHOWN.format(shown=MOST_CHANGES, changed=changed) if changed > MOST_CHANGES else "",
    )
    return " ".join(sentence for sentence in said if sentence)


def _say_kind(scheme: Scheme, table: str, kind: Kind) -> str:
    """What a change is called, in the scheme's word for alert where it is about that."""
    alert = _alert_word(scheme, table)
    match kind:
        case Kind.NEWLY_ALERT:
            return f"newly {alert}"
        case Kind.NO_LONGER_ALERT:
            return f"no longer {alert}"
        case Kind.OTHER:
            return "otherwise changed"
        case Kind.DECLINED | Kind.IMPROVED:
            trend = Trend.DECLINED if kind is Kind.DECLINED else Trend.IMPROVED
            return scheme.style_of("movements" if table == "risks" else "trends", trend).word.lower()


def _alert_word(scheme: Scheme, table: str) -> str:
    """The word for alert; where risks have several bands at alert, all of them."""
    if table == "risks" and scheme.risks:
        return " or ".join(band.label for band in scheme.risks.bands if band.status.value == Level.ALERT.value)
    return scheme.indicator_style(Level.ALERT.value).word


def _write_headings(front: Front, row: int) -> None:
    page = front.page
    page.merge(row, (0, STATUS - 1), "Indicator or risk", Look.HEADER, indent=0)
    for column, heading in ((STATUS, "Was"), (STATUS + 1, "Is")):
        page.put(row, column, heading, heading_format(page.theme, Look.STATUS))
    page.merge(row, (FIGURES, front.last - 1), "What changed", Look.HEADER)
    page.put(row, front.last, "Row", heading_format(page.theme, Look.TEXT))


def _write_change(front: Front, row: int, change: Change) -> int:
    front.write_name(row, "  ".join(part for part in (change.code or KINDS[change.table], change.title) if part))
    front.write_status(row, STATUS, change.before, change.table)
    front.write_status(row, STATUS + 1, change.now, change.table)
    front.write_link(row, change.where)
    said = f"{change.grounds}: {_say_kind(front.facts.scheme, change.table, change.kind)}."
    return front.page.write_block(row, (FIGURES, front.last - 1), said, Look.TEXT)
