"""What the sample returns are made of: five published reports, their covers, and where each column of their CSVs goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """A published CSV and the table it fills.

    Attributes:
        file: name of the CSV.
        table: name of the table.
        fields: the CSV's columns, each with the field of the table that it goes to.
        constants: fields that have the same text in every row.
    """

    file: str
    table: str
    fields: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sample:
    """One return: its file's name, its cover by field, and what it is made of."""

    file: str
    cover: Mapping[str, str]
    sources: tuple[Source, ...]


SUMMARY = Source("vale_2019_20_q2_summary.csv", "headlines", {"name": "name", "value": "value"})
"""Fills Headlines and Breakdowns; `vale_summary` says which figure goes where."""

CLACKMANNANSHIRE_ACTION = {
    "code": "code",
    "action": "title",
    "by_when": "due",
    "progress": "progress",
    "published_icon": "reported_symbol",
    "latest_note": "note",
    "lead": "lead",
}
CLACKMANNANSHIRE_NARRATIVE = {"section": "heading", "paragraph": "text"}

SAMPLES = (
    Sample(
        "clackmannanshire-partnership-and-performance-2022-23.xlsx",
        {
            "scheme": "clackmannanshire",
            "council": "Clackmannanshire Council",
            "service": "Partnership & Performance",
            "report_title": "Partnership & Performance Business Plan: year end 2022/23",
            "period": "2022/23",
        },
        (
            Source(
                "clacks_pp_2022_23_indicators.csv",
                "indicators",
                {
                    "section": "section",
                    "code": "code",
                    "indicator": "title",
                    "previous_label": "previous_label",
                    "previous_value": "previous",
                    "target": "target",
                    "value": "value",
                    "note": "note",
                    "lead": "lead",
                    "polarity_suggested": "polarity",
                    "unit": "unit_text",
                },
            ),
            Source("clacks_pp_2022_23_actions.csv", "actions", CLACKMANNANSHIRE_ACTION),
            Source(
                "clacks_pp_2022_23_risks.csv",
                "risks",
                {
                    "id": "code",
                    "title": "title",
                    "potential_effect": "effect",
                    "related_actions": "related_actions",
                    "internal_controls": "controls",
                    "managed_by": "lead",
                    "current_rating": "score",
                    "target_rating": "target_score",
                    "status_icon_raw": "reported_symbol",
                    "latest_note": "note",
                    "expected_status": "reported_status",
                },
            ),
            Source("clacks_pp_2022_23_narrative.csv", "narrative", CLACKMANNANSHIRE_NARRATIVE),
        ),
    ),
    Sample(
        "clackmannanshire-people-2022-12.xlsx",
        {
            "scheme": "clackmannanshire",
            "council": "Clackmannanshire Council",
            "service": "People",
            "report_title": "People Business Plan: interim report December 2022",
            "period": "December 2022",
        },
        (
            Source("clacks_people_2022_23_actions.csv", "actions", {"priority": "section", **CLACKMANNANSHIRE_ACTION}),
            Source("clacks_people_2022_23_narrative.csv", "narrative", CLACKMANNANSHIRE_NARRATIVE),
        ),
    ),
    Sample(
        "clackmannanshire-best-value-2018.xlsx",
        {
            "scheme": "clackmannanshire",
            "council": "Clackmannanshire Council",
            "service": "Best Value",
            "report_title": "Best Value Assurance Report: action plan",
            "period": "March 2018",
        },
        (
            Source(
                "clacks_best_value_action_plan_2018.csv",
                "actions",
                {
                    "recommendation_no": "section_number",
                    "recommendation": "section",
                    "action_ref": "code",
                    "action": "title",
                    "timescale": "due",
                    "leads": "lead",
                },
            ),
        ),
    ),
    Sample(
        "moray-2020-21-q4.xlsx",
        {
            "scheme": "moray",
            "council": "Moray Council",
            "service": "HR & Organisational Development and ICT",
            "report_title": "HR & Organisational Development and ICT service plans",
            "period": "quarter to March 2021",
        },
        (
            Source(
                "moray_2020_21_actions.csv",
                "actions",
                {
                    "service": "service",
                    "section": "section",
                    "code": "code",
                    "title": "title",
                    "due_date": "due",
                    "latest_status_update": "note",
                    "progress": "progress",
                    "published_icon": "reported_symbol",
                },
            ),
        ),
    ),
    Sample(
        "vale-of-glamorgan-2019-20-q2.xlsx",
        {
            "scheme": "vale_of_glamorgan",
            "council": "Vale of Glamorgan Council",
            "service": "Corporate Health",
            "report_title": "Corporate Health: quarter 2 2019/20",
            "period": "Q2 2019/20",
            "overall_judgement": "GREEN",
            "overall_reason": (
                "We have made good progress in terms of our integrated planning actions aligned with the Corporate Plan "
                "and this has contributed to an overall Green status for quarter."
            ),
        },
        (
            Source(
                "vale_2019_20_q2_indicators.csv",
                "indicators",
                {
                    "theme": "section",
                    "code": "code",
                    "indicator": "title",
                    "q2_previous": "previous",
                    "q2_value": "value",
                    "q2_target": "target",
                    "published_rag": "reported_status",
                    "published_dot": "reported_trend",
                    "published_dot_raw": "reported_trend_symbol",
                    "commentary": "note",
                    "polarity_suggested": "polarity",
                    "unit": "unit_text",
                },
                {"previous_label": "Q2 2018/19"},
            ),
            Source(
                "vale_2019_20_q2_actions.csv",
                "actions",
                {
                    "objective": "section",
                    "service": "service",
                    "code": "code",
                    "action": "title",
                    "completion_date": "due",
                    "percent_complete": "progress",
                    "published_rag": "reported_status",
                    "progress_description": "note",
                },
            ),
            Source(
                "vale_2019_20_q2_risks.csv",
                "risks",
                {
                    "register": "register",
                    "ref": "code",
                    "risk": "title",
                    "service_area": "service",
                    "likelihood": "likelihood",
                    "impact": "impact",
                    "score": "score",
                    "published_band": "reported_band",
                    "published_colour_code": "reported_colour",
                    "direction_raw": "reported_direction",
                    "forecast_raw": "reported_forecast",
                },
            ),
            Source(
                "vale_2019_20_q2_tables.csv",
                "breakdowns",
                {"table": "table", "row": "row", "column": "column", "value": "value"},
            ),
            SUMMARY,
            Source(
                "vale_2019_20_q2_narrative.csv",
                "narrative",
                {"section": "heading", "theme": "theme", "kind": "kind", "paragraph": "text"},
            ),
            Source(
                "vale_2019_20_q2_exceptions.csv",
                "repeated",
                {
                    "kind": "kind",
                    "group": "section",
                    "code": "code",
                    "title": "title",
                    "percent_complete": "progress",
                    "published_rag": "reported_status",
                    "q2_previous": "previous",
                    "q2_value": "value",
                    "q2_target": "target",
                    "published_dot_raw": "reported_trend_symbol",
                    "commentary": "note",
                },
            ),
        ),
    ),
)
