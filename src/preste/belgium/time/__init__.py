"""Work time: what the month's days are worth."""
