"""Individual accounts set in type. A PDF's date is the last day of payment it holds, or the day of hiring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from preste.documents.individual_account.mentions import check_mentions
from preste.documents.individual_account.months import AccountMonth
from preste.documents.individual_account.view import account_view
from preste.documents.payslip.names import plain
from preste.documents.typesetting import noon, pdf
from preste.records import Contract, Employer, Worker

TEMPLATE = Path(__file__).parent / "template.typ"


def account_sheet(
    employer: Employer, contracts: Sequence[Contract], year: int, months: Sequence[AccountMonth]
) -> tuple[dict[str, Any], int]:
    """The view of an account, checked, and the moment it bears. Raises DocumentError when a mention is missing."""
    view = account_view(employer, contracts, year, months)
    check_mentions(view)
    day: dt.date = max((one.paid_on for one in months), default=min(one.start for one in contracts))
    return view, noon(day)


def render_account(
    employer: Employer, contracts: Sequence[Contract], year: int, months: Sequence[AccountMonth]
) -> bytes:
    """The PDF of one worker's year. Raises DocumentError when a mention of the law is missing."""
    view, moment = account_sheet(employer, contracts, year, months)
    return pdf(TEMPLATE, [view], moment)


def account_file_name(worker: Worker, year: int) -> str:
    """`compte_2026_anne.pdf`, by the worker's id; a digest where that is no plain name or shows the NISS."""
    return f"compte_{year}_{plain(worker.id, worker.niss)}.pdf"
