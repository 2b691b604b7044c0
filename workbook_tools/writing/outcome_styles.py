"""How words for what became of something look: done, to be seen to, wrong, over."""

from workbook_tools.model.scheme import Style


def done(word: str) -> Style:
    """Of what went well."""
    return Style(word=word, symbol="", fill="#1E7B34", ink="#FFFFFF")


def pending(word: str) -> Style:
    """Of what somebody still has to see to."""
    return Style(word=word, symbol="", fill="#FFAD33", ink="#2B1900")


def wrong(word: str) -> Style:
    """Of what went wrong or is held back."""
    return Style(word=word, symbol="", fill="#B3001B", ink="#FFFFFF")


def over(word: str) -> Style:
    """Of what needs nothing more."""
    return Style(word=word, symbol="", fill="#E3E3E3", ink="#333333")
