"""Papers on their way to a committee: the list and the packs read, the gate asked. Nothing is written here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from workbook_tools.findings import Finding, Severity, ToolkitError, shorten
from workbook_tools.flows.values import DespatchOrder
from workbook_tools.mailing.gate import Gate, Passage, ask_gate
from workbook_tools.model.despatch import KeptUntil
from workbook_tools.model.distribution import DistributionList
from workbook_tools.model.pack import Pack
from workbook_tools.model.scheme import MeetingRules, Scheme
from workbook_tools.model.wording import say_date
from workbook_tools.reading.distribution_list import read_distribution_list
from workbook_tools.reading.pack_file import GivenPack, read_pack
from workbook_tools.rules.notice import keep_until, retention_of
from workbook_tools.schemes.bank_holidays import bank_holidays
from workbook_tools.schemes.load import list_schemes, load_scheme
from workbook_tools.writing.pdf import find_libreoffice

A_MONTH = timedelta(days=31)  # before a meeting, within which the last day of publication in time lies
SAID = {"reports": "Reports", "background_papers": "Background papers"}
"""Papers whose retention a message tells."""


@dataclass(frozen=True, slots=True)
class Papers:
    """A pack that was asked to go out: its files, what the gate says, the law that was asked."""

    given: GivenPack
    passage: Passage
    gate: Gate
    rules: MeetingRules | None

    @property
    def pack(self) -> Pack:
        """What it is."""
        return self.given.pack

    @property
    def kept(self) -> tuple[KeptUntil, ...]:
        """How long the papers stay open to the public, as far as the law says it."""
        return tuple(_kept(self.rules, self.passage.meeting)) if self.rules else ()

    @property
    def retention(self) -> str:
        """The same of reports and background papers, in sentences for a message."""
        return " ".join(
            f"{SAID[one.papers]} are kept available until {say_date(one.until)} ({one.act}, section {one.section})."
            for one in self.kept
            if one.papers in SAID
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """The order, its committee spelt as in the list; the list, None where it is not in order; the papers; all findings."""

    order: DespatchOrder
    listed: DistributionList | None
    papers: tuple[Papers, ...]
    findings: tuple[Finding, ...]

    @property
    def is_open(self) -> bool:
        """Whether something may be drafted: an error anywhere keeps all in."""
        return self.listed is not None and not any(finding.severity is Severity.ERROR for finding in self.findings)


def ask(order: DespatchOrder) -> Asked:
    """Whether the packs of an order may go out, and to whom.

    Raises:
        ReadingError: the list or a pack cannot be read.
        ToolkitError: a pack was judged by other rules than those at hand, two packs are one, or an address of `only` is none of
            the committee's.
    """
    listed, findings = read_distribution_list(order.distribution_list)
    if listed is None:
        return Asked(order, None, (), findings)
    if known := listed.committee(order.committee):
        order = replace(order, committee=known.name)
    _check_only(order, listed)
    papers = tuple(_papers(order, path, listed) for path in order.packs)
    if len({one.pack.identity for one in papers}) < len(papers):
        raise ToolkitError("The same pack was named twice. Name each once.")
    return Asked(order, listed, papers, (*findings, *(finding for one in papers for finding in one.gate.findings)))


def checked_list(path: Path) -> DistributionList:
    """A distribution list that is in order.

    Raises:
        ReadingError: it cannot be read.
        ToolkitError: it has errors; the first is named.
    """
    listed, findings = read_distribution_list(path)
    if listed is None:
        first = next(finding for finding in findings if finding.severity is Severity.ERROR)
        raise ToolkitError(f"The distribution list is not in order, so nothing is sent. {first}")
    return listed


def _papers(order: DespatchOrder, path: Path, listed: DistributionList) -> Papers:
    given = read_pack(path)
    rules = _scheme(order, given.pack).meetings
    first = min(order.published, order.meeting - A_MONTH)
    holidays = bank_holidays(rules.nation, first, order.meeting) if rules else frozenset()
    passage = Passage(
        given.pack,
        path.name,
        order.committee,
        order.meeting,
        order.published,
        order.late_because,
        order.only,
        pdf_can_be_made=find_libreoffice() is not None,
    )
    return Papers(given, passage, ask_gate(passage, listed, rules, holidays), rules)


def _scheme(order: DespatchOrder, pack: Pack) -> Scheme:
    """The rules that a pack was judged by; a pack never makes us open another file, so a council's own are named in the order.

    Raises:
        ToolkitError: they are not at hand, or not in this version.
    """
    shipped = pack.scheme if pack.scheme in list_schemes() else ""
    for scheme in (load_scheme(name) for name in (order.scheme_name, shipped) if name):
        if (scheme.name, scheme.version) == (pack.scheme, pack.scheme_version):
            return scheme
    raise ToolkitError(
        f"The pack was judged by the scheme {shorten(pack.scheme)}, version {shorten(pack.scheme_version)}, which is not "
        "at hand. Name its file with --scheme, or build the pack again."
    )


def _check_only(order: DespatchOrder, listed: DistributionList) -> None:
    known = {one.address.lower() for one in listed.of(order.committee)}
    for address in order.only:
        if address.lower() not in known:
            raise ToolkitError(
                f"{shorten(address)} is not a recipient of {shorten(order.committee)} in {listed.name}. Add it there first."
            )


def _kept(rules: MeetingRules, meeting: date) -> Iterator[KeptUntil]:
    for papers in dict.fromkeys(one.papers for one in rules.retention):
        rule, until = retention_of(rules, papers, meeting), keep_until(rules, papers, meeting)
        if rule and until:
            yield KeptUntil(papers, until, rule.years, rule.act, rule.section)
