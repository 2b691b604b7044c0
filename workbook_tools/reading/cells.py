"""Cell text to value, by a strict grammar: what is not understood is said, never guessed."""
