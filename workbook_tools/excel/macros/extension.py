"""LibreOffice's extension: whenever a workbook of ours is opened, it is asked to put its buttons back.

LibreOffice would run a macro of the workbook's own at that moment only while the workbook is as Excel or we wrote it: when
LibreOffice saves one, it leaves out the names by which it finds such macros. So somebody else must ask.
"""

from xml.sax.saxutils import escape

from workbook_tools import __version__
from workbook_tools.excel.macros.macro_texts import EXTENSION_MODULE, module_text
from workbook_tools.excel.macros.packing import zipped

IDENTIFIER = "workbook-tools.buttons"
TITLE = "Performance buttons"
LIBRARY, ENTRY = "WorkbookTools", "AskForButtons"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
DESCRIPTION = """<description xmlns="http://openoffice.org/extensions/description/2006">
<identifier value="{identifier}"/><version value="{version}"/><display-name><name lang="en">{title}</name></display-name>
</description>
"""
MANIFEST = """<m:manifest xmlns:m="http://openoffice.org/2001/manifest">
<m:file-entry m:media-type="application/vnd.sun.star.basic-library" m:full-path="{library}/"/>
<m:file-entry m:media-type="application/vnd.sun.star.configuration-data" m:full-path="Events.xcu"/>
</m:manifest>
"""
EVENTS = """<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"
 oor:package="org.openoffice.Office" oor:name="Events">
<node oor:name="ApplicationEvents"><node oor:name="Bindings"><node oor:name="OnLoad" oor:op="replace">
<prop oor:name="BindingURL">
<value>vnd.sun.star.script:{library}.{module}.{entry}?language=Basic&amp;location=application</value>
</prop>
</node></node></node></oor:component-data>
"""
DIALOGS = """<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="{library}" library:readonly="false"
 library:passwordprotected="false"/>
"""
MODULES = """<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="{library}" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="{module}"/></library:library>
"""
MODULE = """<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="{module}"
 script:language="StarBasic">{code}</script:module>
"""


def build_extension() -> bytes:
    """The extension (.oxt). The same version gives the same bytes.

    Raises:
        ToolkitError: the text of its macro is not there.
    """
    code = module_text(EXTENSION_MODULE).partition("\n")[2]  # LibreOffice names a module by its file
    words = {
        "identifier": IDENTIFIER,
        "version": __version__,
        "title": TITLE,
        "library": LIBRARY,
        "module": EXTENSION_MODULE,
        "entry": ENTRY,
        "code": escape(code),
    }
    parts = {
        "META-INF/manifest.xml": MANIFEST,
        "description.xml": DESCRIPTION,
        "Events.xcu": EVENTS,
        f"{LIBRARY}/script.xlb": MODULES,
        f"{LIBRARY}/dialog.xlb": DIALOGS,  # there are none, but LibreOffice complains of a library without this list
        f"{LIBRARY}/{EXTENSION_MODULE}.xba": MODULE,
    }
    return zipped({name: (HEAD + text.format_map(words)).encode() for name, text in parts.items()})
