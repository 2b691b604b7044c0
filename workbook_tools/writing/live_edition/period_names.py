"""Names for what depends on a return's period and on the last day that counts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbook_tools.model.assessment import Assessment
from workbook_tools.model.scheme import Scheme
from workbook_tools.writing.changes import period_of_return
from workbook_tools.writing.live.lists import Named, period_values


class Periods:
    """The values that depend on a return's period and as-at date: returns that differ in them have names of their own."""

    def __init__(self, scheme: Scheme, assessments: Sequence[Assessment]) -> None:
        self.values: list[Named] = []
        self._names: dict[tuple[object, object], Mapping[str, str]] = {}
        for assessment in assessments:
            key = self._key(assessment)
            if key not in self._names:
                ending = f"_{len(self._names) + 1}" if self._names else ""
                values = period_values(scheme, period_of_return(assessment), assessment.as_at)
                self._names[key] = {value.name: f"{value.name}{ending}" for value in values} if ending else {}
                self.values += [replace(value, name=f"{value.name}{ending}") for value in values]

    def own_names(self, assessment: Assessment, formulas: Mapping[str, str]) -> Mapping[str, str]:
        """The formulas of a return's rows, with the names of its own period in them."""
        names = self._names[self._key(assessment)]
        if not names:
            return formulas
        found = re.compile(rf"\b({'|'.join(names)})\b")
        return {name: found.sub(lambda match: names[match[0]], formula) for name, formula in formulas.items()}

    @staticmethod
    def _key(assessment: Assessment) -> tuple[object, object]:
        return period_of_return(assessment), assessment.as_at
