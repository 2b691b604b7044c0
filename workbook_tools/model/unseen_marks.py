"""Characters that nobody sees, or that change how what stands beside them is shown: no name, role or address needs one."""

import unicodedata

_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0").union(
    chr(mark) for first, last in ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF)) for mark in range(first, last + 1)
)
"""Letters and accents that are drawn as nothing (Unicode: Default_Ignorable_Code_Point), and the braille blank."""


def unseen_mark(text: str) -> str | None:
    """The first such character as a person can look it up, "U+202E (right-to-left override)"; None where there is none.

    Unseen are control characters, line breaks, direction marks, zero-width characters, and every blank but the ordinary one.
    """
    found = next((mark for mark in text if not mark.isprintable() or mark in _BLANK), None)
    if found is None:
        return None
    name = "line break" if found in "\r\n" else "tab" if found == "\t" else unicodedata.name(found, "").lower()
    return f"U+{ord(found):04X}{f' ({name})' if name else ''}"
