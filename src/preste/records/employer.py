"""The employer and its establishments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


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
class ReplacedHoliday:
    """A public holiday on a day without work, and the day of work that replaces it (jour de remplacement)."""

    holiday: dt.date
    day: dt.date


@dataclass(frozen=True, kw_only=True)
class Employer:
    """An employer, with its ONSS identity.

    `category` is the ONSS employer category (catégorie d'employeur, "362"), `workers_count` the number of
    workers that decides size (importance), `joint_committee` "329.02". `certificate_first_day`: a small employer
    whose rules ask for a certificate from the first day of sickness.
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
    replacement_days: tuple[ReplacedHoliday, ...] = ()
    establishments: tuple[Establishment, ...] = ()
