"""The end of a contract as one act: what ends, the last pay, and what is due."""

from preste.payroll.leaving.act import Act, Departure, leave

__all__ = ["Act", "Departure", "leave"]
