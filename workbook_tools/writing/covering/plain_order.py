"""The covering report of a council whose own is not known: a plain order, usual in Scottish councils, all of it assumed."""

from workbook_tools.model.scheme import ALL_OTHER, CoverContents, CoveringPart


def _part(heading: str, contents: CoverContents, ask: str = "", words: tuple[str, ...] = (), *from_: str) -> CoveringPart:
    return CoveringPart(heading=heading, contents=contents, ask=ask, words=words, from_=from_, source="", assumed=True)


YES_OR_NO = ("Yes", "No")
PLAIN_ORDER = (
    _part("Purpose", "purpose", "", ("This report presents the performance of {service} for {period}.",)),
    _part("Recommendations", "recommendations", "what the committee is asked to note or to decide"),
    _part("Background", "background"),
    _part("Considerations", "considerations"),
    _part("", "exceptions"),
    _part("", "narrative", "achievements, challenges and what is done about them", (), "Considerations", ALL_OTHER),
    _part("Resource Implications", "blank", "the financial and staffing implications, and whether Finance was consulted"),
    _part(
        "Equalities Impact",
        "choice",
        "Has the equalities impact of the recommendations been assessed, so that no group is adversely affected?",
        YES_OR_NO,
    ),
    _part(
        "Legality",
        "choice",
        "Is it confirmed that the council acts within its legal powers in adopting the recommendations?",
        YES_OR_NO,
    ),
    _part(
        "Exempt Reports",
        "choice",
        "Is this report exempt from publication?",
        ("Yes (state the reason for the exemption)", "No"),
    ),
    _part("Appendices", "appendices", "further appendices, or none"),
    _part("Background Papers", "background_papers", "other documents that were used, or none"),
)
