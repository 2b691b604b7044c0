"""Named cell styles: the looks of our cells become styles of the workbook, so that Excel can change all of a kind at once.

XlsxWriter knows no named styles; they are added to the finished file, in the part that lists its formats. So is the language,
which it cannot state either.
"""

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

from workbook_tools.model.layout import PROPERTIES_PART

STYLES_PART = "xl/styles.xml"
LANGUAGE = "en-GB"
BUILT_IN = {"Heading 1": 16, "Heading 2": 17}
"""Excel's own numbers of its styles for headings, which screen readers know."""


def name_styles(content: bytes, formats: Mapping[str, Sequence[int]]) -> bytes:
    """The workbook with named styles, its language stated.

    Args:
        content: a workbook that XlsxWriter wrote.
        formats: numbers of the cell formats that follow each style, by its name; the first says how the style looks.
    """
    named = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(named, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == STYLES_PART:
                data = _add_styles(data.decode(), formats).encode()
            elif part.filename == PROPERTIES_PART:
                data = data.replace(
                    b"</cp:coreProperties>", f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>".encode()
                )
            target.writestr(part, data)
    return named.getvalue()


def _add_styles(xml: str, formats: Mapping[str, Sequence[int]]) -> str:
    before, inside, after = _parts(xml, "cellXfs")
    entries = re.findall(r"<xf\b[^>]*?/>|<xf\b[^>]*>.*?</xf>", inside, re.DOTALL)
    styles, listed = [], []
    for style, (name, numbers) in enumerate(formats.items(), start=1):
        styles.append(entries[numbers[0]].replace(' xfId="0"', "", 1))
        own = f' builtinId="{BUILT_IN[name]}" customBuiltin="1"' if name in BUILT_IN else ""
        listed.append(f'<cellStyle name="{name}" xfId="{style}"{own}/>')
        for number in numbers:
            entries[number] = entries[number].replace('xfId="0"', f'xfId="{style}"', 1)
    xml = f"{before}{''.join(entries)}{after}"
    return _append(_append(xml, "cellStyleXfs", styles), "cellStyles", listed)


def _parts(xml: str, tag: str) -> tuple[str, str, str]:
    """The text before, inside and after an element."""
    match = re.search(rf"<{tag}\b[^>]*>", xml)
    if match is None:
        raise ValueError(tag)
    end = xml.index(f"</{tag}>")
    return xml[: match.end()], xml[match.end() : end], xml[end:]


def _append(xml: str, tag: str, children: list[str]) -> str:
    """The element with more children, and its count put right."""
    before, inside, after = _parts(xml, tag)
    head, _, opening = before.rpartition(f"<{tag}")
    count = int(re.findall(r'count="(\d+)"', opening)[0]) + len(children)
    counted = re.sub(r'count="\d+"', f'count="{count}"', opening)
    return f"{head}<{tag}{counted}{inside}{''.join(children)}{after}"
