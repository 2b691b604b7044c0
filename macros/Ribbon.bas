Attribute VB_Name = "Ribbon"
Option Explicit

' The buttons of the add-in's ribbon tab, which act on whatever workbook is active.

Public Sub Ribbon_CheckMyReturn(control As Object)
    RunButton "check_my_return", ActiveWorkbook
End Sub

Public Sub Ribbon_NextFinding(control As Object)
    RunButton "next_finding", ActiveWorkbook
End Sub

Public Sub Ribbon_PreviewMyReport(control As Object)
    RunButton "preview_my_report", ActiveWorkbook
End Sub

Public Sub Ribbon_SaveForSubmission(control As Object)
    RunButton "save_for_submission", ActiveWorkbook
End Sub

Public Sub Ribbon_IssueReturns(control As Object)
    RunButton "issue_returns", ActiveWorkbook
End Sub

Public Sub Ribbon_CollectReturns(control As Object)
    RunButton "collect_returns", ActiveWorkbook
End Sub

Public Sub Ribbon_BuildSummary(control As Object)
    RunButton "build_summary", ActiveWorkbook
End Sub

Public Sub Ribbon_OpenExceptions(control As Object)
    RunButton "open_exceptions", ActiveWorkbook
End Sub

Public Sub Ribbon_DraftEmails(control As Object)
    RunButton "draft_emails", ActiveWorkbook
End Sub

Public Sub Ribbon_StopWork(control As Object)
    StopWork
End Sub
