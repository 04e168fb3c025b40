"""Messages out and in: the one door out of the desk, and what became of each message."""
