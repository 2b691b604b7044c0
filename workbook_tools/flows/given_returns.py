"""The returns that a flow starts from, read, each beside what it was issued with."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workbook_tools.findings import ToolkitError
from workbook_tools.flows.values import Progress
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.reading.service_return import read_service_return


def read_returns(files: Sequence[Path], issued: Path | None, progress: Progress) -> list[ServiceReturn]:
    """Returns in the order of their files, to be held against what was issued to them, or against `issued` where it is given.

    Raises:
        ToolkitError: `issued` was not issued by this program.
    """
    returns = []
    for number, path in enumerate(files, start=1):
        returns.append(read_service_return(path))
        progress(number, len(files))
    if issued is None:
        return returns
    as_issued = _as_issued(read_service_return(issued))
    return [given if given.refused else replace(given, issued=as_issued) for given in returns]


def _as_issued(given: ServiceReturn) -> ServiceReturn:
    if given.refused or given.issued is None:
        raise ToolkitError(f"{given.source.name} was not issued by this program, so nothing can be compared with it.")
    return given.issued
