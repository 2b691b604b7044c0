"""A sheet of many formulas, written as they are.

XlsxWriter looks through each formula for thirty functions of later Excels, whose names need a prefix in the file, and through
the condition of each colour for a hundred more. Ours use none of them, and where there are tens of thousands of formulas that
search takes half of the time.
"""

from xlsxwriter.worksheet import Worksheet


class FormulaSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter publishes no types
    """A worksheet that takes formulas as they stand, with "=" before them."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002, ARG002
        return formula.removeprefix("=")
