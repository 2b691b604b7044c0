"""What returns are issued from: the order, the return before, the name; for a list of services, one of each."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tools.findings import ToolkitError
from workbook_tools.issuing import Order, choose_return, return_name
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.periods import Period

if TYPE_CHECKING:
    from workbook_tools.reading.service_list import ListedService
    from workbook_tools.writing.sheet_buttons import Macros

USUAL = Order()


def check_name(path: Path, macros: "Macros | None") -> None:
    """Makes sure that the name of a return is one that Excel opens, and says whether it has buttons.

    Raises:
        ToolkitError: it does not.
    """
    kind, suffix = ("with", ".xlsm") if macros else ("without", ".xlsx")
    if path.suffix.lower() != suffix:
        raise ToolkitError(f"{path.name}: a return {kind} buttons must have a name that ends in {suffix}. Choose another name.")


def read_previous(path: Path | None, service: str) -> ServiceReturn | None:
    """The return of a service in a file, which may be a summary that it is part of; None without a file.

    Raises:
        ToolkitError: it is not there.
    """
    if path is None:
        return None
    from workbook_tools.reading.service_return import read_previous_returns  # noqa: PLC0415 - brings openpyxl

    return choose_return(read_previous_returns(path), service, path.name)


def orders_of(
    listed: "Sequence[ListedService]", beside: Path, period: Period, folder: Path, *, usual: Order, macros: "Macros | None"
) -> list[tuple[Order, Path, Path | None]]:
    """The order of each service of a list, where its return goes, and its previous one where it has one.

    Raises:
        ToolkitError: two returns would have one name.
    """
    paths = [folder / return_name(row.service, period, ".xlsm" if macros else ".xlsx") for row in listed]
    for name, number in Counter(path.name.casefold() for path in paths).items():
        if number > 1:
            raise ToolkitError(f"{number} services of the list would have the return {name}. Give them different names.")
    return [
        (_order(row, period, usual), path, beside / row.previous if row.previous else None)
        for row, path in zip(listed, paths, strict=True)
    ]


def _order(row: "ListedService", period: Period, usual: Order) -> Order:
    """`usual` says what the row of a service does not."""
    return Order(
        row.service,
        period,
        row.directorate or usual.directorate,
        row.contact_role or usual.contact_role,
        row.plan_from or usual.plan_from,
        row.plan_to or usual.plan_to,
    )
