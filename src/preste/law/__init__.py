"""The statute book of Preste: dated parameters with their legal source."""

from preste.law.book import FIRST_DAY, Book, Derivation, Entry, Field, Key, Series, Source
from preste.law.read import book, read_book

__all__ = ["FIRST_DAY", "Book", "Derivation", "Entry", "Field", "Key", "Series", "Source", "book", "read_book"]
