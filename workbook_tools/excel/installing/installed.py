"""The record of what was installed, so that removing takes away that and nothing else."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbook_tools.excel.places import Places

RECORD_NAME = "installed.json"


@dataclass(frozen=True, slots=True)
class Record:
    """What was installed: by which version, the SHA-256 of each file by its name, and whether the add-in is a signed copy."""

    version: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    signed: bool = False

    def wrote(self, name: str, content: bytes) -> bool:
        """Whether a file holds just what was installed under its name."""
        return self.files.get(name) == sha256(content)


def sha256(content: bytes) -> str:
    """The SHA-256 of a file's content."""
    return hashlib.sha256(content).hexdigest()


def read_record(places: Places) -> Record:
    """What was installed; an empty record where nothing was, or the record cannot be read."""
    try:
        found = json.loads(record_file(places).read_bytes())
        files = {str(name): str(digest) for name, digest in found["files"].items()}
        return Record(str(found["version"]), files, found["signed"] is True)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return Record()


def record_file(places: Places) -> Path:
    """Where the record belongs."""
    return places.config / RECORD_NAME
