"""The front page's counts, shares and statuses of sections and returns, as formulas over the rows of the tables."""
