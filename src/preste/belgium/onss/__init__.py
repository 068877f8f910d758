"""Social security: the worker's contributions and their reductions, and the employer's side."""
