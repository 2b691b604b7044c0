"""What the team filled in on the sheets Control and Services of the open control workbook, read and checked.

Every sentence that refuses something begins with its cell.
"""

import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tools.excel.host import is_read_only, path_of
from workbook_tools.findings import ToolkitError, shorten
from workbook_tools.model.control_book import CONTROL, INPUTS, TITLE, Setting
from workbook_tools.model.meeting import Meeting
from workbook_tools.periods import Period, parse_day, parse_period
from workbook_tools.schemes.load import SUFFIX, list_schemes

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of the sheet Control, folders as whole paths.

    Attributes:
        book: the control workbook's own file.
        name: begins the names of summaries.
        period: that is reported on.
        scheme: a shipped scheme, or the whole path of a TOML file.
        issued: the folder for issued returns.
        incoming: the folder where returns come in.
        output: the folder for summaries and drafts.
        distribution_list: who gets the committee's papers; None where none are despatched from here.
        meeting: the committee and the day that the summary goes to, as far as they are filled in.
        exempt: paragraph of the schedule to the Act; "" for public papers.
        late_because: why the papers are late; "" where nothing is said.
    """

    book: Path
    name: str
    period: Period
    scheme: str
    issued: Path
    incoming: Path
    output: Path
    distribution_list: Path | None
    meeting: Meeting
    exempt: str
    late_because: str


def sheet_of(book: "xlwings.Book", name: str) -> "xlwings.Sheet":
    """A sheet of the control workbook.

    Raises:
        ToolkitError: the open workbook is another one.
    """
    for sheet in book.sheets:
        if sheet.name == name:
            return sheet
    raise ToolkitError(
        f"{book.name} is not a control workbook: it has no sheet {name}. Open '{TITLE}' and press the button there."
    )


def read_settings(book: "xlwings.Book") -> Settings:
    """The settings.

    Raises:
        ToolkitError: the workbook was never saved, is from the web or read-only, or a cell does not hold what belongs there.
    """
    texts = {setting: _text(sheet_of(book, CONTROL), setting) for setting in Setting}
    path = path_of(book)
    if is_read_only(book):
        raise ToolkitError(
            f"{book.name} is open read-only, so its log could not be kept. Close it elsewhere, then open it again."
        )
    if not texts[Setting.NAME]:
        raise wrong(Setting.NAME, "type a title.")
    period, scheme = _period(texts[Setting.PERIOD]), _scheme(texts[Setting.SCHEME], path.parent)
    issued, incoming, output = (
        _folder(setting, texts[setting], path.parent) for setting in (Setting.ISSUED, Setting.INCOMING, Setting.OUTPUT)
    )
    for setting, folder in ((Setting.ISSUED, issued), (Setting.OUTPUT, output)):
        if folder == incoming or incoming in folder.parents:
            raise wrong(
                setting, f"what is written to {folder} would be collected as a return. Choose a folder outside {incoming}."
            )
    return Settings(
        path,
        texts[Setting.NAME],
        period,
        scheme,
        issued,
        incoming,
        output,
        distribution_list=_file(Setting.DISTRIBUTION_LIST, texts[Setting.DISTRIBUTION_LIST], path.parent),
        meeting=Meeting(texts[Setting.COMMITTEE], _day(Setting.MEETING, texts[Setting.MEETING])),
        exempt=texts[Setting.EXEMPT],
        late_because=texts[Setting.LATE],
    )


def check_incoming(settings: Settings) -> None:
    """Makes sure that the folder where returns come in is there.

    Raises:
        ToolkitError: it is not.
    """
    if not settings.incoming.is_dir():
        raise wrong(Setting.INCOMING, f"there is no folder {settings.incoming}. Make it, or correct its name.")


def wrong(setting: Setting, sentence: str) -> ToolkitError:
    """What is to be raised where a setting does not hold what belongs there; the sentence begins with its cell."""
    return ToolkitError(f"{CONTROL}!{INPUTS[setting].cell}: {sentence}")


def _text(sheet: "xlwings.Sheet", setting: Setting) -> str:
    value = sheet.range(INPUTS[setting].cell).value
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value).strip()


def _period(text: str) -> Period:
    if not text:
        raise wrong(Setting.PERIOD, "choose a period from the list.")
    period = parse_period(text)
    if period is None:
        raise wrong(Setting.PERIOD, f"'{shorten(text)}' is not a period. Choose one from the list.")
    return period


def _scheme(text: str, beside: Path) -> str:
    if not text:
        raise wrong(Setting.SCHEME, "choose a scheme from the list.")
    if text.lower().endswith(SUFFIX):
        return str(beside / text)
    if text not in list_schemes():
        raise wrong(Setting.SCHEME, f"there is no scheme '{shorten(text)}'. Choose one from the list.")
    return text


def _day(setting: Setting, text: str) -> date | None:
    try:
        day = parse_day(text)
    except ValueError as error:
        raise wrong(setting, f"'{shorten(text)}' is not a day that exists.") from error
    if text and day is None:
        raise wrong(setting, f"'{shorten(text)}' is not a day. Type it like 26/10/2026.")
    return day


def _file(setting: Setting, text: str, beside: Path) -> Path | None:
    """A whole path of a file that is there; None where the cell is empty."""
    if not text:
        return None
    path = _whole(setting, text, beside)
    if not path.is_file():
        raise wrong(setting, f"there is no file {path}. Correct the name, or empty the cell.")
    return path


def _folder(setting: Setting, text: str, beside: Path) -> Path:
    if not text.strip('"'):
        raise wrong(setting, f"name a folder, such as {INPUTS[setting].first}.")
    folder = _whole(setting, text, beside)
    if folder.exists() and not folder.is_dir():
        raise wrong(setting, f"{folder} is a file. Name a folder.")
    return folder


def _whole(setting: Setting, text: str, beside: Path) -> Path:
    """A whole path; Windows puts quotes around one that is copied."""
    text = text.strip('"')
    if "://" in text:
        raise wrong(setting, f"'{shorten(text)}' is a place on the web. Name one of this computer or of the network.")
    return Path(os.path.abspath(beside / text))  # noqa: PTH100 - `resolve` would make a mapped drive a server's name
