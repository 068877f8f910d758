"""Preste: an open social secretariat."""
