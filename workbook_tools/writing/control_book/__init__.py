"""The workbook from which the performance team issues, collects and reports, as it is handed out: without macros yet."""
