"""What the returns tell in words, boxes and small tables, as the council prints it."""
