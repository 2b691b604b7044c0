"""What a user would write instead: `peer_pandas.py openpyxl|calamine FOLDER OUT.xlsx`, for the benchmark beside us.

Four tables of every return in one workbook, target status, trend, action status and risk rating by one rule each, in colour. No
reasons, no source cells, no tracker, no control totals, no findings; one file that is not in order stops it. With "openpyxl"
openpyxl reads and writes, with "calamine" python-calamine reads and XlsxWriter writes.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

TABLES = ("Indicators", "Actions", "Risks", "Finance")
COLOURS = {
    "Indicators": ("RAG", {"Red": "FFC7CE", "Amber": "FFEB9C", "Green": "C6EFCE"}),
    "Actions": ("RAGS", {"Overdue": "FFC7CE", "Complete": "C6EFCE"}),
    "Risks": ("Rating", {"Severe": "FF5050"}),
}
PERCENT = {"Q-4", "Q-3", "Q-2", "Q-1", "Actual", "Target", "Variance", "% complete", "Var %"}
DATES = {"Start", "Due", "Review date"}
TODAY = pd.Timestamp(2026, 11, 22)


def read(folder: Path, engine: Any) -> dict[str, pd.DataFrame]:
    """The four tables of all returns, each with a column Service."""
    found: dict[str, list[pd.DataFrame]] = {name: [] for name in TABLES}
    for path in sorted(folder.glob("*.xlsx")):
        sheets = pd.read_excel(path, sheet_name=None, engine=engine)
        service = str(sheets["Cover"].iloc[1, 1])
        for name, frames in found.items():
            sheets[name].insert(0, "Service", service)
            frames.append(sheets[name])
    return {name: pd.concat(frames, ignore_index=True) for name, frames in found.items()}


def judge(tables: dict[str, pd.DataFrame]) -> None:
    """Adds the statuses."""
    indicators, actions, risks = (tables[name] for name in TABLES[:3])
    value, target, last = (pd.to_numeric(indicators[name], errors="coerce") for name in ("Actual", "Target", "Q-1"))
    sign: Any = np.where(indicators["Polarity"].eq("Higher is better"), 1, -1)
    gap, change = sign * (value - target) / target, sign * (value - last)
    select: Any = np.select
    statuses = [value.isna(), gap >= 0, gap >= -indicators["Tolerance"]]
    indicators["RAG"] = select(statuses, ["No data", "Green", "Amber"], "Red")
    indicators["Trend"] = select([change.isna(), change > 0, change < 0], ["n/a", "Improving", "Worsening"], "Stable")
    late = pd.to_datetime(actions["Due"]) < TODAY
    actions["RAGS"] = np.where(actions["% complete"] == 1, "Complete", np.where(late, "Overdue", "On track"))
    score = risks["Residual L"] * risks["Residual I"]
    risks["Rating"] = select([score >= 20, score >= 12, score >= 6], ["Severe", "High", "Medium"], "Low")


def write_with_openpyxl(tables: dict[str, pd.DataFrame], out: str) -> None:
    """The workbook, by openpyxl."""
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    rule_of: Any = CellIsRule

    with pd.ExcelWriter(out, engine="openpyxl") as writer:
        for name, table in tables.items():
            table.to_excel(writer, sheet_name=name, index=False)
            sheet = writer.sheets[name]
            for cell in sheet[1]:
                cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F3864")
            for column, heading in enumerate(table.columns, start=1):
                sheet.column_dimensions[get_column_letter(column)].width = 20
                code = "0.0%" if heading in PERCENT else "dd/mm/yyyy" if heading in DATES else None
                if code:
                    for (cell,) in sheet.iter_rows(min_row=2, min_col=column, max_col=column):
                        cell.number_format = code
            sheet.freeze_panes, sheet.auto_filter.ref = "B2", sheet.dimensions
            status, colours = COLOURS.get(name, ("", {}))
            for word, colour in colours.items():
                letter = get_column_letter(list(table.columns).index(status) + 1)
                rule: Any = rule_of(operator="equal", formula=[f'"{word}"'], fill=PatternFill("solid", bgColor=colour))
                sheet.conditional_formatting.add(f"{letter}2:{letter}{len(table) + 1}", rule)


def write_with_xlsxwriter(tables: dict[str, pd.DataFrame], out: str) -> None:
    """The workbook, by XlsxWriter."""
    with pd.ExcelWriter(out, engine="xlsxwriter", datetime_format="dd/mm/yyyy") as writer:
        book: Any = writer.book
        heading_look = book.add_format({"bold": 1, "bg_color": "#1F3864", "font_color": "#FFFFFF"})
        percent = book.add_format({"num_format": "0.0%"})
        for name, table in tables.items():
            table.to_excel(writer, sheet_name=name, index=False)
            sheet = writer.sheets[name]
            for column, heading in enumerate(table.columns):
                sheet.write(0, column, heading, heading_look)
                sheet.set_column(column, column, 20, percent if heading in PERCENT else None)
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
            status, colours = COLOURS.get(name, ("", {}))
            for word, colour in colours.items():
                place = list(table.columns).index(status)
                look = book.add_format({"bg_color": f"#{colour}"})
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
                sheet.conditional_format(1, place, len(table), place, rule)


if __name__ == "__main__":
    found = read(Path(sys.argv[2]), sys.argv[1])
    judge(found)
    (write_with_openpyxl if sys.argv[1] == "openpyxl" else write_with_xlsxwriter)(found, sys.argv[3])
