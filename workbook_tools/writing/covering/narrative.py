"""Which paragraphs of the returns stand under which part of the covering report, and what their numbers become.

The returns' own numbers of headings and paragraphs are those of another report; Word numbers them afresh. Only what cannot be
anything else is taken for one: "3.2. Partnership" has a number, "4.5 days were lost" has none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbook_tools.model.assessment import Assessment
from workbook_tools.model.scheme import ALL_OTHER, CoveringPart
from workbook_tools.model.service_return import Paragraph
from workbook_tools.model.spellings import folded
from workbook_tools.writing.covering.blocks import Block, Bullet, Heading, Prose
from workbook_tools.writing.summary.parts import bare_heading
from workbook_tools.writing.summary_facts import SummaryFacts, service_of
from workbook_tools.writing.told.prose import in_order

TAKES_PARAGRAPHS = ("purpose", "recommendations", "background", "narrative")
_HEADING_NUMBER = re.compile(r"^\d{1,2}\.(?:\d{1,2}\.?)*(?:\s+(?=[A-Z])|$)")
_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})+)(?P<dot>\.?)\s+(?=[A-Z])")
_BULLET = re.compile(r"[-–•]\s+")


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph of a return: the return, the paragraph, its text without its number, whether it is an entry of a list."""

    assessment: Assessment
    paragraph: Paragraph
    text: str
    is_bullet: bool


class Narrative:
    """The paragraphs of all returns by the part of the covering report that they stand under."""

    def __init__(self, facts: SummaryFacts, parts: Sequence[CoveringPart]) -> None:
        self._several = facts.several
        self._claims = {name: index for index, part in enumerate(parts) for name in _claimed(part)}
        self._by_part: dict[int | None, list[Told]] = {}
        for assessment in facts.assessments:
            for told in _without_numbers(assessment):
                self._by_part.setdefault(self._part_of(told.paragraph), []).append(told)

    def _part_of(self, paragraph: Paragraph) -> int | None:
        names = (bare_heading(paragraph.heading), folded(paragraph.heading), folded(paragraph.kind), ALL_OTHER)
        return next((self._claims[name] for name in names if name and name in self._claims), None)

    def under(self, index: int, heading: str) -> tuple[Block, ...]:
        """What stands under the part at `index`, of which `heading` is the nearest heading; empty where there is nothing."""
        return tuple(self._blocks(self._by_part.get(index, []), heading))

    @property
    def left_over(self) -> tuple[Told, ...]:
        """The paragraphs that no part takes."""
        return tuple(self._by_part.get(None, []))

    def _blocks(self, paragraphs: Sequence[Told], heading: str) -> Iterator[Block]:
        before = ""
        for told in paragraphs:
            title = self._title(told, heading)
            if title and title != before:
                yield Heading(title, level=2)
            before = title
            yield Bullet(told.text) if told.is_bullet else Prose(told.text)

    def _title(self, told: Told, heading: str) -> str:
        """The heading that a paragraph has of its own below the part's, with its service where there are several."""
        title = say_title(told.paragraph)
        own = "" if folded(heading) in {folded(title), bare_heading(title)} else title
        service = service_of(told.assessment) if self._several else ""
        return ": ".join(part for part in (service, own) if part)


def title_of(heading: str) -> str:
    """A heading without the number before it."""
    return _HEADING_NUMBER.sub("", heading.strip(), count=1)


def say_title(paragraph: Paragraph) -> str:
    """What a paragraph stands under: its heading; where that is but a number, its theme and kind."""
    title, theme, kind = title_of(paragraph.heading), paragraph.theme.strip(), paragraph.kind.strip()
    if title:
        return title
    themes = "" if folded(theme) in {"", "all"} or folded(theme) in folded(kind) else theme
    return ": ".join(part for part in (themes, kind) if part)


def _claimed(part: CoveringPart) -> tuple[str, ...]:
    if part.contents not in TAKES_PARAGRAPHS:
        return ()
    return tuple(map(folded, part.from_ or (part.heading,)))


def _without_numbers(assessment: Assessment) -> Iterator[Told]:
    """The paragraphs in order. One without a full stop after its number must go on where its section's last one ended."""
    last: dict[str, int] = {}
    for paragraph in in_order(assessment):
        text = paragraph.text.strip()
        bullet = _BULLET.match(text)
        rest = text[bullet.end() :] if bullet else text
        if number := _NUMBER.match(rest):
            section, _, place = number["number"].partition(".")
            goes_on = place == str(last.get(section, 0) + 1) and paragraph.heading.startswith(f"{section}.")
            if number["dot"] or goes_on:
                rest = rest[number.end() :]
                if place.isdecimal():
                    last[section] = int(place)
        yield Told(assessment, paragraph, rest, bullet is not None)
