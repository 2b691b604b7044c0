"""Every file of a run as a digest: from the store where its content is known, else read and judged, one after the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from workbook_tools.consolidation.files import FoundFile
from workbook_tools.consolidation.store import DigestStore
from workbook_tools.model.consolidation import ReturnDigest
from workbook_tools.model.service_return import SourceFile

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
    source_of: Callable[[FoundFile], SourceFile | None],
    digest_of: Callable[[FoundFile], ReturnDigest],
    progress: Progress,
) -> Gathered:
    """The digests of files.

    Args:
        files: in the order of the consolidation.
        store: where digests are looked up and kept. One of a refused return is not kept: what was wrong may pass.
        source_of: hashes a file; None where it cannot be read now.
        digest_of: reads and judges a file; what cannot be read is a digest of a refused return.
        progress: told after each file.
    """
    digests, read = list[ReturnDigest](), 0
    for number, found in enumerate(files, start=1):
        source = source_of(found)
        digest = store.load(source) if source else None
        if digest is None:
            read += 1
            digest = digest_of(found)
            if not digest.facts.refused:
                digest = store.keep(digest)
        digests.append(replace(digest, source=replace(digest.source, name=found.name)))
        progress(number, len(files))
    return Gathered(tuple(digests), read)
