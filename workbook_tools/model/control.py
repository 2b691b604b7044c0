"""What the sheet "Control totals" of a consolidation shows: whether its money is proved, and the tables that prove it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from workbook_tools.model.flat import FlatColumn, FlatRow


@dataclass(frozen=True, slots=True)
class ControlTable:
    """A table of the proof: its title, its columns, its rows, a value for each column."""

    title: str
    columns: tuple[FlatColumn, ...]
    rows: Sequence[FlatRow] = ()


@dataclass(frozen=True, slots=True)
class ControlSheet:
    """The proof of a consolidation's money.

    Attributes:
        proved: whether every total was found again, to the penny.
        proof: that in one sentence, which also stands on the sheet Overview.
        sentences: more of them, shown above the tables.
        tables: from the top down. Verdicts in their columns may name `flat.PROOFS`.
    """

    proved: bool
    proof: str
    sentences: tuple[str, ...] = ()
    tables: tuple[ControlTable, ...] = field(default=())
