"""Declarations to the authorities: one folder a message, each with its model, build, write, check and read."""
