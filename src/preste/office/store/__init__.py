"""The tables: the only place that knows the database. Nothing here computes pay."""
