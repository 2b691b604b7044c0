"""The values the toolkit works on. Frozen, without input or output.

words      what verdicts mean (enums); code compares these, never display strings
figures    a figure, a due date: what a cell says, with its text and its place
service_return   the workbook a service fills in, as values
scheme     a council's rules, as loaded from its TOML file
assessment the verdicts on a return, each with its reason
layout     the standard tables and columns of a return, shared by what reads and what writes them
"""
