"""What another payroll office computed before: months, holidays, seniority and headcount."""

from preste.payroll.takeover.records import COLUMNS, TakenMonths, TakeOver, amounts_of

__all__ = ["COLUMNS", "TakeOver", "TakenMonths", "amounts_of"]
