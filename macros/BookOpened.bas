Attribute VB_Name = "BookOpened"
Option Explicit

' LibreOffice's extension: LibreOffice calls it with whatever it has opened. If that is a workbook of ours whose macros may run,
' it is asked to put its buttons back. Whatever goes wrong here, the workbook is open, and that is what its user wants.
Public Sub AskForButtons(opened As Object)
    Const OURS As String = "vnd.sun.star.script:VBAProject.SheetButtons.PutButtonsBack?language=Basic&location=document"
    Dim book As Object
    On Error GoTo Leave
    Set book = opened.Source
    If Not book.supportsService("com.sun.star.sheet.SpreadsheetDocument") Then Exit Sub
    If Not book.BasicLibraries.hasByName("VBAProject") Then Exit Sub
    If Not book.BasicLibraries.getByName("VBAProject").hasByName("SheetButtons") Then Exit Sub
    If Not book.AllowMacroExecution Then Exit Sub ' last, for LibreOffice may ask its user
    book.getScriptProvider().getScript(OURS).invoke Array(), Array(), Array()
Leave:
End Sub
