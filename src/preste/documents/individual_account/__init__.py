"""The individual account (compte individuel, individuele rekening): a worker's year with one employer.

`account_view` says what is printed, as text, from sums over lines; `check_mentions` refuses it when the law asks
for more; `render_account` sets it in type.
"""

from preste.documents.individual_account.mentions import MENTIONS, NOT_KEPT, Mention, carried, check_mentions
from preste.documents.individual_account.months import AccountMonth, account_month, taken_month
from preste.documents.individual_account.table import Group, Kind, Row, table
from preste.documents.individual_account.view import account_view, across
from preste.documents.individual_account.write import TEMPLATE, account_file_name, account_sheet, render_account

__all__ = [
    "MENTIONS",
    "NOT_KEPT",
    "TEMPLATE",
    "AccountMonth",
    "Group",
    "Kind",
    "Mention",
    "Row",
    "account_file_name",
    "account_month",
    "account_sheet",
    "account_view",
    "across",
    "carried",
    "check_mentions",
    "render_account",
    "table",
    "taken_month",
]
