"""The Excel side: button functions and the engines they run on where no Excel is."""
