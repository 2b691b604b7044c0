"""The words of a consolidation's verdicts: those of the scheme, and our own for severities, states and proofs."""

from collections.abc import Mapping

from workbook_tools.model.consolidation import ReturnState
from workbook_tools.model.flat import PROOFS, SEVERITIES, STATES
from workbook_tools.model.scheme import MEANINGS, Scheme, Style, level_of, meaning_of, risk_styles
from workbook_tools.model.words import ActionStatus, Level
from workbook_tools.writing.severities import SEVERITY_STYLES
from workbook_tools.writing.theme import distinct, styles_of

_STRONG = ("#B3001B", "#FFFFFF")  # fill and ink
_NOTABLE = ("#FFAD33", "#2B1900")
_PLAIN = ("#E3E3E3", "#333333")
_GOOD = ("#DDF2E3", "#14532D")


def _style(word: str, symbol: str, colours: tuple[str, str]) -> Style:
    return Style(word=word, symbol=symbol, fill=colours[0], ink=colours[1])


OWN_STYLES: Mapping[str, Mapping[str, Style]] = {
    SEVERITIES: {str(severity): style for severity, style in SEVERITY_STYLES.items()},
    STATES: {
        ReturnState.RECEIVED: _style("Received", "✓", _GOOD),
        ReturnState.LATE: _style("Late", "▲", _NOTABLE),
        ReturnState.MISSING: _style("Missing", "■", _STRONG),
        ReturnState.SUPERSEDED: _style("Superseded", "↷", _PLAIN),
        ReturnState.REFUSED: _style("Refused", "✗", _STRONG),
        ReturnState.UNEXPECTED: _style("Unexpected", "?", _PLAIN),
    },
    PROOFS: {
        "agrees": _style("Agrees", "✓", _GOOD),
        "differs": _style("Differs", "■", _STRONG),
        "not_compared": _style("Not compared", "?", _PLAIN),
    },
}
"""Looks of our own words, which no council's scheme declares."""
EXCEPTIONS = "exceptions"
"""Stands for the words of everything that counts as an exception; a row holds the word itself."""


def keyed_styles(scheme: Scheme, table: str) -> Mapping[str, Style]:
    """The styles that statuses of "indicators", "actions" or "risks" can have, by key, in the scheme's order."""
    if table == "risks":
        return risk_styles(scheme.risks) or {"unknown": scheme.style_of("risks", "unknown")}
    return scheme.styles.indicators if table == "indicators" else scheme.styles.actions


def levels_of(scheme: Scheme, table: str) -> Mapping[str, Level]:
    """What each status of a table counts as, by key."""
    return {key: level_of(key, style, MEANINGS[table]) for key, style in keyed_styles(scheme, table).items()}


def exceptional_keys(scheme: Scheme, table: str) -> frozenset[str]:
    """The statuses that make a row an exception: those at level alert, and what means that an action is overdue."""
    levels = levels_of(scheme, table)
    overdue = ActionStatus.OVERDUE if table == "actions" else None
    styles = keyed_styles(scheme, table)
    return frozenset(key for key, level in levels.items() if level is Level.ALERT or meaning_of(key, styles[key]) == overdue)


def styles_named(scheme: Scheme, name: str) -> tuple[Style, ...]:
    """The styles of a table of verdicts, each word once."""
    if name in OWN_STYLES:
        return tuple(OWN_STYLES[name].values())
    if name == EXCEPTIONS:
        tables = ("indicators", "actions", "risks")
        return distinct(keyed_styles(scheme, table)[key] for table in tables for key in _in_order(scheme, table))
    return styles_of(scheme, name)


def word_of(scheme: Scheme, name: str, key: str) -> str:
    """The word that is printed for a verdict.

    Raises:
        KeyError: there is no such verdict.
    """
    if name == EXCEPTIONS:
        return key
    return OWN_STYLES[name][key].word if name in OWN_STYLES else scheme.style_of(name, key).word


def _in_order(scheme: Scheme, table: str) -> list[str]:
    wanted = exceptional_keys(scheme, table)
    return [key for key in keyed_styles(scheme, table) if key in wanted]
