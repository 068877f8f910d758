"""What the office does: the only code that writes. Views, jobs and commands call these functions."""
