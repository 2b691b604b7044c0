"""A pack is read only as it was written: every way to change it, its files or their marking ends in a sentence."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support_pack import EXEMPT, MARKING, PARAGRAPH, doctor, put_in_place, with_part, write_pack_of
from workbook_tools.findings import ReadingError
from workbook_tools.model.distribution import Format
from workbook_tools.model.pack import LARGEST_PACK, pack_beside, pack_file_beside
from workbook_tools.reading.pack_file import PDF_MARKING, content_of, read_pack

ACCESSIBLE_PART, PDF_PART = 1, 2  # places in the list of files
Pack = dict[str, Any]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """A public pack and an exempt one."""
    return {
        exempt: write_pack_of(tmp_path_factory.mktemp("pack"), exempt=PARAGRAPH if exempt else None) for exempt in (False, True)
    }


@pytest.fixture
def public(written: dict[bool, Path], tmp_path: Path) -> Path:
    shutil.copytree(written[False].parent, tmp_path / "public")
    return tmp_path / "public" / "Summary.xlsx"


@pytest.fixture
def exempt(written: dict[bool, Path], tmp_path: Path) -> Path:
    shutil.copytree(written[True].parent, tmp_path / "exempt")
    return tmp_path / "exempt" / "Summary.xlsx"


def refused(path: Path) -> str:
    with pytest.raises(ReadingError) as error:
        read_pack(path)
    said = str(error.value)
    assert said.isprintable()
    return said


def test_it_is_named_by_its_workbook_or_by_its_own_file(public: Path) -> None:
    given_pack = read_pack(public)
    assert given_pack == read_pack(pack_beside(public))
    assert given_pack.folder == public.parent
    assert given_pack.pack.exempt is None
    assert content_of(given_pack, Format.WORKBOOK) == public.read_bytes()
    assert content_of(given_pack, Format.ACCESSIBLE) == pack_file_beside(public, Format.ACCESSIBLE).read_bytes()
    with pytest.raises(ReadingError, match="has no PDF"):
        content_of(given_pack, Format.PDF)


def test_an_exempt_pack_says_why(exempt: Path) -> None:
    assert read_pack(exempt).pack.exempt == EXEMPT


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Other.xlsx", "no pack beside Other.xlsx: Other.pack.json is missing"),
        ("Summary accessible.xlsx", "no pack beside Summary accessible.xlsx"),
        ("Summary.xlsm", "Summary.xlsm is no pack. Name its working edition"),
        ("Summary", "Summary is no pack"),
        ("other.pack.json", "other.pack.json: There is no such file."),
    ],
)
def test_what_is_no_pack_is_said(public: Path, name: str, sentence: str) -> None:
    assert sentence in refused(public.with_name(name))


@pytest.mark.parametrize("wanted", [Format.WORKBOOK, Format.ACCESSIBLE])
def test_a_file_that_was_changed_or_is_gone_is_refused(public: Path, wanted: Format) -> None:
    given_pack, path = read_pack(public), pack_file_beside(public, wanted)
    content = path.read_bytes()
    for changed in (content[:-1] + b"x", content + b"\0", b""):
        path.write_bytes(changed)
        for read in (lambda: read_pack(public), lambda: content_of(given_pack, wanted)):
            with pytest.raises(ReadingError) as error:
                read()
            assert str(error.value) == (
                f"{path.name} was changed after its pack was written, so it is no longer what was checked. "
                "Build it again with report --pack."
            )
    path.unlink()
    for read in (lambda: read_pack(public), lambda: content_of(given_pack, wanted)):
        with pytest.raises(ReadingError, match=f"{path.name} is missing"):
            read()
    path.mkdir()
    assert "This is a folder" in refused(public)


HOSTILE_NAMES = [
    "../exempt/Summary.xlsx", "..\\Summary.xlsx", "C:Summary.xlsx", "/etc/passwd", "Summary.xlsm", "Other.xlsx", "", "..", ".",
    "Summary.xlsx\n", "Summary\u202e.xlsx", "sub/Summary.xlsx", "Summary accessible.xlsx", "Summary.xlsx:Zone", "Summary.pdf",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_pack_leads_to_its_own_files_only(public: Path, name: str) -> None:
    def change(pack: Pack) -> None:
        pack["files"][0]["name"] = name

    doctor(public, change)
    assert "names the file" in (said := refused(public)) or "is damaged" in said


def without(key: str) -> Callable[[Pack], object]:
    return lambda pack: pack.pop(key)


def with_value(key: str, value: object) -> Callable[[Pack], object]:
    return lambda pack: pack.update({key: value})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (with_value("format", 2), "was written by a newer version of this program"),
        (with_value("format", 10**30), "was written by a newer version of this program"),
        (with_value("format", 0), "damaged"),
        (with_value("format", "1"), "damaged"),
        (without("format"), "damaged"),
        (without("title"), "damaged"),
        (with_value("more", 1), "damaged"),
        (with_value("title", "A\r\nBcc: all@example.org"), "damaged"),
        (with_value("title", "A\u202eB"), "damaged"),
        (with_value("title", "\ud800"), "damaged"),
        (with_value("as_at", "2019-02-30"), "damaged"),
        (with_value("files", []), "names no working edition"),
        (lambda pack: pack["files"].reverse(), "names no working edition"),
        (lambda pack: pack["files"].append(pack["files"][0]), "a format twice"),
        (lambda pack: pack["files"][0].update(sha256=""), "no fingerprint"),
        (lambda pack: pack["files"][0].update(sha256=pack["files"][0]["sha256"].upper()), "no fingerprint"),
        (lambda pack: pack["files"][0].update(size=-1), "was changed after"),
        (lambda pack: pack["files"][0].update(size=True), "damaged"),
        (lambda pack: pack["files"][0].update(format="macro workbook"), "damaged"),
    ],
)
def test_a_damaged_or_doctored_pack_is_refused(public: Path, change: Callable[[Pack], None], sentence: str) -> None:
    doctor(public, change)
    assert sentence in refused(public)


@pytest.mark.parametrize(
    "content",
    [b"{", b"null", b"[1]", b"\xff\xfe{", b"[" * 200_000, b'{"format": 1}', b'{"format": 1, "format": 2}', b"\x00"],
)
def test_what_is_no_json_of_ours_is_damaged(public: Path, content: bytes) -> None:
    pack_beside(public).write_bytes(content)
    said = refused(public)
    assert "damaged" in said or "newer version" in said


def test_an_empty_and_a_too_large_pack_are_refused(public: Path) -> None:
    with pack_beside(public).open("r+b") as stream:
        stream.truncate(LARGEST_PACK + 1)
    assert "Summary.pack.json: It is larger than 64 MB." in refused(public)
    pack_beside(public).write_bytes(b"")
    assert "The file is empty" in refused(public)


NO_LONGER_EXEMPT = with_value("exempt", None)
OTHERWISE_EXEMPT = with_value("exempt", {"paragraph": "6A", "schedule": EXEMPT.schedule, "words": ""})


@pytest.mark.parametrize("change", [NO_LONGER_EXEMPT, without("exempt"), OTHERWISE_EXEMPT])
def test_no_pack_makes_an_exempt_workbook_public(exempt: Path, change: Callable[[Pack], object]) -> None:
    doctor(exempt, change)
    assert refused(exempt) == (
        f"Summary.xlsx is marked '{MARKING}', but its pack says otherwise. Build it again with report --pack."
    )


def test_one_exempt_file_is_enough(exempt: Path, public: Path) -> None:
    """A public working edition before the accessible edition of an exempt one, the hashes made to fit."""
    put_in_place(exempt, 0, public.read_bytes())
    assert "The pack of Summary.xlsx is exempt, but the workbook is not marked so." in refused(exempt)
    doctor(exempt, NO_LONGER_EXEMPT)
    assert "Summary accessible.xlsx is marked 'Not for publication" in refused(exempt)
    put_in_place(exempt, ACCESSIBLE_PART, pack_file_beside(public, Format.ACCESSIBLE).read_bytes())
    assert read_pack(exempt).pack.exempt is None  # nothing exempt is left in it


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 /Subject<FEFF" + PDF_MARKING + b">", "Summary.pdf is marked 'Not for publication'"),
        (b"no PDF", "Summary.pdf is no PDF"),
    ],
)
def test_the_pdf_is_held_against_the_pack_too(public: Path, content: bytes, sentence: str) -> None:
    doctor(public, lambda pack: pack["files"].append({**pack["files"][0], "format": "PDF", "name": "Summary.pdf"}))
    put_in_place(public, PDF_PART, content)
    assert sentence in refused(public)


@pytest.mark.parametrize("place", [0, ACCESSIBLE_PART])
def test_a_workbook_with_macros_or_none_of_ours_is_refused(public: Path, place: int) -> None:
    name = json.loads(pack_beside(public).read_bytes())["files"][place]["name"]
    content = (public.parent / name).read_bytes()
    put_in_place(public, place, with_part(content, "xl/VBAPROJECT.BIN", b"macro"))
    assert f"{name} holds macros, and no macro is ever sent." in refused(public)
    for other in (b"no workbook", content[:2000], with_part(content, "xl/x.xml", b"<!DOCTYPE x><x/>")):
        put_in_place(public, place, other)
        assert f"{name} is no workbook that this program wrote." in refused(public)


@settings(max_examples=150)
@given(content=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_end_in_a_sentence(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "Any.pack.json"
    path.write_bytes(content)
    assert refused(path)


@settings(max_examples=100)
@given(st.data())
def test_any_byte_changed_in_an_exempt_pack_never_makes_it_public(written: dict[bool, Path], data: st.DataObject) -> None:
    own = pack_beside(written[True])
    content = own.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    own.write_bytes(content[:place] + bytes([data.draw(st.integers(0, 255))]) + content[place + 1 :])
    try:
        found = read_pack(own).pack.exempt
    except ReadingError:
        pass
    else:
        assert found is not None
        assert found.marking == MARKING
    finally:
        own.write_bytes(content)
