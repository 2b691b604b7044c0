"""The sheets of a workbook by whichever reader fits it."""

import io
import zipfile

from workbook_tools.reading.grids import Grid
from workbook_tools.reading.grids_plain import read_plain_grids
from workbook_tools.reading.plain_xml import NotPlainError


def grids_of(content: bytes, package: zipfile.ZipFile | None = None) -> tuple[Grid, ...]:
    """The worksheets of a workbook in their order; chart sheets are left out. Its content should have passed the preflight.

    Args:
        content: the workbook's bytes.
        package: the same, where they were opened already.

    Raises:
        ReadingError: the workbook is not in order.
    """
    try:
        return read_plain_grids(package or zipfile.ZipFile(io.BytesIO(content)))
    except (NotPlainError, zipfile.BadZipFile):
        # Most returns are plain; only the others pay for the start of openpyxl.
        from workbook_tools.reading.grids_openpyxl import read_grids  # noqa: PLC0415 - see above

        return read_grids(content)
