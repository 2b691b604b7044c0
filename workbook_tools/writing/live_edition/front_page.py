"""The front page's counts, shares and statuses of sections and returns, as formulas over the rows of the tables."""

from collections.abc import Mapping

from workbook_tools.model.scheme import Scheme
from workbook_tools.writing.count_scope import Scope
from workbook_tools.writing.count_tables import CountTable
from workbook_tools.writing.frame import Canvas
from workbook_tools.writing.live.rollup import rollup_formula
from workbook_tools.writing.live.steps import word_of
from workbook_tools.writing.live_edition.counts import CountedTable
from workbook_tools.writing.page import Page, quoted
