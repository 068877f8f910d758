"""What leaves for other programs: the accounting journal and tables as CSV."""
