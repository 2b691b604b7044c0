Attribute VB_Name = "TeamButtons"
Option Explicit

' The buttons on the sheets of the control workbook. Each line names the Python function that does the work.

Public Sub IssueReturns()
    RunButton "issue_returns", ThisWorkbook
End Sub

Public Sub CollectReturns()
    RunButton "collect_returns", ThisWorkbook
End Sub

Public Sub BuildSummary()
    RunButton "build_summary", ThisWorkbook
End Sub

Public Sub OpenExceptions()
    RunButton "open_exceptions", ThisWorkbook
End Sub

Public Sub DraftEmails()
    RunButton "draft_emails", ThisWorkbook
End Sub
