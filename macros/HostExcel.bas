Attribute VB_Name = "HostExcel"
Option Explicit

' Starts Python for a button, waits for its answer and shows it. Only Excel loads this module; LibreOffice has one of its own.

Private Const TITLE As String = "Performance"
Private Const INSTALL As String = "Run: workbook-tools addin install (the guide says how), or ask the performance team."
Private Const AGAIN As String = " Then press the button again."

#If Mac Then
Private Const SCRIPT As String = "WorkbookTools.applescript"
Private ticket As String ' of the work that is going on; "" for none
#Else
Private Const WAIT_MILLISECONDS As Long = 50
Private Const ANY_MESSAGE As Long = &H4FF
Private Const ESC_PRESSED As Long = 18 ' the error that Esc raises
Private Declare PtrSafe Function MsgWaitForMultipleObjects Lib "user32" (ByVal count As Long, ByVal handles As LongPtr, _
    ByVal waitAll As Long, ByVal milliseconds As Long, ByVal wakeMask As Long) As Long
Private Declare PtrSafe Function MessageBoxW Lib "user32" (ByVal window As LongPtr, ByVal text As LongPtr, _
    ByVal caption As LongPtr, ByVal kind As Long) As Long
Private job As Object ' the Python that is at work; Nothing for none
Private stopFile As String
#End If
Private timesStopped As Long

Public Sub RunButton(ByVal name As String, ByVal book As Object)
    Dim problem As String
    problem = ProblemWith(book)
    If problem = "" Then
        StartWork name, book
    Else
        Tell "problem" & vbLf & problem
    End If
End Sub

Private Function ProblemWith(ByVal book As Object) As String
    If IsAtWork() Then
        ProblemWith = "Another button is still at work. Wait until it has finished, or press Esc or Stop."
    ElseIf book Is Nothing Then
        ProblemWith = "No workbook is open for editing. Open one; where Excel shows Enable Editing, press that." & AGAIN
    ElseIf book.Path = "" Then
        ProblemWith = "This workbook has never been saved. Save it in a folder first." & AGAIN
    ElseIf InStr(book.FullName, "://") > 0 Then
        ProblemWith = "This workbook is open from SharePoint or OneDrive. Save a copy in a folder of this computer " & _
            "or of the network (File, Save As, Browse) and open that." & AGAIN
    End If
End Function

' Shows an answer: its first line says what it is, the rest is the sentence. No sentence, no box.
Private Sub Tell(ByVal answer As String)
    Dim text As String, sentence As String, kind As Long
    text = Replace(Replace(answer, vbCrLf, vbLf), vbCr, vbLf)
    If InStr(text, vbLf) > 0 Then sentence = Mid(text, InStr(text, vbLf) + 1)
    If Left(text, 2) = "ok" Then kind = vbInformation Else kind = vbExclamation
    If kind = vbExclamation And sentence = "" Then sentence = "The answer of Python cannot be read. Press the button again."
    If sentence <> "" Then ShowBox sentence, kind
End Sub

#If Mac Then

Private Function IsAtWork() As Boolean
    IsAtWork = ticket <> ""
End Function

Private Sub ShowBox(ByVal sentence As String, ByVal kind As Long)
    MsgBox sentence, kind, TITLE
End Sub

' Excel on a Mac answers Python only while no macro runs, so the macro ends here and Excel looks again every second.
Private Sub StartWork(ByVal name As String, ByVal book As Object)
    Dim answer As String
    timesStopped = 0
    answer = Ask("startWork", name & vbLf & BootstrapCode() & vbLf & book.FullName)
    If Left(answer, 8) = "started" & vbLf Then
        ticket = Mid(answer, 9)
        Application.StatusBar = "Working ..."
        LookLater
    Else
        Tell answer
    End If
End Sub

Private Sub LookLater()
    Application.OnTime Now + TimeSerial(0, 0, 1), "'" & Replace(ThisWorkbook.name, "'", "''") & "'!HostExcel.LookAgain"
End Sub

Public Sub LookAgain()
    Dim answer As String
    If ticket = "" Then Exit Sub
    answer = Ask("lookAgain", ticket)
    If answer = "" Then
        LookLater
    Else
        ticket = ""
        Application.StatusBar = False
        Tell answer
    End If
End Sub

Public Sub StopWork()
    If ticket = "" Then Exit Sub
    timesStopped = timesStopped + 1
    Application.StatusBar = "Stopping ... (press Stop once more to end the work at once)"
    Ask IIf(timesStopped = 1, "askToStop", "endNow"), ticket
End Sub

Private Function Ask(ByVal handler As String, ByVal given As String) As String
    On Error GoTo Missing
    Ask = AppleScriptTask(SCRIPT, handler, given)
    Exit Function
Missing:
    Ask = "problem" & vbLf & "The script " & SCRIPT & " of the buttons is not in its place. " & INSTALL
End Function

#Else

Private Function IsAtWork() As Boolean
    IsAtWork = Not job Is Nothing
End Function

' MsgBox itself knows only the characters of one code page, and names may be in Welsh.
Private Sub ShowBox(ByVal sentence As String, ByVal kind As Long)
    MessageBoxW Application.hWnd, StrPtr(sentence), StrPtr(TITLE), kind
End Sub

Private Sub StartWork(ByVal name As String, ByVal book As Object)
    Dim answer As String, before As Long
    before = Application.EnableCancelKey
    Application.EnableCancelKey = xlDisabled
    On Error GoTo Failed
    answer = AnswerOf(name, book)
GiveBack:
    On Error Resume Next ' whatever Excel refuses now, the answer is shown
    Set job = Nothing
    Application.StatusBar = False
    Application.EnableCancelKey = before
    Tell answer
    Exit Sub
Failed:
    answer = "problem" & vbLf & "Excel could not wait for Python: " & Err.Description & " (" & Err.Number & "). Press the button again."
    EndNow
    Resume GiveBack
End Sub

Private Sub EndNow()
    On Error Resume Next ' it may have ended meanwhile, or never begun
    job.Terminate
End Sub

Private Function AnswerOf(ByVal name As String, ByVal book As Object) As String
    Dim files As Object, settings As String, python As String, reply As String
    Set files = CreateObject("Scripting.FileSystemObject")
    settings = CreateObject("WScript.Shell").ExpandEnvironmentStrings("%APPDATA%") & "\workbook-tools"
    python = RecordedPython(files, settings & "\python.txt")
    If python = "" Then
        AnswerOf = "problem" & vbLf & "The buttons do not know which Python to call. " & INSTALL
        Exit Function
    End If
    If Not files.FolderExists(settings & "\work") Then files.CreateFolder settings & "\work"
    reply = settings & "\work\" & files.GetTempName
    stopFile = reply & ".stop"
    AnswerOf = Start(CommandFor(python, name, book.FullName, "excel", reply, stopFile) & " --hwnd=" & Application.hWnd, python)
    If AnswerOf <> "" Then Exit Function
    Application.StatusBar = "Working ... (Esc stops)"
    WaitFor files, reply
    If files.FileExists(reply) Then
        AnswerOf = TextOf(reply)
        files.DeleteFile reply
    ElseIf timesStopped > 1 Then
        AnswerOf = "problem" & vbLf & "The work was ended at once, as you asked. Look through the workbook before you save it."
    Else
        AnswerOf = "problem" & vbLf & "Python ended without an answer (exit code " & job.ExitCode & "). Press the button again; " & _
            "if it happens again, send the performance team the file " & settings & "\workbook-tools.log"
    End If
    If files.FileExists(stopFile) Then files.DeleteFile stopFile
End Function

' The Python to call, "" for none; the one beside it that opens no window where it is there.
Private Function RecordedPython(ByVal files As Object, ByVal path As String) As String
    Dim python As String, windowless As String
    If Not files.FileExists(path) Then Exit Function
    python = Trim(Split(Replace(TextOf(path), vbCr, vbLf) & vbLf, vbLf)(0))
    If LCase(Right(python, 11)) = "\python.exe" Then
        windowless = Left(python, Len(python) - 4) & "w.exe"
        If files.FileExists(windowless) Then python = windowless
    End If
    RecordedPython = Replace(python, Chr(34), "")
End Function

' Starts a command; "" if that went well. Windows would put the contents of a variable in the place of %NAME%, once:
' each percent sign of a path stands for a variable that holds one.
Private Function Start(ByVal command As String, ByVal python As String) As String
    Dim shell As Object
    Set shell = CreateObject("WScript.Shell")
    shell.Environment("Process").Item("WORKBOOK_TOOLS_PERCENT") = "%"
    timesStopped = 0
    On Error GoTo Missing
    Set job = shell.Exec(Replace(command, "%", "%WORKBOOK_TOOLS_PERCENT%"))
    Exit Function
Missing:
    Start = "problem" & vbLf & "Python could not be started from " & python & " (" & Trim(Err.Description) & "). " & INSTALL
End Function

' Waits until Python has answered or ended. Esc raises an error here, wherever Excel happens to be.
Private Sub WaitFor(ByVal files As Object, ByVal reply As String)
    On Error GoTo Interrupted
    Application.EnableCancelKey = xlErrorHandler
    Do While job.Status = 0 And Not files.FileExists(reply)
        ' Every call of Python to Excel arrives as a message, and ends this wait at once.
        MsgWaitForMultipleObjects 0, 0, 0, WAIT_MILLISECONDS, ANY_MESSAGE
        DoEvents
    Loop
    Application.EnableCancelKey = xlDisabled
    Exit Sub
Interrupted:
    Application.EnableCancelKey = xlDisabled
    If Err.Number <> ESC_PRESSED Then Err.Raise Err.Number, , Err.Description
    StopWork
    Application.EnableCancelKey = xlErrorHandler
    Resume
End Sub

' Asks Python to stop before its next step; the second time it is ended at once.
Public Sub StopWork()
    If job Is Nothing Then Exit Sub
    timesStopped = timesStopped + 1
    If timesStopped > 1 Then
        EndNow
    Else
        CreateObject("Scripting.FileSystemObject").CreateTextFile(stopFile, True).Close
        Application.StatusBar = "Stopping ... (press Esc once more to end the work at once)"
    End If
End Sub

Private Function TextOf(ByVal path As String) As String
    Const AS_TEXT As Long = 2
    With CreateObject("ADODB.Stream")
        .Type = AS_TEXT
        .Charset = "utf-8"
        .Open
        .LoadFromFile path
        TextOf = .ReadText
        .Close
    End With
End Function

#End If
