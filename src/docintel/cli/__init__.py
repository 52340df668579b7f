"""The command line: thin commands over workflows and store."""
