"""Who may sign in, and with which role at which employer."""
