"""LibreOffice's extension: what it declares is in it, it runs a macro that is there, and it is the same each time."""

import zipfile
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring

import workbook_tools
from support_macros import public_subs
from workbook_tools.excel.macros.extension import build_extension
from workbook_tools.excel.macros.macro_texts import BUTTONS_MODULE, module_text

CONTENT = build_extension()
REGISTRY, LIBRARY = "{http://openoffice.org/2001/registry}", "{http://openoffice.org/2000/library}"
MANIFEST = "{http://openoffice.org/2001/manifest}"


def part(name: str) -> Element:
    with zipfile.ZipFile(BytesIO(CONTENT)) as parts:
        return fromstring(parts.read(name))  # noqa: S314 - we wrote it ourselves


def test_it_is_the_same_each_time_and_of_this_version() -> None:
    assert build_extension() == CONTENT
    found = {element.tag.rpartition("}")[2]: element.attrib.get("value", "") for element in part("description.xml")}
    assert found["version"] == workbook_tools.__version__
    assert found["identifier"] == "workbook-tools.buttons"


def test_what_it_declares_is_in_it_and_nothing_else() -> None:
    declared = {str(entry.get(f"{MANIFEST}full-path")) for entry in part("META-INF/manifest.xml")}
    with zipfile.ZipFile(BytesIO(CONTENT)) as parts:
        names = set(parts.namelist()) - {"META-INF/manifest.xml", "description.xml"}
    assert {name if "/" not in name else f"{name.partition('/')[0]}/" for name in names} == declared


def test_it_is_called_with_what_is_opened_and_with_nothing_else() -> None:
    root = part("Events.xcu")
    assert [node.get(f"{REGISTRY}name") for node in root.iter("node")] == ["ApplicationEvents", "Bindings", "OnLoad"]
    address = root.findtext(".//value", "")
    library, module, macro = address.removeprefix("vnd.sun.star.script:").partition("?")[0].split(".")
    assert address.endswith("?language=Basic&location=application")
    listed = part(f"{library}/script.xlb")
    assert listed.get(f"{LIBRARY}name") == library
    assert [entry.get(f"{LIBRARY}name") for entry in listed] == [module]
    assert list(part(f"{library}/dialog.xlb")) == []
    assert macro in public_subs([str(part(f"{library}/{module}.xba").text)])


def test_its_macro_is_ours_to_the_letter_and_asks_for_one_that_is_there() -> None:
    code = str(part("WorkbookTools/BookOpened.xba").text)
    assert f'Attribute VB_Name = "BookOpened"\n{code}' == module_text("BookOpened")
    assert f"VBAProject.{BUTTONS_MODULE}.PutButtonsBack?" in code
    assert "PutButtonsBack" in public_subs([module_text(BUTTONS_MODULE)])
