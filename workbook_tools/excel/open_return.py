"""The return in an open book, judged as it stands there, saved or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook_tools.excel.grids import is_visible, read_grid
from workbook_tools.findings import ToolkitError
from workbook_tools.judging import judge, scheme_named
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.layout import LISTS_TITLE, WORKINGS_TITLE
from workbook_tools.model.service_return import ServiceReturn, SourceFile
from workbook_tools.reading.grids import Grid
from workbook_tools.reading.service_return import fit_to_be_shown, parse_service_return
from workbook_tools.schemes.load import list_schemes, load_scheme

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

PASSED_OVER = frozenset({LISTS_TITLE, WORKINGS_TITLE})


@dataclass(frozen=True, slots=True)
class OpenReturn:
    """A return in an open book: its sheets as they stand, and how it is judged."""

    grids: Sequence[Grid]
    assessment: Assessment


def judge_book(book: "xlwings.Book") -> OpenReturn:
    """The return in the open book, by the scheme that its cover names or that it was issued under.

    Raises:
        ToolkitError: there is no return in it, its scheme or its period is not understood, or a sheet is far too large.
    """
    grids = [read_grid(sheet) for sheet in book.sheets if not _is_passed_over(sheet)]
    source = SourceFile(fit_to_be_shown(book.name), sha256="", size=0)  # what is open need not be what is saved: no hash
    given = parse_service_return(source, grids)
    return OpenReturn(grids, judge_given(given))


def _is_passed_over(sheet: "xlwings.Sheet") -> bool:
    """Whether no check would look at a sheet: what the previews work with has most of the cells of a return."""
    return not is_visible(sheet) and sheet.range("A1").value in PASSED_OVER


def judge_given(given: ServiceReturn) -> Assessment:
    """A return that was read, by the scheme that its cover names or that it was issued under.

    Raises:
        ToolkitError: it was refused, or its scheme or its period is not understood.
    """
    if given.refused:
        raise ToolkitError(f"{given.source.name}: {given.refused}")
    assessment = judge(given, load_scheme(_scheme_of(given)))
    if refused := assessment.service_return.refused:
        why = [found for found in given.findings if found.where.cell]
        raise ToolkitError(" ".join([f"The return cannot be judged. {refused}", *(str(found) for found in why[:1])]))
    return assessment


def _scheme_of(given: ServiceReturn) -> str:
    """The return's scheme; only a shipped one, so that a cover never makes us open another file."""
    name, shipped = scheme_named(given), list_schemes()
    if name in shipped:
        return name
    if not name and not _has_rows(given):
        raise ToolkitError(
            f"{given.source.name} is not a service return: no sheet says what it reports on. "
            "Go to the return that you filled in, then press the button again."
        )
    found = f"The cover names the scheme '{name}', which there is not" if name else "The cover does not name a scheme"
    raise ToolkitError(f"{found}. Write one of these beside Scheme: {', '.join(shipped)}.")


def _has_rows(given: ServiceReturn) -> bool:
    return any((given.indicators, given.actions, given.risks, given.finance, given.savings))
