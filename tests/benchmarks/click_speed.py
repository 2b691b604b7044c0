"""What a click on *Check my return* takes in LibreOffice, from the click to the message, and where the time goes.

Beside the time on the clock stands the CPU time of LibreOffice and Python together, which another program does not lengthen as
much; asking LibreOffice for the message is in it. It is a mean: LibreOffice may count a Python only after the next press.

The return has 60 indicators, 45 actions, 15 risks and 30 budget lines: once as it was issued, with everything still to be
filled in, which is the most that can be found, and once filled in but for a few cells. Nothing is asserted, for a busy machine
is no mistake. The stages are those of the buttons' own log.
"""

import argparse
import contextlib
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support_changed import replace
from support_clean_return import SCHEME, previous_return
from support_clicks import Office, OpenBook, running_office, waited_for
from support_issue import period
from support_rows import scheme_named
from workbook_tools.excel.macros.macro_texts import Host
from workbook_tools.excel.macros.sheet_macros import macros_for
from workbook_tools.excel.registry import Group
from workbook_tools.issuing import Order, build_issue
from workbook_tools.model.service_return import ServiceReturn
from workbook_tools.writing.issued.book import build_issued_return
from workbook_tools.writing.issued.plan import FIRST, plan_tables

ROWS = {"indicators": 60, "actions": 45, "risks": 15, "finance": 30}
CAPTION = "Check my return"
SETTLED = 1.0  # seconds between two presses
FORGOTTEN = 12  # every so manieth row is left empty
ANSWERS: Mapping[str, Mapping[str, float | str]] = {
    "indicators": {"value": 0.6, "note": "Staff were short."},
    "actions": {"progress": 0.5, "note": "Going on."},
    "risks": {"likelihood": 2, "impact": 4, "score": 8},
    "finance": {"forecast": 990},
}


@dataclass(frozen=True, slots=True)
class Press:
    """One press: seconds from the click to the message, CPU seconds, the message, the stages as the log has them."""

    seconds: float
    cpu: float
    said: str
    stages: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Presses the button in both returns and prints what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="presses after the first one, which makes all marks")
    rounds = parser.parse_args(arguments).rounds
    with TemporaryDirectory() as folder:
        # As where the package is installed: modules are compiled once.
        compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled")}
        given = _given()
        path = Path(folder) / "Housing.xlsm"
        macros = macros_for(Group.OFFICER, Host.LIBREOFFICE)
        path.write_bytes(macros.pack(build_issued_return(given, scheme_named(SCHEME), macros.buttons)))
        with running_office(Path(folder), compiled) as office:
            for title, filled in (("everything still to be filled in", False), ("filled in but for a few cells", True)):
                book = office.open(path)
                if filled:
                    _fill(book, given)
                sys.stdout.write(_report(title, list(_presses(office, book, rounds))))
                book.close()


def _given() -> ServiceReturn:
    """The return as it is issued, from a previous one of that size."""
    small = previous_return()
    before = replace(
        small,
        indicators=_many(small.indicators, ROWS["indicators"]),
        actions=_many(small.actions, ROWS["actions"]),
        risks=_many(small.risks, ROWS["risks"]),
        finance=_many(small.finance, ROWS["finance"]),
    )
    return build_issue(scheme_named(SCHEME), Order("Housing", period("Q4 2023/24")), before).given


def _many(rows: Sequence[Any], number: int) -> tuple[Any, ...]:
    """That many rows, each with a code and a title of its own."""
    numbered = enumerate(islice(cycle(rows), number), 1)
    return tuple(replace(row, code=f"X{index:03d}", title=f"{row.title} {index}") for index, row in numbered)


def _fill(book: OpenBook, given: ServiceReturn) -> None:
    """Types the answers, as the officer would."""
    for plan in plan_tables(given, scheme_named(SCHEME)):
        sheet = book.document.Sheets.getByName(plan.table.sheet)
        for row in range(ROWS.get(plan.table.name, 0)):
            for name, answer in ANSWERS[plan.table.name].items():
                cell = sheet.getCellRangeByName(plan.cell(name, FIRST + row).replace("$", ""))
                if row % FORGOTTEN:
                    setattr(cell, "String" if isinstance(answer, str) else "Value", answer)


def _presses(office: Office, book: OpenBook, rounds: int) -> Iterator[Press]:
    """Presses the button, the first time where nothing is marked yet."""
    book.press("Next finding")  # so that Python's modules are compiled
    office.say_ok()
    for _ in range(rounds + 1):
        time.sleep(SETTLED)
        before = _cpu(office)
        book.press(CAPTION)
        begun, pressed = time.perf_counter(), len(office.log())
        waited_for(partial(_has_grown, office, pressed), "the answer")  # LibreOffice is not kept busy with asking
        office.wait_for_box()
        seconds = time.perf_counter() - begun
        cpu = _cpu(office) - before
        said = office.say_ok()
        yield Press(seconds, cpu, said, office.log().splitlines()[-1].split("; ", 1)[1])


def _has_grown(office: Office, length: int) -> bool:
    return len(office.log()) > length


def _cpu(office: Office) -> float:
    """Seconds of CPU that this LibreOffice has used, and each Python that it started and that has ended (Linux only)."""
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if str(office.settings.parent.parent / "profile") in (process / "cmdline").read_text(encoding="utf-8"):
                ticks += sum(map(int, (process / "stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _report(title: str, every: Sequence[Press]) -> str:
    first, *presses = every
    lines = ["", title, f"  {first.said}", f"  first click to message{first.seconds:16.2f} s  ({first.stages})"]
    clock, cpu = [one.seconds for one in presses], [one.cpu for one in presses]
    for name, seconds, middle in (("on the clock", clock, median(clock)), ("CPU", cpu, mean(cpu))):
        each = ", ".join(f"{second:.2f}" for second in seconds)
        lines.append(f"  click to message, {name:20}{middle:6.2f} s  ({each})")
    times: dict[str, list[float]] = {}
    for press in presses:
        for name, took in re.findall(r"(\D+?) (\d+\.\d+) s", press.stages):
            times.setdefault(name.strip(", "), []).append(float(took))
    lines += [f"    {name:36}{median(took):6.2f} s" for name, took in times.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
