"""The working edition of a summary stays live: correct a figure or a tolerance in Excel, and every verdict follows.

    rows      -> what each row of a report's table is worked out from: cells of the table itself, what the table does not show
    workings  -> a hidden sheet on which every row is worked out step by step, by the formulas of `writing.live`
    rules     -> the sheet with the scheme's thresholds, to be corrected there, and a hidden one with its words
    counts    -> counts by section, and the status of sections and returns

The sheets are written first, with the values that Python worked out. Then the cells that follow from others become formulas
with those values as stored results, so that a program that does not calculate shows the same.
"""
