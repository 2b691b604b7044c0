"""What floats above the cells of a sheet: pictures, charts, shapes, text boxes, controls."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from workbook_tools.accessibility.book import Floating
from workbook_tools.accessibility.package import Package, child, children, descendants, is_on, local, text_of
from workbook_tools.reading.addresses import address_of

KINDS = {"pic": "picture", "graphicFrame": "chart", "sp": "shape", "cxnSp": "line", "grpSp": "group"}
ANCHORS = {"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"}


def read_floating(package: Package, part: str) -> Iterator[Floating]:
    """Everything that floats above a sheet; a group counts as one thing unless a text box is in it."""
    for drawing in package.related(part, "drawing"):
        root = package.xml(drawing)
        for anchor in root if root is not None else ():
            if local(anchor) in ANCHORS:
                address = _address(child(anchor, "from"))
                yield from (floating for one in _objects(anchor) for floating in _floating(one, address))
    yield from (Floating("control", name, "", "", decorative=False) for name in _controls(package, part))


def _controls(package: Package, part: str) -> list[str]:
    """Buttons, boxes to tick and the like: parts of their own, or only in the old drawing that Excel keeps beside them."""
    own = [target for kind in ("ctrlProp", "control") for target in package.related(part, kind)]
    if own:
        return [target.rpartition("/")[2].rpartition(".")[0] for target in own]
    return [kind for drawing in package.related(part, "vmlDrawing") for kind in _old_controls(package.text(drawing))]


def _old_controls(drawing: str) -> list[str]:
    """Kinds of controls in an old drawing, which is not always well-formed XML; comments and pictures are drawn there too."""
    return [kind for kind in re.findall(r'ObjectType="(\w+)"', drawing) if kind not in {"Note", "Pict"}]


def _objects(anchor: Element) -> Iterator[Element]:
    """Objects of an anchor, each once: newer kinds stand in a choice beside what older programs show instead."""
    for one in anchor:
        if local(one) in KINDS:
            yield one
        elif local(one) == "AlternateContent":
            choice = child(one, "Choice")
            yield from (inner for inner in (choice if choice is not None else ()) if local(inner) in KINDS)


def _floating(element: Element, address: str) -> Iterator[Floating]:
    kind = KINDS[local(element)]
    if kind == "group":
        inside = [floating for one in element if local(one) in KINDS for floating in _floating(one, address)]
        yield from (one for one in inside if one.kind == "text box")
    properties = next(descendants(element, "cNvPr"), None)
    if properties is None:
        properties = Element("cNvPr")
    text = text_of(child(element, "txBody"))
    is_box = kind == "shape" and (bool(text) or any(is_on(one, "txBox") for one in descendants(element, "cNvSpPr")))
    yield Floating(
        kind="text box" if is_box else kind,
        name=properties.get("name", ""),
        address=address,
        alternative=(properties.get("descr", "") or properties.get("title", "")).strip(),
        decorative=any(is_on(one, "val") for one in descendants(properties, "decorative")),
    )


def _address(corner: Element | None) -> str:
    """The cell that holds the upper left corner; empty where the thing is not tied to a cell."""
    row, column = (text_of(next(children(corner, name), None)) for name in ("row", "col"))
    return address_of(int(row) + 1, int(column) + 1) if row.isdecimal() and column.isdecimal() else ""
