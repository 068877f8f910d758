"""Net pay: what is left after contributions and tax, and what is paid into the account."""
