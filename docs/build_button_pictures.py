"""Takes the pictures of the buttons at work, in LibreOffice, with real clicks: of officers-guide.md and performance-control.md.

They tell one story: returns are issued, one is filled in and checked, what comes in is collected and summarised. It
needs what the tests that click need (tests/support_clicks.py): make pictures.
"""

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent / "tests"))

from button_scenes import (  # noqa: E402 - found through the line above, as are those below
    SCHEME,
    TOP,
    WITH_STATUS_BAR,
    Camera,
    Filled,
    look_at,
    show_note,
    type_into,
)
from support_clicks import OpenBook, running_office, waited_for  # noqa: E402
from support_issue import period  # noqa: E402
from support_samples import BEST_VALUE, PARTNERSHIP, PEOPLE, path_of  # noqa: E402
from workbook_tools.excel.installing.parts import CONTROL_NAME, build_control  # noqa: E402
from workbook_tools.excel.macros.macro_texts import Host  # noqa: E402
from workbook_tools.model.control_book import SERVICES_TABLE  # noqa: E402

PERIOD = "2023/24"
SERVICES = (
    ("Partnership & Performance", "Policy Officer", "partnership@example.gov.uk", PARTNERSHIP),
    ("People", "Strategic Director (People)", "people@example.gov.uk", PEOPLE),
    ("Best Value", "Best Value Lead", "best.value@example.gov.uk", BEST_VALUE),
    ("Place", "Strategic Director (Place)", "place@example.gov.uk", ""),
)
"""Each with its contact, address and last return."""
MANY = tuple((f"Service {number}", "", "", "") for number in range(1, 41))  # so that there is time to press Stop
DUE, IN_TIME, LATE = date(2024, 4, 21), date(2024, 4, 15), date(2024, 4, 26)
BOX = (640, 640)  # where a message box hides nothing
ISSUED, INCOMING = "Issued returns", "Returns"
NO_PYTHON = "/opt/python3.12/bin/python3"


def main() -> None:
    """Writes the pictures anew."""
    with (
        TemporaryDirectory() as profile,
        place_for("Performance 2023-24") as folder,
        running_office(Path(profile), {"TMPDIR": profile}) as office,  # where previews go, and end with it
    ):
        camera = Camera(office, FOLDER / "pictures")
        (folder / INCOMING).mkdir()
        with control_book(camera, folder, SERVICES) as book:
            press_and_take(camera, book, "Issue returns")
        officer(camera, folder / ISSUED / "Partnership-Performance-2023-24-return.xlsm")
        come_in(camera, folder)
        with control_book(camera, folder, SERVICES) as book:
            press_and_take(camera, book, "Collect returns", zoom=69)
            press_and_take(camera, book, "Open exceptions", zoom=75)
            press_and_take(camera, book, "Draft e-mails", zoom=80)
            press_and_take_opened(camera, book, "Build summary")
        with control_book(camera, folder, MANY) as book:
            stop(camera, book, folder / ISSUED)
        failures(camera, folder / ISSUED / "Place-2023-24-return.xlsm", folder / CONTROL_NAME)


@contextmanager
def place_for(name: str) -> Iterator[Path]:
    """A folder with a name that reads well in a picture."""
    folder = Path(gettempdir()) / name
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def opened(camera: Camera, path: Path, *, read_only: bool = False, as_template: bool = False) -> Iterator[OpenBook]:
    """A workbook, open while a `with` block lasts."""
    book = camera.office.open(path, read_only=read_only, as_template=as_template)
    try:
        yield book
    finally:
        book.close()


@contextmanager
def control_book(camera: Camera, folder: Path, services: Sequence[tuple[str, str, str, str]]) -> Iterator[OpenBook]:
    """The control workbook with a list of services, open in a folder."""
    path = folder / CONTROL_NAME
    path.write_bytes(build_control(Host.LIBREOFFICE))
    cells: dict[tuple[str, str], object] = {("Control", "B7"): PERIOD, ("Control", "B9"): SCHEME}
    for row, (service, contact, address, sample) in enumerate(services, start=SERVICES_TABLE.first_row):
        texts = {"A": service, "C": contact, "D": address, "F": str(path_of(sample)) if sample else ""}
        cells |= {("Services", f"{column}{row}"): text for column, text in texts.items()}
        cells["Services", f"E{row}"] = DUE
    with opened(camera, path) as book:
        type_into(book, cells)
        look_at(book, "Control", "A3", zoom=80)
        yield book


def officer(camera: Camera, path: Path) -> None:
    """An officer fills a return in, with some mistakes, works through what is found, and has a copy to send."""
    filled = Filled.after(PARTNERSHIP, period(PERIOD), IN_TIME)
    mistakes = {
        ("Cover", "B19"): "",
        filled.cell("indicators", "note", 4): "",
        filled.cell("indicators", "value", 5): "2 or 3",
        filled.cell("actions", "progress", 4): "",
        filled.cell("risks", "score", 1): 12,
    }
    with opened(camera, path) as book:
        type_into(book, {**filled.answers, **mistakes})
        look_at(book, "Instructions")
        camera.take("return-buttons", TOP)
        press_and_take(camera, book, "Check my return")
        look_at(book, "Statuses", zoom=68)
        camera.take("sheet-statuses", TOP)
        for _ in range(2):
            book.press("Next finding")
            camera.office.say_ok()
        show_note(book, filled.cell("indicators", "value", 5))
        press_and_take(camera, book, "Next finding", zoom=80)
        type_into(book, {cell: filled.answers[cell] for cell in mistakes})
        book.press("Check my return")
        camera.office.say_ok()
        book.document.store()
        press_and_take(camera, book, "Save for submission")
        press_and_take_opened(camera, book, "Preview my report")


def come_in(camera: Camera, folder: Path) -> None:
    """What services send is saved: one return in time, one late, one of another year; and of one service none."""
    returns, issued = folder / INCOMING, folder / ISSUED
    shutil.copy(issued / "For submission" / "Partnership-Performance-2023-24-return.xlsm", returns)
    shutil.copy(path_of(BEST_VALUE), returns / "Best-Value.xlsx")
    filled = Filled.after(PEOPLE, period(PERIOD), LATE)
    with opened(camera, issued / "People-2023-24-return.xlsm") as book:
        type_into(book, {**filled.answers, filled.cell("actions", "note", 3): ""})
        book.document.store()
    shutil.copy(issued / "People-2023-24-return.xlsm", returns)


def stop(camera: Camera, book: OpenBook, issued: Path) -> None:
    """Somebody stops long work."""
    book.press("Issue returns")
    waited_for(lambda: list(issued.glob("Service-3-*")), "some returns")
    camera.take("button-stop", WITH_STATUS_BAR)
    book.press("Stop")
    camera.take_box("message-stopped")


def failures(camera: Camera, path: Path, control: Path) -> None:
    """What the box says when a button cannot do its work."""
    camera.office.call_python(NO_PYTHON)
    with opened(camera, path) as book:
        take_message(camera, book, "Check my return", "python-missing")
    camera.office.call_python()
    with opened(camera, path, as_template=True) as book:
        take_message(camera, book, "Check my return", "never-saved")
    with opened(camera, control, read_only=True) as book:
        take_message(camera, book, "Collect returns", "read-only")
    lock = path.with_name(f".~lock.{path.name}#")
    lock.write_text(",ajones,pc17,26.11.2026 09:00,;", encoding="utf-8")
    with opened(camera, path, read_only=True) as book:  # as LibreOffice opens what somebody else has open
        take_message(camera, book, "Check my return", "locked")
    lock.unlink()
    with opened(camera, path) as book:
        for name in book.document.Sheets.ElementNames[1:]:
            book.document.Sheets.removeByName(name)
        take_message(camera, book, "Check my return", "broken-return")


def press_and_take(camera: Camera, book: OpenBook, caption: str, zoom: int = 0) -> None:
    """Presses a button, and takes a picture of what it did with its message beside it, so large (0 for as it is)."""
    book.press(caption)
    camera.move_box(*BOX)
    if zoom:
        book.document.CurrentController.ZoomValue = zoom
    camera.take(picture_of(caption))
    camera.office.close_box()


def press_and_take_opened(camera: Camera, book: OpenBook, caption: str) -> None:
    """The same for a button that opens a workbook."""
    book.press(caption)
    camera.move_box(*BOX)
    components = camera.office.desktop.Components.createEnumeration()
    documents = [components.nextElement() for _ in iter(components.hasMoreElements, False)]  # noqa: FBT003 - so it ends
    made = OpenBook(camera.office, next(one for one in documents if one.URL != book.document.URL))
    look_at(made, "Summary", "A5", zoom=80)
    camera.take(picture_of(caption))
    camera.office.close_box()
    made.close()


def take_message(camera: Camera, book: OpenBook, caption: str, failure: str) -> None:
    """Presses a button and takes a picture of what the box says."""
    book.press(caption)
    camera.take_box(f"message-{failure}")


def picture_of(caption: str) -> str:
    """What the picture of a button is called."""
    return f"button-{caption.lower().replace(' ', '-')}"


if __name__ == "__main__":
    main()
