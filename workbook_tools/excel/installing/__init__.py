"""The add-in put where Excel loads it, taken away again, and a doctor that says what the buttons lack."""
