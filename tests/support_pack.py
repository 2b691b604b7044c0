"""Packs for tests: a scheme that knows paragraphs of exempt papers, packs written beside their files, and doctored ones."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from support_samples import MORAY, ROOT, path_of
from workbook_tools import pipeline
from workbook_tools.model.pack import Exempt, pack_beside

EXEMPT = Exempt(
    paragraph="6",
    schedule="Part 1 of Schedule 7A to the Local Government (Scotland) Act 1973",
    words="Financial or business affairs of a particular person",
)
MARKING = "Not for publication: exempt under paragraph 6 of Part 1 of Schedule 7A to the Local Government (Scotland) Act 1973"
MADE_UP = ROOT / "tests" / "data" / "made_up_council.toml"
LAW = f"""
[meetings]
nation = "Scotland"
schedule = "{EXEMPT.schedule}"

[[meetings.notice]]
clear_days = 3
act = "Local Government (Scotland) Act 1973"
section = "50B(3)"
source = "handbook"

[[meetings.retention]]
papers = "background_papers"
years = 4
act = "Local Government (Scotland) Act 1973"
section = "50D"
source = "handbook"

[[meetings.exempt]]
number = "6"
words = "{EXEMPT.words}"
source = "handbook"

[[meetings.exempt]]
number = "6A"
words = "Something else"
source = "handbook"
"""


def scheme_with_law(folder: Path) -> Path:
    """The made-up council's scheme, which knows two paragraphs of exempt papers."""
    path = folder / MADE_UP.name
    path.write_text(MADE_UP.read_text(encoding="utf-8").split("\n[meetings]")[0] + LAW, encoding="utf-8")
    return path


def write_pack_of(folder: Path, sample: str = MORAY, *, exempt: bool = False, **more: Any) -> Path:
    """A sample's working edition with its pack, in a folder; exempt by the made-up council's paragraph 6."""
    summary = folder / "Summary.xlsx"
    scheme = str(scheme_with_law(folder)) if exempt else None
    pipeline.report([path_of(sample)], summary, scheme, exempt="6" if exempt else None, pack=True, **more)
    return summary


def doctor(summary: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Changes the pack's own file, as somebody would with an editor."""
    path = pack_beside(summary)
    pack = json.loads(path.read_text(encoding="utf-8"))
    change(pack)
    path.write_text(json.dumps(pack), encoding="utf-8")


def put_in_place(summary: Path, place: int, content: bytes) -> None:
    """Puts another file in the place of one of the pack, and its size and hash into the pack."""

    def change(pack: dict[str, Any]) -> None:
        file = pack["files"][place]
        (summary.parent / file["name"]).write_bytes(content)
        file |= {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}

    doctor(summary, change)


def with_part(workbook: bytes, name: str, content: bytes) -> bytes:
    """A workbook with one more part."""
    changed = BytesIO(workbook)
    with zipfile.ZipFile(changed, "a") as package:
        package.writestr(name, content)
    return changed.getvalue()
