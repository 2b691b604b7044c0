"""From workbooks to values: is it safe to open, what stands in the cells, where are the tables, what do they say."""
