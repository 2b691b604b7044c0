"""Whether the parts of a covering report hold together: each has its heading, its question and its words."""

from collections.abc import Iterator

from workbook_tools.model.scheme import ALL_OTHER, CoveringPart, Scheme
from workbook_tools.model.spellings import folded
from workbook_tools.schemes.explain import KeyPath, place

ASKS = ("recommendations", "choice", "blank")  # nothing else could stand there
TAKES_WORDS = ("purpose", "choice")
TAKES_PARAGRAPHS = ("purpose", "recommendations", "background", "narrative")
TAKES_NO_ASK = ("considerations", "exceptions")
ONCE = ("purpose", "recommendations", "considerations", "exceptions", "appendices", "background_papers")
FILLED_IN = ("council", "service", "period")


def cover_problems(scheme: Scheme) -> Iterator[str]:
    """What is wrong with the covering report of `scheme`, a sentence each, without the file's name."""
    parts = scheme.covering_report
    for index, part in enumerate(parts):
        yield from _part(part, ("covering_report", index), is_first=index == 0)
    yield from _repeated(parts)
    if parts and all(part.contents != "considerations" for part in parts):
        yield "covering_report has no part that is 'considerations', so the figures would stand nowhere."


def fills_in(text: str) -> bool:
    """Whether braces hold nothing but the names that are filled in."""
    for name in FILLED_IN:
        text = text.replace(f"{{{name}}}", "")
    return "{" not in text and "}" not in text


def _part(part: CoveringPart, path: KeyPath, *, is_first: bool) -> Iterator[str]:
    is_a = f"a part that is '{part.contents}'"
    if is_first and not part.heading.strip():
        yield f"{place(path)} is the first part and needs the key 'heading'."
    if not part.ask.strip() and (part.contents in ASKS or (part.contents == "purpose" and not part.words)):
        yield f"{place(path)} is '{part.contents}' and needs the key 'ask'."
    if part.ask and part.contents in TAKES_NO_ASK:
        yield f"{place((*path, 'ask'))} has no meaning for {is_a}."
    if part.contents == "choice" and not part.words:
        yield f"{place(path)} is 'choice' and needs the key 'words'."
    if part.words and part.contents not in TAKES_WORDS:
        yield f"{place((*path, 'words'))} has no meaning for {is_a}."
    if part.contents == "purpose" and not all(map(fills_in, part.words)):
        yield f"{place((*path, 'words'))} may have {{council}}, {{service}} and {{period}} in braces, nothing else."
    if part.from_ and part.contents not in TAKES_PARAGRAPHS:
        yield f"{place((*path, 'from'))} has no meaning for {is_a}."
    if part.contents in TAKES_PARAGRAPHS and not part.from_ and not part.heading:
        yield f"{place(path)} has no heading and needs the key 'from'."
    for key, texts in (("words", part.words), ("from", part.from_)):
        yield from (f"{place((*path, key, index))} must not be empty." for index, text in enumerate(texts) if not text.strip())


def _repeated(parts: tuple[CoveringPart, ...]) -> Iterator[str]:
    """What may stand only once: headings, kinds of contents, the claim on a paragraph."""
    seen: dict[str, set[str]] = {"heading": set(), "contents": set(), "from": set()}
    for index, part in enumerate(parts):
        once = part.contents if part.contents in ONCE else ""
        claimed = part.from_ or ((part.heading,) if part.contents in TAKES_PARAGRAPHS else ())
        for key, texts in (("heading", (part.heading,)), ("contents", (once,)), ("from", claimed)):
            for text in filter(None, texts):
                name = folded(text)
                if name in seen[key]:
                    what = "all other paragraphs" if text == ALL_OTHER else f"'{text}'"
                    yield f"{place(('covering_report', index, key))} is {what}, which an earlier part has already."
                seen[key].add(name)
