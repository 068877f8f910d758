"""The names of files made for a person."""

from __future__ import annotations

import hashlib
import re

from preste.ids import niss
from preste.payroll.month import payday
from preste.payroll.payslip import Payslip

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def file_name(payslip: Payslip, suffix: str = ".pdf") -> str:
    """`<month>_<contract>.pdf`: a contract that is no plain name, or that shows the NISS, gives a digest.

    Of a payment apart from the month's, with its day: `<month>_<contract>_<day>.pdf`.
    """
    apart = payslip.paid_on != payday(payslip.employer, payslip.month)
    day = f"_{payslip.paid_on.isoformat()}" if apart else ""
    return f"{payslip.month}_{plain(payslip.contract.id, payslip.contract.worker.niss)}{day}{suffix}"


def plain(name: str, niss_number: str) -> str:
    """A name that a file may bear; a digest when it is no plain one, or shows that national number."""
    number = niss.compact(niss_number)
    if not _PLAIN.fullmatch(name) or (number and number in re.sub(r"\D", "", name)):
        return hashlib.sha256(name.encode()).hexdigest()[:16]
    return name
