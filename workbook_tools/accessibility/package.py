"""The parts of a workbook's package as XML. Names of elements are compared without namespaces, so Strict workbooks read too.

`preflight.check_safe` has refused files with declarations of their own before anything here is parsed.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from urllib.parse import unquote
from xml.etree.ElementTree import Element, parse
from zipfile import ZipFile


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part leads to: the last word of the relation's type, and a part's name or an address outside."""

    kind: str
    target: str
    outside: bool


class Package:
    """A workbook's parts by name; the case of names does not matter, as in Excel."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}

    @property
    def names(self) -> Iterator[str]:
        """Of all parts, in lower case."""
        return iter(self._names)

    def open(self, part: str) -> IO[bytes]:
        """A part to read.

        Raises:
            KeyError: there is none of that name.
        """
        return self._archive.open(self._names[part.lower()])

    def xml(self, part: str) -> Element | None:
        """A part's root element, None where there is no such part."""
        if part.lower() not in self._names:
            return None
        with self.open(part) as stream:
            return parse(stream).getroot()  # noqa: S314 - no declarations, see above

    def text(self, part: str) -> str:
        """A part as text, empty where there is no such part."""
        if part.lower() not in self._names:
            return ""
        with self.open(part) as stream:
            return stream.read().decode("utf-8", errors="replace")

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part leads to, by the identifier that it uses for it."""
        folder, name = posixpath.split(part)
        root = self.xml(f"{folder}/_rels/{name}.rels".lstrip("/"))
        return {one.get("Id", ""): _relation(folder, one) for one in children(root, "Relationship")}

    def related(self, part: str, kind: str) -> Iterator[str]:
        """The parts of one kind that a part leads to."""
        return (one.target for one in self.relations(part).values() if one.kind == kind and not one.outside)


def _relation(folder: str, element: Element) -> Relation:
    target, outside = element.get("Target", ""), element.get("TargetMode", "") == "External"
    if not outside:
        target = posixpath.normpath(posixpath.join("/" + folder, unquote(target))).lstrip("/")
    return Relation(element.get("Type", "").rpartition("/")[2], target, outside)


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """An element's own children of one name."""
    return (child for child in element if local(child) == name) if element is not None else iter(())


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of names, None where there is none."""
    for name in path:
        element = next(children(element, name), None)
    return element


def descendants(element: Element | None, name: str) -> Iterator[Element]:
    """All elements of one name, at any depth."""
    return (one for one in element.iter() if local(one) == name) if element is not None else iter(())


def text_of(element: Element | None) -> str:
    """The text of an element, without blanks around it."""
    return ("".join(element.itertext()) if element is not None else "").strip()


def is_on(element: Element | None, attribute: str, *, default: bool = False) -> bool:
    """Whether a yes/no attribute is set."""
    found = element.get(attribute) if element is not None else None
    return default if found is None else found.lower() in {"1", "true", "on"}


def named(element: Element, attribute: str) -> str:
    """An attribute by its name without its namespace, such as the id of a relation; empty where there is none."""
    return next((value for name, value in element.attrib.items() if name.rpartition("}")[2] == attribute), "")
