"""Preste: an open social secretariat.

>>> import preste
>>> result = preste.pay({"period": "2022-01", "status": "white_collar", "gross": "2500.00"})
>>> result["net"]
'1835.78'
"""

from preste.calendar import Month
from preste.engine import explain, replay
from preste.errors import InputError, NoParameter, PresteError
from preste.payroll import CaseError, pay, pay_each

__all__ = [
    "CaseError",
    "InputError",
    "Month",
    "NoParameter",
    "PresteError",
    "explain",
    "pay",
    "pay_each",
    "replay",
]

__version__ = "0.1.0"
