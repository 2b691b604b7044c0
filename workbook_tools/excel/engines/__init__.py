"""xlwings engines where no Excel runs: over openpyxl for a closed file, over UNO for a live LibreOffice."""
