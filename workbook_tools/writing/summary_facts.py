"""What all sheets of a summary say about it: whose report it is, of which period, and what its rows are called."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from workbook_tools.findings import Where, shorten
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.meeting import NO_MEETING, Meeting
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.model.wording import say_date
from workbook_tools.writing.cells import Link

JudgedT = TypeVar("JudgedT")

LONGEST_SECTION = 48  # characters; longer sections are numbered in the tables and written out below them
LONGEST_NAME = 120  # characters of a service or a period in titles
LONGEST_LINK = 60  # characters; longer text goes on in rows of its own, which a link cannot
SERVICES_NAMED = 3  # in the title; of more only the number is said


@dataclass(frozen=True, slots=True)
class Line(Generic[JudgedT]):
    """A row of a table: the return it is from, what was judged, its section as other sheets name it and in full."""

    assessment: Assessment
    judged: JudgedT
    section: str = ""
    section_in_full: str = ""


@dataclass(frozen=True)
class SummaryFacts:
    """The returns of one summary and what follows from them.

    Attributes:
        scheme: the rules that the returns were judged by, and the layout of the report.
        as_at: the last day that counts.
        assessments: the returns that could be read; of their prose, headlines and breakdowns what is filled in.
        refused: the returns that could not.
        returns: the returns that could be read, whole.
        meeting: that the report goes to, as far as it was named.
    """

    scheme: Scheme
    as_at: date
    assessments: tuple[Assessment, ...]
    refused: tuple[ServiceReturn, ...]
    returns: tuple[ServiceReturn, ...]
    meeting: Meeting = NO_MEETING

    @staticmethod
    def of(assessments: Sequence[Assessment], scheme: Scheme, as_at: date, meeting: Meeting = NO_MEETING) -> "SummaryFacts":
        """The facts of these returns."""
        readable = [assessment for assessment in assessments if assessment.service_return.refused is None]
        return SummaryFacts(
            scheme,
            as_at,
            tuple(replace(assessment, service_return=_filled_in(assessment.service_return)) for assessment in readable),
            tuple(assessment.service_return for assessment in assessments if assessment.service_return.refused is not None),
            tuple(assessment.service_return for assessment in readable),
            meeting,
        )

    @property
    def several(self) -> bool:
        """Whether rows have to say which return they are from."""
        return len(self.assessments) > 1

    @cached_property
    def services(self) -> str:
        """The services, as a title names them."""
        names = list(dict.fromkeys(service_of(assessment) for assessment in self.assessments))
        return ", ".join(names) if len(names) <= SERVICES_NAMED else f"{len(names)} services"

    @cached_property
    def period(self) -> str:
        """The period, or that there are several."""
        periods = list(dict.fromkeys(period_of(assessment.service_return) for assessment in self.assessments))
        return periods[0] if len(periods) == 1 else "several periods"

    @cached_property
    def title(self) -> str:
        """The report's title: that on the cover of a single return, else as the scheme words it."""
        cover_title = self.assessments[0].service_return.cover.report_title if len(self.assessments) == 1 else ""
        return cover_title or self.scheme.report.title.format(
            council=self.scheme.council, service=self.services, period=self.period
        )

    @cached_property
    def subtitle(self) -> str:
        """What stands below the title of every sheet."""
        parts = (self.scheme.council, self.services, self.period, f"as at {say_date(self.as_at)}")
        return "  |  ".join(part for part in parts if part)

    @cached_property
    def files(self) -> str:
        """The files that the figures are from, as a remark."""
        names = [assessment.service_return.source.name for assessment in self.assessments]
        return f"Source: {names[0]}" if len(names) == 1 else f"Sources: {len(names)} returns, listed on the sheet Key"


def _filled_in(given: ServiceReturn) -> ServiceReturn:
    """A return without the headings, names and cells that were issued and that nothing was written beside."""
    tables = {cell.table for cell in given.breakdowns if cell.value.strip()}
    return replace(
        given,
        narrative=tuple(paragraph for paragraph in given.narrative if paragraph.text.strip()),
        headlines=tuple(headline for headline in given.headlines if headline.value.strip()),
        breakdowns=tuple(cell for cell in given.breakdowns if cell.table in tables),
    )


def service_of(assessment: Assessment) -> str:
    """The service on the cover, or the file's name where the cover has none."""
    return shorten(assessment.service_return.cover.service or assessment.service_return.source.name, LONGEST_NAME)


def period_of(service_return: ServiceReturn) -> str:
    """The period on the cover, as councils write it; as written where it was not understood."""
    cover = service_return.cover
    return str(cover.period) if cover.period else shorten(cover.period_text, LONGEST_NAME)


class Anchors:
    """Where the rows of the returns stand in the summary, so that other sheets can link to them."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str | None, str], tuple[str, int]] = {}

    def add(self, where: Where, sheet: str, row: int) -> None:
        """Remembers that the return's row at `where` stands in `row` (counted from 0) of `sheet`."""
        self._rows[_source_row(where)] = (sheet, row)

    def link(self, where: Where, text: str) -> Link | None:
        """A link to the row that holds the cell `where`; None where the summary has no such row, or the text is too long."""
        place = self._rows.get(_source_row(where))
        return Link(text, *place) if place and len(text) <= LONGEST_LINK else None


def _source_row(where: Where) -> tuple[str, str | None, str]:
    return where.file, where.sheet, (where.cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True, slots=True)
class SectionNames:
    """What the sections of a table are called.

    Attributes:
        labels: by section, short enough for a column.
        in_full: by section, what a band above its rows says: number and name.
        written_out: number and name of each section, where some are too long for a column and the labels are numbers.
    """

    labels: Mapping[str, str]
    in_full: Mapping[str, str]
    written_out: tuple[tuple[str, str], ...] = ()


def name_sections(rows: Iterable[tuple[str, str]], titles: Mapping[str, str]) -> SectionNames:
    """Labels for sections, given (section, number as the return writes it or "") of each row in order.

    A section whose code has a title in the scheme is shown with it. Where one is longer than a column of the table can take,
    all are shown by their number, or counted where they have none, and written out beside.
    """
    numbers: dict[str, str] = {}
    for section, number in rows:
        if section:
            numbers.setdefault(section, number)
    sections = list(numbers)
    full = {section: f"{section}: {titles[section]}" if section in titles else section for section in sections}
    in_full = {section: _numbered(numbers[section], full[section]) for section in sections}
    if all(len(text) <= LONGEST_SECTION for text in full.values()):
        return SectionNames(full, in_full)
    given = [numbers[section] for section in sections]
    usable = all(given) and len(set(given)) == len(given)
    labels = {section: numbers[section] if usable else str(place) for place, section in enumerate(sections, start=1)}
    in_full = {section: _numbered(labels[section], full[section]) for section in sections}
    return SectionNames(labels, in_full, tuple((labels[section], full[section]) for section in sections))


def _numbered(number: str, name: str) -> str:
    """A section's name after its number, unless it begins with that already."""
    return f"{number}: {name}" if number and not name.startswith(number) else name
