"""A worksheet's part as a `Sheet`. Rows are dropped as soon as they are read; spans and areas stay spans, however large."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, iterparse

from workbook_tools.accessibility.book import Area, Cell, ConditionalFormat, Floating, Kind, Link, Look, Sheet, Table
from workbook_tools.accessibility.package import Package, child, children, descendants, is_on, local, named, text_of
from workbook_tools.accessibility.styles import Change, Styles
from workbook_tools.reading.addresses import row_and_column

KINDS = {"n": Kind.NUMBER, "d": Kind.NUMBER, "b": Kind.YES_NO, "e": Kind.ERROR, "str": Kind.TEXT, "inlineStr": Kind.TEXT}
USUAL_WIDTH = 8.43  # characters, where a sheet does not say


@dataclass(frozen=True, slots=True)
class Shared:
    """What the sheets of a workbook share: looks, and texts by number."""

    styles: Styles
    texts: tuple[Element, ...]


def read_sheet(
    package: Package, part: str, shared: Shared, *, name: str, hidden: bool, floating: tuple[Floating, ...]
) -> Sheet:
    """The sheet in a part."""
    cells, hidden_rows, root = _read_rows(package, part, shared)
    relations = package.relations(part)
    columns = [(*_span(entry), entry) for entry in children(child(root, "cols"), "col")]
    tables = (package.xml(relations[named(entry, "id")].target) for entry in children(child(root, "tableParts"), "tablePart"))
    links = child(root, "hyperlinks")
    own_filter = child(root, "autoFilter")
    return Sheet(
        name=name,
        hidden=hidden,
        cells=cells,
        merged=tuple(Area.parse(entry.get("ref", "")) for entry in children(child(root, "mergeCells"), "mergeCell")),
        hidden_rows=_joined(sorted(hidden_rows)),
        hidden_columns=tuple(sorted((first, last) for first, last, entry in columns if is_on(entry, "hidden"))),
        widths=tuple((first, last, float(entry.get("width", USUAL_WIDTH))) for first, last, entry in columns),
        default_width=_default_width(child(root, "sheetFormatPr")),
        tables=tuple(_table(table) for table in tables if table is not None),
        formats=tuple(_formats(root, shared.styles)),
        links=tuple(one for entry in children(links, "hyperlink") for one in _links(entry, relations)),
        floating=floating,
        page_texts=any(text_of(entry) for entry in child(root, "headerFooter") or ()),
        filter_area=own_filter.get("ref", "") if own_filter is not None else "",
        background=child(root, "picture") is not None,
        **_view(child(root, "sheetViews", "sheetView")),
    )


def _read_rows(package: Package, part: str, shared: Shared) -> tuple[dict[tuple[int, int], Cell], list[int], Element]:
    """The cells, the hidden rows, and the rest of the sheet without its rows."""
    cells: dict[tuple[int, int], Cell] = {}
    hidden: list[int] = []
    number = 0
    root: Element | None = None
    with package.open(part) as stream:
        for event, element in iterparse(stream, ("start", "end")):  # noqa: S314 - no declarations, see package
            if root is None:
                root = element
            if event == "end" and local(element) == "row":
                number = int(element.get("r", number + 1))
                if is_on(element, "hidden"):
                    hidden.append(number)
                cells |= {(cell.row, cell.column): cell for cell in _cells(element, number, shared)}
                element.clear()
    if root is None:
        raise ValueError(part)
    return cells, hidden, root


def _cells(row: Element, number: int, shared: Shared) -> Iterator[Cell]:
    """The cells of a row that hold something or have a fill."""
    column = 0
    for element in children(row, "c"):
        place = element.get("r")
        column = row_and_column(place)[1] if place else column + 1
        look = shared.styles.look(element.get("s"))
        kind, text, runs = _content(element, shared, look)
        if kind is not Kind.EMPTY or look.coloured:
            yield Cell(number, column, kind, text, look, text_of(child(element, "f")), runs)


def _content(element: Element, shared: Shared, look: Look) -> tuple[Kind, str, tuple[Look, ...]]:
    kind = element.get("t", "n")
    stored = text_of(child(element, "v"))
    rich = None
    if kind == "s":
        rich = shared.texts[int(stored)] if stored else None
    elif kind == "inlineStr":
        rich = child(element, "is")
    if kind in {"s", "inlineStr"}:
        stored = _plain(rich).strip()
    if not stored:
        unknown = child(element, "f") is not None and kind != "str"  # "str" is a formula whose result is an empty text
        return (Kind.UNKNOWN if unknown else Kind.EMPTY), "", ()
    runs = tuple(shared.styles.run(child(run, "rPr"), look) for run in children(rich, "r") if text_of(child(run, "t")))
    return KINDS.get(kind, Kind.TEXT), stored, runs


def _plain(rich: Element | None) -> str:
    """The text of a shared string, without the readings that Japanese text carries along."""
    parts = [child(rich, "t"), *(child(run, "t") for run in children(rich, "r"))]
    return "".join(part.text or "" for part in parts if part is not None)


def _span(column: Element) -> tuple[int, int]:
    return int(column.get("min", "1")), int(column.get("max", "1"))


def _joined(numbers: list[int]) -> tuple[tuple[int, int], ...]:
    """Numbers as first and last of each unbroken run."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return tuple(spans)


def _default_width(settings: Element | None) -> float:
    stated = settings.get("defaultColWidth") if settings is not None else None
    return float(stated) if stated else USUAL_WIDTH


def _table(root: Element) -> Table:
    columns = [entry.get("name", "") for entry in children(child(root, "tableColumns"), "tableColumn")]
    own_filter = child(root, "autoFilter")
    buttons = len(columns) - sum(is_on(entry, "hiddenButton") for entry in descendants(own_filter, "filterColumn"))
    return Table(
        name=root.get("displayName", root.get("name", "")),
        area=Area.parse(root.get("ref", "")),
        headings=tuple(columns),
        header_rows=int(root.get("headerRowCount", "1")),
        totals_rows=int(root.get("totalsRowCount", "0")),
        filter_buttons=own_filter is not None and buttons > 0,
    )


def _formats(root: Element, styles: Styles) -> Iterator[ConditionalFormat]:
    """Conditional formats, those of Excel 2010 and later among them, which stand apart with their look inside."""
    for block in descendants(root, "conditionalFormatting"):
        areas = block.get("sqref") or text_of(child(block, "sqref"))
        for rule in children(block, "cfRule"):
            number = rule.get("dxfId", "")
            known = number.isdecimal() and int(number) < len(styles.changes)
            change = styles.changes[int(number)] if known else Change()
            yield ConditionalFormat(
                tuple(Area.parse(one) for one in areas.split()),
                rule.get("type", ""),
                change.ink,
                change.fills,
                change.number_format,
            )


def _links(entry: Element, relations: dict[str, Any]) -> Iterator[Link]:
    """A link at the first cell of its area; Excel shows the others of the area as links too."""
    area = Area.parse(entry.get("ref", ""))
    relation = relations.get(named(entry, "id"))
    yield Link(area.top, area.left, relation.target if relation else "", entry.get("location", ""))


def _view(view: Element | None) -> dict[str, Any]:
    if view is None:
        return {}
    pane = child(view, "pane")
    active = pane.get("activePane", "topLeft") if pane is not None else "topLeft"
    chosen = [one for one in children(view, "selection") if one.get("pane", "topLeft") == active]
    return {
        "frozen": pane is not None,
        "active_cell": chosen[0].get("activeCell", "A1") if chosen else "A1",
        "top_left_cell": view.get("topLeftCell", "A1"),
    }
