"""What contradicts itself across the returns of one run: what comes in twice counts twice."""

from collections.abc import Iterator, Sequence

from workbook_tools import catalogue
from workbook_tools.challenge.copies import answers_digest
from workbook_tools.findings import Finding, Where
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.layout import COVER_SHEET


def challenge_across(assessments: Sequence[Assessment]) -> tuple[Finding, ...]:
    """The same file, the same service and period, or the same rows twice in different files; each at the later of the two.

    A return without a service or a period, or one that was refused, is compared as a file only.
    """
    return tuple(_found(assessments))


def _found(assessments: Sequence[Assessment]) -> Iterator[Finding]:
    files: dict[str, str] = {}
    returns: dict[tuple[object, ...], str] = {}
    answered: dict[str | None, str] = {}  # by their digests only, so that the rows of thousands of returns are not kept
    for assessment in assessments:
        source, cover = assessment.service_return.source, assessment.service_return.cover
        if not source.sha256:  # there was no content to read, so none to compare
            continue
        if source.sha256 in files:
            yield catalogue.FILE_TWICE.at(Where(source.name), other=files[source.sha256])
            continue
        files[source.sha256] = source.name
        service = " ".join(cover.service.split())
        if not service or cover.period is None or assessment.service_return.refused is not None:
            continue
        key = (assessment.scheme.name, service.casefold(), cover.period)
        where = Where(source.name, COVER_SHEET, cover.cells.get("service"))
        if key in returns:
            yield catalogue.RETURN_TWICE.at(where, service=service, period=str(cover.period), other=returns[key])
        else:
            digest = answers_digest(assessment.service_return)
            if digest in answered:
                yield catalogue.RETURN_COPIED.at(where, other=answered[digest])
            elif digest is not None:
                answered[digest] = source.name
        returns.setdefault(key, source.name)
