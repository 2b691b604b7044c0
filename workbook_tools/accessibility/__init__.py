"""Is a workbook accessible? Any .xlsx against the checklist of the UK Government Analysis Function, point by point."""
