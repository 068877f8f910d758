"""Payroll: the one-shot interface, a month's run over records, and the reader of a dossier folder."""

from preste.payroll.case import Case, CaseError, read_case
from preste.payroll.one_shot import pay, pay_each

__all__ = ["Case", "CaseError", "pay", "pay_each", "read_case"]
