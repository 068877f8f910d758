"""An order to a bank: one debtor account, one execution date, some transfers in euro."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from preste.errors import PresteError

ID_LENGTH = 35
"""The longest identifier a bank takes."""


class OrderError(PresteError):
    """An order that a bank would refuse; `check` tells all that is wrong."""

    code = "E-SEPA"


@dataclass(frozen=True)
class Transfer:
    """One transfer: to whom, how much (cents), and what the creditor reads.

    `structured` is a Belgian structured communication (OGM, twelve digits); when it is given the free
    communication is not written: a bank takes one or the other.
    """

    creditor_name: str
    creditor_iban: str
    amount: int
    end_to_end_id: str
    communication: str = ""
    structured: str = ""


@dataclass(frozen=True)
class Order:
    """One file. `reference` is what makes it this order and no other: the message id is made from it.

    `created_at` is written as it stands, and never read from a clock. `enterprise_number` (BCE) tells the bank
    who sends; `category` is the ISO category purpose, SALA for salaries; with `batch` the debtor's statement
    shows one line for all. `others` are transfers of no such category, creditors of workers: they stand in a block
    of their own, and the statement shows each, which is the proof that it was paid.
    """

    reference: str
    created_at: dt.datetime
    debtor_name: str
    debtor_iban: str
    execution_date: dt.date
    transfers: tuple[Transfer, ...]
    debtor_bic: str = ""
    enterprise_number: str = ""
    category: str = "SALA"
    batch: bool = True
    others: tuple[Transfer, ...] = ()

    @property
    def message_id(self) -> str:
        """The same for the same order."""
        return identifier(self.reference)

    @property
    def all_transfers(self) -> tuple[Transfer, ...]:
        """Those of the category, then the others."""
        return self.transfers + self.others

    @property
    def total(self) -> int:
        """The sum of all transfers in cents."""
        return sum(one.amount for one in self.all_transfers)


def identifier(*parts: str) -> str:
    """An identifier of 32 capitals and digits, the same for the same parts and telling nothing of them."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32].upper()
