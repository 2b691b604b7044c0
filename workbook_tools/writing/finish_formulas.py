"""What XlsxWriter cannot say of the stored results of formulas."""

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO

_EMPTY_RESULT = re.compile(rb"(<c r=\"[A-Z]+[0-9]+\"(?: s=\"[0-9]+\")?)>(<f>[^<]*</f>)<v></v>")
_RESULT = re.compile(rb"(</f>)<v>[^<]*</v>")


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
