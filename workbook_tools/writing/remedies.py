"""What a service says is done about an exception: a few sentences of its commentary, cut so that a line can hold them.

The sentences are the service's own, from the first that speaks of something going on or to come; a mark says where the
commentary began before them or goes on after them.
"""

import re
from collections.abc import Sequence

from workbook_tools.writing.measure import Font, wrap

NO_REMEDY = "No remedial action is given."
GOES_ON = "…"
ABBREVIATIONS = {"e.g.", "i.e.", "no.", "approx.", "dr.", "mr.", "mrs.", "ms.", "st.", "vs.", "cllr.", "dept.", "qtr."}
"""Words, in small letters, that end with a full stop within a sentence."""
SPEAKS_OF_ACTION = re.compile(
    r"\b(will|(is|are|been|being) (being|now|also|currently|under way|underway|planned|progressed|developed|reviewed|ongoing)|"
    r"continu(e|es|ing)|working|intention|intend(s|ed)?|plan(s|ned)? to|meetings? planned|in progress)\b",
    re.IGNORECASE,
)
"""Words by which a sentence speaks of something going on or to come."""


def say_remedy(commentary: str, pixels: float, font: Font, most_lines: int) -> str:
    """The sentences of a commentary that say what is done, as many as find room; without any that says so, the first ones.

    Args:
        commentary: in the service's words; without any text it is said that none is given.
        pixels: width of a line.
        font: of the text.
        most_lines: that the text may take.
    """
    sentences = split_sentences(commentary)
    if not sentences:
        return NO_REMEDY
    start = next((index for index, sentence in enumerate(sentences) if SPEAKS_OF_ACTION.search(sentence)), 0)
    before = f"{GOES_ON} " if start else ""
    for end in range(len(sentences), start, -1):
        after = f" {GOES_ON}" if end < len(sentences) else ""
        text = f"{before}{' '.join(sentences[start:end])}{after}"
        if len(wrap(text, pixels, font)) <= most_lines:
            return text
    return _cut(f"{before}{sentences[start]}", pixels, font, most_lines)


def split_sentences(text: str) -> Sequence[str]:
    """The sentences of a text, blanks and line ends between words as one blank."""
    sentences: list[str] = []
    begun: list[str] = []
    words = text.split()
    for word, following in zip(words, [*words[1:], ""], strict=False):
        begun.append(word)
        ends = word.rstrip("\"'”’)").endswith((".", "!", "?")) and word.lstrip("(\"'“‘").casefold() not in ABBREVIATIONS
        if not following or (ends and not following[:1].islower()):
            sentences.append(" ".join(begun))
            begun = []
    return sentences


def _cut(sentence: str, pixels: float, font: Font, most_lines: int) -> str:
    """A sentence that finds no room, cut after a word."""
    words = sentence.split(" ")
    while len(words) > 1 and len(wrap(f"{' '.join(words)} {GOES_ON}", pixels, font)) > most_lines:
        words.pop()
    return f"{' '.join(words)} {GOES_ON}"
