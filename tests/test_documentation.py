"""The documentation says what the code does: generated pages are current, every command and file it names exists."""

import re
from pathlib import Path

import pytest

import build_docs
from workbook_tools import catalogue
from workbook_tools.cli import build_parser

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("page", build_docs.pages())
def test_generated_page_is_current(page: str) -> None:
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == build_docs.pages()[page], "run: make docs"


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = [name for name, _, _ in build_docs.commands(build_parser(), "workbook-tools")]
    missing = [name for name in names if name.removeprefix("workbook-tools ") not in readme]
    assert missing == ["workbook-tools scheme schema"]  # for editors of TOML files; it stands in docs/schemes.md


def test_every_command_in_the_documentation_exists() -> None:
    known = {name.split()[1] for name, _, _ in build_docs.commands(build_parser(), "workbook-tools")}
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        used = re.findall(r"^(?:\$ )?workbook-tools ([a-z-]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(used) <= known, page.name


def test_every_link_in_the_documentation_leads_somewhere() -> None:
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            assert target.startswith("https://") or (page.parent / target).exists(), f"{page.name}: {target}"


def test_codes_of_findings_are_unique_and_in_form() -> None:
    codes = [kind.code for kind in catalogue.ALL]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)
