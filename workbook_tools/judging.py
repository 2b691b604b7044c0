"""One return judged by a scheme: checked, assessed, challenged. And which scheme that is, where nobody says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from workbook_tools import catalogue
from workbook_tools.assess import assess
from workbook_tools.challenge import challenge
from workbook_tools.check import check_return
from workbook_tools.findings import Sentence, ToolkitError, Where
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.consolidation import TrackerRow
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.reading.order import in_sheet_order
from workbook_tools.schemes.load import list_schemes

REASONS_SHOWN = 5  # of refused returns in one sentence


def judge(service_return: ServiceReturn, scheme: Scheme, as_at: date | None = None) -> Assessment:
    """One return, checked, assessed and challenged; refused where it has neither a period nor an as-at date is given.

    Where its cover names no period that is understood, the one that it was issued for holds; the finding has been made.
    """
    issued, cover = service_return.issued, service_return.cover
    if issued is not None and cover.period is None:
        service_return = replace(service_return, cover=replace(cover, period=issued.cover.period))
    if service_return.refused is None and as_at is None and service_return.cover.period is None:
        service_return = refuse(service_return, "The period is not understood, so there is no as-at date.")
    period = service_return.cover.period
    if service_return.refused is not None:
        return Assessment(service_return, scheme, as_at or date.min, findings=service_return.findings)
    assessment = assess(service_return, scheme, as_at or (period.end if period else date.min))
    found = (*service_return.findings, *check_return(service_return, scheme), *challenge(assessment))
    return replace(assessment, findings=in_sheet_order(found, service_return.sheets))


def scheme_of_covers(returns: Sequence[ServiceReturn]) -> str:
    """The one scheme that the returns' covers name; a cover that names none stands for what the return was issued under.

    Raises:
        ToolkitError: none could be read, or they name no scheme, several, or one that is not shipped (a cover never makes us
            open another file).
    """
    if all(service_return.refused for service_return in returns):
        raise ToolkitError(say_refusals(returns))
    names = {name for service_return in returns if (name := scheme_named(service_return))}
    if not names:
        raise ToolkitError(no_scheme_named())
    if len(names) > 1:
        raise ToolkitError(f"The returns name different schemes ({', '.join(sorted(names))}). Choose one with --scheme.")
    return checked_name(names.pop())


def no_scheme_named() -> str:
    """What to do where no cover names a scheme."""
    return f"No cover names a scheme. Add --scheme with one of: {', '.join(list_schemes())}."


def checked_name(name: str) -> str:
    """The name of a scheme that a cover gives, if it is a shipped one: a cover never makes us open another file.

    Raises:
        ToolkitError: it is not.
    """
    if name not in list_schemes():
        raise ToolkitError(f"The cover names the scheme '{name}', which is not shipped. Choose one with --scheme.")
    return name


def scheme_named(given: ServiceReturn) -> str:
    """The scheme that a return's cover names, or that it was issued under; "" where neither is known."""
    return given.cover.scheme or (given.issued.cover.scheme if given.issued else "")


def say_refusals(returns: Sequence[ServiceReturn]) -> str:
    """Why none of these returns could be read."""
    return _none_read([(given.source.name, given.refused or "") for given in returns])


def say_nothing_taken(tracker: Sequence[TrackerRow]) -> str:
    """Why no return of a consolidation could be taken."""
    return _none_read([(row.file, row.reason) for row in tracker if row.file])


def _none_read(reasons: Sequence[tuple[str, str]]) -> str:
    shown = " ".join(f"{name}: {reason}" for name, reason in reasons[:REASONS_SHOWN])
    more = f" And {len(reasons) - REASONS_SHOWN} more." if len(reasons) > REASONS_SHOWN else ""
    return f"No return could be read. {shown}{more}"


def refuse(service_return: ServiceReturn, reason: str) -> ServiceReturn:
    """A return that is not taken in, for a reason that is one plain sentence."""
    finding = catalogue.FILE_REFUSED.at(Where(service_return.source.name), reason=Sentence(reason))
    return ServiceReturn(
        service_return.source, service_return.cover, refused=reason, findings=(*service_return.findings, finding)
    )
