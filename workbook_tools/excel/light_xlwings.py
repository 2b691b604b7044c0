"""xlwings without the libraries that it would load for data frames and pictures.

No button uses these, and every press would pay for them: loading them takes several times as long as xlwings itself. Its part
that is not free for all (`xlwings.pro`) stays away likewise.
"""

import importlib
import sys
from types import ModuleType

NOT_FOR_BUTTONS = ("pandas", "numpy", "polars", "matplotlib", "PIL", "xlwings.pro")
"""What xlwings does without where it cannot be imported."""


def load_xlwings() -> ModuleType:
    """The module xlwings, loaded now unless it was before.

    What was loaded already stays in use. Whoever imports pandas afterwards gets it whole; xlwings then goes on without it.
    """
    kept_out = [] if "xlwings" in sys.modules else [name for name in NOT_FOR_BUTTONS if name not in sys.modules]
    sys.modules.update(dict.fromkeys(kept_out))  # type: ignore[arg-type]  # None is how Python marks what cannot be imported
    try:
        return importlib.import_module("xlwings")
    finally:
        for name in kept_out:
            sys.modules.pop(name, None)
