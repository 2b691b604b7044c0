"""Takes the pictures of docs/reports.md: pages of the summaries of the five reports, as LibreOffice prints them."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent / "tests"))

from support_libreoffice import convert  # noqa: E402 - found through the line above
from support_pages import pages_of, sheet_pages  # noqa: E402
from support_samples import BEST_VALUE, MORAY, PARTNERSHIP, PEOPLE, VALE, path_of  # noqa: E402
from workbook_tools import pipeline  # noqa: E402
from workbook_tools.demo import MEETINGS  # noqa: E402
from workbook_tools.model.meeting import NO_MEETING  # noqa: E402

DOTS = "66"  # an inch
PAGES: dict[str, tuple[tuple[str, int], ...]] = {
    PARTNERSHIP: (("Summary", 1), ("Indicators", 1), ("Risk register", 1)),
    PEOPLE: (("Summary", 1), ("Actions", 1), ("Narrative", 1)),
    BEST_VALUE: (("Summary", 1), ("Actions", 1), ("Key", 1)),
    MORAY: (("Summary", 1), ("Actions", 1), ("Exceptions", 1)),
    VALE: (("Summary", 1), ("Snapshot", 1), ("Achievements", 4)),
}
"""By sample: the pages shown, each by its sheet and its number within that."""


def main() -> None:
    """Writes the pictures anew."""
    with TemporaryDirectory() as place:
        for sample, wanted in PAGES.items():
            summary = Path(place) / f"{sample}.xlsx"
            pipeline.report([path_of(sample)], summary, meeting=MEETINGS.get(sample, NO_MEETING))
            pdf = convert(summary)
            pages = pages_of(pdf)
            for sheet, number in wanted:
                page = str(sheet_pages(pages, sheet)[number - 1])
                picture = FOLDER / "pictures" / f"{sample}-{sheet.lower().replace(' ', '-')}"
                command = ["pdftoppm", "-r", DOTS, "-f", page, "-l", page, "-singlefile", "-png", str(pdf), str(picture)]
                subprocess.run(command, check=True)  # noqa: S603 - our own command


if __name__ == "__main__":
    main()
