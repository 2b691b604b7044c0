"""A file that somebody writes to while it is read."""

import os
from pathlib import Path

import pytest

from support_workbooks import write_workbook
from workbook_tools.findings import ReadingError
from workbook_tools.reading import steady_file
from workbook_tools.reading.service_return import read_service_return, source_of
from workbook_tools.reading.steady_file import MOST_ATTEMPTS, read_steadily


class Writer:
    """Writes to a file right after each of the first `times` readings of it."""

    def __init__(self, path: Path, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path, self.times, self.read = path, times, 0
        self.read_bytes = Path.read_bytes
        monkeypatch.setattr(Path, "read_bytes", lambda path: self.reading(path))  # noqa: PLW0108 - a bound method would not be bound again
        monkeypatch.setattr(steady_file, "PAUSE", 0)

    def reading(self, path: Path) -> bytes:
        content = self.read_bytes(path)
        if path == self.path:
            self.read += 1
            if self.read <= self.times:
                self.write()
        return content

    def write(self) -> None:
        with self.path.open("ab") as stream:
            stream.write(b"more")


class Toucher(Writer):
    """Replaces the content by some of the same size."""

    def write(self) -> None:
        facts = os.stat(self.path)  # noqa: PTH116 - as in the module
        os.utime(self.path, ns=(facts.st_atime_ns, facts.st_mtime_ns + 1000))


@pytest.mark.parametrize("kind", [Writer, Toucher])
@pytest.mark.parametrize("times", range(MOST_ATTEMPTS + 2))
def test_a_file_that_changes_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Writer], times: int
) -> None:
    path = tmp_path / "return.xlsx"
    path.write_bytes(b"content")
    writer = kind(path, times, monkeypatch)
    if times < MOST_ATTEMPTS:
        assert read_steadily(path) == writer.read_bytes(path)
        assert writer.read == times + 1
    else:
        with pytest.raises(ReadingError, match=r"^The file kept changing while it was read\..*\.$"):
            read_steadily(path)
        assert writer.read == MOST_ATTEMPTS


def test_a_return_that_keeps_changing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_workbook(tmp_path / "return.xlsx", {"Sheet": [["text"]]})
    Writer(path, 99, monkeypatch)
    assert "kept changing" in str(read_service_return(path).refused)


def test_a_return_is_read_from_the_disk_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_workbook(tmp_path / "return.xlsx", {"Sheet": [["text"]]})
    writer = Writer(path, 0, monkeypatch)
    assert read_service_return(path).refused is None
    assert writer.read == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [(None, "return.xlsx"), ("north/Housing.xlsx", "north/Housing.xlsx"), ("a\nb\x1b[31m.xlsx", "a b [31m.xlsx"), ("", "")],
)
@pytest.mark.parametrize("content", [b"no workbook", None])
def test_a_return_goes_by_the_name_that_it_is_given(
    tmp_path: Path, name: str | None, shown: str, content: bytes | None
) -> None:
    path = write_workbook(tmp_path / "return.xlsx", {"Sheet": [["text"]]})
    if content is not None:
        path.write_bytes(content)
    read = read_service_return(path, name)
    expected = source_of(path)
    assert read.source == type(expected)(shown, expected.sha256, expected.size)
    assert {finding.where.file for finding in read.findings} == {shown}
