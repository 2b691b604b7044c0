"""The return workbook that is issued to a service: pre-filled, checked while it is typed into, complete without macros.

columns        which columns each sheet has, which are given and which are open
table_sheet    a sheet with a table: cells, formats, previews
validations    what may be typed where, in plain English
cover_sheet    the cover
instructions   the first sheet: how to fill the return in, what is still to do
lists          hidden sheet: words, thresholds and periods, each with a name that formulas use
workings       hidden sheet: the previews step by step
book           the whole workbook
"""
