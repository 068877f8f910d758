"""The end of a contract: notice and its days, pay in lieu of notice, and what the employer owes on it."""
