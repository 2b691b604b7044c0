"""Takes the pictures of docs/colours.md: each scheme's key as most see it, in grey, and to two kinds of colour blindness."""

import struct
import sys
import zlib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent / "tests"))

from support_colours import Sight, seen  # noqa: E402
from support_libreoffice import convert  # noqa: E402
from support_pages import Picture, pages_of, picture_of, sheet_pages  # noqa: E402 - found through the line above  # noqa: E402
from support_samples import MORAY, PARTNERSHIP, VALE, path_of  # noqa: E402
from workbook_tools import pipeline  # noqa: E402

SAMPLES = {"clackmannanshire": PARTNERSHIP, "moray": MORAY, "vale_of_glamorgan": VALE}
DOTS = 68  # an inch
SHOWN = (0.53, 0.06, 0.8)  # of a page: its width from the left, its height from and to, where the words stand


def main() -> None:
    """Writes the pictures anew: normal and grey above, protanopia and deuteranopia below."""
    with TemporaryDirectory() as place:
        for scheme, sample in SAMPLES.items():
            summary = Path(place) / "summary.xlsx"
            pipeline.report([path_of(sample)], summary)
            pdf = convert(summary)
            key = picture_of(pdf, sheet_pages(pages_of(pdf), "Key")[0], DOTS, smooth="yes")
            parts = [rows_seen(key, sight) for sight in Sight]
            above, below = ([left + right for left, right in zip(*pair, strict=True)] for pair in (parts[:2], parts[2:]))
            (FOLDER / "pictures" / f"colours-{scheme}.png").write_bytes(png([*above, *below]))


def rows_seen(picture: Picture, sight: Sight) -> list[bytes]:
    """The rows of the part of a page that is shown, as it is seen."""

    @cache
    def changed(pixel: bytes) -> bytes:
        return bytes.fromhex(seen(f"#{pixel.hex()}", sight).removeprefix("#"))

    right, top, bottom = SHOWN
    width = 3 * int(picture.width * right)
    starts = (3 * picture.width * row for row in range(int(picture.height * top), int(picture.height * bottom)))
    rows = (picture.pixels[start : start + width] for start in starts)
    return [b"".join(changed(row[place : place + 3]) for place in range(0, width, 3)) for row in rows]


def png(rows: list[bytes]) -> bytes:
    """Rows of pixels, three bytes each, as a PNG file."""
    head = struct.pack(">IIBBBBB", len(rows[0]) // 3, len(rows), 8, 2, 0, 0, 0)
    content = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, (b"IHDR", b"IDAT", b"IEND"), (head, content, b"")))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


if __name__ == "__main__":
    main()
