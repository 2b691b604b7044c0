"""Many returns as one consolidation: read them, choose those that count, put them together."""

from collections.abc import Sequence
from pathlib import Path

from workbook_tools.consolidation.build import build_consolidation
from workbook_tools.consolidation.choose import choose
from workbook_tools.consolidation.files import FoundFile, find_files
from workbook_tools.consolidation.gather import gather
from workbook_tools.consolidation.read_files import FileReader, scheme_of_first
from workbook_tools.consolidation.store import DigestStore, rules_of
from workbook_tools.flows.values import Batch, Progress
from workbook_tools.model.consolidation import Consolidation
from workbook_tools.schemes.load import load_scheme


def files_of(batch: Batch, *, may_be_none: bool = False) -> tuple[FoundFile, ...]:
    """The files in the places of a batch, but for its own workbook of an earlier run.

    Raises:
        ToolkitError: a place is not there or cannot be looked into; or there is no file, unless that may be.
    """
    return find_files(batch.places, (batch.workbook,), may_be_none=may_be_none)


def build_from(files: Sequence[FoundFile], batch: Batch, progress: Progress) -> tuple[Consolidation, int]:
    """Files as one consolidation, which may be of none, and how many of them had to be read."""
    scheme = load_scheme(batch.scheme_name or scheme_of_first(files))
    store = DigestStore(batch.cache, rules_of(scheme, batch.as_at, bool(batch.scheme_name)))
    try:
        gathered = gather(files, store, FileReader(scheme, batch.as_at, bool(batch.scheme_name)), progress)
    finally:
        store.close()  # so that a run that is stopped here or later on need not read again what was read
    found = [(digest.source, digest.facts) for digest in gathered.digests]
    return build_consolidation(gathered.digests, choose(found, batch.expected, batch.period), scheme), gathered.read


def files_taken(files: Sequence[FoundFile], consolidation: Consolidation) -> tuple[Path, ...]:
    """Those of the files whose returns were taken, in their order."""
    taken = {digest.source.name for digest in consolidation.returns}
    sources = zip(files, consolidation.sources, strict=True)
    return tuple(file.path for file, (source, _) in sources if source.name in taken)
