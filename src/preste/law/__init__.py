"""The statute book of Preste: dated parameters with their legal source."""

from preste.law.read import book, read_book
from preste.law.series import FIRST_DAY, Book, Derivation, Entry, Field, Key, Series, Source

__all__ = ["FIRST_DAY", "Book", "Derivation", "Entry", "Field", "Key", "Series", "Source", "book", "read_book"]
