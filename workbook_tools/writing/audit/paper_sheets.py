"""The sheets of the papers themselves: packs, findings with their responses, returns, rules."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbook_tools.findings import Finding
from workbook_tools.model.audit import Audit
from workbook_tools.model.despatch import KeptUntil
from workbook_tools.model.pack import Pack, PackFile, PackFinding, PackReturn
from workbook_tools.model.scheme import Papers
from workbook_tools.model.wording import say_count, say_date
from workbook_tools.writing.accessible.shorthand import NOT_APPLICABLE
from workbook_tools.writing.accessible.table_layout import Column, Sheet, lay_out
from workbook_tools.writing.audit.columns import HASH, number_column, text_column, word_column
from workbook_tools.writing.audit.open_points import FINDINGS
from workbook_tools.writing.audit.states import STATES
from workbook_tools.writing.severities import SEVERITY_STYLES
from workbook_tools.writing.theme import Look

PACKS, RETURNS, RULES = "Packs", "Returns", "Rules"
BEFORE = "Before the despatch"
IN_RETURNS = "In the returns"
PAPERS: dict[Papers, str] = {
    "minutes": "Minutes", "agenda": "Agenda", "reports": "Reports", "background_papers": "Background papers",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _FileOfPack:
    pack: Pack
    file: PackFile
    messages: int
    """That carry it."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding of a pack or, where `pack` is None, of the checks before the despatch."""

    finding: PackFinding
    pack: Pack | None


@dataclass(frozen=True, slots=True)
class _ReturnOfPack:
    pack: Pack
    given: PackReturn


@dataclass(frozen=True, slots=True)
class _Rule:
    topic: str
    about: str
    says: str
    act: str = ""
    section: str = ""


def packs(audit: Audit) -> Sheet | None:
    """The sheet of the packs, one row a file; None where there are none."""
    hashes = [sent.attachment.sha256 for sent in audit.attachments()]
    rows = [_FileOfPack(pack, file, hashes.count(file.sha256)) for pack in audit.packs for file in pack.files]
    columns: list[Column[_FileOfPack]] = [
        text_column("File", lambda row: row.file.name, repeats=True),
        text_column("Edition", lambda row: row.file.format.value, 12),
        text_column("SHA-256", lambda row: row.file.sha256, HASH),
        number_column("Size in bytes", lambda row: row.file.size),
        number_column("Times attached", lambda row: row.messages),
        text_column("Pack", lambda row: row.pack.title, 30),
        text_column("Services", lambda row: row.pack.services, 20),
        text_column("Period", lambda row: row.pack.period, 16),
        Column("As at", lambda row: row.pack.as_at, look=Look.DATE),
        text_column("Scheme", lambda row: f"{row.pack.scheme}, version {row.pack.scheme_version}", 18),
        text_column("Not for publication", lambda row: row.pack.exempt.marking if row.pack.exempt else "", 26, NOT_APPLICABLE),
    ]
    return lay_out(PACKS, "Packs", "The files of the packs that were despatched.", columns, rows) if rows else None


def findings(audit: Audit) -> Sheet | None:
    """The sheet of findings; None where nothing was found."""
    rows = [_Found(_as_of_pack(finding), None) for finding in audit.gate]
    rows += [_Found(finding, pack) for pack in audit.packs for finding in pack.findings]
    columns: list[Column[_Found]] = [
        text_column("Finding", lambda row: row.finding.message, 60),
        word_column("Severity", lambda row: SEVERITY_STYLES[row.finding.severity].word, tuple(SEVERITY_STYLES.values())),
        text_column("Response", _response, 60),
        text_column("Found", lambda row: IN_RETURNS if row.pack else BEFORE, 24),
        text_column("About", lambda row: row.finding.subject, 20, NOT_APPLICABLE, repeats=True),
        text_column("Pack", lambda row: row.pack.title if row.pack else "", 30, NOT_APPLICABLE),
        text_column("File", lambda row: row.finding.file, 30, NOT_APPLICABLE),
        text_column("Sheet", lambda row: row.finding.sheet, 20, NOT_APPLICABLE),
        text_column("Cell", lambda row: row.finding.cell, 10, NOT_APPLICABLE),
        text_column("Code", lambda row: row.finding.code, 20),
    ]
    holds = "What was found before the despatch and in the returns, and what the services answered."
    return lay_out(FINDINGS, "Findings and responses", holds, columns, rows) if rows else None


def _as_of_pack(finding: Finding) -> PackFinding:
    where = finding.where
    return PackFinding(
        code=finding.code,
        severity=finding.severity,
        message=finding.message,
        subject=finding.subject,
        file=where.file,
        sheet=where.sheet or "",
        cell=where.cell or "",
    )


def _response(row: _Found) -> str:
    """Nobody is asked to answer what was found before the despatch."""
    return row.finding.response if row.pack else NOT_APPLICABLE


def returns(audit: Audit) -> Sheet | None:
    """The sheet of returns; None where there are none."""
    rows = [_ReturnOfPack(pack, given) for pack in audit.packs for given in pack.returns]
    columns: list[Column[_ReturnOfPack]] = [
        text_column("File", lambda row: row.given.file, 60, repeats=True),
        text_column("SHA-256", lambda row: row.given.sha256, HASH),
        text_column("Service", lambda row: row.given.service, 30),
        text_column("Period", lambda row: row.given.period, 20),
        text_column("Overall status", lambda row: row.given.overall, 20),
        text_column("Why", lambda row: row.given.overall_reason, 60),
        text_column("Pack", lambda row: row.pack.title),
    ]
    return lay_out(RETURNS, "Returns", "The returns that the packs were made from.", columns, rows) if rows else None


def rules(audit: Audit) -> Sheet:
    """The sheet of rules: schemes, notice, retention, exempt papers, what the states of messages mean."""
    rows = [*_schemes(audit), *_law(audit), *(_Rule("State of a message", said.word, said.meaning) for said in STATES.values())]
    columns: list[Column[_Rule]] = [
        text_column("Topic", lambda row: row.topic, repeats=True),
        text_column("About", lambda row: row.about, 40, NOT_APPLICABLE, repeats=True),
        text_column("What holds", lambda row: row.says, 80),
        text_column("Act", lambda row: row.act, 40, NOT_APPLICABLE),
        text_column("Section or paragraph", lambda row: row.section, 24, NOT_APPLICABLE),
    ]
    return lay_out(RULES, "Rules", "The rules that the papers were judged, despatched and are kept by.", columns, rows)


def _schemes(audit: Audit) -> Iterator[_Rule]:
    for pack in audit.packs:
        yield _Rule("Scheme", pack.title, f"{pack.scheme}, version {pack.scheme_version}; the rules of {pack.council}.")
        yield _Rule("Program", pack.title, f"Written by version {pack.program} of the program.")
    yield _Rule("Distribution list", audit.distribution_list, f"SHA-256 {audit.distribution_sha256}")


def _law(audit: Audit) -> Iterator[_Rule]:
    if audit.notice:
        yield _Rule("Notice", "Papers of the meeting", audit.notice.reason)
    for kept in audit.kept:
        yield _Rule("Retention", PAPERS[kept.papers], f"They {say_kept(kept)}.", kept.act, kept.section)
    for pack in audit.packs:
        if exempt := pack.exempt:
            yield _Rule("Not for publication", pack.title, exempt.words, exempt.schedule, f"paragraph {exempt.paragraph}")


def say_kept(kept: KeptUntil) -> str:
    """Until when, and how long that is."""
    years = say_count(kept.years, "year")
    return f"must stay open to the public until {say_date(kept.until)}, {years} from the day of the meeting"
