"""Whether a scheme's styles can be used: each has a meaning, can be read on paper and screen, and is told apart by its word."""

from collections.abc import Iterable, Iterator

from workbook_tools.model.scheme import MEANINGS, Band, Part, Scheme, Style, band_style
from workbook_tools.model.words import ActionStatus, TargetStatus, Trend
from workbook_tools.schemes.contrast import LEAST_CONTRAST, contrast, is_colour
from workbook_tools.schemes.explain import KeyPath, place

REQUIRED_STYLES: dict[str, tuple[str, ...]] = {
    "indicators": tuple(status for status in TargetStatus if status is not TargetStatus.NO_TARGET),
    "actions": (ActionStatus.UNKNOWN,),
    "trends": tuple(Trend),
    "movements": tuple(Trend),
}
"""Keys that the program itself looks up; every other style is reached by a rule or an officer's word."""


def style_problems(scheme: Scheme) -> Iterator[str]:
    """What is wrong with the styles of `scheme`, a sentence each, without the file's name."""
    for check in (_meanings, _required_styles, _looks, _words):
        yield from check(scheme)


def parts_of(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Part]]:
    """Every part of a scheme with the way to it, from the outside in."""
    if isinstance(value, Part):
        yield path, value
        for name in value.__struct_fields__:
            yield from parts_of(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from parts_of(item, (*path, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from parts_of(item, (*path, index))


def _style_tables(scheme: Scheme) -> dict[str, tuple[KeyPath, dict[str, Style]]]:
    """The tables of styles by name, each with the way to it."""
    tables: dict[str, tuple[KeyPath, dict[str, Style]]] = {
        name: (("styles", name), getattr(scheme.styles, name)) for name in scheme.styles.__struct_fields__
    }
    if scheme.risks:
        tables["movements"] = (("risks", "movements"), scheme.risks.movements)
    return tables


def _meanings(scheme: Scheme) -> Iterator[str]:
    for table, (path, styles) in _style_tables(scheme).items():
        meanings = [str(meaning) for meaning in MEANINGS[table]]
        for key, style in styles.items():
            if style.means and style.means not in meanings:
                yield f"{place((*path, key, 'means'))} is '{style.means}', but must be one of: {', '.join(meanings)}."
            elif not style.means and key not in meanings:
                yield f"{place((*path, key))} needs the key 'means', since '{key}' is none of: {', '.join(meanings)}."
            elif style.means and key in meanings and style.means != key:
                yield f"{place((*path, key, 'means'))} is '{style.means}', but '{key}' is itself a meaning; rename the style."


def _required_styles(scheme: Scheme) -> Iterator[str]:
    for table, (path, styles) in _style_tables(scheme).items():
        for key in REQUIRED_STYLES[table]:
            if key not in styles:
                yield f"key '{key}' is missing in {place(path)}."


def _looks(scheme: Scheme) -> Iterator[str]:
    for path, part in parts_of(scheme):
        if not isinstance(part, Style | Band):
            continue
        named = {"symbol": part.symbol, "label" if isinstance(part, Band) else "word": _word(part)}
        yield from (f"{place((*path, key))} must not be empty." for key, text in named.items() if not text.strip())
        wrong = [key for key in ("fill", "ink") if not is_colour(getattr(part, key))]
        yield from (f"{place((*path, key))} is '{getattr(part, key)}', but a colour is written #RRGGBB." for key in wrong)
        if not wrong and (found := contrast(part.fill, part.ink)) < LEAST_CONTRAST:
            yield (
                f"{place((*path, 'ink'))}: {part.ink} on fill {part.fill} has a contrast of {found:.2f}:1, "
                f"but text must have at least {LEAST_CONTRAST}:1."
            )


def _word(part: Style | Band) -> str:
    return part.label if isinstance(part, Band) else part.word


def _words(scheme: Scheme) -> Iterator[str]:
    for path, styles in _style_tables(scheme).values():
        yield from _words_of_table(((*path, key), style) for key, style in styles.items())
    if scheme.risks:
        labels = [band.label for band in scheme.risks.bands]
        twice = sorted({label for label in labels if labels.count(label) > 1})
        yield from (f"risks.bands: the label '{label}' occurs twice." for label in twice)
        if "unknown" in labels:
            yield "risks.bands: no band may have the label 'unknown', which stands for a risk without a usable score."
        bands = [(("risks", "bands", index), band_style(band)) for index, band in enumerate(scheme.risks.bands)]
        yield from _words_of_table([*bands, (("risks", "unknown"), scheme.risks.unknown)])


def _words_of_table(styles: Iterable[tuple[KeyPath, Style]]) -> Iterator[str]:
    """Conditional formats and officers go by the word alone, so one spelling must have one word and one look."""
    looks: dict[str, tuple[KeyPath, Style]] = {}
    words: dict[str, tuple[KeyPath, str]] = {}
    for path, style in styles:
        other_path, other = looks.setdefault(style.word.casefold(), (path, style))
        for key in ("symbol", "fill", "ink"):
            if getattr(style, key) != getattr(other, key):
                yield f"{place((*path, key))} differs from that of {place(other_path)}, which has the same word '{style.word}'."
        for spelling in (style.word, *style.aliases):
            other_path, word = words.setdefault(spelling.casefold(), (path, style.word))
            if word.casefold() != style.word.casefold():
                yield f"{place(path)}: the spelling '{spelling}' is already taken by {place(other_path)}."
