"""Steps that read a date cell of an action: a day, a month that means its last day, "Ongoing", or none."""

from workbook_tools.writing.live.steps import Steps, folded, format_of, looked_up, strange_characters

NUMBER_FORMATS = "PFCS,"  # first letters of CELL's codes for formats that show a number, never a day
ONGOING = " and ongoing"


def add_date(steps: Steps, cell: str) -> str:
    """Adds the steps of the input `cell` that end in `..._date`, and gives back its placeholder; "" where there is no date.

    A date, or a text as in `reading.cells`: "June 2018", "30 June 2018", "1st June 2018", "30/06/2018", each also with
    "and ongoing" behind it. A day that does not exist gives no date. `..._ongoing` is whether the cell says so.
    """
    cell_format = steps.add(f"{cell}_format", format_of(f"{{{cell}}}", '"D"'))
    text = steps.add(f"{cell}_text", f'IF(ISNUMBER({{{cell}}}),"",{_plain_ongoing(folded(f"{{{cell}}}"))})')
    behind = f'RIGHT({text},{len(ONGOING)})="{ONGOING}"'
    steps.add(f"{cell}_ongoing", f'OR({text}="ongoing",{behind})')
    named = steps.add(f"{cell}_named", _words(f"IF({behind},LEFT({text},LEN({text})-{len(ONGOING)}),{text})"))
    strange = strange_characters(f"RIGHT({named},4)", "0123456789")
    is_year = f'AND(LEFT(RIGHT({named},5),1)=" ",{strange}=0)'
    number = f'_xlfn.NUMBERVALUE(RIGHT({named},4),".",",")'
    year = steps.add(f"{cell}_year", f'IF({is_year},IF({number}>=Earliest_year,{number},""),"")')
    rest = steps.add(f"{cell}_rest", f'IF({year}="","",LEFT({named},LEN({named})-5))')
    gap = steps.add(f"{cell}_gap", f'IFERROR(FIND(" ",{rest}),0)')
    month = steps.add(f"{cell}_month", looked_up(f"MID({rest},{gap}+1,99)", "Month_words", "Month_numbers", '""'))
    day = steps.add(f"{cell}_day", f'IF({gap}=0,"",{_day(f"LEFT({rest},{gap}-1)")})')
    month_end = f"DATE({year},{month}+1,0)"
    is_word = f'ISERROR(FIND(LEFT({rest},1),"0123456789"))'
    of_text = (
        f'IF(OR({year}="",{month}=""),"",IF({gap}=0,IF({is_word},{month_end},""),'
        f'IF(ISNUMBER({day}),IF(AND({day}>=1,{day}<=DAY({month_end})),DATE({year},{month},{day}),""),"")))'
    )
    is_day = f'ISERROR(FIND({cell_format},"{NUMBER_FORMATS}"))'
    return steps.add(f"{cell}_date", f'IF(ISNUMBER({{{cell}}}),IF({is_day},INT({{{cell}}}),""),{of_text})')


def _plain_ongoing(text: str) -> str:
    return f'SUBSTITUTE(SUBSTITUTE({text},"on-going","ongoing"),"on going","ongoing")'


def _words(text: str) -> str:
    """The parts of a date with a blank between them, however they were set apart."""
    for mark in ",-/.":
        text = f'SUBSTITUTE({text},"{mark}"," ")'
    return f"TRIM({text})"


def _day(text: str) -> str:
    """The number of a day, its "st", "nd", "rd" or "th" left aside; "" where it is none."""
    bare = f'IF(ISNUMBER(FIND(RIGHT({text},2),"st nd rd th")),LEFT({text},LEN({text})-2),{text})'
    return f'IFERROR(_xlfn.NUMBERVALUE({bare},".",","),"")'
