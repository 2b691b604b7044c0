"""The add-in: a tab of the ribbon whose buttons act on whatever workbook is active, and what starts Python on a Mac."""

from datetime import datetime, time
from io import BytesIO
from xml.dom.minidom import Document, Element

from workbook_tools import __version__
from workbook_tools.excel.macros.macro_texts import RIBBON_MODULE, Host, macros_folder, module_names, module_text
from workbook_tools.excel.macros.packing import MacroFile, pack
from workbook_tools.excel.registry import BUTTONS, STOP_CAPTION, STOP_IMAGE, STOP_MACRO, STOP_TIP, Group
from workbook_tools.findings import ToolkitError
from workbook_tools.model.layout import TEMPLATE_DATE
from workbook_tools.writing.whole_file import KEYWORDS

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
TAB, AT_WORK = "Performance", "At work"
TITLE = "Performance buttons"
ABOUT = "The buttons stand in the ribbon tab Performance and act on the workbook that is open."
SCRIPT = "WorkbookTools.applescript"


def build_addin(host: Host = Host.EXCEL) -> bytes:
    """The add-in (.xlam). The same version gives the same bytes; with `Host.LIBREOFFICE`, which loads none, for tests only.

    Raises:
        ToolkitError: the texts of the macros are not there.
    """
    modules = {name: module_text(name) for name in module_names(RIBBON_MODULE, host)}
    return pack(_sheet(), modules, MacroFile.ADD_IN, ribbon_xml())


def mac_script() -> bytes:
    """The script that Excel on a Mac starts Python by.

    Raises:
        ToolkitError: it is not there.
    """
    path = macros_folder() / SCRIPT
    try:
        return path.read_bytes()
    except OSError as error:
        raise ToolkitError(f"{path} is not there. Install workbook-tools again.") from error


def say_version() -> str:
    """Which version an add-in is of, as it says in its properties; Excel keeps them when the add-in is signed."""
    return f"Version {__version__}."


def ribbon_xml() -> str:
    """The ribbon's tab: a group for each kind of user, a large button for each of the list, and one that stops the work."""
    document = Document()
    top = _add(document, document, "customUI", xmlns=NAMESPACE)
    tab = _add(document, _add(document, _add(document, top, "ribbon"), "tabs"), "tab", id="performance", label=TAB)
    for group in Group:
        place = _add(document, tab, "group", id=f"group_{group.name.lower()}", label=group)
        for button in BUTTONS:
            if button.group is group:
                _add_button(document, place, (button.name, button.caption, button.macro, button.tip, button.image))
    place = _add(document, tab, "group", id="group_at_work", label=AT_WORK)
    _add_button(document, place, ("stop_work", STOP_CAPTION, STOP_MACRO, STOP_TIP, STOP_IMAGE))
    return document.toxml(encoding="UTF-8").decode()


def _add_button(document: Document, place: Element, button: tuple[str, str, str, str, str]) -> None:
    name, caption, macro, tip, image = button
    tips = {"screentip": caption, "supertip": tip}
    _add(document, place, "button", id=name, label=caption, size="large", imageMso=image, onAction=f"Ribbon_{macro}", **tips)


def _add(document: Document, parent: Document | Element, name: str, **attributes: str) -> Element:
    element = document.createElement(name)
    for attribute, value in attributes.items():
        element.setAttribute(attribute, value)
    parent.appendChild(element)
    return element


def _sheet() -> bytes:
    """The workbook that carries them, which Excel never shows: it must have a sheet."""
    import xlsxwriter  # noqa: PLC0415 - only who builds an add-in pays for it

    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        created = datetime.combine(TEMPLATE_DATE, time())
        comments = f"{ABOUT} {say_version()}"
        book.set_properties({"title": TITLE, "comments": comments, "keywords": KEYWORDS, "created": created})
        sheet = book.add_worksheet("About")
        sheet.set_column(0, 0, 90)
        sheet.write_column(0, 0, [TITLE, ABOUT, say_version()])
    return content.getvalue()
