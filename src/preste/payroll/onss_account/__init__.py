"""The account with the ONSS: what is owed and paid by day, how payments are imputed, what is due next."""

from preste.payroll.onss_account.check import problems, twice
from preste.payroll.onss_account.dossier import OnssDossier
from preste.payroll.onss_account.make import (
    account_of,
    amounts,
    balance_term,
    instalments,
    notice_of,
    notice_term,
    quarters_of,
    waiver_until,
)
from preste.payroll.onss_account.model import (
    KINDS,
    Account,
    DebtState,
    Entry,
    Instalment,
    Part,
    Posting,
    Provision,
    Upcoming,
)
from preste.payroll.onss_account.proposal import monthly, proposed
from preste.payroll.onss_account.provisions import plus, provisions_of, told_of
from preste.payroll.onss_account.read import read_entries

__all__ = [
    "KINDS",
    "Account",
    "DebtState",
    "Entry",
    "Instalment",
    "OnssDossier",
    "Part",
    "Posting",
    "Provision",
    "Upcoming",
    "account_of",
    "amounts",
    "balance_term",
    "instalments",
    "monthly",
    "notice_of",
    "notice_term",
    "plus",
    "problems",
    "proposed",
    "provisions_of",
    "quarters_of",
    "read_entries",
    "told_of",
    "twice",
    "waiver_until",
]
