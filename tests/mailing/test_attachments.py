"""What may be attached, decided by its content, and the names of attachments."""

import itertools
import zipfile
from collections.abc import Mapping
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.mailing.attachments import (
    MOST_BYTES,
    MOST_NAME,
    attachment_name,
    check_attachment,
    safe_name,
)
from workbook_tools.mailing.errors import DraftError
from workbook_tools.model.distribution import Format

TYPES = "[Content_Types].xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
COMMITTEE = "Audit and Scrutiny Committee"


def workbook(changes: Mapping[str, bytes | tuple[bytes, bytes]] | None = None) -> bytes:
    """A workbook with parts added, or with a text in a part replaced by another."""
    plain, changed = BytesIO(), BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet().write_string(0, 0, "26 actions completed")
    parts = {}
    with zipfile.ZipFile(plain) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, change in (changes or {}).items():
        if isinstance(change, tuple):
            assert change[0] in parts[name]
            parts[name] = parts[name].replace(*change)
        else:
            parts[name] = change
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return changed.getvalue()


def declared(text: str) -> dict[str, bytes | tuple[bytes, bytes]]:
    return {TYPES: (b"</Types>", f'<Override PartName="/xl/odd.bin" ContentType="{text}"/></Types>'.encode())}


def related(kind: str, mode: str = "") -> dict[str, bytes | tuple[bytes, bytes]]:
    said = f'<Relationship Id="rId99" Type="{kind}" Target="odd.bin"{mode}/></Relationships>'
    return {RELATIONS: (b"</Relationships>", said.encode())}


def pdf(inside: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj << /Type /Catalog " + inside + b" >> endobj\n%%EOF\n"


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(("name", "content"), [("Pack.xlsx", workbook()), ("Pack.XLSX", workbook()), ("Pack.pdf", pdf())])
def test_a_plain_workbook_and_a_pdf_are_attached_as_they_are(name: str, content: bytes) -> None:
    attached = check_attachment(name, content)
    assert (attached.name, attached.content) == (name, content)


@pytest.mark.parametrize(
    "name", ["pack.xlsm", "pack.XLSM", "pack.xlam", "pack.xltm", "pack.xlsb", "pack.xls", "pack.xla", "pack.xll"]
)
def test_a_macro_workbook_is_never_sent(name: str) -> None:
    with pytest.raises(DraftError, match="macros and is never sent"):
        check_attachment(name, workbook())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"xl/vbaProject.bin": b"\xd0\xcf"}, "holds macros"),
        ({"xl/VBAPROJECT.BIN": OLE}, "holds macros"),
        ({"xl/media/project.bin": OLE}, "holds macros"),
        ({TYPES: (b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")}, "holds macros"),
        ({TYPES: (b"spreadsheetml.sheet.main", b"ms-excel.sheet.&#109;acroEnabled.main")}, "holds macros"),
        (declared("application/vnd.ms-office.vbaProject"), "holds macros"),
        (declared("application/vnd.ms-excel.macrosheet+xml"), "holds macros"),
        (declared("application/vnd.ms-excel.sheet.binary.macroEnabled.main"), "holds macros"),
        (related("http://schemas.microsoft.com/office/2006/relationships/vbaProject"), "holds macros"),
        (related("http://schemas.microsoft.com/office/2006/relationships/vb&#x61;Project"), "holds macros"),
        (related(f"{OFFICE}/dialogsheet"), "holds macros"),
        ({"xl/activeX/activeX1.bin": b"x"}, "holds embedded objects"),
        ({"xl/embeddings/oleObject1.bin": b"x"}, "holds embedded objects"),
        ({"xl/media/image1.png": OLE + b"x"}, "holds embedded objects"),
        (related(f"{OFFICE}/oleObject"), "holds embedded objects"),
        (related(f"{OFFICE}/package"), "holds embedded objects"),
        ({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}, "is linked to other files"),
        ({"xl/connections.xml": b"<connections/>"}, "is linked to other files"),
        (related(f"{OFFICE}/externalLink"), "is linked to other files"),
        (related(f"{OFFICE}/image", ' TargetMode="External"'), "is linked to other files"),
        ({"customUI/customUI14.xml": b"<customUI/>"}, "holds an add-in"),
        (related("http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"), "holds an add-in"),
        ({"xl/webextensions/taskpanes.xml": b"<x/>"}, "holds an add-in"),
    ],
)
def test_what_runs_or_fetches_something_is_found_out(changes: Mapping[str, bytes | tuple[bytes, bytes]], sentence: str) -> None:
    with pytest.raises(DraftError, match=sentence):
        check_attachment("pack.xlsx", workbook(changes))


def test_an_ordinary_link_and_an_ordinary_picture_are_no_objection() -> None:
    link = related(f"{OFFICE}/hyperlink", ' TargetMode="External"')
    assert check_attachment("pack.xlsx", workbook(link | {"xl/media/image1.png": b"\x89PNG\r\n"}))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("pack.docx", b"PK", "neither an .xlsx workbook nor a PDF"),
        ("pack.xlsx.exe", b"MZ", "neither an .xlsx workbook nor a PDF"),
        ("pack", b"PK", "neither an .xlsx workbook nor a PDF"),
        ("pack.xlsx", b"not a package", "This is not an Excel workbook"),
        ("pack.xlsx", b"", "This is not an Excel workbook"),
        ("pack.xlsx", pdf(), "This is not an Excel workbook"),
        ("pack.xlsx", OLE + "EncryptedPackage".encode("utf-16-le") + b"\0\0", "protected by a password"),
        ("pack.xlsx", workbook()[:-40], "cut off"),
        ("pack.xlsx", workbook({RELATIONS: b"<Relationships"}), "it is damaged"),
        ("pack.xlsx", workbook({RELATIONS: b"<!DOCTYPE a><a/>"}), "declarations that no real workbook has"),
        ("pack.pdf", b"<html>", "is not a PDF"),
        ("pack.pdf", workbook(), "is not a PDF"),
        ("pack.pdf", pdf(b"/OpenAction << /S /JavaScript /JS (app.alert) >>"), "holds scripts"),
        ("pack.pdf", pdf(b"/OpenAction << /S /Launch >>"), "holds scripts"),
        ("pack.pdf", pdf(b"/Names << /EmbeddedFiles 2 0 R >>"), "holds scripts"),
    ],
)
def test_only_what_it_says_it_is_is_attached(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(DraftError, match=sentence):
        check_attachment(name, content)


@pytest.mark.parametrize(
    ("edition", "name"),
    [
        (Format.WORKBOOK, f"{COMMITTEE} - Partnership and Performance 2022-23 - working edition.xlsx"),
        (Format.ACCESSIBLE, f"{COMMITTEE} - Partnership and Performance 2022-23 - accessible edition.xlsx"),
        (Format.PDF, f"{COMMITTEE} - Partnership and Performance 2022-23 - working edition.pdf"),
    ],
)
def test_an_attachment_is_named_by_committee_service_period_and_edition(edition: Format, name: str) -> None:
    assert attachment_name(COMMITTEE, "2022/23", edition, "Partnership and Performance") == name


@pytest.mark.parametrize(
    ("committee", "service", "name"),
    [
        ("Audit", "Housing/Roads", "Audit - Housing-Roads Q2 2019-20 - working edition.xlsx"),
        ("../../etc", "Housing", "etc - Housing Q2 2019-20 - working edition.xlsx"),
        ("..", "/", "Q2 2019-20 - working edition.xlsx"),
        ("Audit\r\nBcc: x", "a\u202eslx.exe", "Audit Bcc_ x - a slx.exe Q2 2019-20 - working edition.xlsx"),
        ('"Audit"', "a\u200bb", "_Audit_ - a b Q2 2019-20 - working edition.xlsx"),
        ("CON", "NUL", "CON - NUL Q2 2019-20 - working edition.xlsx"),
        ("Gàidhealtachd", "café".replace("é", "e\u0301"), "Gàidhealtachd - café Q2 2019-20 - working edition.xlsx"),
        ("", "", "Q2 2019-20 - working edition.xlsx"),
    ],
)
def test_a_name_of_an_attachment_is_safe(committee: str, service: str, name: str) -> None:
    assert attachment_name(committee, "Q2 2019/20", Format.WORKBOOK, service) == name


def test_without_anything_to_say_the_papers_have_a_name() -> None:
    assert attachment_name("..", "", Format.PDF, "\u200b") == "Papers - working edition.pdf"


def test_exempt_papers_say_so_in_their_name() -> None:
    named = attachment_name("Audit", "2022/23", Format.PDF, "Housing", exempt=True)
    assert named == "EXEMPT - Audit - Housing 2022-23 - working edition.pdf"
    assert attachment_name("n" * 400, "2022/23", Format.PDF, "Housing", exempt=True).startswith("EXEMPT - nnn")


def test_the_period_is_never_cut_off() -> None:
    named = attachment_name(
        "Corporate Performance and Resources Scrutiny Committee", "Q2 2019/20", Format.WORKBOOK, "Corporate Health"
    )
    assert len(named) <= MOST_NAME
    assert named.startswith("Corporate Performance and Resources Scrutiny Committee - Co")
    assert named.endswith(" Q2 2019-20 - working edition.xlsx")


@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=60))
def test_whatever_its_name_an_attachment_keeps_its_edition(committee: str, service: str, period: str) -> None:
    names = [attachment_name(committee, period, edition, service) for edition in Format]
    for name, end in zip(names, ("working edition.xlsx", "accessible edition.xlsx", "working edition.pdf"), strict=True):
        assert name.endswith(end)
        assert name == safe_name(name)
        assert name.isprintable()
        assert not set(name) & set('<>:"/\\|?*')
        assert len(name) <= MOST_NAME
        assert len(name.encode()) <= MOST_BYTES
    assert len({name.casefold() for name in names}) == len(names)


def test_long_names_that_begin_alike_stay_apart() -> None:
    ends = ["North", "South", "East", "West"]
    names = [
        attachment_name(f"{'Joint Committee of the Councils of the ' * 4}{end}", "2022/23", edition, "Housing")
        for end, edition in itertools.product(ends, Format)
    ]
    assert len(set(names)) == len(ends) * len(Format)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Summary 2022-23.xlsx", "Summary 2022-23.xlsx"),
        ("../../etc/pack.xlsx", "_.._etc_pack.xlsx"),
        ("pack\u202exslx.exe", "packxslx.exe"),
        ("a\r\nb.xlsx", "ab.xlsx"),
        ('a"b;c.xlsx', "a_b;c.xlsx"),
        ("CON.xlsx", "_CON.xlsx"),
        ("nul", "_nul"),
        (".xlsx", "xlsx"),
        ("...", "_"),
        ("Gàidhealtachd.xlsx", "Gàidhealtachd.xlsx"),
        ("n" * 400 + ".xlsx", "n" * 95 + ".xlsx"),
    ],
)
def test_an_attachment_has_a_safe_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=200))
def test_a_safe_name_is_one_word_for_every_system(name: str) -> None:
    safe = safe_name(name)
    assert safe.isprintable()
    assert not set(safe) & set('<>:"/\\|?*')
    assert len(safe) > 0
    assert safe not in {".", ".."}
    assert safe_name(safe) == safe


def test_a_name_is_no_longer_than_mail_systems_take() -> None:
    assert len(safe_name("n" * 400 + ".xlsx")) == MOST_NAME
