"""Contingents: what is counted over a quarter or a year, used here and elsewhere, left, and what comes beyond."""
