"""Payments: what a bank is asked to pay, as a SEPA credit transfer file (ISO 20022 pain.001.001.09).

An `Order` is one file: one debtor account, one day, some `Transfer`s, salaries apart from the others. `check` tells
everything that a bank would refuse, `write` gives the bytes. Nothing here reads a clock: the same order gives the same
bytes, whenever it is written, so that a bank that gets it twice sees it as one.

Not here: what the payment is for, and who decided it. The office keeps orders and their fate.
"""

from preste.payments.bank_days import is_bank_day, next_bank_day
from preste.payments.charset import sepa_text
from preste.payments.check import Finding, check
from preste.payments.order import Order, OrderError, Transfer, identifier
from preste.payments.write import write

__all__ = [
    "Finding",
    "Order",
    "OrderError",
    "Transfer",
    "check",
    "identifier",
    "is_bank_day",
    "next_bank_day",
    "sepa_text",
    "write",
]
