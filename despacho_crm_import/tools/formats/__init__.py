"""One module per kind of file; each gives rows of text, within limits."""
