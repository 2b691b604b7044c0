"""The sheet Services: which services report, who answers for each, by when."""

from datetime import date

from workbook_tools.model.control_book import DAY, SERVICES_TABLE
from workbook_tools.writing.control_book.tables import set_up_table, write_headings
from workbook_tools.writing.issued.validations import ADVISE, anything
from workbook_tools.writing.page import Page
from workbook_tools.writing.theme import Look

ROWS = 150  # that can be filled in
FIRST_DAY = date(2000, 1, 1)  # an earlier one is a typing error
REMARKS = {
    "Service": "As the council names it, such as Housing; each service once",
    "Directorate": "That the service belongs to, where the council has directorates",
    "Contact (role)": "The role, not the name, of whoever fills the return in",
    "E-mail": "Where reminders go to, such as housing@example.gov.uk",
    "Previous return": "The file of the last return or summary, beside this workbook or a whole path; its rows are taken over",
}
DUE = {
    "validate": "date",
    "criteria": ">=",
    "value": FIRST_DAY,
    "input_title": "Due",
    "input_message": "The last day in time, such as 21/04/2027.",
    "error_title": "Due: please check",
    "error_message": "This is no day. Type the last day in time, such as 21/04/2027.",
    "error_type": ADVISE,
}


def write_services(page: Page) -> None:
    """Writes the sheet with empty rows to fill in."""
    table = SERVICES_TABLE
    write_headings(page, table, "One row a service. Only the column Service has to be filled in.")
    last = table.first_row + ROWS - 2
    for index, column in enumerate(table.columns):
        aligned = {"align": "right", "indent": 0} if column.number_format == DAY else {}
        cell_format = page.theme.format(Look.OPEN, num_format=column.number_format, **aligned)
        for row in range(table.heading_row, last + 1):
            page.put(row, index, None, cell_format)
        options = dict(anything(column.heading, REMARKS[column.heading])) if column.heading in REMARKS else dict(DUE)
        page.sheet.data_validation(table.heading_row, index, last, index, options)
    page.name_area((table.heading_row - 1, 0, last, len(table.columns) - 1))
    page.sheet.set_selection(table.heading_row, 0, table.heading_row, 0)
    set_up_table(page, table)
