"""Pages as LibreOffice prints them: where words stand, and what colour a place has."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

DOTS = 144  # an inch
POINTS = 72  # an inch
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
_HEADER = re.compile(rb"P6\s+(\d+)\s+(\d+)\s+255\s")


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle of a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels, three bytes each, row by row."""

    width: int
    height: int
    pixels: bytes
    dots: int

    def colours(self, place: Place) -> Counter[str]:
        """How many pixels of a place have each colour, as "#RRGGBB"."""
        left, top, right, bottom = (
            round(edge * self.dots / POINTS) for edge in (place.left, place.top, place.right, place.bottom)
        )
        found: Counter[str] = Counter()
        for row in range(max(0, top), min(bottom, self.height)):
            line = self.pixels[3 * (row * self.width + max(0, left)) : 3 * (row * self.width + min(right, self.width))]
            found.update(f"#{line[start : start + 3].hex().upper()}" for start in range(0, len(line), 3))
        return found


def picture_of(pdf: Path, page: int, dots: int = DOTS, smooth: str = "no") -> Picture:
    """A page, counted from 1; without smoothed edges ("yes" for them) each pixel has a colour that is in the document."""
    command = ["pdftoppm", "-r", str(dots), "-aa", smooth, "-aaVector", smooth, "-f", str(page), "-l", str(page), str(pdf)]
    content = subprocess.run(command, check=True, capture_output=True).stdout
    header = _HEADER.match(content)
    assert header
    return Picture(int(header[1]), int(header[2]), content[header.end() :], dots)


def places_of(pdf: Path, page: int, words: Sequence[str]) -> Iterator[Place]:
    """Where these words stand one after the other on a page, counted from 1."""
    command = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(pdf), "-"]
    listed = _WORD.findall(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    texts = [unescape(text) for *_, text in listed]
    for start in range(len(listed) - len(words) + 1):
        if texts[start : start + len(words)] == list(words):
            found = [tuple(map(float, edges)) for *edges, _ in listed[start : start + len(words)]]
            lefts, tops, rights, bottoms = zip(*found, strict=True)
            yield Place(min(lefts), min(tops), max(rights), max(bottoms))


def pages_of(pdf: Path) -> list[str]:
    """The text of each page."""
    command = ["pdftotext", "-layout", str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\f")[:-1]


def sheet_pages(pages: list[str], sheet: str) -> list[int]:
    """The pages of a sheet, counted from 1, by the sheet's name in their footer."""
    return [number for number, text in enumerate(pages, 1) if text.rstrip().splitlines()[-1].split("  ")[0].strip() == sheet]
