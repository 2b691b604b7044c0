"""Pure calculations: from values and a scheme's rules to verdicts with reasons. Nothing here reads or writes."""
