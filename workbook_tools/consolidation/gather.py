"""Every file of a run as a digest: from the store where its content is known, else read and judged, one after the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbook_tools.consolidation.files import FoundFile
from workbook_tools.consolidation.read_files import FileReader
from workbook_tools.consolidation.store import DigestStore
from workbook_tools.findings import ToolkitError
from workbook_tools.model.consolidation import ReturnDigest

Progress = Callable[[int, int], None]
"""Told how many files are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The digests in the order of their files, and how many of them had to be read."""

    digests: tuple[ReturnDigest, ...]
    read: int


def gather(
    files: Sequence[FoundFile],
    store: DigestStore,
    reader: FileReader,
    progress: Progress,
) -> Gathered:
    """The digests of files.

    Args:
        files: in the order of the consolidation.
        store: where digests are looked up and kept. One of a refused return is not kept: what was wrong may pass.
        reader: opens, reads and judges a file; what cannot be read is a digest of a refused return.
        progress: told after each file.

    Raises:
        ToolkitError: the folder of a file went away since it was found, as network folders do.
    """
    digests, read = list[ReturnDigest](), 0
    for number, found in enumerate(files, start=1):
        opened = reader.open(found)
        if opened.refused and not found.path.parent.exists():
            raise ToolkitError(
                f"{found.path.parent} can no longer be reached, so nothing was written. Run it again once it can."
            )
        digest = None if opened.refused else store.load(opened.source)
        if digest is None:
            read += 1
            digest = reader.digest_of(opened)
            if not digest.facts.refused:
                digest = store.keep(digest)
        digests.append(digest)
        progress(number, len(files))
    return Gathered(tuple(digests), read)
