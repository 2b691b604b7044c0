"""A scheme's rules as Excel formulas, which give in a live workbook the words that `assess` gives.

    lists       -> the cells and small tables of a sheet of lists, each with a defined name: thresholds, words, periods
    indicators, actions, risks, finance -> the working cells of one row, step by step, each a formula over the row's cells,
                   earlier steps and those names

A formula is a template for `str.format`: every placeholder stands for the address of a cell, an input's or that of an earlier
step. For a column that a sheet does not have it is that of a cell that stays empty, since CELL takes nothing else.

A formula holds no threshold and no printed word: these stand in the lists. What it does hold are the words of this program
("maximise", "no_target") and the keys of the scheme's styles. Only functions that Excel 2016 and LibreOffice 7.4 both know are
used.
"""
