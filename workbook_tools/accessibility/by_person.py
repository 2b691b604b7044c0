"""Points that no program can judge; `tested` says what a person should look at."""

from workbook_tools.accessibility.points import Point

POINTS = (
    Point(
        "plain-language",
        "Titles, notes and headings are in plain language",
        "What is easily read is understood by more people.",
        "Formatting 1",
        "Read each title, note and heading as somebody outside of the council would.",
    ),
    Point(
        "abbreviations-explained",
        "Abbreviations are explained",
        "Screen readers spell them out; many readers do not know them.",
        "Formatting 1",
        "Is each abbreviation written out where it first stands on a sheet?",
    ),
    Point(
        "reading-order",
        "Cells make sense from left to right, from the top down",
        "That is the order in which they are read out.",
        "Structure 3",
        "Move through each sheet with the tab and arrow keys. Does each cell follow from those before?",
    ),
    Point(
        "suitable-decimals",
        "Numbers have as many decimals as they need",
        "Each digit is read out.",
        "ours",
        "Are the decimals as many as the figure is exact, and the same down a column?",
    ),
    Point(
        "text-not-cut-off",
        "No text or number is cut off by its row or column",
        "What does not show is lost to those who see.",
        "Tables 6",
        "Look for ##### and for rows that are too low; heights depend on the printer and the screen.",
    ),
    Point(
        "alt-text-meaningful",
        "Alt text says what the picture says",
        "A name such as Chart 1 helps nobody.",
        "Formatting 11",
        "Does the alt text, or a text in a cell, tell what a sighted reader learns from the picture?",
    ),
    Point(
        "link-words-meaningful",
        "Words of links say where they lead",
        "Links are listed without what stands around them.",
        "Formatting 2",
        "Read the words of each link alone. Is it clear where it leads?",
    ),
    Point(
        "spelling-checked",
        "Spelling and grammar have been checked",
        "A misspelt word is read out wrongly.",
        "Before publishing 1",
        "Run the spelling check (Review, Spelling).",
    ),
    Point(
        "accessibility-checker-used",
        "Excel's own accessibility checker has been run",
        "It knows a few things that are not seen from outside.",
        "Before publishing 2",
        "Run Review, Check Accessibility, and weigh what it says.",
    ),
    Point(
        "tried-with-a-screen-reader",
        "The workbook has been tried with a screen reader",
        "Only a trial shows how it sounds.",
        "ours",
        "Let somebody find three figures with NVDA, JAWS, Narrator or VoiceOver.",
    ),
)
