"""The numbers of a sender's files in a day: the channel knows the sender alone, so they run over all its employers.

Employers are locked one by one, so that two people who send for two employers at the same instant read the same last
number on PostgreSQL. The database refuses the second one, who then takes the next number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction

from preste.errors import PresteError

T = TypeVar("T")
_ATTEMPTS = 20
_TAKEN = ("declaration_file_once", "dimona_file_name_once", ".sequence")
"""What the databases call these numbers: PostgreSQL by their constraint, SQLite by their column."""


class NumberBusy(PresteError):
    """Others took each number that was tried."""

    code = "E-DECLARATION-BUSY"


def with_next_number(last: Callable[[], int], store: Callable[[int], T]) -> T:
    """What `store` keeps under the number after the `last` one; under a later one where somebody took it meanwhile.

    Within the transaction of the act. Raises NumberBusy.
    """
    for _ in range(_ATTEMPTS):
        number = last() + 1
        try:
            with transaction.atomic():
                return store(number)
        except IntegrityError as error:
            if not any(name in str(error) for name in _TAKEN):
                raise
    raise NumberBusy("no number is free", remedy="try again")
