"""The command line: `preste …`. It parses, calls and prints; nothing is computed here."""

from preste.cli.app import main

__all__ = ["main"]
