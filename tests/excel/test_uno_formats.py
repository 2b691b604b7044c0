import pytest

from workbook_tools.excel.engines.uno_formats import DATE, LOGICAL, TIME, Kind, _format

NUMBER, PERCENT, TEXT, DEFINED = 16, 128, 256, 1  # LibreOffice's flags, as `DATE` and the others


@pytest.mark.parametrize(
    ("code", "flags", "in_excel", "kind"),
    [
        ("General", NUMBER, "General", Kind.NUMBER),
        ("0.0%", PERCENT | DEFINED, "0.0%", Kind.NUMBER),
        ("@", TEXT, "@", Kind.NUMBER),
        ("BOOLEAN", LOGICAL, "General", Kind.YES_NO),
        ("DD/MM/YYYY", DATE | DEFINED, "dd/mm/yyyy", Kind.DATE),
        ("DD MMM YYYY HH:MM", DATE | TIME, "dd mmm yyyy hh:mm", Kind.DATE),
        ("NNNN D MMMM YYYY", DATE, "dddd d mmmm yyyy", Kind.DATE),
        ('"Day "D', DATE, '"Day "d', Kind.DATE),
        ("[$-809]DD MMMM", DATE, "[$-809]dd mmmm", Kind.DATE),
        ("HH:MM AM/PM", TIME, "hh:mm AM/PM", Kind.TIME),
        ("[H]:MM:SS", TIME, "[h]:mm:ss", Kind.DURATION),
        ("£#,##0;[RED]-£#,##0", NUMBER, "£#,##0;[Red]-£#,##0", Kind.NUMBER),
        ('#,##0;-#,##0;"NIL"', NUMBER, '#,##0;-#,##0;"NIL"', Kind.NUMBER),
    ],
)
def test_libreoffices_codes_are_spelt_as_in_excel(code: str, flags: int, in_excel: str, kind: Kind) -> None:
    assert _format(code, flags).code == in_excel
    assert _format(code, flags).kind is kind
