"""What becomes of the returns of a folder: which are taken, which are late, missing, superseded or refused, and why."""
