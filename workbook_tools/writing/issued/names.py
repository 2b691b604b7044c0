"""Names of the lists and cells that validations and previews of an issued return refer to."""

from dataclasses import dataclass

from workbook_tools.model.scheme import Scheme, Style, risk_styles

NO_FIGURE = "No_figure_list"
NO_DATE = "No_date_list"
UNITS = "Unit_list"
POLARITIES = "Polarity_list"
YES = "Yes_list"
PERIODS = "Periods_label"  # as writing.live calls them
SCORES = "Risk_scores"  # likewise
PLAN_FROM, PLAN_TO = "Plan_from", "Plan_to"
COVER_PERIOD = "Cover_period"
OFFICERS_WORDS = {"indicators": "Indicator_list", "actions": "Action_list", "risks": "Risk_list"}


@dataclass(frozen=True, slots=True)
class NamedList:
    """A list of words that has a name in the workbook, for the person who looks at it under a heading."""

    name: str
    heading: str
    words: tuple[str, ...]


def lists_of(scheme: Scheme) -> tuple[NamedList, ...]:
    """The lists that cells are chosen from."""
    return (
        NamedList(NO_FIGURE, "There is no figure", ("n/a", "-", "TBC", "No Target", "Not applicable")),
        NamedList(NO_DATE, "There is no day", ("Ongoing", "n/a", "-", "TBC", "Not applicable")),
        NamedList(UNITS, "Units", ("percent", "number", "days", "GBP", "ratio")),
        NamedList(POLARITIES, "Polarities", ("Maximise", "Minimise", "Range", "Data only")),
        NamedList(YES, "Yes", ("Yes",)),
        NamedList(OFFICERS_WORDS["indicators"], "Statuses of indicators", _words(scheme.styles.indicators)),
        NamedList(OFFICERS_WORDS["actions"], "Statuses of actions", _words(scheme.styles.actions)),
        NamedList(OFFICERS_WORDS["risks"], "Statuses of risks", _words(risk_styles(scheme.risks)) or ("-",)),
    )


def _words(styles: dict[str, Style]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(style.word for style in styles.values()))
