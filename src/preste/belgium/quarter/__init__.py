"""What an employer owes for a quarter, and what is taken off it."""
