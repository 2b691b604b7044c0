"""`python -m workbook_tools` is the command line."""

import sys

from workbook_tools.cli import main

if __name__ == "__main__":
    sys.exit(main())
