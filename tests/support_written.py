"""Every workbook that the toolkit writes of the five samples, for tests that hold for all of them: each made once."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from support_issue import FOLLOWING, given_after
from support_made_up_returns import write_made_up_return
from support_samples import ROOT, SAMPLES, path_of, scheme_named
from workbook_tools import pipeline
from workbook_tools.writing.issued.book import build_issued_return

EDITIONS: tuple[pipeline.Edition, ...] = ("working", "accessible")
TEMPLATES = tuple(path.stem for path in sorted((ROOT / "templates").glob("*.xlsx")))


Writers = Mapping[str, Callable[[Path], Path]]
"""How workbooks are written into a folder, each by a name that says what it is."""


def _summary(sample: str, edition: pipeline.Edition, folder: Path) -> Path:
    path = folder / "summary.xlsx"
    pipeline.report([path_of(sample)], path, edition=edition)
    return path


def _made_up(edition: pipeline.Edition, folder: Path) -> Path:
    path = folder / "summary.xlsx"
    pipeline.report([write_made_up_return(folder / "return.xlsx", seed=1)], path, "clackmannanshire", edition=edition)
    return path


def _issued(sample: str, folder: Path) -> Path:
    path = folder / "issued.xlsx"
    given = given_after(sample)
    path.write_bytes(build_issued_return(given, scheme_named(given.cover.scheme)))
    return path


def _blank(name: str, _: Path) -> Path:
    return ROOT / "templates" / f"{name}.xlsx"


def _marked(sample: str, folder: Path) -> Path:
    (copy,) = pipeline.mark(pipeline.check([path_of(sample)]), [path_of(sample)], folder)
    return copy


def _marked_issued(sample: str, folder: Path) -> Path:
    issued = _issued(sample, folder)
    (copy,) = pipeline.mark(pipeline.check([issued]), [issued], folder)
    return copy


def _marked_with_parts_in_bold(folder: Path) -> Path:
    """Of a return whose texts have parts in other fonts, with an officer's note and formats of all sorts."""
    given = folder / "return.xlsx"
    with xlsxwriter.Workbook(given) as book:
        cover, sheet = book.add_worksheet("Cover"), book.add_worksheet("Indicators")
        for row, values in enumerate((["Service", "Housing"], ["Period", "2022/23"], ["Scheme", "clackmannanshire"])):
            cover.write_row(row, 0, values)
        part = book.add_format({"bold": True, "italic": True, "underline": 1, "font_strikeout": True, "font_color": "red"})
        raised = book.add_format({"font_script": 1, "font_name": "Arial", "font_size": 9})
        sheet.write_row(0, 0, ["Code", "Performance indicator", "Value", "Target", "Latest note"])
        sheet.write_row(1, 0, ["A1", "Repairs", "abc", 5])
        sheet.write_rich_string(1, 4, "The ", part, "bold", " and the ", raised, "raised", " part")
        sheet.write_comment(1, 2, "An officer's note.")
        sheet.conditional_format("C2:C5", {"type": "icon_set", "icon_style": "3_arrows"})
        sheet.data_validation("D2", {"validate": "list", "source": ["5", "6"]})
    (copy,) = pipeline.mark(pipeline.check([given]), [given], folder)
    return copy


def _consolidation(folder: Path) -> Path:
    path = folder / "consolidation.xlsx"
    places = tuple(path_of(sample) for sample in SAMPLES if sample.startswith("clackmannanshire"))
    pipeline.consolidate(pipeline.Batch(places, path))
    return path


MADE_UP: Writers = {f"{edition} edition of a made-up return with a budget": partial(_made_up, edition) for edition in EDITIONS}
SUMMARIES: Writers = {
    **{f"{edition} edition of {sample}": partial(_summary, sample, edition) for sample in SAMPLES for edition in EDITIONS},
    **MADE_UP,
}
MARKED: Writers = {
    **{f"marked copy of {sample}": partial(_marked, sample) for sample in SAMPLES},
    "marked copy of a return with parts in bold": _marked_with_parts_in_bold,
    **{f"marked copy of what follows {sample}": partial(_marked_issued, sample) for sample in FOLLOWING},
}
WRITTEN: Writers = {
    **SUMMARIES,
    **MARKED,
    **{f"issued after {sample}": partial(_issued, sample) for sample in FOLLOWING},
    **{f"blank {name}": partial(_blank, name) for name in TEMPLATES},
    "consolidation": _consolidation,
}


@cache
def content_of(name: str) -> bytes:
    """The workbook's bytes."""
    with TemporaryDirectory() as folder:
        return WRITTEN[name](Path(folder)).read_bytes()


def put_into(folder: Path, name: str) -> Path:
    """The workbook as a file in `folder`."""
    path = folder / "written.xlsx"
    path.write_bytes(content_of(name))
    return path
