"""The guide for the firm's people: its chapters, the way of each role through them, and their text as HTML."""
