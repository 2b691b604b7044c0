"""What a distribution list says, or why it cannot be used: its committees, recipients and domains, held against each other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from workbook_tools import catalogue
from workbook_tools.findings import Finding, Sentence, Severity, Where, shorten
from workbook_tools.model.distribution import Committee, DistributionList, Format, Recipient, SendAs
from workbook_tools.model.distribution_book import COMMITTEES, DOMAINS, HEADINGS, MOST_NAME, NO, RECIPIENTS, YES, Field
from workbook_tools.model.service_return import SourceFile
from workbook_tools.model.spellings import folded
from workbook_tools.model.unseen_marks import unseen_mark
from workbook_tools.reading.list_addresses import address_findings, domain_findings
from workbook_tools.reading.list_cells import ListCell, ListRow, WrittenList


class Cleared(StrEnum):
    """Whether a recipient may see exempt papers."""

    YES = YES
    NO = NO


MOST_COMPARED = 200  # committees that a mistyped name is compared with
ChoiceT = TypeVar("ChoiceT", SendAs, Format, Cleared)
ListReading = tuple[DistributionList | None, tuple[Finding, ...]]
"""The list, None where a finding is an error, and the findings."""


def judge_list(source: SourceFile, written: WrittenList) -> ListReading:
    """The list that is written, and its findings: those of its tables, then of domains, committees and recipients in order."""
    judged = _JudgedList(written)
    findings = (*written.findings, *judged.findings)
    if _has_error(findings):
        return None, findings
    committees, recipients = tuple(judged.committees.values()), tuple(judged.recipients)
    return DistributionList(source.name, source.sha256, committees, recipients, tuple(judged.domains)), findings


class _JudgedList:
    """The values of a written list as far as they are in order, and what is wrong with the rest."""

    def __init__(self, written: WrittenList) -> None:
        self.findings: list[Finding] = []
        self.domains: dict[str, Where] = {}
        self.committees: dict[str, Committee] = {}
        self.recipients: list[Recipient] = []
        self._addresses: dict[tuple[str, str], Where] = {}
        for row in written.tables.get(DOMAINS, ()):
            self._take_domain(row[Field.DOMAIN])
        for row in written.tables.get(COMMITTEES, ()):
            self._take_committee(row[Field.COMMITTEE])
        for row in written.tables.get(RECIPIENTS, ()):
            self._take_recipient(row)
        if not _has_error((*written.findings, *self.findings)):
            self.findings += _uncovered(self.committees, self.recipients)

    def _take_domain(self, cell: ListCell) -> None:
        text = self._text(cell, Field.DOMAIN)
        if text is None:
            return
        first = self.domains.get(text.lower())
        found = list(domain_findings(cell))
        if first:
            found = [catalogue.LIST_DOMAIN_TWICE.at(cell.where, text=text, first=_place(first))]
        self.findings += found
        if not _has_error(found):
            self.domains.setdefault(text.lower(), cell.where)

    def _take_committee(self, cell: ListCell) -> None:
        name = self._name(cell, Field.COMMITTEE)
        if name is None:
            return
        first = self.committees.setdefault(folded(name), Committee(name, cell.where))
        if first.where != cell.where:
            self.findings.append(catalogue.LIST_COMMITTEE_TWICE.at(cell.where, text=name, first=_place(first.where)))

    def _take_recipient(self, row: ListRow) -> None:
        committee = self._committee(row)
        role = self._name(row[Field.ROLE], Field.ROLE) if Field.ROLE in row else None
        address = self._address(row)
        send_as = self._choice(row, Field.SEND_AS, SendAs)
        wanted = self._choice(row, Field.FORMAT, Format)
        cleared = self._choice(row, Field.CLEARED, Cleared)
        if committee and address and not self._is_twice(row, committee, address) and role and send_as and wanted and cleared:
            where = row[Field.COMMITTEE].where
            self.recipients.append(Recipient(committee.name, role, address, send_as, wanted, cleared is Cleared.YES, where))

    def _committee(self, row: ListRow) -> Committee | None:
        cell = row.get(Field.COMMITTEE)
        name = self._name(cell, Field.COMMITTEE) if cell else None
        if not cell or name is None or not self.committees:  # without any committee one finding is enough
            return None
        known = self.committees.get(folded(name))
        if known is None:
            near = get_close_matches(folded(name), list(self.committees)[:MOST_COMPARED], n=1)
            advice = Sentence(f" Did you mean '{shorten(self.committees[near[0]].name)}'?" if near else "")
            self.findings.append(catalogue.LIST_COMMITTEE_UNKNOWN.at(cell.where, text=name, advice=advice))
        return known

    def _address(self, row: ListRow) -> str | None:
        cell = row.get(Field.ADDRESS)
        text = self._text(cell, Field.ADDRESS) if cell else None
        if cell is None or text is None:
            return None
        found = list(address_findings(cell, self.domains))
        self.findings += found
        return None if found else text

    def _is_twice(self, row: ListRow, committee: Committee, address: str) -> bool:
        where = row[Field.ADDRESS].where
        first = self._addresses.setdefault((folded(committee.name), address.lower()), where)
        if first != where:
            self.findings.append(catalogue.LIST_RECIPIENT_TWICE.at(where, address=address, first=_place(first)))
        return first != where

    def _name(self, cell: ListCell, field: Field) -> str | None:
        """The text of a cell with single blanks between its words; None where it is no name."""
        text = self._text(cell, field)
        if text is not None and len(text) > MOST_NAME:
            self.findings.append(catalogue.LIST_TOO_LONG.at(cell.where, text=text, length=len(text), most=MOST_NAME))
            return None
        return " ".join(text.split()) if text else None

    def _choice(self, row: ListRow, field: Field, choices: type[ChoiceT]) -> ChoiceT | None:
        """The choice that a cell names; of an empty clearance that it is none."""
        cell = row.get(field)
        if cell and cell.text == "" and field is Field.CLEARED:
            return choices(NO)
        text = self._text(cell, field) if cell else None
        if cell is None or text is None:
            return None
        by_word: Mapping[str, ChoiceT] = {folded(choice): choice for choice in choices}
        found = by_word.get(folded(text))
        if found is None:
            *others, last = choices
            words = f"{', '.join(others)} or {last}"
            self.findings.append(
                catalogue.LIST_CHOICE_UNKNOWN.at(cell.where, text=text, heading=HEADINGS[field], choices=words)
            )
        return found

    def _text(self, cell: ListCell, field: Field) -> str | None:
        """What stands in a cell; None where it is empty, holds what cannot be seen, or a finding says already why not."""
        if not cell.text:
            if cell.text is not None:
                self.findings.append(catalogue.LIST_CELL_EMPTY.at(cell.where, heading=HEADINGS[field]))
            return None
        if mark := unseen_mark(cell.text):
            self.findings.append(catalogue.LIST_UNSEEN_MARK.at(cell.where, text=cell.text, mark=mark))
            return None
        return cell.text


def _has_error(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _uncovered(committees: Mapping[str, Committee], recipients: list[Recipient]) -> Iterator[Finding]:
    """Committees without recipients, or without one that is sent to."""
    everybody = Counter(folded(one.committee) for one in recipients)
    sent_to = {folded(one.committee) for one in recipients if one.send_as is SendAs.TO}
    for key, committee in committees.items():
        if not everybody[key]:
            yield catalogue.LIST_NO_RECIPIENTS.at(committee.where, committee=committee.name)
        elif key not in sent_to:
            yield catalogue.LIST_NOBODY_TO.at(committee.where, committee=committee.name)


def _place(where: Where) -> str:
    return str(Where("", where.sheet, where.cell))
