"""The hidden sheet of an issued return on which its previews are worked out, step by step."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

from workbook_tools.model.layout import WORKINGS_TITLE
from workbook_tools.writing.issued.plan import HEADINGS
from workbook_tools.writing.issued.previews import Previews
from workbook_tools.writing.page import Page
from workbook_tools.writing.theme import Look

_EMPTY_RESULT = re.compile(rb"(<c r=\"[A-Z]+[0-9]+\"(?: s=\"[0-9]+\")?)>(<f>[^<]*</f>)<v></v>")
_RESULT = re.compile(rb"(</f>)<v>[^<]*</v>")


def write_workings(page: Page, tables: Mapping[str, tuple[int, Previews]]) -> None:
    """Writes the steps of every table's previews, from their first column on, in the rows that they are about."""
    page.write(0, 0, WORKINGS_TITLE, Look.TITLE, text_wrap=False)
    for sheet, (left, previews) in tables.items():
        page.write(HEADINGS - 1, left, sheet, Look.SECTION, text_wrap=False)
        for index, step in enumerate(previews.steps):
            page.write(HEADINGS, left + index, f"step {step}", Look.HEADER, text_wrap=False)
        for row, formulas in previews.formulas.items():
            for index, formula in enumerate(formulas):
                page.sheet.write_formula(row, left + index, formula, None, "")


def finish_formulas(content: bytes, uncalculated: Sequence[int]) -> bytes:
    """The workbook with the results of formulas stored as they should be, which XlsxWriter cannot say.

    Those of the sheets `uncalculated` (counted from 1) are left out, so that every program works them out: LibreOffice believes
    what is stored. Elsewhere an empty result is an empty text, not a result that is missing.
    """
    finished = BytesIO()
    left_out = {f"xl/worksheets/sheet{number}.xml" for number in uncalculated}
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(finished, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename in left_out:
                data = _RESULT.sub(rb"\1", data)
            elif part.filename.startswith("xl/worksheets/"):
                data = _EMPTY_RESULT.sub(rb'\1 t="str">\2<v></v>', data)
            target.writestr(part, data)
    return finished.getvalue()
