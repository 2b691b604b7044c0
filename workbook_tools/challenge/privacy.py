"""Personal data and small numbers of people in the texts of a return that the committee reads and the council publishes.

Titles are not looked through: they are agreed when the return is issued. Columns of leads hold roles; of these, and of the
cover's, only an e-mail address is told. All texts of a return are looked through as one, which is much faster than one by one.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate

from workbook_tools import catalogue
from workbook_tools.challenge.hits import Hit, number_starts
from workbook_tools.challenge.personal import e_mail_addresses, insurance_numbers, people_named
from workbook_tools.challenge.small_numbers import small_numbers
from workbook_tools.findings import Finding, Kind, Where
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.layout import COVER_SHEET
from workbook_tools.model.scheme import PrivacyRules
from workbook_tools.model.service_return import Row, ServiceReturn

Fields = Mapping[str, tuple[str, ...]]
TABLES = ("indicators", "actions", "risks", "finance", "savings", "narrative", "repeated")
TEXTS: Fields = {
    "cover": ("overall_reason",),
    "indicators": ("note", "officer_reason"),
    "actions": ("note", "officer_reason"),
    "risks": ("effect", "controls", "note", "officer_reason"),
    "finance": ("note",),
    "savings": ("note",),
    "narrative": ("text",),
    "repeated": ("note",),
}
ROLES: Fields = {"cover": ("contact_role", "signed_off_by")} | dict.fromkeys(TABLES[:5], ("lead",))
BETWEEN = "\0"  # between two texts: no blank, no letter, and in no cell of a workbook


def personal_data(assessment: Assessment) -> Iterator[Finding]:
    """One finding for each cell and kind, with their number and the first; none where the scheme has no rules for privacy."""
    rules, given = assessment.scheme.privacy, assessment.service_return
    if rules is None:
        return
    texts = _texts(given, TEXTS)
    whole = BETWEEN.join(texts)
    yield from _findings(given, TEXTS, texts, _hits(whole, rules), rules)
    roles = _texts(given, ROLES)
    if "@" in (whole := BETWEEN.join(roles)):
        hits = ((catalogue.E_MAIL_IN_NOTE, hit) for hit in e_mail_addresses(whole))
        yield from _findings(given, ROLES, roles, hits, rules)


def _hits(whole: str, rules: PrivacyRules) -> Iterator[tuple[Kind, Hit]]:
    starts = number_starts(whole)
    for kind, hits in (
        (catalogue.E_MAIL_IN_NOTE, e_mail_addresses(whole)),
        (catalogue.INSURANCE_NUMBER, insurance_numbers(whole, starts)),
        (catalogue.PERSON_NAMED, people_named(whole)),
        (catalogue.SMALL_NUMBER, small_numbers(rules).find(whole, starts)),
    ):
        yield from ((kind, hit) for hit in hits)


def _findings(
    given: ServiceReturn, fields: Fields, texts: list[str], hits: Iterator[tuple[Kind, Hit]], rules: PrivacyRules
) -> Iterator[Finding]:
    """A finding for each text and kind among the hits, whose places are those in all texts joined."""
    found: dict[tuple[int, Kind], list[str]] = {}
    begins = list[int]()
    for kind, hit in hits:
        begins = begins or list(accumulate((len(text) + len(BETWEEN) for text in texts), initial=0))
        found.setdefault((bisect_right(begins, hit.start) - 1, kind), []).append(hit.shown)
    places = _places(given, fields) if found else []
    for (index, kind), shown in found.items():
        row, field = places[index]
        below = {"below": rules.small_number_below} if kind is catalogue.SMALL_NUMBER else {}
        yield kind.at(row.at(field), getattr(row, "code", ""), count=len(shown), first=shown[0], **below)


def _texts(given: ServiceReturn, fields: Fields) -> list[str]:
    """The text of each place, in the order of `_places`; by itself, since most returns have nothing to find in them."""
    cover = [getattr(given.cover, name) for name in fields.get("cover", ())]
    rows = [getattr(row, name) for table in TABLES for name in fields.get(table, ()) for row in getattr(given, table)]
    return cover + rows


def _places(given: ServiceReturn, fields: Fields) -> list[tuple[Row, str]]:
    """Each row with each of its fields that are looked through."""
    answers = Row(where=Where(given.source.name, COVER_SHEET), cells=given.cover.cells)
    cover = [(answers, name) for name in fields.get("cover", ())]
    return cover + [(row, name) for table in TABLES for name in fields.get(table, ()) for row in getattr(given, table)]
