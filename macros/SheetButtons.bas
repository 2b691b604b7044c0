Attribute VB_Name = "SheetButtons"
Option Explicit

' LibreOffice loses the buttons of a workbook when it saves it. Here they are put back. Only LibreOffice loads this module.

Private Const PIXEL As Double = 2540 / 96 ' of Excel's screen, in hundredths of a millimetre
Private Const FACE As Long = 15526360, INK As Long = 0 ' colours, as LibreOffice gives the buttons that it reads

' Makes a button unless it is there, and puts it where it belongs: LibreOffice reads it too small on a screen of many dots.
' The anchor says from where to where in pixels: column, right of its edge, row, below its edge, then the same of the other
' corner. The workbook counts as changed only if it did before, and Undo takes no button away. One that cannot be made, for
' somebody renamed its sheet, is left out without a word.
Public Sub PutButton(sheetName As String, anchor As String, caption As String, macro As String)
    Dim page As Object, shape As Object, changed As Boolean
    changed = ThisComponent.isModified()
    ThisComponent.UndoManager.lock
    On Error GoTo Leave
    Set page = ThisComponent.Sheets.getByName(sheetName).DrawPage
    Set shape = ButtonOn(page, caption)
    If shape Is Nothing Then Set shape = NewButton(page, caption, macro)
    MoveTo shape, ThisComponent.Sheets.getByName(sheetName), Split(anchor, ",")
Leave:
    ThisComponent.UndoManager.unlock
    If Not changed Then ThisComponent.setModified False
End Sub

Private Function ButtonOn(page As Object, caption As String) As Object
    Dim number As Long, shape As Object
    For number = 0 To page.Count - 1
        Set shape = page.getByIndex(number)
        If shape.supportsService("com.sun.star.drawing.ControlShape") Then
            If shape.Control.Label = caption Then Set ButtonOn = shape
        End If
    Next
End Function

Private Function NewButton(page As Object, caption As String, macro As String) As Object
    Dim shape As Object, model As Object, click As Object
    Set model = ThisComponent.createInstance("com.sun.star.form.component.CommandButton")
    model.Name = caption
    model.Label = caption
    model.FontName = "Calibri"
    model.FontHeight = 11
    model.FontWeight = 100
    model.TextColor = INK
    model.BackgroundColor = FACE
    model.MultiLine = True
    model.Printable = False
    Set shape = ThisComponent.createInstance("com.sun.star.drawing.ControlShape")
    shape.setControl model
    page.add shape
    Set click = createUnoStruct("com.sun.star.script.ScriptEventDescriptor")
    click.ListenerType = "XActionListener"
    click.EventMethod = "actionPerformed"
    click.ScriptType = "Script"
    click.ScriptCode = "vnd.sun.star.script:VBAProject." & macro & "?language=Basic&location=document"
    model.Parent.registerScriptEvent model.Parent.Count - 1, click
    Set NewButton = shape
End Function

Private Sub MoveTo(shape As Object, sheet As Object, anchor As Variant)
    Dim place As Object, size As Object, corner As Object
    Set place = createUnoStruct("com.sun.star.awt.Point")
    Set size = createUnoStruct("com.sun.star.awt.Size")
    Set corner = sheet.getCellByPosition(anchor(0), anchor(2)).Position
    place.X = corner.X + anchor(1) * PIXEL
    place.Y = corner.Y + anchor(3) * PIXEL
    Set corner = sheet.getCellByPosition(anchor(4), anchor(6)).Position
    size.Width = corner.X + anchor(5) * PIXEL - place.X
    size.Height = corner.Y + anchor(7) * PIXEL - place.Y
    shape.setPosition place
    shape.setSize size
End Sub

' Calls PutButton for each button of the workbook; the build adds these lines.
Public Sub PutButtonsBack()
End Sub
