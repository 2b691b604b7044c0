"""The demo is what a newcomer sees first."""

import email
from email import policy
from pathlib import Path

import openpyxl
import pytest

from support_samples import SAMPLES
from workbook_tools.cli import main


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the demo writes."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    assert main(["demo", str(folder)]) == 0
    return folder


def test_the_demo_writes_what_the_readme_promises(out: Path) -> None:
    written = {path.name for path in out.iterdir()}
    packs = {f"{sample}-summary{end}" for sample in SAMPLES for end in (".xlsx", " accessible.xlsx", ".pack.json")}
    assert packs < written
    assert written - packs == {
        "clackmannanshire-consolidated.xlsx",
        "clackmannanshire-partnership-and-performance-2022-23-next-return.xlsx",
        "vale-of-glamorgan-2019-20-q2-checked.xlsx",
        "despatch",
        "outbox.sqlite",
    }
    for sample in SAMPLES:
        book = openpyxl.load_workbook(out / f"{sample}-summary.xlsx")
        assert book.sheetnames[0] == "Summary"
        assert {"Contents", "Actions", "Key", "Rules"} <= set(book.sheetnames)


def test_every_report_is_drafted_for_its_committee(out: Path) -> None:
    drafted = {path.parent.name for path in (out / "despatch").rglob("*.eml")}
    assert drafted == {f"{sample}-summary" for sample in SAMPLES}
    assert len({path.parents[1].name.rpartition("-20")[0] for path in (out / "despatch").rglob("*.eml")}) == 4


def test_a_draft_carries_the_summary_and_its_counts(out: Path) -> None:
    [draft] = (out / "despatch").rglob("vale-*/01-*.eml")
    message = email.message_from_bytes(draft.read_bytes(), policy=policy.default)
    assert message["X-Unsent"] == "1"
    (attachment,) = message.iter_attachments()
    assert attachment.get_content() == (out / "vale-of-glamorgan-2019-20-q2-summary.xlsx").read_bytes()
    body = message.get_body(("plain",))
    assert body is not None
    assert "Indicators: 27 (7 Green, 2 Amber, 6 Red, 12 N/A)" in body.get_content()
    assert "Actions: 224 (203 Green, 2 Amber, 18 Red, 1 N/A)" in body.get_content()


def test_the_demo_may_be_run_again(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drafts = {path: path.read_bytes() for path in (out / "despatch").rglob("*.eml")}
    assert main(["demo", str(out)]) == 0
    assert "kept in, since 3 errors had no response" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in (out / "despatch").rglob("*.eml")} == drafts


def test_the_demo_leaves_a_return_alone_that_somebody_has_begun(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun = tmp_path / "clackmannanshire-partnership-and-performance-2022-23-next-return.xlsx"
    begun.write_bytes(b"begun")
    assert main(["demo", str(tmp_path)]) == 0
    assert begun.read_bytes() == b"begun"
    assert "is there already, so it is left as it is" in capsys.readouterr().out


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    assert main(["demo", str(tmp_path / "taken" / "out")]) == 3
