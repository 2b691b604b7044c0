"""Formulas of a row as they are filled in many times: taken apart once, and only those that a wanted result needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True, slots=True)
class RowFormula:
    """A formula over placeholders: pairs of the text before a placeholder and its name, then the text behind the last."""

    parts: tuple[tuple[str, str], ...]
    end: str

    @staticmethod
    def of(formula: str) -> "RowFormula":
        """The formula taken apart; a leading "=" is left out."""
        parts, end = [], ""
        for text, name, _, _ in Formatter().parse(formula.removeprefix("=")):
            if name is None:
                end = text
            else:
                parts.append((text, name))
        return RowFormula(tuple(parts), end)

    @property
    def needs(self) -> frozenset[str]:
        """The placeholders."""
        return frozenset(name for _, name in self.parts)

    def fill(self, cells: Mapping[str, str]) -> str:
        """The formula of a row, without "="."""
        return "".join(text + cells[name] for text, name in self.parts) + self.end


def take_apart(formulas: Mapping[str, str]) -> dict[str, RowFormula]:
    """Formulas by the name of their step, in order."""
    return {name: RowFormula.of(formula) for name, formula in formulas.items()}


def prefixed(formulas: Mapping[str, str], prefix: str) -> dict[str, str]:
    """The same formulas with a longer name for every step and every input, to be worked out a second time."""
    found = {}
    for name, formula in formulas.items():
        parts = Formatter().parse(formula)
        found[prefix + name] = "".join(text if of is None else f"{text}{{{prefix}{of}}}" for text, of, _, _ in parts)
    return found


def steps_needed(formulas: Mapping[str, RowFormula], wanted: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """The steps that have to be worked out for these results, in order; what is known is not worked out."""
    known = set(known)
    needed = set(wanted) - known
    for name in reversed(tuple(formulas)):  # each builds on those before it only
        if name in needed:
            needed |= formulas[name].needs - known
    return tuple(name for name in formulas if name in needed)
