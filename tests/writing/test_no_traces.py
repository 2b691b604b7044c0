"""No workbook says on whose machine or in which folder it was made, and none reaches outside of itself."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from support_accessible import edit_package
from support_samples import ROOT
from support_written import WRITTEN

PERSON = "zoe-officer"
FOLDER = "zoe-private-folder"
LOCAL = re.compile(rb"[A-Za-z]:\\|file:/|/(?:home|Users|tmp|root|var)/|\\\\[A-Za-z]|absPath")
OUTSIDE = re.compile(rb'TargetMode="External"|<externalReference|<connection |<ddeLink|<oleLink')
PARTS_OUTSIDE = ("xl/externalLinks/", "xl/connections", "xl/queryTables/")


def traces(path: Path) -> list[tuple[str, str]]:
    """What of a workbook leads out of it or back to where it was made: the part, and what stands there."""
    own = (PERSON, FOLDER, str(ROOT), ROOT.as_uri())
    found = []
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            found += [(name, match.decode()) for rule in (LOCAL, OUTSIDE) for match in rule.findall(content)]
            found += [(name, text) for text in own if text.encode() in content]
            found += [(name, "") for start in PARTS_OUTSIDE if name.startswith(start)]
    return found


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder and a user with names that are found again."""
    folder = tmp_path / FOLDER
    folder.mkdir()
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(variable, PERSON)
    monkeypatch.setenv("HOME", str(folder))
    return folder


@pytest.mark.parametrize("name", WRITTEN)
def test_a_workbook_leads_nowhere(name: str, private: Path) -> None:
    assert traces(WRITTEN[name](private)) == []


@pytest.mark.parametrize(
    ("part", "planted"),
    [
        ("xl/workbook.xml", "<x15ac:absPath url='D:/Reports'/>"),
        ("docProps/core.xml", r"C:\\Users\\Zoe\\return.xlsx"),
        ("docProps/core.xml", "/home/zoe/return.xlsx"),
        ("docProps/core.xml", r"\\server\\returns"),
        ("docProps/app.xml", PERSON),
        ("xl/sharedStrings.xml", f"<t>{FOLDER}</t>"),
        ("xl/_rels/workbook.xml.rels", '<Relationship TargetMode="External"/>'),
        ("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
    ],
)
def test_a_planted_trace_is_found(part: str, planted: str, private: Path) -> None:
    path = WRITTEN[next(iter(WRITTEN))](private)
    edit_package(path, {part: lambda text: text + planted})
    assert {name for name, _ in traces(path)} == {part}


def test_a_file_that_is_read_leaves_its_name_only(private: Path) -> None:
    """The name of a return stands in its summary, since figures say where they come from; its folder does not."""
    name = next(name for name in WRITTEN if "made-up" in name)
    with zipfile.ZipFile(io.BytesIO(WRITTEN[name](private).read_bytes())) as parts:
        texts = parts.read("xl/sharedStrings.xml").decode()
    assert "return.xlsx" in texts
    assert FOLDER not in texts
