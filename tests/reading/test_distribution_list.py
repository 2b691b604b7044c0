"""The distribution list in both of its forms: what is understood, and a finding at each place that is not in order."""

import hashlib
from pathlib import Path

import pytest

from support_lists import (
    AUDIT,
    CLERK,
    COLUMNS,
    FORMS,
    IN_ORDER,
    SCRUTINY,
    changed,
    found,
    read_list,
    with_domains,
    with_recipients,
    write_list,
)
from workbook_tools.findings import Severity, Where
from workbook_tools.model.distribution import Committee, DistributionList, Format, Recipient, SendAs
from workbook_tools.model.distribution_book import MOST_NAME, Field, ListContents
from workbook_tools.reading.distribution_list import read_distribution_list

CHAIR = changed(Field.ADDRESS, "chair@example.gov.uk")


def place_of(field: Field, form: str, number: int = 1) -> str:
    """Where a recipient's text stands."""
    letter = "ABCDEF"[COLUMNS.index(field)]
    return f"Recipients!{letter}{number + 1}" if form == ".xlsx" else f"recipient {number}, {field}"


def domain_place(form: str, number: int) -> str:
    return f"Domains!A{number + 1}" if form == ".xlsx" else f"domain {number}"


def committee_place(form: str, number: int) -> str:
    return f"Committees!A{number + 1}" if form == ".xlsx" else f"committee {number}"


@pytest.mark.parametrize("form", FORMS)
def test_a_list_in_order(form: str, tmp_path: Path) -> None:
    path = write_list(tmp_path, IN_ORDER, form)
    first = Where(path.name, "Recipients", "A2") if form == ".xlsx" else Where(path.name, cell="recipient 1, committee")
    named = Where(path.name, "Committees", "A2") if form == ".xlsx" else Where(path.name, cell="committee 1")
    assert read_distribution_list(path) == (
        DistributionList(
            name=path.name,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            committees=(Committee(AUDIT, named),),
            recipients=(
                Recipient(
                    AUDIT, "Committee clerk", "clerk@example.gov.uk", SendAs.TO, Format.WORKBOOK, cleared=True, where=first
                ),
            ),
            domains=("example.gov.uk",),
        ),
        (),
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("field", "text", "read"),
    [
        (Field.COMMITTEE, " audit  COMMITTEE ", AUDIT),
        (Field.ROLE, "  Clerk   to the committee ", "Clerk to the committee"),
        (Field.ROLE, "Clerc à l’été – №1", "Clerc à l’été – №1"),
        (Field.ROLE, "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        (Field.ROLE, "x" * MOST_NAME, "x" * MOST_NAME),
        (Field.ADDRESS, " Clerk.One+x@Example.GOV.uk ", "Clerk.One+x@Example.GOV.uk"),
        (Field.ADDRESS, "o'neill@example.gov.uk", "o'neill@example.gov.uk"),
        (Field.SEND_AS, " CC ", SendAs.CC),
        (Field.SEND_AS, "Bcc", SendAs.BCC),
        (Field.FORMAT, "Accessible  Edition", Format.ACCESSIBLE),
        (Field.FORMAT, "pdf", Format.PDF),
    ],
)
def test_what_is_understood(form: str, field: Field, text: str, read: object, tmp_path: Path) -> None:
    given, findings = read_list(tmp_path, with_recipients(CHAIR, changed(field, text)), form)
    assert given is not None, findings
    assert findings == ()
    assert getattr(given.recipients[1], field) == read


@pytest.mark.parametrize(
    ("text", "cleared"),
    [("yes", True), ("YES", True), (" Yes ", True), ("no", False), ("No", False), ("", False), ("  ", False)],
)
def test_cleared_is_who_is_said_to_be(text: str, *, cleared: bool, tmp_path: Path) -> None:
    given, findings = read_list(tmp_path, with_recipients(changed(Field.CLEARED, text)))
    assert given is not None, findings
    assert given.recipients[0].cleared is cleared


@pytest.mark.parametrize("text", ["maybe", "y", "x", "true", "1", "ja", "yes?", "yes, paragraph 6", "not yes", "✓", "n", "-"])
def test_a_clearance_that_is_neither_yes_nor_no_is_an_error(text: str, tmp_path: Path) -> None:
    given, findings = read_list(tmp_path, with_recipients(changed(Field.CLEARED, text)))
    assert given is None
    assert found(findings) == [("list-choice-unknown", "Recipients!F2")]
    assert findings[0].message.endswith("under 'Cleared for exempt papers' is not understood. Write yes or no.")


HIDDEN = [
    "\n",
    "\r\n",
    "\t",
    "\x00",
    "\x1b",
    "\x7f",
    "\x9b",
    "\u00a0",
    "\u200b",
    "\u200d",
    "\u202e",
    "\u2066",
    "\u2028",
    "\ufeff",
    "\u3164",
]


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        (Field.COMMITTEE, "", "list-cell-empty"),
        (Field.COMMITTEE, "Audit Comittee", "list-committee-unknown"),
        (Field.COMMITTEE, "Audit\u2010Committee", "list-committee-unknown"),
        (Field.COMMITTEE, "Аudit Committee", "list-committee-unknown"),
        (Field.COMMITTEE, "x" * (MOST_NAME + 1), "list-too-long"),
        (Field.ROLE, "", "list-cell-empty"),
        (Field.ROLE, "   ", "list-cell-empty"),
        (Field.ROLE, "x" * (MOST_NAME + 1), "list-too-long"),
        (Field.ROLE, "x" * 400, "list-too-long"),
        (Field.SEND_AS, "", "list-cell-empty"),
        (Field.SEND_AS, "to:", "list-choice-unknown"),
        (Field.SEND_AS, "copy", "list-choice-unknown"),
        (Field.SEND_AS, "to, cc", "list-choice-unknown"),
        (Field.FORMAT, "", "list-cell-empty"),
        (Field.FORMAT, "Excel", "list-choice-unknown"),
        (Field.FORMAT, "workbook and PDF", "list-choice-unknown"),
        (Field.FORMAT, "../../etc/passwd", "list-choice-unknown"),
        (Field.ADDRESS, "", "list-cell-empty"),
        (Field.ADDRESS, "clerk", "list-address-wrong"),
        (Field.ADDRESS, "clerk@example", "list-address-wrong"),
        (Field.ADDRESS, "clerk@@example.gov.uk", "list-address-wrong"),
        (Field.ADDRESS, "clerk@example.gov.uk.", "list-address-wrong"),
        (Field.ADDRESS, "clerk@example.gov.uk@evil.com", "list-address-wrong"),
        (Field.ADDRESS, "clerk @example.gov.uk", "list-address-wrong"),
        (Field.ADDRESS, "clerk@example.gov.uk;chair@example.gov.uk", "list-address-wrong"),
        (Field.ADDRESS, "clerk@example.gov.uk, chair@example.gov.uk", "list-address-wrong"),
        (Field.ADDRESS, "clerk@example.gov.uk%0aBcc:x@evil.com", "list-address-wrong"),
        (Field.ADDRESS, "clerk(chair)@example.gov.uk", "list-address-wrong"),
        (Field.ADDRESS, "clerk@[192.0.2.1]", "list-address-wrong"),
        (Field.ADDRESS, "../clerk@example.gov.uk/..", "list-address-wrong"),
        (Field.ADDRESS, "c" * 65 + "@example.gov.uk", "list-address-wrong"),
        (Field.ADDRESS, "c" * 400, "list-address-wrong"),
        (Field.ADDRESS, "@" * 30_000, "list-address-wrong"),
        (Field.ADDRESS, "Clerk <clerk@example.gov.uk>", "list-address-with-name"),
        (Field.ADDRESS, "<clerk@example.gov.uk>", "list-address-with-name"),
        (Field.ADDRESS, '"clerk@example.gov.uk" <x@evil.com>', "list-address-with-name"),
        (Field.ADDRESS, '"clerk x"@example.gov.uk', "list-address-with-name"),
        (Field.ADDRESS, "clerk@example.gov.uk (clerk)", "list-address-with-name"),
        (Field.ADDRESS, "Clerk: clerk@example.gov.uk", "list-address-with-name"),
        (Field.ADDRESS, "mailto:clerk@example.gov.uk", "list-address-with-name"),
        (Field.ADDRESS, "clérk@example.gov.uk", "list-not-ascii"),
        (Field.ADDRESS, "clerk@exаmple.gov.uk", "list-not-ascii"),
        (Field.ADDRESS, "clerk@ｅxample.gov.uk", "list-not-ascii"),
        (Field.ADDRESS, "clerk@example。gov.uk", "list-not-ascii"),
        (Field.ADDRESS, "clerk＠example.gov.uk", "list-not-ascii"),
        (Field.ADDRESS, "clerk@sub.example.gov.uk", "list-address-outside"),
        (Field.ADDRESS, "clerk@evil-example.gov.uk", "list-address-outside"),
        (Field.ADDRESS, "clerk@evilexample.gov.uk", "list-address-outside"),
        (Field.ADDRESS, "clerk@example.gov.uk.evil.com", "list-address-outside"),
        (Field.ADDRESS, "clerk@gov.uk", "list-address-outside"),
        (Field.ADDRESS, "clerk@xn--exmple-4nf.gov.uk", "list-address-outside"),
        (Field.ADDRESS, "clerk@192.0.2.1", "list-address-outside"),
        *[(field, f"to{mark}x", "list-unseen-mark") for field in COLUMNS[:5] for mark in HIDDEN],
        *[(Field.ADDRESS, f"clerk@example.gov.uk{mark}", "list-unseen-mark") for mark in HIDDEN],
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_a_recipient_that_is_not_in_order(form: str, field: Field, text: str, code: str, tmp_path: Path) -> None:
    given, findings = read_list(tmp_path, with_recipients(CHAIR, changed(field, text)), form)
    assert given is None
    assert found(findings) == [(code, place_of(field, form, 2))]
    assert str(findings[0]).isprintable()
    assert len(findings[0].message) < 400


@pytest.mark.parametrize(
    ("domain", "codes"),
    [
        ("moray.example.gov.uk", []),
        ("Moray.Example.GOV.UK", []),
        ("xn--caf-dma.gov.uk", ["list-domain-encoded"]),
        ("gmail.com", ["list-domain-personal"]),
        ("Hotmail.co.uk", ["list-domain-personal"]),
        ("EXAMPLE.gov.uk", ["list-domain-twice"]),
        ("*.example.gov.uk", ["list-domain-wildcard"]),
        ("*", ["list-domain-wildcard"]),
        ("example.*", ["list-domain-wildcard"]),
        (".example.gov.uk", ["list-domain-wildcard"]),
        ("uk", ["list-domain-wrong"]),
        ("@moray.gov.uk", ["list-domain-wrong"]),
        ("clerk@moray.gov.uk", ["list-domain-wrong"]),
        ("https://moray.gov.uk", ["list-domain-wrong"]),
        ("moray.gov.uk/mail", ["list-domain-wrong"]),
        ("moray.gov.uk.", ["list-domain-wrong"]),
        ("moray..uk", ["list-domain-wrong"]),
        ("-moray.gov.uk", ["list-domain-wrong"]),
        ("moray.gov.uk, angus.gov.uk", ["list-domain-wrong"]),
        ("192.0.2.1", ["list-domain-wrong"]),
        ("xn--zzzzzzzzzzzzz999999.uk", ["list-domain-wrong"]),
        ("a" * 64 + ".uk", ["list-domain-wrong"]),
        ("a." * 200 + "uk", ["list-domain-wrong"]),
        ("café.gov.uk", ["list-not-ascii"]),
        ("morаy.gov.uk", ["list-not-ascii"]),
        *[(f"moray.gov.uk{mark}", ["list-unseen-mark"]) for mark in HIDDEN if mark >= " "],
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_domains(form: str, domain: str, codes: list[str], tmp_path: Path) -> None:
    given, findings = read_list(tmp_path, with_domains(domain), form)
    assert found(findings) == [(code, domain_place(form, 2)) for code in codes]
    if any(finding.severity is Severity.ERROR for finding in findings):
        assert given is None
    else:
        assert given is not None
        assert given.domains == tuple(dict.fromkeys(["example.gov.uk", domain.lower()]))


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        (with_domains("café.gov.uk"), "'é' (latin small letter e with acute)"),
        (with_domains("café.gov.uk"), "In the form for mail systems the domain is xn--caf-dma.gov.uk."),
        (with_domains("morаy.gov.uk"), "'а' (cyrillic small letter a)"),
        (with_domains("ｍoray.gov.uk"), "Type it again."),
        (with_domains("xn--exmple-4nf.gov.uk"), "is shown by mail programs as 'exаmple.gov.uk'"),
        (with_recipients(changed(Field.ADDRESS, "a@café.gov.uk")), "the domain is xn--caf-dma.gov.uk."),
        (with_recipients(changed(Field.ADDRESS, "à@gov.uk")), "Type it again."),
        (
            with_recipients(changed(Field.ADDRESS, "A <a@b.uk>")),
            "'A <a@b.uk>' is more than an address. Write the address alone",
        ),
        (with_recipients(changed(Field.ADDRESS, "a@evil.com")), "a@evil.com is in evil.com, which is no allowed domain."),
        (with_recipients(changed(Field.COMMITTEE, "Audit Comittee")), "Did you mean 'Audit Committee'?"),
        (with_recipients(changed(Field.COMMITTEE, "Licensing")), "'Licensing' is not among the committees. Correct it"),
        (with_recipients(changed(Field.ROLE, "a\u202eb")), "U+202E (right-to-left override)"),
        (with_recipients(changed(Field.ROLE, "a\nb")), "U+000A (line break)"),
        (with_recipients(changed(Field.SEND_AS, "x")), "'x' under 'Send as' is not understood. Write to, cc or bcc."),
        (with_recipients(changed(Field.FORMAT, "x")), "Write workbook, accessible edition or PDF."),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_sentences(form: str, contents: ListContents, expected: str, tmp_path: Path) -> None:
    _, findings = read_list(tmp_path, contents, form)
    assert expected in findings[0].message


@pytest.mark.parametrize("second", [AUDIT, "AUDIT committee", " Audit  Committee "])
@pytest.mark.parametrize("form", FORMS)
def test_a_committee_twice(form: str, second: str, tmp_path: Path) -> None:
    given, findings = read_list(tmp_path, with_recipients(CLERK, committees=(AUDIT, second)), form)
    assert given is None
    assert found(findings) == [("list-committee-twice", committee_place(form, 2))]
    assert f"stands already in {committee_place(form, 1)}." in findings[0].message


@pytest.mark.parametrize(
    ("second", "is_twice"),
    [
        (CLERK, True),
        (changed(Field.ADDRESS, "CLERK@EXAMPLE.GOV.UK"), True),
        (changed(Field.ROLE, "Chair"), True),
        (changed(Field.SEND_AS, "bcc"), True),
        (changed(Field.CLEARED, ""), True),
        (changed(Field.COMMITTEE, "AUDIT COMMITTEE"), True),
        (changed(Field.COMMITTEE, SCRUTINY), False),
        (CHAIR, False),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_an_address_gets_a_committees_papers_once(
    form: str, second: tuple[str, ...], *, is_twice: bool, tmp_path: Path
) -> None:
    elsewhere = changed(Field.ADDRESS, "other@example.gov.uk", changed(Field.COMMITTEE, SCRUTINY))
    contents = with_recipients(CLERK, second, elsewhere, committees=(AUDIT, SCRUTINY))
    given, findings = read_list(tmp_path, contents, form)
    assert (given is None) is is_twice
    assert found(findings) == [("list-recipient-twice", place_of(Field.ADDRESS, form, 2))] * is_twice


@pytest.mark.parametrize(
    ("recipients", "codes"),
    [
        ((CLERK,), ["list-no-recipients"]),
        ((CLERK, changed(Field.COMMITTEE, SCRUTINY)), []),
        ((CLERK, changed(Field.COMMITTEE, SCRUTINY, changed(Field.SEND_AS, "cc"))), ["list-nobody-to"]),
        (
            (
                CLERK,
                changed(Field.COMMITTEE, SCRUTINY, changed(Field.SEND_AS, "bcc")),
                changed(Field.COMMITTEE, SCRUTINY, changed(Field.SEND_AS, "cc", CHAIR)),
            ),
            ["list-nobody-to"],
        ),
        (
            (
                CLERK,
                changed(Field.COMMITTEE, SCRUTINY, changed(Field.SEND_AS, "cc")),
                changed(Field.COMMITTEE, SCRUTINY, CHAIR),
            ),
            [],
        ),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_committees_that_nothing_goes_to(
    form: str, recipients: tuple[tuple[str, ...], ...], codes: list[str], tmp_path: Path
) -> None:
    given, findings = read_list(tmp_path, with_recipients(*recipients, committees=(AUDIT, SCRUTINY)), form)
    assert given is not None
    assert found(findings) == [(code, committee_place(form, 2)) for code in codes]


@pytest.mark.parametrize("form", FORMS)
def test_every_row_says_what_is_wrong_with_it(form: str, tmp_path: Path) -> None:
    wrong = ("Licensing", "", "clerk", "copy", "Excel", "yes")
    given, findings = read_list(tmp_path, with_recipients(wrong, CLERK, wrong), form)
    assert given is None
    codes = [
        *("list-committee-unknown", "list-cell-empty", "list-address-wrong", "list-choice-unknown", "list-choice-unknown"),
    ]
    fields = COLUMNS[:5]
    assert found(findings) == [
        (code, place_of(field, form, number)) for number in (1, 3) for code, field in zip(codes, fields, strict=True)
    ]


@pytest.mark.parametrize(
    ("contents", "tables"),
    [
        (ListContents(), ["Committees", "Recipients", "Domains"]),
        (ListContents((AUDIT,), (), ("example.gov.uk",)), ["Recipients"]),
        (ListContents((), (CLERK,), ("example.gov.uk",)), ["Committees"]),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_a_table_without_rows(form: str, contents: ListContents, tables: list[str], tmp_path: Path) -> None:
    given, findings = read_list(tmp_path, contents, form)
    assert given is None
    assert [finding.code for finding in findings] == ["list-table-empty"] * len(tables)
    assert [finding.message for finding in findings] == [f"The table {table} has no rows. Fill it in." for table in tables]


@pytest.mark.parametrize("form", FORMS)
def test_without_domains_nothing_is_allowed(form: str, tmp_path: Path) -> None:
    given, findings = read_list(tmp_path, ListContents((AUDIT,), (CLERK,), ()), form)
    assert given is None
    assert [finding.code for finding in findings] == ["list-table-empty", "list-address-outside"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("list.xlsx", b"", "The file is empty (0 bytes). Send it again."),
        ("list.xlsx", b"PK\x03\x04", "The file is cut off: its end is missing."),
        ("list.xlsx", b"not a workbook", "This is not an Excel workbook (.xlsx)."),
        ("list.xlsm", b"PK\x03\x04", "'list.xlsm' is no distribution list: it is an .xlsx workbook or a .toml file."),
        ("list.csv", b"Committee", "'list.csv' is no distribution list"),
        ("list\u202exslx.exe", b"MZ", "is no distribution list"),
        ("list.toml", None, "There is no such file."),
        ("list.xlsx", None, "There is no such file."),
    ],
)
def test_a_file_that_is_no_list(name: str, content: bytes | None, sentence: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    given, findings = read_distribution_list(tmp_path / name)
    assert given is None
    assert [finding.code for finding in findings] == ["list-not-read"]
    assert sentence in findings[0].message
    assert str(findings[0]).isprintable()


def test_case_of_the_files_ending_makes_no_difference(tmp_path: Path) -> None:
    path = write_list(tmp_path, IN_ORDER, ".toml").rename(tmp_path / "LIST.TOML")
    assert read_distribution_list(path)[1] == ()
