"""Creditors of a worker who have a claim on the pay, and the children that lower what they may take."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from preste.records.dated import Dated

GarnishmentKind = Literal["maintenance", "assignment", "tax", "seizure"]
"""pension alimentaire (saisie ou délégation), cession, saisie de l'administration fiscale, saisie-arrêt"""


@dataclass(frozen=True, kw_only=True)
class Garnishment(Dated):
    """A claim of a creditor on a worker's pay (saisie-arrêt, cession de rémunération, délégation de sommes).

    It is withheld from each payment made from `valid_from` to `valid_to` (the day it is lifted). `notified_on`: the
    day that gives its rank. `total`: the claim in cents, 0 for one without an end. `monthly`: the most of a calendar
    month, 0 for all that may be seized. `already_paid`: what was withheld of the total before the first month that is
    computed. `reference`: what the creditor wants to read on the transfer, digits only for a structured communication.
    """

    id: str
    kind: GarnishmentKind
    creditor: str
    notified_on: dt.date
    total: int = 0
    monthly: int = 0
    already_paid: int = 0
    iban: str = ""
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class DeclaredChildren(Dated):
    """How many dependent children the worker declared to the employer, with the form that the law asks for.

    They are not those of the withholding tax: a child whose form was not handed in does not count.
    """

    children: int
