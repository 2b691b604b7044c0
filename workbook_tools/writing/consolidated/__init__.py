"""A consolidation as a workbook, as CSV files and as JSON: rows are streamed, however many returns there are."""
