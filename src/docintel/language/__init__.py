"""Chinese and English as functions of a string: every answer is a character range in the text that was given."""
