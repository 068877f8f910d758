"""What a bank would refuse in an order, beyond what the schema sees: everything found, not only the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from preste.errors import IdentifierError
from preste.ids import bic, iban, ogm
from preste.payments.bank_days import is_bank_day
from preste.payments.charset import sepa_text
from preste.payments.order import ID_LENGTH, Order, Transfer

NAME_LENGTH = 70
TEXT_LENGTH = 140
LARGEST = 999_999_999_99
"""The largest amount of a SEPA transfer, in cents."""

_REACHED = (
    "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE "
    "SI SK SM VA"
)
SEPA_COUNTRIES = frozenset(_REACHED.split())
"""Countries of accounts that the SEPA credit transfer reaches (European Payments Council, EPC409-09)."""


@dataclass(frozen=True)
class Finding:
    """What is wrong; `transfer` is its number from 0 in `Order.all_transfers`, None for the order itself."""

    code: str
    message: str
    transfer: int | None = None


def check(order: Order) -> list[Finding]:
    """All that a bank would refuse in the order; empty when it can be written. Accounts are masked."""
    found = [Finding(code, message) for code, message in _of_order(order)]
    seen = Counter(one.end_to_end_id for one in order.all_transfers)
    for number, transfer in enumerate(order.all_transfers):
        found += [Finding(code, message, number) for code, message in _of_transfer(transfer)]
        if seen[transfer.end_to_end_id] > 1:
            found.append(Finding("E-SEPA-ID", "another transfer has the same end-to-end id", number))
    return found


def _of_order(order: Order) -> Iterator[tuple[str, str]]:
    if not order.all_transfers:
        yield "E-SEPA-EMPTY", "the order holds no transfer"
    if not order.reference:
        yield "E-SEPA-ID", "the order has no reference"
    if not _says_something(order.debtor_name):
        yield "E-SEPA-NAME", "the debtor has no name that a bank can read"
    yield from _account(order.debtor_iban)
    if order.debtor_bic and not bic.is_valid(order.debtor_bic):
        yield "E-SEPA-BIC", "the debtor's BIC is not well written"
    if not is_bank_day(order.execution_date):
        yield "E-SEPA-DATE", f"banks do not work on {order.execution_date}"
    if order.execution_date < order.created_at.date():
        yield "E-SEPA-DATE", f"{order.execution_date} lies before the day the order was made"
    if order.total > LARGEST:
        yield "E-SEPA-AMOUNT", "the total is too large for one file"


def _of_transfer(transfer: Transfer) -> Iterator[tuple[str, str]]:
    if not _says_something(transfer.creditor_name):
        yield "E-SEPA-NAME", "the creditor has no name that a bank can read"
    yield from _account(transfer.creditor_iban)
    if not 0 < transfer.amount <= LARGEST:
        yield "E-SEPA-AMOUNT", "the amount is not between 0,01 and 999 999 999,99"
    plain = sepa_text(transfer.end_to_end_id, ID_LENGTH)
    if not plain or plain != transfer.end_to_end_id:
        yield "E-SEPA-ID", f"the end-to-end id is not 1 to {ID_LENGTH} plain characters"
    if transfer.structured and not ogm.is_valid(transfer.structured):
        yield "E-SEPA-OGM", "the structured communication has wrong check digits"


def _says_something(name: str) -> bool:
    return any(one.isalnum() for one in sepa_text(name, NAME_LENGTH))


def _account(number: str) -> Iterator[tuple[str, str]]:
    try:
        country = iban.country(number)
    except IdentifierError as error:
        yield "E-SEPA-IBAN", error.message
    else:
        if country not in SEPA_COUNTRIES:
            yield "E-SEPA-COUNTRY", f"an account of {country} is not reached by a SEPA transfer"
