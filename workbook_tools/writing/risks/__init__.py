"""The risk pages of the working edition: table, register in blocks, related actions, matrix."""
