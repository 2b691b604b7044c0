"""Text with all its characters to be seen: none may turn the others round, hide, or begin a line of its own."""

import unicodedata


def seen(text: str, kept: str = "") -> str:
    """`text` with each character that cannot be seen shown by its number, as in "[U+202E]"; odd blanks are plain ones.

    Args:
        text: anything.
        kept: characters that stay as they are, such as a line break where there is room for one.
    """
    return text if text.isprintable() else "".join(mark if mark in kept else _seen(mark) for mark in text)


def _seen(mark: str) -> str:
    if mark.isprintable():
        return mark
    return " " if unicodedata.category(mark) == "Zs" else f"[U+{ord(mark):04X}]"
