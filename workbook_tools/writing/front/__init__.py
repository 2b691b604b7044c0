"""The front page of the working edition, block by block."""
