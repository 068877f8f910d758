"""The explanation of a payslip as one stand-alone page, to read from the net to every cause."""

from preste.documents.explanation.page import explanation_page

__all__ = ["explanation_page"]
