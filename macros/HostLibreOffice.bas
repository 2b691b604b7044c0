Attribute VB_Name = "HostLibreOffice"
Option Explicit

' Starts Python for a button, waits for its answer and shows it. Only LibreOffice loads this module; Excel has one of its own.

Private Const TITLE As String = "Performance"
Private Const INSTALL As String = "Run: workbook-tools addin install (the guide says how), or ask the performance team."
Private Const TICK As Long = 20 ' milliseconds
Private Const MOST_SILENT As Long = 1500 ' ticks without a sign of life of Python
Private stopFile As String ' of the work that is going on; "" for none

' LibreOffice has no add-in: the book is always the one that this macro stands in. ThisComponent knows its whole address,
' of which book.FullName gives only the name.
Public Sub RunButton(name As String, book As Object)
    Dim answer As String
    If stopFile <> "" Then
        Tell "problem" & vbLf & "Another button is still at work. Wait until it has finished, or press Stop."
        Exit Sub
    End If
    On Error GoTo Failed
    answer = ProblemWith(ThisComponent)
    If answer = "" Then answer = AnswerOf(name, ConvertFromURL(ThisComponent.URL))
GiveBack:
    stopFile = ""
    Tell answer
    Exit Sub
Failed:
    answer = "problem" & vbLf & "LibreOffice could not wait for Python: " & Error(Err) & " (" & Err & "). Press the button again."
    Resume GiveBack
End Sub

' Asks Python to stop before its next step.
Public Sub StopWork()
    Dim number As Integer
    If stopFile = "" Then Exit Sub
    number = FreeFile
    Open stopFile For Output As #number
    Close #number
End Sub

Private Function ProblemWith(document As Object) As String
    Dim problem As String
    If Not document.hasLocation() Then
        problem = "This workbook has never been saved. Save it in a folder first. Then press the button again."
    ElseIf Left(document.URL, 8) <> "file:///" Then
        problem = "This workbook is open from SharePoint, OneDrive or another place on the web. Save a copy in a folder of this " & _
            "computer or of the network and open that. Then press the button again."
    ElseIf InStr(ConvertFromURL(document.URL), Chr(34)) > 0 Then
        problem = "The name of this workbook or of its folder has a quotation mark in it. Save it under a name without one. " & _
            "Then press the button again."
    End If
    If problem <> "" Then ProblemWith = "problem" & vbLf & problem
End Function

' Shows an answer: its first line says what it is, the rest is the sentence. No sentence, no box.
Private Sub Tell(answer As String)
    Dim sentence As String, kind As Long
    If InStr(answer, vbLf) > 0 Then sentence = Mid(answer, InStr(answer, vbLf) + 1)
    If Left(answer, 2) = "ok" Then kind = 64 Else kind = 48
    If kind = 48 And sentence = "" Then sentence = "The answer of Python cannot be read. Press the button again."
    If sentence <> "" Then MsgBox sentence, kind, TITLE
End Sub

Private Function AnswerOf(name As String, path As String) As String
    Dim python As String, work As String, temporary As Object
    python = RecordedPython()
    If python = "" Then
        AnswerOf = "problem" & vbLf & "The buttons do not know which Python to call. " & INSTALL
        Exit Function
    End If
    ' A file of LibreOffice's own, in a folder that only this user can look into; ours have its name and more.
    Set temporary = createUnoService("com.sun.star.io.TempFile")
    work = ConvertFromURL(temporary.Uri)
    stopFile = work & ".stop"
    If Start(CommandFor(python, name, path, "libreoffice", work & ".reply", stopFile) & " " & _
        Argument("--alive=" & work & ".alive") & " " & Argument("--pipe=" & PipeOf(work))) Then
        AnswerOf = Await(work)
    Else
        AnswerOf = "problem" & vbLf & "Python could not be started from " & python & ". " & INSTALL
    End If
    Remove work & ".stop"
    Remove work & ".alive"
    Remove work & ".reply"
End Function

Private Function Start(command As String) As Boolean
    On Error GoTo Missing
    Shell command, 0
    Start = True
Missing:
End Function

' What Python answers. It shows that it is alive by touching a file, so that nobody waits for one that has ended.
Private Function Await(work As String) As String
    Dim silent As Long, beat As String, latest As String, bridge As Object
    Do While Not FileExists(work & ".reply") And silent < MOST_SILENT
        Wait TICK ' while it waits, LibreOffice answers Python and the mouse
        silent = silent + 1
        beat = BeatOf(work & ".alive")
        If beat <> latest Then silent = 0
        latest = beat
        If bridge Is Nothing Then Set bridge = BridgeTo(PipeOf(work))
    Loop
    If FileExists(work & ".reply") Then
        Await = TextOf(work & ".reply")
    Else
        Await = "problem" & vbLf & "Python ended without an answer. Press the button again; if it happens again, send the " & _
            "performance team the file workbook-tools.log in " & SettingsFolder()
    End If
End Function

' Python listens to a single program, and only of this user. LibreOffice opens nothing, and Python ends the connection.
Private Function BridgeTo(pipe As String) As Object
    Dim link As Object
    On Error Resume Next ' Python is not ready yet
    link = createUnoService("com.sun.star.connection.Connector").connect("pipe,name=" & pipe)
    On Error GoTo 0
    If IsNull(link) Then Exit Function
    Set BridgeTo = createUnoService("com.sun.star.bridge.BridgeFactory").createBridge("", "urp", link, _
        CreateUnoListener("Host_", "com.sun.star.bridge.XInstanceProvider"))
End Function

' What Python asks for over the bridge, whatever the name: LibreOffice itself.
Public Function Host_getInstance(name As String) As Object
    Set Host_getInstance = GetDefaultContext()
End Function

Private Function PipeOf(work As String) As String
    Dim parts As Variant
    parts = Split(Replace(work, "\", "/"), "/")
    PipeOf = "workbook-tools-" & Replace(parts(UBound(parts)), ".tmp", "")
End Function

Private Function BeatOf(path As String) As String
    On Error Resume Next ' it may be gone, or being written at this moment
    If FileExists(path) Then BeatOf = CStr(FileDateTime(path))
End Function

Private Sub Remove(path As String)
    On Error Resume Next ' one that is left goes with LibreOffice's own files when it ends
    If FileExists(path) Then Kill path
End Sub

' The Python to call, "" for none.
Private Function RecordedPython() As String
    Dim path As String, text As String
    path = SettingsFolder() & "/python.txt"
    If Not FileExists(path) Then Exit Function
    text = Replace(TextOf(path), vbCr, vbLf) & vbLf
    If Left(text, 1) = ChrW(65279) Then text = Mid(text, 2) ' an editor's mark of UTF-8
    RecordedPython = Trim(Split(text, vbLf)(0))
End Function

Private Function SettingsFolder() As String
    Const OURS As String = "/workbook-tools"
    Dim home As String
    home = Environ("HOME")
    If Environ("APPDATA") <> "" Then
        SettingsFolder = Environ("APPDATA") & OURS
    ElseIf FileExists(home & "/Library/Application Support" & OURS) Then
        SettingsFolder = home & "/Library/Application Support" & OURS
    ElseIf Left(Environ("XDG_CONFIG_HOME"), 1) = "/" Then
        SettingsFolder = Environ("XDG_CONFIG_HOME") & OURS
    Else
        SettingsFolder = home & "/.config" & OURS
    End If
End Function

Private Function TextOf(path As String) As String
    Dim files As Object, stream As Object, text As String
    Set files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
    Set stream = createUnoService("com.sun.star.io.TextInputStream")
    stream.setInputStream files.openFileRead(ConvertToURL(path))
    stream.setEncoding "UTF-8"
    text = stream.readString(Array(), False)
    stream.closeInput
    TextOf = text
End Function
