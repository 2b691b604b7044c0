"""Control totals by a second path over a workbook's XML, which shares no code with `reading`; the ledger; the proof."""
