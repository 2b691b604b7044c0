"""Headers with other letters than those of ASCII, written as RFC 2047 asks.

The e-mail library of Python 3.11 drops the blank between two words that it encodes one after the other, so that "year – report"
may arrive as "year–report". Its older folding of headers encodes the whole text, blanks and all, and is used for these instead.
"""

from email.header import Header
from email.policy import EmailPolicy
from email.utils import parseaddr

LONGEST_LINE = 76  # characters of a line with an encoded word, RFC 2047 section 2


class MailPolicy(EmailPolicy):
    """How messages are written: as usual, but for subjects, and senders whose names have other letters."""

    def fold(self, name: str, value: str) -> str:
        """A header as it is sent, its lines ended."""
        if name == "Subject":
            return f"{name}: {self._encoded(name, value)}{self.linesep}"
        if name == "From" and not value.isascii():
            shown, address = parseaddr(value)
            return f"{name}: {self._encoded(name, shown)}{self.linesep} <{address}>{self.linesep}"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: str) -> bytes:
        """The same as octets."""
        return self.fold(name, value).encode("ascii")

    def _encoded(self, name: str, text: str) -> str:
        charset = "us-ascii" if text.isascii() else "utf-8"
        return Header(str(text), charset, LONGEST_LINE, name).encode(linesep=self.linesep)


POLICY = MailPolicy(linesep="\r\n")
