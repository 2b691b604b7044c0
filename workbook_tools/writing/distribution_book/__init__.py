"""The distribution list as a workbook to fill in: which committee's papers go to whom, in which format."""
