"""The way to a LibreOffice that is running: a pipe that only the same user's programs can use, no port, nothing left open.

A macro gives Python the name of a pipe; Python waits there, LibreOffice comes and hands itself over (`awaited_office`). So the
office opens nothing, and the pipe is gone as soon as the two have met. An office that was started with `--accept` waits itself
(`called_office`). Either way the link ends with the `with` block.
"""

import importlib
import sys
import threading
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook_tools.excel.light_xlwings import load_xlwings
from workbook_tools.findings import ToolkitError

if TYPE_CHECKING:
    import xlwings  # only its types: whoever calls has loaded it

OFFICE = "StarOffice.ComponentContext"  # how LibreOffice calls itself on such a link
PATIENCE = 20.0  # seconds
WHERE_UNO_IS = (
    "/usr/lib/python3/dist-packages",
    "/usr/lib/libreoffice/program",
    "/opt/libreoffice/program",
    "C:/Program Files/LibreOffice/program",
    "/Applications/LibreOffice.app/Contents/Resources",
    "/Applications/LibreOffice.app/Contents/Frameworks",
)
"""Folders outside Python's own where the module `uno` may be."""


class _Link:
    """A link to an office for as long as a `with` block lasts.

    It is a class since LibreOffice's errors cannot pass through a context manager that is written as a generator. A process
    has one link to an office: what is left of an earlier one would be taken for the later one's.
    """

    def __init__(self, connection: Any) -> None:
        self._bridge = _service("com.sun.star.bridge.BridgeFactory").createBridge("", "urp", connection, None)

    def __enter__(self) -> "xlwings.App":
        load_xlwings()  # before the engine does, which would load all of it
        from workbook_tools.excel.engines.uno_engine import app_of  # noqa: PLC0415 - needed only now

        context = self._bridge.getInstance(OFFICE)
        if context is None:
            raise ToolkitError("LibreOffice did not answer. Press the button again.")
        return app_of(context)

    def __exit__(self, *_error: object) -> None:
        self._bridge.dispose()


def awaited_office(pipe: str, patience: float = PATIENCE) -> AbstractContextManager["xlwings.App"]:
    """The LibreOffice that connects to a pipe, as an xlwings App; `macros/HostLibreOffice.bas` does so.

    Raises:
        ToolkitError: none came in time, or Python cannot talk to LibreOffice.
    """
    acceptor = _service("com.sun.star.connection.Acceptor")
    timer = threading.Timer(patience, acceptor.stopAccepting)
    timer.daemon = True
    timer.start()
    try:
        connection = acceptor.accept(f"pipe,name={pipe}")
    finally:
        timer.cancel()
        acceptor.stopAccepting()
    if connection is None:
        raise ToolkitError("LibreOffice did not answer. Press the button again.")
    return _Link(connection)


def called_office(pipe: str) -> AbstractContextManager["xlwings.App"]:
    """The LibreOffice that was started with `--accept=pipe,name=…;urp;`, as an xlwings App.

    Raises:
        ToolkitError: none waits at that pipe, or Python cannot talk to LibreOffice.
    """
    connector = _service("com.sun.star.connection.Connector")
    from com.sun.star.connection import NoConnectException  # noqa: PLC0415 - there only once the bridge is loaded

    try:
        connection = connector.connect(f"pipe,name={pipe}")
    except NoConnectException as error:
        raise ToolkitError("LibreOffice is not there any more. Open the workbook and press the button again.") from error
    return _Link(connection)


def load_uno() -> Any:
    """LibreOffice's bridge, the module `uno`, wherever it is installed.

    Raises:
        ToolkitError: there is none, or it is for another version of Python.
    """
    with suppress(ImportError):
        return importlib.import_module("uno")
    before = list(sys.path)
    sys.path.extend(folder for folder in WHERE_UNO_IS if Path(folder).is_dir())  # at the end: nothing of ours is hidden
    try:
        return importlib.import_module("uno")
    except ImportError as error:
        sys.path[:] = before
        raise ToolkitError(
            f"Python {sys.version_info.major}.{sys.version_info.minor} cannot talk to LibreOffice: its module 'uno' is "
            "missing or made for another Python. Install python3-uno, or use the Python that LibreOffice brings."
        ) from error


def _service(name: str) -> Any:
    local = load_uno().getComponentContext()
    return local.ServiceManager.createInstanceWithContext(name, local)
