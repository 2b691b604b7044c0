"""What contradicts itself, inside a return and across returns, and what should not be published.

Published verdicts are compared here, and nowhere else used.

words      whether a published word is the one the scheme prints for a verdict
verdicts   published statuses, trends and bands against the computed ones; a figure against its printed rounding
repeated   what a report prints a second time against its main tables
headlines  figures that a return states about itself against its rows
notes      rows at the worst status without a word why
variances  stated variances against forecast less budget
money      amounts against their notes, pounds beside thousands, virements, savings
privacy    personal data and small numbers of people in texts that are published (personal, small_numbers, hits: what they are)
across     several returns of one run (copies: whether two have the same rows)
"""

from collections.abc import Callable, Iterator

from workbook_tools.challenge.across import challenge_across
from workbook_tools.challenge.headlines import headline_differs
from workbook_tools.challenge.money import money_units_mixed, note_names_other_amount, saving_above, virements_not_nil
from workbook_tools.challenge.notes import note_missing
from workbook_tools.challenge.privacy import personal_data
from workbook_tools.challenge.repeated import repeated_differs
from workbook_tools.challenge.variances import variance_differs, variance_sign_ambiguous
from workbook_tools.challenge.verdicts import band_differs, printed_differs, status_differs, trend_differs
from workbook_tools.findings import Finding
from workbook_tools.model.assessment import Assessment

CHALLENGES: tuple[Callable[[Assessment], Iterator[Finding]], ...] = (
    status_differs,
    trend_differs,
    printed_differs,
    band_differs,
    repeated_differs,
    headline_differs,
    note_missing,
    variance_differs,
    variance_sign_ambiguous,
    note_names_other_amount,
    money_units_mixed,
    virements_not_nil,
    saving_above,
    personal_data,
)


def challenge(assessment: Assessment) -> tuple[Finding, ...]:
    """Where a return contradicts itself: one question after the other, each in the order of the rows."""
    return tuple(finding for ask in CHALLENGES for finding in ask(assessment))


__all__ = ["challenge", "challenge_across"]
