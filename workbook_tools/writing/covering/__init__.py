"""The covering report: the Word document that goes to the committee with the summary workbook.

facts, scheme -> narrative (which paragraphs stand where) and sentences (the figures) -> contents (blocks) -> document (Word)
"""
