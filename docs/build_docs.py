"""Rewrites the pages of docs/ that are made from the code: findings, commands, formulas, libraries. Run as `make docs`."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from libraries import libraries_page
from plain_formulas import formulas_page
from workbook_tools import catalogue
from workbook_tools.cli import build_parser

FOLDER = Path(__file__).resolve().parent


def pages() -> dict[str, str]:
    """Each page's file name with its text."""
    return {"findings.md": findings_page(), "commands.md": commands_page(), "formulas.md": formulas_page()}


def findings_page() -> str:
    """Every kind of finding with what it means and what to do."""
    lines = [
        "# Findings",
        "",
        "What `check`, `report` and `consolidate` point out, by code, and `despatch` of a distribution list (`list-…`) and of",
        "papers. An **error** blocks acceptance or keeps the papers in, a **warning** needs a look, a **query** may be right.",
    ]
    for kind in sorted(catalogue.ALL, key=lambda kind: kind.code):
        lines += ["", f"## {kind.code}", "", f"**{kind.title}** ({kind.severity}). {kind.meaning}", ""]
        lines += [f"What to do: {kind.remedy}"]
    return "\n".join([*lines, ""])


def commands_page() -> str:
    """Every command with its arguments."""
    lines = [
        "# Commands",
        "",
        "Exit codes: 0 done, 1 done with errors found in the data, 2 wrong usage, 3 could not be done.",
    ]
    for name, help_text, parser in commands(build_parser(), "workbook-tools"):
        lines += ["", f"## {name}", "", f"{help_text[:1].upper()}{help_text[1:]}.", ""]
        lines += [f"- `{_usage(action)}`: {action.help}" for action in parser._actions if action.help != argparse.SUPPRESS]  # noqa: SLF001
    return "\n".join([*lines, ""])


def commands(parser: argparse.ArgumentParser, name: str) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Each command that has no commands below it: its whole name, its help, its parser."""
    for action in parser._actions:  # noqa: SLF001 - argparse offers no other way to list its commands
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for choice in action._choices_actions:  # noqa: SLF001
                below = action.choices[choice.dest]
                nested = list(commands(below, f"{name} {choice.dest}"))
                yield from nested or [(f"{name} {choice.dest}", choice.help or "", below)]


def _usage(action: argparse.Action) -> str:
    shown = action.metavar or (action.dest if not action.option_strings else action.dest.upper())
    if not action.option_strings:
        return str(shown)
    return ", ".join(action.option_strings) + (f" {shown}" if action.nargs != 0 else "")


if __name__ == "__main__":
    for name, text in {**pages(), "dependencies.md": libraries_page()}.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
