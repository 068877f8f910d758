"""The employer and its establishments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Address:
    """A postal address."""

    street: str
    postcode: str
    city: str
    country: str = "BE"


@dataclass(frozen=True, kw_only=True)
class Establishment:
    """An establishment unit (unité d'établissement) of the employer."""

    number: str
    name: str
    address: Address


@dataclass(frozen=True, kw_only=True)
class EmployerTerms:
    """What of an employer decides pay, from a day on until the next such terms."""

    since: dt.date
    category: str
    joint_committee: str
    workers_count: int
    payday: str
    certificate_first_day: bool = False
    closure_fund: str = ""


@dataclass(frozen=True, kw_only=True)
class ReplacedHoliday:
    """A public holiday on a day without work, and the day of work that replaces it (jour de remplacement)."""

    holiday: dt.date
    day: dt.date


@dataclass(frozen=True, kw_only=True)
class Employer:
    """An employer, with its ONSS identity.

    `category` is the ONSS employer category (catégorie d'employeur, "362"), `workers_count` the number of
    workers that decides size (importance), `joint_committee` "329.02". `history` tells, in order of date, what
    these, the pay day and `certificate_first_day` were; empty when they have always been so. That one is of a small
    employer whose rules ask for a certificate from the first day of sickness. `closure_fund`: the letter of the
    Closure Fund (FFE), which decides where a category has both: "C" commercial, "B" not commercial, "" not told.
    """

    id: str
    name: str
    address: Address
    enterprise_number: str
    onss_number: str
    category: str
    joint_committee: str
    workers_count: int
    language: str = "fr"
    iban: str = ""
    bic: str = ""
    social_secretariat: str = ""
    accident_insurer: str = ""
    holiday_fund: str = ""
    payday: str = "last"  # "last": last day of the month; or "5": the fifth of the next month
    certificate_first_day: bool = False
    closure_fund: str = ""
    replacement_days: tuple[ReplacedHoliday, ...] = ()
    establishments: tuple[Establishment, ...] = ()
    history: tuple[EmployerTerms, ...] = ()

    def on(self, day: dt.date) -> Employer:
        """The employer with what held on a day; before the first known terms, with those."""
        if not self.history:
            return self
        held = [one for one in self.history if one.since <= day] or self.history[:1]
        return replace(
            self,
            category=held[-1].category,
            joint_committee=held[-1].joint_committee,
            workers_count=held[-1].workers_count,
            payday=held[-1].payday,
            certificate_first_day=held[-1].certificate_first_day,
            closure_fund=held[-1].closure_fund,
        )
