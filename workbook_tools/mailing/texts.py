"""The texts of messages, from templates that a council can edit; they run in a sandbox that knows their values and no more.

A kind of message has two files, "paper.txt" and "paper.html": the first begins with the line "Subject: ...". What they may use
stands in docs/messages.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from jinja2 import StrictUndefined, Template, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbook_tools.findings import WritingError
from workbook_tools.mailing.errors import TextError
from workbook_tools.mailing.facts import PaperFacts, ReminderFacts, Words, plain
from workbook_tools.mailing.text_rules import RuleError, check_template
from workbook_tools.model.unseen_marks import unseen_mark
from workbook_tools.writing.whole_file import make_folder, replace_file

KINDS: Final = {PaperFacts: "paper", ReminderFacts: "reminder"}
"""What messages are about, and the name of their files."""
ENDINGS: Final = (".txt", ".html")
SUBJECT = "Subject:"
HARMLESS = "\t\u00a0\u00ad\ufe0f"  # unseen marks that editors put in: tab, no-break space, soft hyphen, the look of an emoji
NOT_ENDED = "An {% if %} or {% for %} before this line has no end. Write {% endif %} or {% endfor %} where it ends."
LARGEST_TEMPLATE = 50_000  # bytes; the shipped ones have some 4,000
LONGEST_TEXT = 500_000  # characters of a message's text, which mail programs still open at once
LONGEST_SUBJECT = 150  # characters; mail programs show some 60


@dataclass(frozen=True, slots=True)
class Source:
    """A template's text, and the name of its file as it is said to somebody who looks for it."""

    name: str
    text: str


class Texts:
    """The texts of messages: a council's own where its folder has them, else those that are shipped."""

    def __init__(self, folder: Path | None = None) -> None:
        """The texts of a folder, read when they are needed; without one, those that are shipped."""
        self.folder = folder
        self._ready: dict[str, _Templates] = {}

    def words(self, facts: PaperFacts | ReminderFacts) -> Words:
        """What a message says.

        Raises:
            TextError: the council's text is not in order, or gives more than a message can hold.
        """
        kind, values = KINDS[type(facts)], {field.name: getattr(facts, field.name) for field in fields(facts)}
        if kind not in self._ready:
            self._ready[kind] = _load(self.folder, kind, type(facts))
        subject, text, html = (_render(template, values) for template in self._ready[kind].all)
        return Words(self._subject(kind, subject), f"{text.strip()}\n", f"{html.strip()}\n")

    def _subject(self, kind: str, rendered: str) -> str:
        if subject := plain(rendered, LONGEST_SUBJECT):
            return subject
        raise TextError(f"{self._ready[kind].subject.name}, line 1: the subject is empty. Write one after '{SUBJECT}'.")


@dataclass(frozen=True, slots=True)
class _Templates:
    """The templates of a kind of message, ready to be run."""

    subject: Template
    text: Template
    html: Template

    @property
    def all(self) -> tuple[Template, Template, Template]:
        return self.subject, self.text, self.html


def write_texts(folder: Path) -> tuple[Path, ...]:
    """Copies the shipped texts into a folder to be edited there; a file that is there already is left as it is.

    Returns:
        The files that were written.

    Raises:
        WritingError: the folder or a file could not be made.
    """
    make_folder(folder)
    written = []
    for name in _names():
        path = folder / name
        if path.is_dir():
            raise WritingError(f"{path} is a folder. Move it away, so that the text can stand there.")
        if not path.exists():
            replace_file(path, _shipped(name))
            written.append(path)
    return tuple(written)


def _names() -> Iterator[str]:
    for kind in KINDS.values():
        yield from (f"{kind}{ending}" for ending in ENDINGS)


def _shipped(name: str) -> bytes:
    return (files("workbook_tools.mailing") / "shipped" / name).read_bytes()


def _load(folder: Path | None, kind: str, facts: type) -> _Templates:
    text, html = _sources(folder, kind)
    first, end, rest = text.text.partition("\n")
    if not first.lower().startswith(SUBJECT.lower()):
        raise TextError(f"{text.name}, line 1: the text does not begin with its subject. Let the line be '{SUBJECT} ...'.")
    subject = Source(text.name, first[len(SUBJECT) :].strip())
    body = Source(text.name, end + rest)  # the line end stays, so that lines keep their numbers
    return _Templates(*(_compile(one, facts, is_html=one is html) for one in (subject, body, html)))


def _sources(folder: Path | None, kind: str) -> tuple[Source, Source]:
    """The two files of a kind of message: the council's, where it has both; the shipped ones, where it has none.

    Raises:
        TextError: the folder is not there, one of the two is missing, or one cannot be read.
    """
    names = [f"{kind}{ending}" for ending in ENDINGS]
    if folder is not None and not folder.is_dir():
        raise TextError(f"There is no folder {folder} with texts of messages. Make it, or take it out of the settings.")
    own = [folder / name for name in names if (folder / name).is_file()] if folder else []
    if len(own) == 1:
        other = next(name for name in names if name != own[0].name)
        raise TextError(f"{own[0]} is there without {other}, so some would read another text. Put both there, or neither.")
    text, html = (_read(path) for path in own) if own else (Source(name, _decoded(name, _shipped(name))) for name in names)
    return text, html


def _read(path: Path) -> Source:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TextError(f"{path} cannot be read: {error.strerror}.") from error
    return Source(str(path), _decoded(str(path), content))


def _decoded(name: str, content: bytes) -> str:
    if len(content) > LARGEST_TEMPLATE:
        raise TextError(f"{name} is larger than {LARGEST_TEMPLATE:,} bytes. Make it shorter.")
    try:
        text = content.decode("utf-8-sig")  # some editors put a mark before the text
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise TextError(f"{name}, line {line}: a character is not in UTF-8. Save the file as UTF-8.") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for line, said in enumerate(text.split("\n"), start=1):
        if mark := unseen_mark("".join(mark for mark in said if mark not in HARMLESS)):
            raise TextError(f"{name}, line {line}: it holds {mark}, which nobody sees. Take it out.")
    return text


@cache
def _environment(*, is_html: bool) -> ImmutableSandboxedEnvironment:
    """Where templates run: without any function, and without a way to other files."""
    environment = ImmutableSandboxedEnvironment(
        autoescape=is_html, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.clear()
    return environment


def _compile(source: Source, facts: type, *, is_html: bool) -> Template:
    """A template, ready to be run.

    Raises:
        TextError: it is not in order.
    """
    environment = _environment(is_html=is_html)
    try:
        tree = environment.parse(source.text, source.name)
        check_template(tree, facts, is_html=is_html)
        code = environment.compile(tree, source.name, source.name)
    except TemplateSyntaxError as error:
        said = NOT_ENDED if "looking for the following tags" in str(error.message) else error.message
        raise TextError(f"{source.name}, line {error.lineno}: {said}") from error
    except RuleError as error:
        raise TextError(f"{source.name}, line {error.line}: {error}") from error
    except (RecursionError, SyntaxError) as error:  # of Python, which runs it
        raise TextError(f"{source.name}: too much stands inside each other. Write it more simply.") from error
    return environment.template_class.from_code(environment, code, {})


def _render(template: Template, values: dict[str, object]) -> str:
    pieces, length = [], 0
    for piece in template.generate(values):
        pieces.append(piece)
        length += len(piece)
        if length > LONGEST_TEXT:
            raise TextError(f"{template.name} gives more than {LONGEST_TEXT:,} characters. Let it say less.")
    return "".join(pieces)
