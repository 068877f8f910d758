"""The names of the files made for a payslip."""

from __future__ import annotations

import hashlib
import re

from preste.ids import niss
from preste.payroll.payslip import Payslip

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def file_name(payslip: Payslip, suffix: str = ".pdf") -> str:
    """`<month>_<contract>.pdf`: a contract that is no plain name, or that shows the NISS, gives a digest."""
    contract = payslip.contract.id
    number = niss.compact(payslip.contract.worker.niss)
    if not _PLAIN.fullmatch(contract) or (number and number in re.sub(r"\D", "", contract)):
        contract = hashlib.sha256(contract.encode()).hexdigest()[:16]
    return f"{payslip.month}_{contract}{suffix}"
