"""Macros from text: which of them a file carries, and how they are packed into workbooks and the add-in without Excel."""
