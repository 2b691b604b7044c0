"""From values to workbooks: one module a sheet, one theme."""
