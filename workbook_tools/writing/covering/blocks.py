"""What a covering report consists of, before it becomes a Word document."""

from dataclasses import dataclass

from workbook_tools.model.scheme import Style

TO_WRITE = "To be written"
TO_CHECK = "To be checked"
DRAFT = "Draft"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: of level 1, numbered, or of level 2."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Prose:
    """A numbered paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A marked blank: what an officer still has to write or to check. In the title block it stands after the bold `label`."""

    ask: str
    mark: str = TO_WRITE
    label: str = ""

    @property
    def text(self) -> str:
        """What stands in the document."""
        return f"[{self.mark}: {self.ask}]"


@dataclass(frozen=True, slots=True)
class Bullet:
    """An entry of a list, in the order: bold words, text."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """An alternative with an empty box, for an officer to tick."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the title block: bold words, text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table of figures: its title, its headings (each with the looks of the status that it counts), its rows."""

    title: str
    headings: tuple[tuple[str, Style | None], ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Prose | Blank | Bullet | Choice | Line | Grid
