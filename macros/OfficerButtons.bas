Attribute VB_Name = "OfficerButtons"
Option Explicit

' The buttons on the sheets of a return. Each line names the Python function that does the work.

Public Sub CheckMyReturn()
    RunButton "check_my_return", ThisWorkbook
End Sub

Public Sub NextFinding()
    RunButton "next_finding", ThisWorkbook
End Sub

Public Sub PreviewMyReport()
    RunButton "preview_my_report", ThisWorkbook
End Sub

Public Sub SaveForSubmission()
    RunButton "save_for_submission", ThisWorkbook
End Sub
