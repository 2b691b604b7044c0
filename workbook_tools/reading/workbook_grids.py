"""The sheets of a workbook by whichever reader fits it."""

import io
import zipfile

from workbook_tools.reading.grids import Grid
from workbook_tools.reading.grids_plain import read_plain_grids
from workbook_tools.reading.plain_xml import NotPlainError


def grids_of(content: bytes) -> tuple[Grid, ...]:
    """The worksheets of a workbook in their order; chart sheets are left out. Its content should have passed the preflight.

    Raises:
        ReadingError: the workbook is not in order.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return read_plain_grids(archive)
    except (NotPlainError, zipfile.BadZipFile):
        # Most returns are plain; only the others pay for the start of openpyxl.
        from workbook_tools.reading.grids_openpyxl import read_grids  # noqa: PLC0415 - see above

        return read_grids(content)
