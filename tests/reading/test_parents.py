"""Which actions are part of others, and which only introduce them."""

import pytest

from workbook_tools.findings import Where
from workbook_tools.model.figures import DueDate, Figure, FigureKind, Shown
from workbook_tools.model.service_return import Action
from workbook_tools.reading.parents import with_parents

DUE = DueDate(text="March 2018")
HALF = Figure(FigureKind.NUMBER, shows=Shown("50%"))
BROKEN = Figure(FigureKind.NOT_UNDERSTOOD, shows=Shown("#REF!"))
DASH = Figure(FigureKind.NOT_APPLICABLE, shows=Shown("-"))


def action(code: str, *, parent: str = "", due: DueDate | None = None, progress: Figure | None = None) -> Action:
    return Action(
        Where("file.xlsx"), code=code, parent=parent, due=due or DueDate(), progress=progress or Figure(FigureKind.EMPTY)
    )


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ([], []),
        ([action("")], [("", False)]),
        ([action("A"), action("A i)", due=DUE), action("B", due=DUE)], [("", True), ("A", False), ("", False)]),
        ([action("A", progress=DASH), action("A i)", due=DUE)], [("", True), ("A", False)]),
        ([action("A", due=DUE), action("A i)", due=DUE)], [("", False), ("", False)]),  # A has a course of its own
        ([action("A", progress=HALF), action("A i)")], [("", False), ("", False)]),
        ([action("A", progress=BROKEN), action("A i)")], [("", False), ("", False)]),
        ([action("A"), action("AB i)", due=DUE)], [("", False), ("", False)]),
        ([action("A"), action("B", due=DUE)], [("", False), ("", False)]),
        ([action("A i)", due=DUE), action("A")], [("", False), ("", False)]),
        ([action("A"), action("A i)"), action("A i) a", due=DUE)], [("", True), ("A", True), ("A i)", False)]),
        ([action("X"), action("1", parent="X", due=DUE)], [("", True), ("X", False)]),
        ([action("X", due=DUE), action("1", parent="X", due=DUE)], [("", False), ("X", False)]),
        ([action("A"), action("A i)", parent="Z", due=DUE)], [("", True), ("Z", False)]),
        ([action("Strat-4.3", due=DUE), action("Strat-4.3a", due=DUE)], [("", False), ("Strat-4.3", False)]),
        ([action("Strat-4.3a", due=DUE), action("Strat-4.3b", due=DUE)], [("", False), ("", False)]),
        ([action("Strat-4.3", due=DUE), action("Strat-4.3A", due=DUE)], [("", False), ("", False)]),
        ([action("P", due=DUE), action("Pa", due=DUE)], [("", False), ("", False)]),  # words, not a lettered number
    ],
)
def test_parents_and_headings(actions: list[Action], expected: list[tuple[str, bool]]) -> None:
    assert [(found.parent, found.is_heading) for found in with_parents(actions)] == expected
