"""Whether a return is the one that was asked for: its service, its period, its template, the rules it was issued under."""

from collections.abc import Iterator

from workbook_tools import catalogue
from workbook_tools.check.contents import NOTHING
from workbook_tools.check.places import cover_place, has_cover
from workbook_tools.findings import Finding
from workbook_tools.model.layout import TEMPLATE
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.model.spellings import folded

OUR_TEMPLATES = "standard return, version"  # how the names of all of them begin, in small letters


def wrong_service(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """A cover with another service than the return was issued for; case and blanks do not matter."""
    cover, issued = service_return.cover, service_return.issued
    if issued is None or not issued.cover.service.strip() or not has_cover(service_return):
        return
    if folded(cover.service) != folded(issued.cover.service):
        text = cover.service.strip() or NOTHING
        yield catalogue.WRONG_SERVICE.at(cover_place(service_return, "service"), text=text, issued=issued.cover.service)


def wrong_period(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """A cover with another period than the return was issued for; one that is not understood is found by reading."""
    cover, issued = service_return.cover, service_return.issued
    if issued is None or issued.cover.period is None or cover.period is None or cover.period == issued.cover.period:
        return
    text = cover.period_text or str(cover.period)
    yield catalogue.WRONG_PERIOD.at(cover_place(service_return, "period"), text=text, issued=str(issued.cover.period))


def template_stale(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """A return that was made from another version of our template, by what was issued or by its own cover."""
    covers = [given.cover for given in (service_return.issued, service_return) if given]
    ours = [cover.template for cover in covers if folded(cover.template).startswith(OUR_TEMPLATES)]
    other = next((template for template in ours if folded(template) != folded(TEMPLATE)), None)
    if other:
        yield catalogue.TEMPLATE_STALE.at(cover_place(service_return, "template"), text=other, current=TEMPLATE)


def issued_copy_missing(service_return: ServiceReturn, _scheme: Scheme) -> Iterator[Finding]:
    """A return of ours, as the version of its rules on the cover tells, that no longer keeps what it was issued with."""
    cover = service_return.cover
    if service_return.issued is None and cover.scheme_version.strip() and folded(cover.template).startswith(OUR_TEMPLATES):
        yield catalogue.ISSUED_COPY_MISSING.at(cover_place(service_return, "template"))


def scheme_stale(service_return: ServiceReturn, scheme: Scheme) -> Iterator[Finding]:
    """A return that was issued under another version of the scheme that it is judged by."""
    if service_return.issued is None:
        return
    issued = service_return.issued.cover
    version = issued.scheme_version.strip()
    if version and version != scheme.version and issued.scheme == scheme.name:
        field = "scheme_version" if "scheme_version" in service_return.cover.cells else "scheme"
        yield catalogue.SCHEME_STALE.at(
            cover_place(service_return, field), issued=version, current=scheme.version, scheme=scheme.name
        )
