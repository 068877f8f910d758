"""Worked cases: figures published or recorded elsewhere, each compared with Preste to the cent."""
