"""Packs for tests: written beside their files, exempt and public, and doctored ones."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from support_meetings import SCOTLAND
from support_samples import MORAY, path_of
from workbook_tools import pipeline
from workbook_tools.model.pack import pack_beside
from workbook_tools.rules.notice import exempt_paragraph

PARAGRAPH = "6"
MARKING = "Not for publication: exempt under paragraph 6 of Part I of Schedule 7A to the Local Government (Scotland) Act 1973"
_found = exempt_paragraph(SCOTLAND, PARAGRAPH)
assert _found is not None
EXEMPT = _found


def write_pack_of(folder: Path, sample: str = MORAY, **more: Any) -> Path:
    """A sample's working edition with its pack, in a folder."""
    summary = folder / "Summary.xlsx"
    pipeline.report([path_of(sample)], summary, pack=True, **more)
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
