"""Every kind of finding, once. docs/findings.md is made from this page by `make docs`.

The codes are stable: officers' responses and other programs refer to them. A kind that is no longer used keeps its code unused.
"""

from workbook_tools.findings import Kind, Severity

ERROR, WARNING, QUERY = Severity.ERROR, Severity.WARNING, Severity.QUERY

# ---- the file and its layout (reading) ------------------------------------------------------------------------------------
FILE_REFUSED = Kind(
    "file-refused",
    ERROR,
    "The file could not be read",
    "{reason}",
    "The file is damaged, protected by a password, not a workbook, or unsafe to open.",
    "Open it in Excel, save it as an .xlsx workbook without a password, and send it again.",
)
SHEET_NOT_UNDERSTOOD = Kind(
    "sheet-not-understood",
    WARNING,
    "A sheet holds no table we know",
    "No table was recognised on this sheet; nothing on it was read. Check that the headings are those of the return.",
    "The sheet has text or figures, but no row of headings that belongs to a return.",
    "Compare the headings with those of a sample return, or say in the e-mail that the sheet is not part of the return.",
)
HIDDEN_SHEET_NOT_READ = Kind(
    "hidden-sheet-not-read",
    WARNING,
    "A hidden sheet holds a table",
    "This sheet is hidden but holds a table of the return; it was not read. Show the sheet, or delete it.",
    "Hidden sheets are not part of a return; one with a table may be an old copy or a sheet hidden by mistake.",
    "Show the sheet if it belongs to the return; otherwise delete it.",
)
HIDDEN_ROWS_READ = Kind(
    "hidden-rows-read",
    QUERY,
    "Hidden rows were read",
    "Hidden rows of this table were read like all others: {count}, from here on. Delete what is not part of the return.",
    "A filter hides rows without taking them out of the return, so they are read.",
    "Show all rows, and delete those that are not part of the return.",
)
HIDDEN_COLUMNS_READ = Kind(
    "hidden-columns-read",
    QUERY,
    "A hidden column was read",
    "The column '{heading}' is hidden, but was read like all others. Show it, or delete it if it is not part of the return.",
    "Hiding a column does not take it out of the return.",
    "Show all columns, and delete those that are not part of the return.",
)
ROW_STRUCK_OUT = Kind(
    "row-struck-out",
    WARNING,
    "A row that is struck out was read",
    "This row is struck out, but was read like all others. Delete the row if it no longer counts; otherwise remove the line.",
    "Text struck through looks withdrawn, but only deleting takes a row out of the return.",
    "Delete the row, or take the strikethrough off.",
)
CELLS_MERGED = Kind(
    "cells-merged",
    WARNING,
    "Merged cells in a table",
    "The cells {area} are merged, so only the first can hold something. Unmerge them and fill in each cell.",
    "Merged cells hide what stood in all but the first, and the rows or columns beneath look empty.",
    "Select the cells, unmerge them, and type each figure into its own cell.",
)
HEADING_NOT_UNDERSTOOD = Kind(
    "heading-not-understood",
    QUERY,
    "A column's heading is not known",
    "The heading '{heading}' is not known; the column was not read. Rename it as in a sample return if it matters.",
    "A column stands in a table we know under a heading we do not.",
    "Rename the heading as in a sample return, or ignore this if the column is your own.",
)
COLUMN_MISSING = Kind(
    "column-missing",
    WARNING,
    "A column that verdicts rest on is missing",
    "No column '{heading}' was found in this table, so it counts as empty in every row. Add it, or correct its heading.",
    "Target of indicators, due date and progress of actions: without the column every row is taken as having none.",
    "Add the column, or give it the heading it has in the sample returns.",
)
HEADING_TWICE = Kind(
    "heading-twice",
    WARNING,
    "Two columns have the same meaning",
    "'{heading}' means the same as '{first}' in this table; the first column was read, this one was not. Keep one of them.",
    "Two headings of one table mean the same field.",
    "Delete or rename the column that does not hold the return's figures.",
)
COVER_MISSING = Kind(
    "cover-missing",
    WARNING,
    "The return has no cover sheet",
    "There is no Cover sheet with service and period. Add one as in a sample return.",
    "Without a cover the return does not say whose it is and of which period.",
    "Copy the Cover sheet from a sample return (in samples/returns) and fill it in.",
)
COVER_LABEL_TWICE = Kind(
    "cover-label-twice",
    WARNING,
    "The cover answers twice, differently",
    "'{label}' stands on the cover a second time, with '{text}'; the answer in {first} was read. Keep one of them.",
    "Two lines of the cover mean the same and differ, such as a second service or period.",
    "Delete the line that does not hold; two services or periods need a return each.",
)
PERIOD_NOT_UNDERSTOOD = Kind(
    "period-not-understood",
    ERROR,
    "The period is not understood",
    "'{text}' is not a period. Write it like 2022/23, Q2 2019/20, quarter to March 2021 or March 2021.",
    "The cover's period is empty or written in a way that names no period.",
    "Write the period like 2022/23, Q2 2019/20 or March 2018.",
)
COVER_DAY_WRONG = Kind(
    "cover-day-wrong",
    WARNING,
    "Not a day",
    "'{text}' is not a day that is understood, or that exists. Write it like 31/03/2024.",
    "The sign-off and the plan on the cover ask for a day.",
    "Write the day like 31/03/2024.",
)
PREVIOUS_PERIOD_NOT_STATED = Kind(
    "previous-period-not-stated",
    QUERY,
    "Previous value without its period",
    "The previous value does not say of which period it is ('{text}'); it is taken as the period just before this one.",
    "A previous value is only comparable if its period is known.",
    "Fill in the column Previous period, like 2021/22 or Q2 2018/19.",
)

# ---- cells (reading) ------------------------------------------------------------------------------------------------------
NOT_A_NUMBER = Kind(
    "not-a-number",
    ERROR,
    "Not a number",
    "'{text}' is not a number. Enter a number, or leave the cell empty.",
    "A figure was expected; what stands there is neither a number nor one of the accepted words (n/a, -, No Target, TBC).",
    "Enter a number, one of the accepted words, or leave the cell empty.",
)
BARE_PERCENT = Kind(
    "bare-percent",
    WARNING,
    "A percentage without its sign",
    "{text} stands in a row counted in percent without a percent sign; it is read as {read}%. Format the cell as a percentage.",
    "In a row in percent a bare figure is read as percent points, never decided by its size.",
    "Type the figure with its percent sign, or correct the unit of the row.",
)
UNIT_DIFFERS = Kind(
    "unit-differs",
    WARNING,
    "The cell's unit is not the row's",
    "'{text}' shows another unit than the row, which counts in {unit}; it is read as {read}. Correct the cell or the unit.",
    "Value and target must be in one unit, that of the row.",
    "Correct the figure, its format, or the unit of the row.",
)
IMPOSSIBLE_DATE = Kind(
    "impossible-date",
    ERROR,
    "There is no such date",
    "'{text}' is not a day that exists. Correct the date; until then the action has no due date.",
    "The date is written properly but the calendar has no such day, such as 31/09/2019.",
    "Enter the date that is meant. It is never changed into another date for you.",
)
DATE_NOT_UNDERSTOOD = Kind(
    "date-not-understood",
    WARNING,
    "Not a date",
    "'{text}' is not understood as a date. Write it like 31/03/2020, 31-Mar-2020, June 2018 or Ongoing.",
    "A due date was expected.",
    "Write the date like 31/03/2020, 31-Mar-2020, June 2018 or Ongoing.",
)
ERROR_CELL = Kind(
    "error-cell",
    ERROR,
    "The cell shows an error",
    "The cell shows {text}. Correct its formula, or enter the figure itself.",
    "A formula failed, so the cell has no value.",
    "Correct the formula or type the figure.",
)
FORMULA_WITHOUT_VALUE = Kind(
    "formula-without-value",
    ERROR,
    "A formula without a result",
    "The formula has no stored result. Open the workbook in Excel, let it calculate, save it, and send it again.",
    "The workbook was saved by a program that does not calculate; the formula's result is not in the file.",
    "Open and save it in Excel or LibreOffice.",
)
SCORE_NOT_WHOLE = Kind(
    "score-off-scale",
    ERROR,
    "Off the scale",
    "{text} is not a whole number from 1 to {highest}. Enter the {what} on the council's scale.",
    "Likelihood, impact and score are whole numbers on the scheme's scales.",
    "Enter a number on the scale printed on the key sheet.",
)
SCORE_NOT_ATTAINABLE = Kind(
    "score-not-attainable",
    ERROR,
    "No cell of the matrix has this score",
    "{text} is not a likelihood from 1 to {likelihood} times an impact from 1 to {impact}. Correct the {what}.",
    "A score is likelihood x impact; this one stands in no cell of the council's matrix.",
    "Enter likelihood and impact, or a score that the matrix has.",
)
TEXT_NOT_READ = Kind(
    "text-not-read",
    QUERY,
    "Text outside the tables was not read",
    "Filled cells that stand in no table of the return were not read: {count}, from here on. Move them into one if they count.",
    "Cells beside, above or below a table, or under no heading, look like rows or figures but belong to no table we know.",
    "Put them in a table under the headings of a sample return, or ignore this if they are notes of your own.",
)

# ---- what one return says of itself (check) -------------------------------------------------------------------------------
RETURN_EMPTY = Kind(
    "return-empty",
    ERROR,
    "The return has no rows",
    "No indicator, action, risk, budget line or text was found. Fill in the return, or send the file that is filled in.",
    "The workbook opens, but none of its tables has a row.",
    "Send the file that is filled in.",
)
UNIT_UNKNOWN = Kind(
    "unit-unknown",
    QUERY,
    "Unit not known",
    "The unit '{text}' is not known; the figures are read as plain numbers in that unit.",
    "Only percent and money are read in a special way, so an unknown unit is usually harmless.",
    "Use percent, number, days, GBP or ratio where one of them fits.",
)
POLARITY_UNKNOWN = Kind(
    "polarity-unknown",
    WARNING,
    "Which way is better is not stated",
    "The polarity ({text}) is not one of maximise, minimise, range or data only, so the indicator cannot be judged.",
    "Without polarity neither status nor trend can be computed.",
    "Fill in the column Polarity.",
)
PROGRESS_OUT_OF_RANGE = Kind(
    "progress-out-of-range",
    ERROR,
    "Progress is not between 0% and 100%",
    "Progress is {text}. Enter a percentage from 0 to 100.",
    "Progress counts from 0% (not started) to 100% (complete).",
    "Enter the share that is complete.",
)
CODE_TWICE = Kind(
    "code-twice",
    WARNING,
    "The same code twice",
    "The code '{code}' stands here and at {other}. Give each {what} a code of its own.",
    "Two rows cannot be told apart in links, history and responses.",
    "Correct one of the codes.",
)
TOTAL_COUNTED = Kind(
    "total-counted",
    WARNING,
    "A total stands among the budget lines",
    "'{text}' looks like a total of other lines, but is counted as a line of its own. Delete the row if it is a total.",
    "Totals are made here from the lines; one that stands among them is added a second time.",
    "Delete the row, or rename it if it is a budget line of its own.",
)
MONEY_UNIT_UNKNOWN = Kind(
    "money-unit-unknown",
    WARNING,
    "What money is counted in is not understood",
    "The cover says that money is in '{text}', which is not understood. Say £, £000 or £m.",
    "Figures of money are read in pounds unless heading or cover say otherwise.",
    "Write £, £000 or £m on the cover, or in the headings.",
)
MONEY_UNITS_DIFFER = Kind(
    "money-units-differ",
    WARNING,
    "Heading and cover count money differently",
    "The sheet says '{here}', the cover says '{cover}'. The sheet was followed. Correct the one that is wrong.",
    "Two statements about one column cannot both hold; the nearer one to the figures is taken.",
    "Correct the heading or the cover.",
)
MONEY_AS_PRINTED = Kind(
    "money-as-printed",
    WARNING,
    "A figure in pounds in a column of thousands",
    "'{text}' shows pounds, but its column says '{unit}'. It was read as it shows. Figures like it in this column: {count}.",
    "What a cell shows comes before what its heading says, so such a figure is not multiplied.",
    "Take the £ sign off, or write the figure in the unit of the heading.",
)
VARIANCE_DIFFERS = Kind(
    "variance-differs",
    WARNING,
    "The stated variance is not forecast less budget",
    "Stated as {stated}; the line's figures give {expected}, a difference of {difference}. Correct the one that is wrong.",
    "A variance follows from budget and forecast (the actual figure where there is no forecast).",
    "Correct the variance, the budget or the forecast.",
)
VARIANCE_SIGN = Kind(
    "variance-sign",
    ERROR,
    "The stated variance has the other sign",
    "Stated as {stated}; by the council's convention, that a positive variance is {positive}, it is {expected}.",
    "Councils differ in whether an overspend is shown as positive; the scheme declares which it is.",
    "Turn the sign round. If the whole return is meant the other way, say so to the performance team.",
)
VARIANCE_SIGN_AMBIGUOUS = Kind(
    "variance-sign-ambiguous",
    WARNING,
    "Nothing says which sign of a variance is an overspend",
    "Stated variances of this return can be read either way: {why}. State the forecast of each line.",
    "The council declares no convention, and budgets and forecasts do not show one either.",
    "Fill in forecasts, or have the convention declared in the council's scheme (finance.variance_sign).",
)
MONEY_FACTOR = Kind(
    "money-thousand-times",
    ERROR,
    "A variance a thousand times too large or too small",
    "Stated as {stated}, which is exactly {times} what the line's figures give, {expected}. Write both in one unit.",
    "Pounds and thousands of pounds have been mixed up in one line.",
    "Write all figures of the line in one unit.",
)
MONEY_MIXED = Kind(
    "money-units-mixed",
    QUERY,
    "Pounds beside thousands of pounds",
    "{what}, {figure}, is about {times} the budget of {budget}, and on other lines it is not. Check that both are in one unit.",
    "A figure about a thousand times another is often one in pounds beside one in thousands; it may be right.",
    "Correct the figure, or confirm that it is right.",
)
MONEY_NOTE_DIFFERS = Kind(
    "money-note-differs",
    WARNING,
    "The note names an amount a thousand times as large or small",
    "The figure is {figure}, but its note says '{note}', which is {times} that. Correct the one that is wrong.",
    "A figure in thousands was probably written as one in pounds, or the other way round.",
    "Correct the figure or the note.",
)
VIREMENTS_NOT_NIL = Kind(
    "virements-not-nil",
    WARNING,
    "The virements do not net to nil",
    "The virements of this return add up to {sum}. What leaves one budget must reach another: add the line that is missing.",
    "A virement moves a budget from one line to another, so that all together are nil.",
    "Correct the virements, or say in a note which service the rest goes to or comes from.",
)
SAVING_ABOVE_TARGET = Kind(
    "saving-above-target",
    QUERY,
    "More savings are forecast than the target",
    "The forecast of {forecast} is above the target of {target}. Confirm that it is right.",
    "Savings seldom exceed their target; often a figure is in the wrong column or unit.",
    "Correct the figure, or confirm it in the note.",
)
SAVING_ABOVE_FORECAST = Kind(
    "saving-above-forecast",
    QUERY,
    "More is achieved than is forecast",
    "Achieved to date is {achieved}, but no more than {forecast} is forecast in all. Correct the one that is wrong.",
    "A forecast holds what is achieved already and what is still expected.",
    "Correct the figure, or confirm it in the note.",
)
CODE_MISSING_IN_SEQUENCE = Kind(
    "code-missing-in-sequence",
    QUERY,
    "A number is left out",
    "The codes go from '{before}' to '{after}'; '{missing}' does not occur. Check that no row is lost.",
    "Codes that count (i, ii, iii, …) leave one out.",
    "Add the missing row, or confirm that the code was given up.",
)
OFFICER_STATUS_UNKNOWN = Kind(
    "officer-status-unknown",
    ERROR,
    "Officer's status is not a word of the scheme",
    "'{text}' is not a status of this council's key. Use one of: {words}.",
    "The officer's status does not overrule, because it names no status.",
    "Choose one of the words on the key sheet.",
)
OFFICER_REASON_MISSING = Kind(
    "officer-reason-missing",
    ERROR,
    "Officer's status without a reason",
    "The officer's status '{text}' has no reason, so the computed status stays in force. Write the reason beside it.",
    "A verdict can be overruled only with a reason that the committee can read.",
    "Fill in the column Reason.",
)

# ---- what was asked for and what came back (check) ------------------------------------------------------------------------
SIGN_OFF_MISSING = Kind(
    "sign-off-missing",
    ERROR,
    "The return is not signed off",
    "'{label}' is empty. Whoever signs the return off fills it in on the cover.",
    "A return counts once somebody has signed it off: role and day stand on the cover.",
    "Fill in both lines of the sign-off on the cover.",
)
ROW_UNANSWERED = Kind(
    "row-unanswered",
    ERROR,
    "A row is not answered",
    "'{heading}' of '{title}' is empty. Enter it, or n/a where there is none, and say why in the note.",
    "A row that was issued asks for an answer: a value, a progress, a rating or a forecast.",
    "Fill in the cell; n/a is an answer too.",
)
TABLE_NOT_ANSWERED = Kind(
    "table-not-answered",
    ERROR,
    "A whole table came back without answers",
    "Of the rows issued in this table ({count}), none came back with an answer: the table, or its column for the answers, is "
    "gone or could not be read. Put it back as it was issued.",
    "A sheet that was issued is deleted, hidden or no longer understood, or the column that takes its answers is gone.",
    "Copy your answers into the return as it was issued, and send that.",
)
ISSUED_COPY_MISSING = Kind(
    "issued-copy-missing",
    WARNING,
    "The return no longer says what it was issued with",
    "The hidden sheet that says what was issued is gone, so nothing can be compared. Check it with --issued and the return as "
    "it was sent out.",
    "An issued return keeps what it was issued with on a hidden sheet; without it no change and no missing row can be found.",
    "Check the return with --issued, naming the workbook as it was sent out.",
)
NOTE_MISSING = Kind(
    "note-missing",
    WARNING,
    "A red row without a note",
    "The status is {status}, but there is no note. Write what happened and what is done about it.",
    "The committee is told why an indicator or action is at the worst status, and what is done about it.",
    "Write a note in the row.",
)
ROW_MISSING = Kind(
    "row-missing",
    ERROR,
    "A row that was issued is gone",
    "The {what} '{code}' ({title}) was issued, but is not in the return. Put the row back; n/a is an answer too.",
    "A row of the issued return was deleted, or its code was emptied.",
    "Copy the row back from the return as it was issued, and fill it in.",
)
ROW_WITHOUT_CODE = Kind(
    "row-without-code",
    WARNING,
    "A row without a code",
    "This row has no code, so it cannot be told from others next time. Give the {what} a code of its own.",
    "Rows are matched by their codes with earlier periods, responses and links.",
    "Enter the code; for a new row choose one that is not in use.",
)
CODE_UNKNOWN = Kind(
    "code-unknown",
    WARNING,
    "The code was not issued",
    "The code '{code}' is not among those that were issued. {advice}",
    "A code in the return is none of those that were issued: mistyped, changed, or a new row.",
    "Put the issued code back. It is never corrected for you.",
)
TARGET_CHANGED = Kind(
    "target-changed",
    ERROR,
    "The target is not the one that was issued",
    "The target is '{text}', but was issued as '{issued}'. Put it back; a new target is agreed before the return is issued.",
    "Targets are agreed before the period and stand in the issued return.",
    "Put the issued target back, or have the return issued again with the new one.",
)
TITLE_CHANGED = Kind(
    "title-changed",
    WARNING,
    "The title is not the one that was issued",
    "The title is '{text}', but was issued as '{issued}'. Put it back, or agree the change with the performance team.",
    "A row whose wording changes may no longer count the same thing.",
    "Put the issued title back, or have the return issued again with the new one.",
)
ISSUED_CELL_CHANGED = Kind(
    "issued-cell-changed",
    WARNING,
    "A cell that was filled in at issue has changed",
    "'{heading}' is '{text}', but was issued as '{issued}'. Put it back, or agree the change with the performance team.",
    "Unit, polarity, earlier figures, budgets and due dates are filled in when the return is issued.",
    "Put the issued content back, or have the return issued again.",
)
WRONG_SERVICE = Kind(
    "wrong-service",
    ERROR,
    "The return is of another service",
    "The cover says '{text}', but the return was issued for '{issued}'. Correct the cover, or send the right file.",
    "The service on the cover is not the one that the return was issued for.",
    "Put the service back, or ask for the return of your own service.",
)
WRONG_PERIOD = Kind(
    "wrong-period",
    ERROR,
    "The return is of another period",
    "The cover says '{text}', but the return was issued for {issued}. Correct the cover, or send the right file.",
    "The period on the cover is not the one that the return was issued for.",
    "Put the period back, or fill in the return that was issued for this period.",
)
TEMPLATE_STALE = Kind(
    "template-stale",
    WARNING,
    "The return was issued on another template",
    "The return says '{text}'; the template in use is '{current}'. Ask for the return to be issued again.",
    "The workbook was made from an older template, so columns or lists may be missing.",
    "Ask the performance team for a return on the current template and copy your answers over.",
)
SCHEME_STALE = Kind(
    "scheme-stale",
    WARNING,
    "The return was issued under other rules",
    "The return was issued under version {issued} of the scheme {scheme}; it is judged by version {current} here.",
    "The council's rules have changed since the return was issued, so its own previews may differ from the verdicts here.",
    "Go by the verdicts here, or ask for the return to be issued again.",
)
DATE_OUTSIDE_PLAN = Kind(
    "date-outside-plan",
    WARNING,
    "A date outside the plan",
    "{text} is outside the plan, which runs from {first} to {last}. Correct the date, or have the plan on the cover corrected.",
    "Actions begin and end within the plan that stands on the cover, its first and last day included.",
    "Correct the date.",
)
DUE_BEFORE_START = Kind(
    "due-before-start",
    ERROR,
    "Due before it starts",
    "The action is due {due}, before it starts on {start}. Correct one of the dates.",
    "An action cannot be due before its own start.",
    "Correct the date that is wrong.",
)

# ---- verdicts against what was published (assess, challenge) ---------------------------------------------------------------
STATUS_DIFFERS = Kind(
    "status-differs",
    WARNING,
    "Reported status differs from the computed one",
    "Reported as {reported}; by the council's rule it is {computed}: {reason}",
    "The status that the service reported is not what its own figures give by the scheme's rule.",
    "Correct the figure, the target, the polarity or the reported status, or overrule it with a reason.",
)
TREND_DIFFERS = Kind(
    "trend-differs",
    WARNING,
    "Reported trend differs from the computed one",
    "Reported as {reported}; by the council's rule it is {computed}: {reason}",
    "The trend that the service reported is not what its own figures give by the scheme's rule.",
    "Check the earlier value and the polarity.",
)
PREVIEW_DIFFERS = Kind(
    "preview-differs",
    WARNING,
    "A preview differs from the check",
    "{heading} shows '{shown}', but the check comes to {computed}. Press F9 so that Excel calculates again; if it stays, ask "
    "for the return to be issued again.",
    "In the open workbook the formulas beside a row show another verdict than the button Check my return. They were not "
    "calculated again since something was typed, or a formula was overwritten. The verdict of the check counts.",
    "Press F9. If it stays, tell the performance team, who go by the check.",
)
BAND_DIFFERS = Kind(
    "band-differs",
    WARNING,
    "Reported band or colour differs from the computed one",
    "Reported as {reported}; a score of {score} is in the band {computed}.",
    "The band or colour that was reported is not that of the score on the council's matrix.",
    "Correct the score or the band.",
)
PRINTED_DIFFERS = Kind(
    "printed-figure-differs",
    QUERY,
    "The figure as printed would give another status",
    "The exact figure {exact} gives {computed}, the figure as printed, {printed}, would give {other}. Show more decimals.",
    "The verdict is decided on the exact figure; readers who check it with the rounded one come to another.",
    "Show more decimals, or explain the rounding in the note.",
)
SCORE_NOT_PRODUCT = Kind(
    "score-not-product",
    ERROR,
    "Score is not likelihood x impact",
    "The score is {score}, but likelihood {likelihood} x impact {impact} is {product}. Correct one of them.",
    "The rating is likelihood x impact by definition.",
    "Correct the figure that is wrong; until then the product is used.",
)
REPEATED_DIFFERS = Kind(
    "repeated-differs",
    WARNING,
    "Printed twice, differently",
    "The {field} is '{second}' here and '{first}' at {other}. Make the two agree.",
    "The list of exceptions repeats an indicator or action with another figure or status than the main table.",
    "Correct whichever is wrong.",
)
REPEATED_NOT_FOUND = Kind(
    "repeated-not-found",
    WARNING,
    "Repeated, but not in the main table",
    "'{code}' is repeated here but does not stand in the main table.",
    "The list of exceptions names an indicator or action that the return does not have.",
    "Correct the code or add the row.",
)
HEADLINE_DIFFERS = Kind(
    "headline-differs",
    QUERY,
    "A stated figure that the rows do not give",
    "Stated as {stated}; the rows of the return give {counted}. Correct the figure or the rows, or say why they differ.",
    "The return states a number or share of its own rows that those rows, judged by the scheme's rules, do not give.",
    "Count again: a row may be missing, or its status by rule may be another than the one that was counted.",
)
TARGET_CONTRADICTS_POLARITY = Kind(
    "target-contradicts-polarity",
    QUERY,
    "The target runs against the polarity",
    "The target '{text}' asks for the opposite of the polarity ({polarity}); the status is unknown until one is corrected.",
    "'<' asks for a lower figure than last time, '>' for a higher one.",
    "Correct the target or the polarity.",
)

# ---- personal data in what is published (challenge) -------------------------------------------------------------------------
E_MAIL_IN_NOTE = Kind(
    "e-mail-address-in-note",
    WARNING,
    "An e-mail address in a text that is published",
    "E-mail addresses in this text: {count}, the first is {first}. The text is published: name a role instead.",
    "Notes, controls, reasons and narrative are published with the report. An address of a person is personal data; that of a "
    "mailbox may be meant for the public.",
    "Take the address out, or say in your response that it is meant for the public.",
)
INSURANCE_NUMBER = Kind(
    "national-insurance-number",
    ERROR,
    "A National Insurance number in a text that is published",
    "National Insurance numbers in this text: {count}, the first is {first}. The text is published: take them out.",
    "Two letters, six digits and a letter, as HMRC forms National Insurance numbers. A message never repeats the number.",
    "Take the number out, here and in every copy. If it is a code of another kind, say so in your response.",
)
PERSON_NAMED = Kind(
    "person-named",
    QUERY,
    "Somebody is named in a text that is published",
    "People named in this text, with a title: {count}, the first is '{first}'. The text is published: name the role instead.",
    "A title (Mr, Mrs, Ms, Miss, Mx, Dr, Prof, Revd) and a name. Whoever holds an elected office is left out.",
    "Name the role instead, or say in your response that the name is public.",
)
SMALL_NUMBER = Kind(
    "small-number-of-people",
    QUERY,
    "A small number of people in a text that is published",
    "Small numbers of people in this text: {count}, the first is '{first}'. If somebody may be recognised by it, write 'fewer "
    "than {below}' instead.",
    "A number below the scheme's threshold stands before people: with what is known locally, somebody may be recognised.",
    "Write 'fewer than' the threshold, or say in your response that nobody can be recognised.",
)

# ---- several returns (challenge) --------------------------------------------------------------------------------------------
FILE_TWICE = Kind(
    "file-twice",
    ERROR,
    "The same file twice",
    "This file is the same, byte for byte, as {other}. Leave one of them out, or its figures count twice.",
    "Two files of a run have the same content, whatever their names.",
    "Remove one of them; if one should have been another service's return, ask for that.",
)
RETURN_TWICE = Kind(
    "return-twice",
    ERROR,
    "The same service and period twice",
    "{service} returns {period} here and in {other}. Leave one of them out, or its figures count twice.",
    "Two different files are returns of one service for one period.",
    "Keep the one that holds; if the service or period on a cover is wrong, correct it.",
)
RETURN_COPIED = Kind(
    "return-copied",
    WARNING,
    "The same rows under another service or period",
    "Every row of this return is also in {other}, which is of another service or period. One of the two is a copy.",
    "Two returns have the same rows and figures, but their covers differ.",
    "Find out whose figures they are and send the return that is missing.",
)

# ---- what was expected and what came in (consolidation) ---------------------------------------------------------------------
RETURN_MISSING = Kind(
    "return-missing",
    ERROR,
    "An expected return is missing",
    "{reason} Remind its owner, or take the service off the list.",
    "A service of the expected list has no return among the files, taken or refused.",
    "Ask its owner for it; a draft of the e-mail can be written for you.",
)
RETURN_LATE = Kind(
    "return-late",
    WARNING,
    "The return came in late",
    "{reason} Its rows are in the totals all the same.",
    "The return was signed off, or where it says nothing of that last saved, after the day it was due.",
    "Nothing, if the day on the list holds.",
)
RETURN_UNEXPECTED = Kind(
    "return-unexpected",
    WARNING,
    "A return that nobody expected",
    "{reason} Its rows are in the totals all the same.",
    "The service on the cover is not on the expected list, or the cover names none. Leaving its money out would be worse.",
    "Correct the service on the cover or on the list, or take the file out of the folder.",
)
RETURN_SUPERSEDED = Kind(
    "return-superseded",
    WARNING,
    "Another version of the return was taken",
    "{reason} The rows of this file are not in the totals.",
    "Of several versions the latest counts: by the day of sign-off, then the day last saved, then the number of the version.",
    "Move the version that does not hold out of the folder. If the wrong one was taken, correct the sign-off on its cover.",
)
VERSION_UNCLEAR = Kind(
    "version-unclear",
    ERROR,
    "Nothing tells which version is the latest",
    "Nothing tells which of {count} versions is the latest: {files}. {taken} was taken, the last by its name. Ask which one "
    "holds, and take the others out of the folder.",
    "Several versions of a return have the same day of sign-off, day last saved and version number, or lack them.",
    "Ask the service which one holds, and move the others out of the folder.",
)
PERIOD_DIFFERS = Kind(
    "period-differs",
    ERROR,
    "The return is not of the period that is consolidated",
    "{reason} Correct the cover, or take the file out of the folder.",
    "The period on the cover is another one, or not understood, so the return was refused.",
    "Correct the period on the cover, or ask for the return of the right period.",
)

# ---- the proof of the control totals, and the ledger (control) ---------------------------------------------------------------
CONTROL_DIFFERENCE = Kind(
    "control-difference",
    ERROR,
    "The control total does not agree",
    "{column}: the file holds {stored}, the consolidation took {taken}; the difference is {difference}. Correct the cell and "
    "consolidate again.",
    "A second reading of the file, which shares nothing with the first, comes to another amount at this row.",
    "Look at the cell: it may hold a date, a percentage or a text, stand outside the table, or be merged with others.",
)
CONTROL_HIDDEN_ROW = Kind(
    "control-hidden-row",
    ERROR,
    "A hidden row's money is in the total",
    "Row {row} is hidden, but its money is in the totals: {amounts}. Show the row, or delete it if it does not count.",
    "The consolidation reads hidden rows like all others; a sum over the rows that are seen leaves them out.",
    "Show all rows of the sheet, and delete those that are not part of the return.",
)
CONTROL_TEXT_NUMBER = Kind(
    "control-text-number",
    ERROR,
    "An amount typed as text",
    "{column}: '{text}' is typed as text, so that a sum in Excel leaves it out; it stands for {amount}. Type it as a number.",
    "A figure with a pound sign, a bracket or a blank typed into it can be a text to Excel, which its SUM passes over.",
    "Type the bare number (negative ones with a minus) and let the cell's format show the rest.",
)
CONTROL_TOTAL_ROW = Kind(
    "control-total-row",
    ERROR,
    "A total is counted with the rows it sums up",
    "Row {row} ('{name}') sums up other rows, but is counted beside them: {amounts}. Delete the row, or rename it if it is a "
    "line of its own.",
    "It is called a total, its formula is a sum of its column, or its figures are the sum of the rows above it.",
    "Delete the row: totals are made here from the lines.",
)
LEDGER_DIFFERS = Kind(
    "ledger-differs",
    ERROR,
    "The ledger has another amount",
    "{column} of {code}: the ledger has {ledger} ({ledger_rows}), the return {returned} ({rows}); the difference is "
    "{difference}. Correct the one that is wrong.",
    "The ledger extract and the budget lines with this code do not come to the same amount.",
    "Compare the return with the ledger and correct the figure that is wrong.",
)
LEDGER_CODE_MISSING = Kind(
    "ledger-code-missing",
    ERROR,
    "A budget line that is not in the ledger",
    "The ledger has no {code}, but the return has {amounts} ({rows}). Correct the code, or extract the ledger again.",
    "The code of a budget line does not stand in the ledger extract.",
    "Correct the code; if the line is right, the extract does not cover it.",
)
LEDGER_LINE_MISSING = Kind(
    "ledger-line-missing",
    ERROR,
    "A ledger code without a budget line",
    "{ledger_rows}: no return has a budget line with the code {code}; the ledger has {amounts}. Ask for the line.",
    "The ledger extract has a code that no consolidated return has.",
    "Ask the service for the missing line, or correct its code.",
)
LEDGER_NOT_UNDERSTOOD = Kind(
    "ledger-not-understood",
    ERROR,
    "The ledger extract is not understood",
    "{row}: {problem}. Correct the extract and consolidate again.",
    "A row or cell of the ledger extract could not be read, so it was not compared.",
    "Extract the ledger again, or correct the row.",
)

# ---- before anything is drafted (despatch) --------------------------------------------------------------------------------
COMMITTEE_NOT_LISTED = Kind(
    "committee-not-listed",
    ERROR,
    "The committee is not in the distribution list",
    "'{committee}' is no committee of this list, which has {known}. Correct the name, or add it with its recipients.",
    "Papers go to the recipients of a committee, and the list has no committee of this name.",
    "Write the committee as the list does, or add it to the list.",
)
PACK_WITHOUT_COMMITTEE = Kind(
    "pack-without-committee",
    WARNING,
    "The summary does not say which committee it goes to",
    "The front page names no committee. Build the pack with --committee and --meeting.",
    "A member who reads the summary cannot see which meeting it is for.",
    "Build the pack again with --committee and --meeting.",
)
PACK_OF_OTHER_COMMITTEE = Kind(
    "pack-of-other-committee",
    ERROR,
    "The summary says that it goes to another committee",
    "The front page says that it goes to {named}, not to {committee}. Build the pack for this committee, or name that one.",
    "Papers that name one committee would reach another.",
    "Check which committee is meant; build the pack again with --committee, or despatch it to the one that it names.",
)
PACK_OF_OTHER_MEETING = Kind(
    "pack-of-other-meeting",
    ERROR,
    "The summary says that it goes to another meeting",
    "The front page names the meeting on {named}, not that on {meeting}. Build the pack for this meeting, or correct the date.",
    "Papers that name one day of a meeting would go to that of another.",
    "Check the day; build the pack again with --meeting, or despatch it with the day that it names.",
)
MEETING_LAW_MISSING = Kind(
    "meeting-law-missing",
    ERROR,
    "The scheme does not say which law holds for meetings",
    "The scheme {scheme} names no nation, so that neither notice nor exempt papers can be judged. Add nation to the scheme.",
    "How long before a meeting papers must be published differs between England, Scotland and Wales.",
    'Add a line such as nation = "Scotland" to the scheme.',
)
MEETING_PASSED = Kind(
    "meeting-passed",
    ERROR,
    "The meeting has been",
    "The meeting was on {meeting}, and the papers would be open on {published}. Correct the date of the meeting.",
    "Papers for a meeting that is over are of no use to it.",
    "Correct the date of the meeting, or the day from which the papers are open (--on).",
)
PAPERS_LATE = Kind(
    "papers-late",
    WARNING,
    "The papers are late",
    "{verdict} The messages say so, and give the reason.",
    "The law asks for papers to be open some clear days before the meeting; late ones can be taken only for a special reason, "
    "which the minutes must state.",
    "Tell the clerk; the reason that was given stands in the messages and in the audit pack.",
)
LATE_WITHOUT_REASON = Kind(
    "late-without-reason",
    ERROR,
    "The papers are late, and no reason is given",
    '{verdict} Give the reason with --late "...", or name a later meeting.',
    "The law asks for papers to be open some clear days before the meeting; late ones can be taken only for a special reason, "
    "which the minutes must state.",
    "Ask the clerk whether the committee takes the papers; then give the reason with --late.",
)
EXEMPT_PARAGRAPH_UNKNOWN = Kind(
    "exempt-paragraph-unknown",
    ERROR,
    "The papers are exempt under a paragraph that there is not",
    "Paragraph {paragraph} is none of {schedule}. Build the pack with the paragraph that holds (--exempt).",
    "Papers can be kept from the public only under a paragraph of the schedule to the Act.",
    "Ask the clerk for the paragraph, and build the pack again.",
)
ERROR_NOT_ANSWERED = Kind(
    "error-not-answered",
    ERROR,
    "An error in the return has no response",
    "{message} [{code}] Correct it, or have it answered in the marked copy; then build the pack again.",
    "A finding that blocks acceptance goes to a committee only when the service has said something about it.",
    "Correct the return, or write a response beside the finding in its marked copy, and build the pack from that.",
)
PEOPLE_NOT_ANSWERED = Kind(
    "people-not-answered",
    WARNING,
    "Notes may tell of people, and nobody has said that they may",
    "{count} about personal data or small numbers of people without a response. Look at them before the papers are public.",
    "Names, e-mail addresses, or a number of people so small that they could be recognised, in papers that become public.",
    "Look at each on the sheet Findings; correct the note, or have it answered.",
)
RECIPIENT_WITHHELD = Kind(
    "recipient-withheld",
    WARNING,
    "A recipient does not get the papers",
    "{reason} Nothing is drafted for this recipient.",
    "Exempt papers go only to recipients whom the distribution list clears for them, and nothing leaves the allowed domains.",
    "If the recipient may see exempt papers, say so in the distribution list; otherwise nothing need be done.",
)
EDITION_MISSING = Kind(
    "edition-missing",
    ERROR,
    "The pack has not the edition that a recipient wants",
    "{role} wants the {wanted}, which {file} has not. {how}",
    "The distribution list names an edition that was not built, or a PDF that cannot be made here without LibreOffice.",
    "Build the pack again with report --pack (--pdf), or choose another format in the distribution list.",
)
NOBODY_TO_SEND_TO = Kind(
    "nobody-to-send-to",
    ERROR,
    "Nobody may get the papers",
    "No recipient of {committee} may get {file}. Look at the distribution list.",
    "The committee has no recipients, or none that is cleared for exempt papers.",
    "Add recipients to the list, or say which of them are cleared.",
)

# ---- the distribution list (reading) ----------------------------------------------------------------------------------------
LIST_NOT_READ = Kind(
    "list-not-read",
    ERROR,
    "The distribution list could not be read",
    "{reason}",
    "The file is missing, damaged, protected by a password, neither an .xlsx workbook nor a .toml file, or its TOML is not in "
    "order.",
    "Save the list as an .xlsx workbook without a password, or correct the .toml file at the place that is named.",
)
LIST_TABLE_MISSING = Kind(
    "list-table-missing",
    ERROR,
    "A table of the list is missing",
    "The table {table} was not found. Head its columns: {headings}.",
    "A list has three tables: the committees, their recipients, the allowed domains. Each is found by its headings.",
    "Start from the blank in the folder templates, or correct the headings.",
)
LIST_TABLE_TWICE = Kind(
    "list-table-twice",
    ERROR,
    "A table of the list stands twice",
    "The table {table} was found already at {other}. Delete the one that does not hold.",
    "Two tables have the headings of one; which of them holds is not guessed.",
    "Delete the old one, or put all rows into one table.",
)
LIST_TABLE_EMPTY = Kind(
    "list-table-empty",
    ERROR,
    "A table of the list is empty",
    "The table {table} has no rows. Fill it in.",
    "Without committees, recipients and allowed domains nothing can be sent to anybody.",
    "Fill in the table.",
)
LIST_COLUMN_MISSING = Kind(
    "list-column-missing",
    ERROR,
    "A column of the list is missing",
    "The table {table} has no column '{heading}'. Add it, or correct its heading.",
    "Each column of the blank is needed, also that on exempt papers, whose cells may be empty.",
    "Add the column, or give it the heading that it has in the blank.",
)
LIST_COLUMN_TWICE = Kind(
    "list-column-twice",
    ERROR,
    "Two columns of the list mean the same",
    "'{heading}' means the same as the heading in {first}. Keep one of the two columns.",
    "Which of two columns holds is not guessed.",
    "Delete or rename the one that does not hold.",
)
LIST_HIDDEN = Kind(
    "list-hidden",
    WARNING,
    "Something hidden was read",
    "This {what} is hidden, but was read like all others. Show it, or delete it.",
    "Hiding a row or column, also by a filter, does not take it out of the list: its recipients get papers.",
    "Show all rows and columns, and delete those that are not part of the list.",
)
LIST_SHEET_HIDDEN = Kind(
    "list-sheet-hidden",
    WARNING,
    "A hidden sheet was not read",
    "This sheet is hidden but holds a table of the list; it was not read. Show the sheet, or delete it.",
    "What nobody sees is no part of the list.",
    "Show the sheet if it belongs to the list; otherwise delete it.",
)
LIST_STRUCK_OUT = Kind(
    "list-struck-out",
    ERROR,
    "A row of the list is struck out",
    "This row is struck out. Delete it if it no longer counts; otherwise remove the line.",
    "A recipient that is struck out looks withdrawn, but only deleting takes a row out of the list.",
    "Delete the row, or take the strikethrough off.",
)
LIST_FORMULA = Kind(
    "list-formula",
    ERROR,
    "A formula in the list",
    "A formula stands here. Type what it shows instead.",
    "What a formula shows can change without anybody touching the list, or come from another file.",
    "Type the text, or copy the cell and paste it as values.",
)
LIST_NOT_TEXT = Kind(
    "list-not-text",
    ERROR,
    "Not a text",
    "{what} stands here, where a text is expected. Type the text.",
    "The list holds words only: no number, date, TRUE or FALSE, or error.",
    "Type the text. If Excel turns it into something else, format the cell as text first.",
)
LIST_UNSEEN_MARK = Kind(
    "list-unseen-mark",
    ERROR,
    "A character that cannot be seen",
    "'{text}' holds a character that cannot be seen or is no ordinary blank: {mark}. Delete the text and type it again.",
    "Line breaks, direction marks, zero-width characters and the like can make an address or name look like another.",
    "Type the text anew instead of pasting it.",
)
LIST_TOO_LONG = Kind(
    "list-too-long",
    ERROR,
    "A name that is too long",
    "'{text}' has {length} characters; at most {most} are possible. Shorten it.",
    "Names of committees and roles stand in subjects and file names.",
    "Shorten it.",
)
LIST_CELL_EMPTY = Kind(
    "list-cell-empty",
    ERROR,
    "An empty cell in the list",
    "'{heading}' is empty. Fill it in; of merged cells only the first counts, so unmerge them.",
    "Each row of the list is complete; only the clearance for exempt papers may be left empty, which means no.",
    "Fill in the cell, or delete the row.",
)
LIST_CHOICE_UNKNOWN = Kind(
    "list-choice-unknown",
    ERROR,
    "A word that is not understood",
    "'{text}' under '{heading}' is not understood. Write {choices}.",
    "Recipients are sent to as to, cc or bcc; want a workbook, the accessible edition or a PDF; are cleared or not: yes or no.",
    "Choose one of the words.",
)
LIST_COMMITTEE_UNKNOWN = Kind(
    "list-committee-unknown",
    ERROR,
    "A committee that is not listed",
    "'{text}' is not among the committees.{advice} Correct it, or add the committee.",
    "A recipient's committee stands in the table of committees, spelled alike; case does not matter.",
    "Correct the name, or add the committee to the table of committees.",
)
LIST_COMMITTEE_TWICE = Kind(
    "list-committee-twice",
    ERROR,
    "A committee stands twice",
    "'{text}' stands already in {first}. Delete one of the two.",
    "Each committee is listed once; case does not matter.",
    "Delete the second one.",
)
LIST_RECIPIENT_TWICE = Kind(
    "list-recipient-twice",
    ERROR,
    "A recipient stands twice for one committee",
    "{address} is a recipient of this committee already, in {first}. Keep one of the two rows.",
    "Each address gets a committee's papers once, whatever its role; case does not matter.",
    "Delete the row that does not hold; check the clearance of the one that stays.",
)
LIST_ADDRESS_WRONG = Kind(
    "list-address-wrong",
    ERROR,
    "Not an e-mail address",
    "'{text}' is not an e-mail address. Write one address alone, like name@example.gov.uk.",
    "An address is name@domain without blanks, quotation marks or brackets; several recipients have a row each.",
    "Correct the address.",
)
LIST_ADDRESS_WITH_NAME = Kind(
    "list-address-with-name",
    ERROR,
    "A name beside the address",
    "'{text}' is more than an address. Write the address alone: what stands before or behind it is not sent.",
    "Copied from a mail program, an address comes with a name and in angle brackets; the name may even be another address.",
    "Write the address alone, like name@example.gov.uk.",
)
LIST_ADDRESS_OUTSIDE = Kind(
    "list-address-outside",
    ERROR,
    "An address outside the allowed domains",
    "{address} is in {domain}, which is no allowed domain. Correct the address, or allow the domain.",
    "Papers go to the listed domains only. A domain allows itself, none below it and none that only looks or begins like it.",
    "Correct the address. Add the domain only if the council trusts it with its papers.",
)
LIST_NOT_ASCII = Kind(
    "list-not-ascii",
    ERROR,
    "Letters that are not plain",
    "'{text}' holds {letters}. Addresses and domains are written in the plain letters a to z.{advice}",
    "Letters of other alphabets can look like plain ones, so that an address looks like that of another domain.",
    "Type the address again. A domain in other letters is written in the form for mail systems, which begins with xn--.",
)
LIST_DOMAIN_WRONG = Kind(
    "list-domain-wrong",
    ERROR,
    "Not a domain",
    "'{text}' is not a domain. Write what stands behind the @ of an address, like example.gov.uk.",
    "A domain is what stands behind the @, without blanks, slashes or a dot at either end.",
    "Correct the domain.",
)
LIST_DOMAIN_WILDCARD = Kind(
    "list-domain-wildcard",
    ERROR,
    "A domain for all below it",
    "'{text}' stands for several domains. Write each domain that mail may go to in a row of its own.",
    "A domain allows itself only: below a shared one anybody may have an address.",
    "List the domains one by one.",
)
LIST_DOMAIN_ENCODED = Kind(
    "list-domain-encoded",
    WARNING,
    "A domain in other letters",
    "{domain} is shown by mail programs as '{shown}'. Make sure that it is the domain that is meant.",
    "A domain that begins with xn-- stands for letters of other alphabets, which can look like those of another domain.",
    "Ask whoever runs the domain to confirm it.",
)
LIST_DOMAIN_TWICE = Kind(
    "list-domain-twice",
    WARNING,
    "A domain stands twice",
    "'{text}' stands already in {first}. Delete one of the two.",
    "Listing a domain again changes nothing.",
    "Delete the second one.",
)
LIST_DOMAIN_PERSONAL = Kind(
    "list-domain-personal",
    WARNING,
    "A domain where anybody can have an address",
    "Anybody can have an address in {domain}. Make sure that the council may send its papers there.",
    "Personal mailboxes are outside the council's control.",
    "Take the domain off the list, unless the council allows personal mailboxes.",
)
LIST_NO_RECIPIENTS = Kind(
    "list-no-recipients",
    WARNING,
    "A committee without recipients",
    "'{committee}' has no recipients, so its papers go to nobody. Add them, or delete the committee.",
    "No row of the table of recipients names this committee.",
    "Add its recipients, or delete the committee.",
)
LIST_NOBODY_TO = Kind(
    "list-nobody-to",
    WARNING,
    "A committee with copies only",
    "'{committee}' has no recipient that is sent to as 'to'. Change one of its copies.",
    "All recipients of this committee get copies (cc or bcc).",
    "Change one of its recipients to 'to'.",
)

ALL: tuple[Kind, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Kind))
