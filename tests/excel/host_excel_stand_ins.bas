' What HostExcel meets on Windows, for a test in LibreOffice: the sequence of events is given, what the host does is noted.
Public AppCancelKey As Long, AppStatusBar As Variant, AppWindow As Long
Private tick As Long, replyAt As Long, endAt As Long, firstEsc As Long, secondEsc As Long, startFails As Boolean
Private python As String, replyText As String, command As String, terminated As Long, stopped As Long, boxes As String, kinds As String

Public Function Press(pythonText, bookPath, fails, replyTick, endTick, reply, escOne, escTwo) As Variant
    Dim book As Object
    python = pythonText
    startFails = fails
    replyAt = replyTick
    endAt = endTick
    replyText = reply
    firstEsc = escOne
    secondEsc = escTwo
    tick = 0
    command = ""
    terminated = 0
    stopped = 0
    boxes = ""
    kinds = ""
    AppCancelKey = 1
    AppStatusBar = False
    AppWindow = 4711
    Set book = New StandInBook
    book.FullName = bookPath
    If InStr(bookPath, "\") > 0 Or InStr(bookPath, "/") > 0 Then book.Path = "somewhere"
    RunButton "check_my_return", book
    Press = Array(boxes, kinds, command, terminated, stopped, AppCancelKey, AppStatusBar, IsAtWork())
End Function

Private Sub MsgWaitForMultipleObjects(count, handles, waitAll, milliseconds, wakeMask)
    tick = tick + 1
    If tick > 100 Then Err.Raise 5
    If (tick = firstEsc Or tick = secondEsc) And AppCancelKey = 2 Then Err.Raise 18
End Sub

Private Sub MessageBoxW(window, text, caption, kind)
    boxes = boxes & "[" & text & "]"
    kinds = kinds & kind
End Sub

Private Function TextOf(path As String) As String
    If Right(path, 10) = "python.txt" Then TextOf = python Else TextOf = replyText
End Function

Public Function StandInFor(name As String) As Object
    If name = "Scripting.FileSystemObject" Then Set StandInFor = New StandInFiles Else Set StandInFor = New StandInShell
End Function

Public Function Exists(path As String) As Boolean
    If Right(path, 10) = "python.txt" Then
        Exists = python <> ""
    ElseIf Right(path, 5) = ".stop" Then
        Exists = stopped > 0
    ElseIf Right(path, 4) = ".tmp" Then
        Exists = replyAt > 0 And tick >= replyAt
    Else
        Exists = InStr(path, "pythonw.exe") > 0
    End If
End Function

Public Sub NoteStop(path As String)
    stopped = stopped + 1
End Sub

Public Sub NoteCommand(given As String)
    If startFails Then Err.Raise 53
    command = given
End Sub

Public Sub NoteEnd()
    terminated = terminated + 1
    endAt = tick
End Sub

Public Function StatusNow() As Long
    If tick >= endAt Then StatusNow = 1
End Function
