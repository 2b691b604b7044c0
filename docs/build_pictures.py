"""Takes the pictures of docs/pictures in LibreOffice. Needs what the tests that type need: make pictures."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent / "tests"))

from support_typing import typing_session  # noqa: E402 - found through the line above
from workbook_tools import pipeline  # noqa: E402
from workbook_tools.issuing import Order  # noqa: E402
from workbook_tools.periods import parse_period  # noqa: E402

SAMPLE = FOLDER.parent / "samples" / "returns" / "clackmannanshire-partnership-and-performance-2022-23.xlsx"
SERVICE, PERIOD, SCHEME = "Partnership & Performance", "2023/24", "clackmannanshire"
TYPED = (
    ("Indicators", "H5", "3"),
    ("Indicators", "H6", "96.2%"),
    ("Indicators", "H7", "81%"),  # a tenth below its target, exactly
    ("Indicators", "H8", "n/a"),
    ("Indicators", "J8", "The course is being rewritten; figures from June."),
    ("Indicators", "H9", "26.6%"),
    ("Indicators", "H10", "0"),
)
MISTAKES = (("Indicators", "H12", "57%"), ("Actions", "D6", "100%"), ("Risks", "D5", "4"), ("Risks", "E5", "4"))
RESPONSE = ("Findings", "F5", "The Head of Service signs on Monday.")


def main() -> None:
    """Writes the pictures anew."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        issued, filled = folder / "Partnership-Performance.xlsx", folder / "back" / "Partnership-Performance.xlsx"
        filled.parent.mkdir()
        pipeline.issue(Order(SERVICE, parse_period(PERIOD)), issued, SCHEME, SAMPLE)
        with typing_session(issued) as session:
            session.type_all(TYPED)
            session.look_at("Indicators", "A5")
            session.screenshot(FOLDER / "pictures" / "return-indicators.png")
            session.type_all(MISTAKES)
            session.save_as(filled)
        (copy,) = pipeline.mark(pipeline.check([filled]), [filled], folder)
        with typing_session(copy) as session:
            session.type_all([RESPONSE])
            session.look_at("Findings", "A1")
            session.screenshot(FOLDER / "pictures" / "marked-copy.png")


if __name__ == "__main__":
    main()
