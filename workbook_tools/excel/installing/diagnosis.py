"""What the doctor says of one thing: in order, a problem with its next step, or nothing that this machine has."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How one thing stands."""

    OK = "ok"
    PROBLEM = "problem"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One line of the doctor.

    Attributes:
        name: of what was looked at.
        state: how it stands.
        text: what was found.
        next_step: what to do; empty unless there is a problem.
    """

    name: str
    state: State
    text: str
    next_step: str = ""


def well(name: str, text: str) -> Diagnosis:
    """A thing that is in order."""
    return Diagnosis(name, State.OK, text)


def problem(name: str, text: str, next_step: str) -> Diagnosis:
    """A thing that is not, and what to do."""
    return Diagnosis(name, State.PROBLEM, text, next_step)


def not_here(name: str, text: str) -> Diagnosis:
    """A thing that this machine need not have."""
    return Diagnosis(name, State.NOT_APPLICABLE, text)
