Attribute VB_Name = "Bootstrap"
Option Explicit

' How Python is called: the same in Excel and in LibreOffice. Nothing here touches either.

Public Function CommandFor(ByVal python As String, ByVal button As String, ByVal book As String, ByVal host As String, _
    ByVal reply As String, ByVal stopFile As String) As String
    CommandFor = Argument(python) & " -c " & Argument(BootstrapCode()) & " " & button & " " & Argument("--book=" & book) & _
        " " & Argument("--host=" & host) & " " & Argument("--reply=" & reply) & " " & Argument("--stop=" & stopFile)
End Function

' A whole argument in quotation marks. On Windows no path can have one in it; where one can, the host refuses it first.
Public Function Argument(ByVal text As String) As String
    Argument = Chr(34) & text & Chr(34)
End Function

' The Python that starts the work, on one line: "|" ends a line of it, and it has no quotation marks.
' It answers itself where it is too old or the package is not there. Nothing is loaded from the folder that happens to be
' current, and what is printed goes nowhere: a host that does not read it would make Python wait.
Public Function BootstrapCode() As String
    Dim code As String
    code = "import sys|" & _
        "sys.path[:] = filter(None, sys.path)|" & _
        "import os, pathlib|" & _
        "sys.stdout = sys.stderr = open(os.devnull, 'w')|" & _
        "def refuse(reason):|" & _
        " path = pathlib.Path([given for given in sys.argv if given.startswith('--reply=')][0][8:])|" & _
        " part = path.with_name(path.name + '.part')|" & _
        " words = 'The buttons call ' + sys.executable + ', ' + reason + ' Install it, then run: workbook-tools addin install'|" & _
        " part.write_text('problem' + chr(10) + words, encoding='utf-8')|" & _
        " part.replace(path)|" & _
        " sys.exit(3)|"
    code = code & _
        "if sys.version_info < (3, 11):|" & _
        " refuse('which is Python ' + sys.version.split()[0] + '; Python 3.11 or newer is needed.')|" & _
        "try:|" & _
        " from workbook_tools.excel.run import main|" & _
        "except ImportError as error:|" & _
        " refuse('which cannot load the package ' + (error.name or str(error)) + '.')|" & _
        "sys.exit(main(sys.argv[1:]))|"
    BootstrapCode = "exec('''" & code & "'''.replace('|', chr(10)))"
End Function
