"""Working cells in their order, and the pieces of formula that several of them share."""

from collections.abc import Iterable, Mapping, Sequence
from string import Formatter


class Steps:
    """The working cells of one row: formulas by name, in the order in which they build on each other."""

    def __init__(self, inputs: Iterable[str]) -> None:
        self._known = set(inputs)
        self._formulas: dict[str, str] = {}

    def add(self, name: str, formula: str) -> str:
        """Adds a step, its formula without "=", and gives back the placeholder by which later steps refer to it.

        Raises:
            ValueError: the name is taken, or the formula refers to a cell that does not come before it.
        """
        if name in self._known:
            raise ValueError(f"There is already a cell called '{name}'.")
        unknown = {field for _, field, _, _ in Formatter().parse(formula) if field is not None} - self._known
        if unknown:
            raise ValueError(f"The formula of '{name}' refers to {sorted(unknown)}, which do not come before it.")
        self._known.add(name)
        self._formulas[name] = f"={formula}"
        return f"{{{name}}}"

    def formulas(self) -> Mapping[str, str]:
        """All steps so far, first to last."""
        return dict(self._formulas)


def filled_in(inputs: Iterable[str]) -> str:
    """Whether any of these cells says something; blanks are nothing, an error is something."""
    together = "&".join(f"{{{name}}}" for name in inputs)
    return f"IFERROR(LEN({_without_blanks(together)})>0,TRUE)"


def folded(cell: str, broken: str = "") -> str:
    """A cell's text in lower case, one blank between words; `broken` stands for that of an error."""
    return f'IFERROR(LOWER({_without_blanks(cell)}),"{broken}")'


def _without_blanks(text: str) -> str:
    """TRIM, which knows plain blanks only, with no-break spaces and line breaks taken for blanks too."""
    return f'TRIM(SUBSTITUTE(SUBSTITUTE({text},_xlfn.UNICHAR(160)," "),CHAR(10)," "))'


def looked_up(text: str, words: str, meanings: str, otherwise: str) -> str:
    """What a text stands for in a table of the lists; where it stands there several times the last counts.

    MATCH would take ? and * in the text for wildcards, and "?" is a real spelling.
    """
    return f"IFERROR(LOOKUP(2,1/EXACT({text},{words}),{meanings}),{otherwise})"


def is_among(text: str, words: str) -> str:
    """Whether a text is one of a column of the lists."""
    return f"SUMPRODUCT(--EXACT({text},{words}))>0"


def format_of(cell: str, otherwise: str) -> str:
    """The first letter of what CELL says of a cell's number format: P for a percentage, D for a date or time, C for money.

    Excel in a browser does not know this kind of CELL; there it is `otherwise`.
    """
    return f'IFERROR(LEFT(CELL("format",{cell}),1),{otherwise})'


def figure_of(cell: str, cell_format: str) -> str:
    """The number in a cell, percent points where it shows a percentage; "" for a date and for anything else."""
    return f'IF(ISNUMBER({cell}),IF({cell_format}="D","",{cell}*IF({cell_format}="P",100,1)),"")'


def strange_characters(text: str, allowed: str) -> str:
    """How many characters of a text are none of `allowed`, which has a 0 among them; the text is looked at to `Places` only."""
    # Behind its end the text is filled up: LibreOffice does not find an empty text in any other, Excel in every one.
    return f'SUMPRODUCT(--ISERROR(FIND(MID({text}&REPT("0",MAX(Places)),Places,1),"{allowed}")))'


def all_of(conditions: Sequence[str]) -> str:
    """Whether all of these hold; TRUE where there are none."""
    if len(conditions) > 1:
        return f"AND({','.join(conditions)})"
    return conditions[0] if conditions else "TRUE"


def add_figure(steps: Steps, cell: str, otherwise: str) -> str:
    """Adds the steps that read the figure of the input `cell`; `otherwise` as for `format_of`."""
    cell_format = steps.add(f"{cell}_format", format_of(f"{{{cell}}}", otherwise))
    return steps.add(f"{cell}_figure", figure_of(f"{{{cell}}}", cell_format))


def decimals_for(*cells: str) -> str:
    """To how many decimals a difference of these cells is rounded before it is compared with zero; texts do not count.

    To ten, as `rules.margins.rounded` does; to fewer where the figures are so large that a binary number does not hold them to
    ten decimals. Then two figures that differ by less count as equal, which Python would tell apart.
    """
    among = ",".join(cells)
    return f"MIN(Decimals_compared,Digits_compared-INT(LOG10(MAX(1,MAX({among}),-MIN({among})))))"


def add_status(steps: Steps, table: str, computed: str) -> str:
    """Adds the steps from the computed style to the one in force: that of an officer's word with a reason, where it differs.

    Args:
        steps: with the step `used`.
        table: "Indicator", "Action", "Risk": what the names of the tables of styles begin with.
        computed: placeholder of the key of the style by rule; "" in a row that is not used.

    Returns:
        The placeholder of the key of the style in force.
    """
    text = steps.add("officer_text", folded("{officer_status}"))
    named = looked_up(text, f"{table}_spellings", f"{table}_spelling_styles", '""')
    style = steps.add("officer_style", f'IF({text}="","",{named})')
    agrees = f"SUMPRODUCT(EXACT({text},{table}_spellings)*EXACT({computed},{table}_spelling_styles))>0"
    reason = steps.add("officer_reason_text", folded("{officer_reason}"))
    overruled = steps.add("overruled", f'IF(OR({style}="",{reason}="",{computed}=""),FALSE,NOT({agrees}))')
    return steps.add("style_in_force", f"IF({overruled},{style},{computed})")


def word_of(style: str, table: str) -> str:
    """What the council prints for a style; "" where there is none."""
    return f'IF({style}="","",{looked_up(style, f"{table}_style_keys", f"{table}_style_words", chr(34) * 2)})'


def note_wanted(style: str, table: str) -> str:
    """Whether a style is an alert and the row has no note; "" without a style."""
    level = looked_up(style, f"{table}_style_keys", f"{table}_style_levels", '""')
    return f'IF({style}="","",AND({level}="alert",{folded("{note}")}=""))'
