"""Our part of a note on an officer's cell: put below what the officer wrote, and taken off again without a trace.

Our part begins with a line of its own. Each line of ours below it ends with a code and a mark that is worked out from the line:
where it does not fit, the officer has changed the line, so it is theirs. So are all other lines, wherever they stand.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from workbook_tools.findings import Finding
from workbook_tools.writing.plain_text import LONGEST_TEXT, one_line
from workbook_tools.writing.severities import SEVERITY_STYLES

OUR_PART = "----- Check of this return -----"
LINES = re.compile(r"[^\n]*\n|[^\n]+")  # each with what ends it
OUR_LINE = re.compile(r"(?P<text>.*\[[a-z0-9-]+) (?P<mark>[0-9a-f]{3})\]")


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A line of ours: a word such as "Error" or "Status", the text, the code it ends with."""

    word: str
    text: str
    code: str

    def __str__(self) -> str:
        """As it stands in the note."""
        line = f"{one_line(f'{self.word}: {self.text}')} [{self.code}"
        return f"{line} {_mark(line)}]"


def line_of(finding: Finding) -> NoteLine:
    """What a note says of a finding."""
    return NoteLine(SEVERITY_STYLES[finding.severity].word, finding.message, finding.code)


def with_our_part(officers: str, lines: Sequence[NoteLine]) -> str:
    """The officer's text with our lines below it.

    Lines that find no room in a note are left out, and a last one says so; where not even that finds room, the text is the
    officer's alone.
    """
    cut_short = [str(NoteLine(line.word, "… more on the sheet of findings.", "cut-short")) for line in lines]
    room = LONGEST_TEXT - len(officers) - len(OUR_PART) - 2
    ours: list[str] = []
    for line, instead in zip(map(str, lines), cut_short, strict=True):
        last = len(ours) == len(lines) - 1
        if len(line) + (0 if last else len(instead) + 2) > room:
            ours += [instead] if len(instead) <= room else []
            break
        ours.append(line)
        room -= len(line) + 1
    return "\n".join([*([officers] if officers else []), OUR_PART, *ours]) if ours else officers


def without_our_part(text: str) -> str:
    """The officer's own text of a note, "" where there is none. A note without our part is theirs as it stands."""
    lines = LINES.findall(text)
    start = next((number for number, line in enumerate(lines) if line.strip() == OUR_PART), None)
    if start is None:
        return text
    after = [line for line in lines[start:] if not is_ours(line)]
    if not any(map(str.strip, after)):
        after = []
    kept = "".join([*lines[:start], *after])
    return kept.removesuffix("\n") if not after or is_ours(lines[-1]) else kept


def is_ours(line: str) -> bool:
    """Whether a line below the beginning of our part is ours, as we wrote it."""
    found = OUR_LINE.fullmatch(line.strip())
    return line.strip() == OUR_PART or (found is not None and _mark(found["text"]) == found["mark"])


def _mark(text: str) -> str:
    return f"{zlib.crc32(text.encode(errors='surrogatepass')) % 0x1000:03x}"
