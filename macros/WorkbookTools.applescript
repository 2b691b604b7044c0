-- What Excel on a Mac asks to start Python, for Excel itself may start nothing outside its sandbox.
-- It lies in ~/Library/Application Scripts/com.microsoft.Excel. Each handler is given one text and answers with one.
-- A ticket is two lines: the process, and the folder of its answer.

-- Given three lines, the button, the Python that starts the work, and the workbook: "started" and a ticket, or a problem.
on startWork(theRequest)
	try
		set {buttonName, pythonCode, bookPath} to threeLinesOf(theRequest)
		set settingsPath to settingsFolder()
		set pythonPath to do shell script "head -n 1 " & quoted form of (settingsPath & "/python.txt") & " 2>/dev/null || true"
		if pythonPath is "" then return problemOf("The buttons do not know which Python to call.")
		if not shellSays("[ -x " & quoted form of pythonPath & " ]") then return problemOf("Python is not at " & pythonPath & " any more.")
		set workPath to settingsPath & "/work"
		do shell script "mkdir -p " & quoted form of workPath & " && chmod 700 " & quoted form of workPath
		set pressPath to do shell script "mktemp -d " & quoted form of (workPath & "/press-XXXXXX")
		set theCommand to quoted form of pythonPath & " -c " & quoted form of pythonCode & " " & quoted form of buttonName
		set theCommand to theCommand & " " & quoted form of ("--book=" & bookPath) & " --host=excel"
		set theCommand to theCommand & " " & quoted form of ("--reply=" & pressPath & "/reply") & " " & quoted form of ("--stop=" & pressPath & "/stop")
		set processId to do shell script theCommand & " > /dev/null 2>&1 & echo $!"
		return "started" & linefeed & processId & linefeed & pressPath
	on error theReason
		return problemOf("Python could not be started (" & theReason & ").")
	end try
end startWork

-- The answer of Python; "" while it is at work.
on lookAgain(theTicket)
	set {processId, pressPath} to {paragraph 1 of theTicket, paragraph 2 of theTicket}
	set isAlive to shellSays("kill -0 " & quoted form of processId)
	if shellSays("[ -f " & quoted form of (pressPath & "/reply") & " ]") then
		set theAnswer to do shell script "cat " & quoted form of (pressPath & "/reply") without altering line endings
	else if isAlive then
		return ""
	else
		set theAnswer to "problem" & linefeed & "Python ended without an answer. Press the button again; if it happens again, send the performance team the file " & settingsFolder() & "/workbook-tools.log"
	end if
	do shell script "rm -f " & quoted form of (pressPath & "/reply") & " " & quoted form of (pressPath & "/stop") & " && rmdir " & quoted form of pressPath & " || true"
	return theAnswer
end lookAgain

-- Asks Python to stop before its next step.
on askToStop(theTicket)
	do shell script "touch " & quoted form of (paragraph 2 of theTicket & "/stop")
	return ""
end askToStop

-- Ends Python at once.
on endNow(theTicket)
	shellSays("kill " & quoted form of (paragraph 1 of theTicket))
	return ""
end endNow

on settingsFolder()
	return (do shell script "echo \"$HOME\"") & "/Library/Application Support/workbook-tools"
end settingsFolder

on problemOf(theSentence)
	return "problem" & linefeed & theSentence & " Run: workbook-tools addin install (the guide says how), or ask the performance team."
end problemOf

on shellSays(theCommand)
	try
		do shell script theCommand
		return true
	on error
		return false
	end try
end shellSays

-- The third may hold line ends of its own: it is the path of a file.
on threeLinesOf(theText)
	set oldDelimiters to AppleScript's text item delimiters
	set AppleScript's text item delimiters to linefeed
	set theLines to {text item 1 of theText, text item 2 of theText, (text items 3 thru -1 of theText) as text}
	set AppleScript's text item delimiters to oldDelimiters
	return theLines
end threeLinesOf
