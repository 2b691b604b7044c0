"""What may be opened and what may not: each refusal on a real file of its kind."""

import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from support_workbooks import rewrite_part, write_workbook
from workbook_tools.findings import Severity
from workbook_tools.reading import preflight
from workbook_tools.reading.preflight import check_safe
from workbook_tools.reading.service_return import read_service_return

SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION_LAUGHS = f'<!DOCTYPE worksheet [<!ENTITY l0 "laughter">{LAUGHS}]>'
EXTERNAL = '<!DOCTYPE worksheet [<!ENTITY file SYSTEM "file:///etc/passwd">]>'


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "good.xlsx", {"Indicators": [["Code", "Indicator", "Value"], ["A1", "Visits", 5]]})


def write_zip(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def missing(path: Path) -> None:
    assert not path.exists()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def text(path: Path) -> None:
    path.write_text("Code;Indicator;Value\n")


def ole_with(*streams: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in streams)
        path.write_bytes(preflight.OLE_SIGNATURE + bytes(504) + names + bytes(512))

    return write


def word_document(path: Path) -> None:
    write_zip(path, {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})


def binary_workbook(path: Path) -> None:
    write_zip(path, {"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"\x83\x01\x00"})


def open_document(path: Path) -> None:
    write_zip(path, {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})


def bomb_by_size(path: Path) -> None:
    parts = {f"xl/media/{n}.bin": bytes(32 * preflight.MEBIBYTE) for n in range(9)}
    write_zip(path, {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", **parts})


def bomb_by_ratio(path: Path) -> None:
    parts = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", SHEET: bytes(11 * preflight.MEBIBYTE)}
    write_zip(path, parts)


@pytest.mark.parametrize(
    ("name", "write", "words"),
    [
        ("return.xlsx", missing, "no such file"),
        ("return.xlsx", empty, "empty"),
        ("return.xlsx", folder, "folder"),
        pytest.param(
            "return.xlsx", pipe, "ordinary file", marks=pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes")
        ),
        ("return.xlsx", text, "not an Excel workbook"),
        ("return.xls", ole_with("Root Entry", "Workbook"), "old .xls workbook"),
        ("return.xls", ole_with("Root Entry", "Book"), "old .xls workbook"),
        ("return.xlsx", ole_with("Root Entry", "EncryptionInfo", "EncryptedPackage"), "protected by a password"),
        ("return.xlsx", ole_with("Root Entry", "WordDocument"), "old Office file"),
        ("return.xlsx", word_document, "no workbook in this file"),
        ("return.xlsx", binary_workbook, ".xlsb"),
        ("return.xlsx", open_document, "OpenDocument"),
        ("return.xlsx", bomb_by_size, "larger than 256 MB"),
        ("return.xlsx", bomb_by_ratio, "many times its size"),
        ("~$return.xlsx", text, "lock file"),
    ],
)
def test_refusals(tmp_path: Path, name: str, write: Callable[[Path], None], words: str) -> None:
    path = tmp_path / name
    write(path)
    reason = check_safe(path)
    assert reason is not None
    assert words in reason
    assert reason.endswith(".")
    refused = read_service_return(path)
    assert refused.refused == reason
    assert [(finding.code, finding.severity, finding.message) for finding in refused.findings] == [
        ("file-refused", Severity.ERROR, reason)
    ]
    assert refused.source.name == name


def test_a_good_workbook_passes(good: Path) -> None:
    assert check_safe(good) is None


def test_a_name_that_says_nothing_does_not_matter(good: Path) -> None:
    assert check_safe(good.rename(good.with_name("return"))) is None


@pytest.mark.parametrize("kept", [0.05, 0.5, 0.9, 0.999])
def test_a_truncated_workbook_is_cut_off(good: Path, kept: float) -> None:
    content = good.read_bytes()
    good.write_bytes(content[: int(len(content) * kept)])
    assert "cut off" in str(check_safe(good))


def test_encrypted_parts_need_a_password(good: Path) -> None:
    content = bytearray(good.read_bytes())
    at = content.index(b"PK\x01\x02")  # the first entry of the directory, its flags 8 bytes in
    content[at + 8] |= 1
    good.write_bytes(content)
    assert "password" in str(check_safe(good))


@pytest.mark.parametrize("position", range(0, 100, 5))
def test_a_damaged_workbook_is_refused_or_read_but_never_fails(good: Path, position: int) -> None:
    content = bytearray(good.read_bytes())
    at = len(content) * position // 100
    content[at : at + 16] = bytes(byte ^ 0x5A for byte in content[at : at + 16])
    good.write_bytes(content)
    read = read_service_return(good)
    assert read.refused is None or read.refused.endswith(".")


@pytest.mark.parametrize("declaration", [BILLION_LAUGHS, EXTERNAL, "<!DOCTYPE worksheet>"])
@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]
)
def test_declared_entities_are_refused_at_once(good: Path, part: str, declaration: str) -> None:
    planted = rewrite_part(good, good.with_name("planted.xlsx"), part, r"\?>", f"?>{declaration}")
    began = time.perf_counter()
    reason = read_service_return(planted).refused
    assert "declarations that no real workbook has" in str(reason)
    assert time.perf_counter() - began < 1


def test_entities_behind_a_long_comment_or_in_another_encoding_are_refused(good: Path) -> None:
    hidden = rewrite_part(good, good.with_name("a.xlsx"), SHEET, r"\?>", f"?><!--{'x' * 100_000}-->{BILLION_LAUGHS}")
    assert "declarations" in str(check_safe(hidden))
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts[SHEET].decode().partition("?>")[2]
    parts[SHEET] = f'<?xml version="1.0" encoding="UTF-16"?>{BILLION_LAUGHS}{body}'.encode("utf-16")
    assert "declarations" in str(check_safe(write_zip(good.with_name("b.xlsx"), parts)))


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/styles.xml", "docProps/app.xml"])
def test_an_encoding_that_does_not_exist_is_damage(good: Path, part: str) -> None:
    planted = rewrite_part(good, good.with_name("planted.xlsx"), part, 'encoding="UTF-8"', 'encoding="nonsense"')
    assert "The file is damaged" in str(read_service_return(planted).refused)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("part", ["xl/media/picture.png", "docProps/more.xml", "xl/worksheets/sheet7.xml", "nothing"])
@pytest.mark.parametrize("start", ["", '<?xml version="1.0"?>', "\n", "<!-- first -->", "\ufeff", "<?other?>"])
def test_declarations_are_found_in_parts_that_nobody_reads(good: Path, method: int, part: str, start: str) -> None:
    with zipfile.ZipFile(good, "a", method) as archive:
        archive.writestr(part, f"{start}{BILLION_LAUGHS}<worksheet/>")
    assert "declarations" in str(check_safe(good))
    assert "declarations" in str(read_service_return(good).refused)


def test_small_parts_that_nobody_reads_are_checked_against_their_sums(good: Path) -> None:
    with zipfile.ZipFile(good) as archive:
        sums = archive.getinfo("docProps/app.xml").CRC.to_bytes(4, "little")
    good.write_bytes(good.read_bytes().replace(sums, b"\1\2\3\4"))
    assert "cannot be unpacked" in str(check_safe(good))


def test_declarations_behind_many_blanks_are_found(good: Path) -> None:
    with zipfile.ZipFile(good, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/late.xml", f"<?xml version='1.0'?>{' ' * 9000}{EXTERNAL}<a/>")
    assert "declarations" in str(check_safe(good))
