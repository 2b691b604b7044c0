"""Steps that read an indicator's target: a figure, a range as text, better than last time, or none."""

from workbook_tools.writing.live.steps import Steps, add_figure, folded, is_among, strange_characters


def add_target(steps: Steps, percent_unit: str) -> None:
    """Adds the steps that end in `target_kind`, `target_low` and `target_high`.

    The kind is "figure" (also a range), "<", ">", "none" or "other" (not understood). Both bounds are "" unless it is a figure;
    of a single one they are the same. A range is read as by `reading.cells`: "5 to 10", "5-10", "5% to 10%", "5-10%",
    "£5-10"; but for amounts in brackets or with "k" and "m", which are not understood here.

    Args:
        steps: with the inputs `target`, `unit`.
        percent_unit: what the first letter of a cell's format is taken for where Excel does not tell.
    """
    figure = add_figure(steps, "target", percent_unit)
    text = steps.add("target_text", f'IF(ISNUMBER({{target}}),IF({figure}="","other",""),{folded("{target}", "other")})')
    dashed = steps.add("target_dashed", f'SUBSTITUTE(SUBSTITUTE({text},"–","-"),"−","-")')
    split = steps.add("target_split", f'IFERROR(FIND(" to ",{dashed}),IFERROR(FIND("-",{dashed}),0))')
    to = steps.add("target_to", f'AND({split}>0,MID({dashed},MAX(1,{split}),4)=" to ")')
    low = steps.add("low_text", f"IF({split}=0,{dashed},TRIM(LEFT({dashed},{split}-1)))")
    high = steps.add("high_text", f"IF({split}=0,{dashed},TRIM(MID({dashed},{split}+IF({to},4,1),99)))")
    low_figure, high_figure = _add_bound(steps, "low", low, to), _add_bound(steps, "high", high, to)
    percent = f'AND(RIGHT({low},1)="%",RIGHT({high},1)<>"%")'
    pounds = f'AND(LEFT({high},1)="£",LEFT({low},1)<>"£")'
    both = f'AND(LEFT({low},1)="£",RIGHT({high},1)="%")'
    in_order = f"IF(AND(ISNUMBER({low_figure}),ISNUMBER({high_figure})),{low_figure}<={high_figure},FALSE)"
    is_range = steps.add("target_is_range", f"AND({in_order},NOT({percent}),NOT({pounds}),NOT({both}))")
    steps.add(
        "target_kind",
        f'IF(OR(ISNUMBER({figure}),{is_range}),"figure",IF(OR({text}="<",{text}=">"),{text},'
        f'IF({text}="","none",IF({is_among(text, "No_target_words")},"none","other"))))',
    )
    for side, bound in (("low", low_figure), ("high", high_figure)):
        steps.add(f"target_{side}", f'IF(ISNUMBER({figure}),{figure},IF({is_range},{bound},""))')


def _add_bound(steps: Steps, side: str, text: str, to: str) -> str:
    """Adds the steps that make a number of one bound's text; "" where it is none. A minus may only stand beside "to"."""
    lead = f'(LEFT({text},1)="£")+AND({to},LEFT({text},1)="-")'
    digits = steps.add(f"{side}_digits", f'TRIM(MID(LEFT({text},LEN({text})-(RIGHT({text},1)="%")),1+{lead},99))')
    whole = steps.add(f"{side}_whole", f'LEFT({digits},FIND(".",{digits}&".")-1)')
    # Commas stand before every third digit or not at all: "1,5" is no number.
    commas = f'(LEN({whole})-LEN(SUBSTITUTE({whole},",","")))'
    misplaced = f'SUMPRODUCT((MID({whole},Places,1)=",")*(MOD(LEN({whole})-Places,4)<>3))'
    grouped = f'OR({commas}=0,AND({misplaced}=0,{commas}=INT((LEN({whole})-1)/4),LEFT({whole},1)<>"0"))'
    strange = strange_characters(digits, "0123456789.,")
    ends = f'AND(ISNUMBER(FIND(LEFT({digits}&".",1),"0123456789")),ISNUMBER(FIND(RIGHT("."&{digits},1),"0123456789")))'
    usable = steps.add(f"{side}_usable", f"AND(LEN({digits})<MAX(Places),{strange}=0,{ends},{grouped})")
    sign = f'IF(LEFT({text},1)="-",-1,1)'
    return steps.add(f"{side}_figure", f'IF({usable},IFERROR({sign}*_xlfn.NUMBERVALUE({digits},".",","),""),"")')
