"""The documentation says what the code does: generated pages are current, every command and file it names exists."""

import re
from pathlib import Path

import pytest

import build_docs
from build_button_pictures import picture_of
from workbook_tools import catalogue
from workbook_tools.cli import build_parser
from workbook_tools.excel.registry import BUTTONS, STOP_CAPTION

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


def test_every_button_has_a_picture_in_the_guides() -> None:
    shown = pictures_in("officers-guide.md") | pictures_in("performance-control.md")
    captions = [*(button.caption for button in BUTTONS), STOP_CAPTION]
    assert [caption for caption in captions if f"{picture_of(caption)}.png" not in shown] == []


def test_every_picture_is_shown_somewhere() -> None:
    shown = set[str]().union(*(pictures_in(page.name) for page in (ROOT / "docs").glob("*.md")))
    assert {path.name for path in (ROOT / "docs" / "pictures").iterdir()} <= shown


def pictures_in(page: str) -> set[str]:
    """The names of the pictures that a page shows; that each is there is a matter of its links."""
    return set(re.findall(r"!\[[^\]]+\]\(pictures/([^)]+)\)", (ROOT / "docs" / page).read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))])
def test_every_link_to_a_heading_leads_to_one(page: str) -> None:
    for target, heading in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", (ROOT / page).read_text(encoding="utf-8")):
        aimed_at = (ROOT / page).parent / target if target else ROOT / page
        headings = re.findall(r"^#+ (.*)$", aimed_at.read_text(encoding="utf-8"), re.MULTILINE)
        assert heading in {re.sub(r"[^\w -]", "", text.lower()).replace(" ", "-") for text in headings}, f"{target}#{heading}"


def test_codes_of_findings_are_unique_and_in_form() -> None:
    codes = [kind.code for kind in catalogue.ALL]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)
