"""One file of a consolidation: read once, judged, its money proved by the second path, made a digest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from workbook_tools.consolidation.digest import digest_of
from workbook_tools.consolidation.files import FoundFile
from workbook_tools.consolidation.proof import control_rows, prove
from workbook_tools.findings import ToolkitError
from workbook_tools.judging import checked_name, judge, no_scheme_named, refuse, say_refusals, scheme_named
from workbook_tools.model.consolidation import ReturnDigest
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.reading.last_saved import last_saved_on
from workbook_tools.reading.order import in_sheet_order
from workbook_tools.reading.service_return import OpenedFile, open_file, read_opened, read_with_properties
from workbook_tools.writing.whole_file import KEYWORDS


@dataclass(frozen=True, slots=True)
class FileReader:
    """Opens and reads the files of a run.

    Attributes:
        scheme: the rules they are judged by.
        as_at: the last day that counts, inclusive; None for the end of each return's period.
        chosen: whether somebody chose the scheme; then a cover may name another.
    """

    scheme: Scheme
    as_at: date | None
    chosen: bool

    @staticmethod
    def open(found: FoundFile) -> OpenedFile:
        """The bytes of a file, under its name in the consolidation."""
        return open_file(found.path, found.name)

    def digest_of(self, opened: OpenedFile) -> ReturnDigest:
        """Reads and judges a file; one that cannot be read becomes a digest of a refused return."""
        given, properties = read_with_properties(opened)
        assessment = judge(self._of_this_scheme(given), self.scheme, self.as_at)
        given = assessment.service_return
        if given.refused is not None:
            return digest_of(assessment)
        if KEYWORDS.encode() in properties:
            return digest_of(judge(refuse(given, "This is an output of this program, not a return."), self.scheme, self.as_at))
        proof = prove(opened.content, given, self.scheme.finance)
        if proof.findings:
            findings = in_sheet_order((*assessment.findings, *proof.findings), given.sheets)
            assessment = replace(assessment, findings=findings)
        proved = tuple(control_rows(proof, given.cover.service))
        return digest_of(assessment, last_saved_on(properties), proved)

    def _of_this_scheme(self, given: ServiceReturn) -> ServiceReturn:
        named = scheme_named(given)
        if self.chosen or given.refused is not None or named in {"", self.scheme.name}:
            return given
        return refuse(
            given, f"Its cover names the scheme '{named}'; this run judges by '{self.scheme.name}'. Choose one with --scheme."
        )


def scheme_of_first(files: Sequence[FoundFile]) -> str:
    """The scheme that the first file names which can be read and names one.

    Raises:
        ToolkitError: none can be read or names one, or it is none that is shipped (a cover never makes us open another file).
    """
    refused = list[ServiceReturn]()
    for found in files:
        given = read_opened(FileReader.open(found))
        if given.refused is not None:
            refused.append(given)
        elif name := scheme_named(given):
            return checked_name(name)
    raise ToolkitError(say_refusals(refused) if len(refused) == len(files) else no_scheme_named())
