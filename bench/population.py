"""A fictional employer of any size, with a year of facts: salaries, households, absences, elements of pay."""

from __future__ import annotations

import datetime as dt
import random

from preste.calendar import Month
from preste.ids import enterprise, iban, niss, onss_number
from preste.payroll.month import Dossier
from preste.records import Address, Contract, Day, Employer, Household, PayItem, Terms, Worker

FULL = (760, 760, 760, 760, 760, 0, 0)
HALF = (760, 760, 380, 0, 0, 0, 0)


def employer_of(workers: int, last: Month) -> Dossier:
    """That many workers with a contract each; days are written from January of the year to the month `last`."""
    chance = random.Random(workers)
    employer = Employer(
        id="bench",
        name="La Grande Maison ASBL",
        address=Address(street="Rue Fictive 1", postcode="5000", city="Namur"),
        enterprise_number=enterprise.make(9_999_945),
        onss_number=onss_number.make(1_999_945),
        category="362",
        joint_committee="329.02",
        workers_count=workers,
        iban=iban.make_be(19_999_945),
    )
    return Dossier(employer, [_contract(i, chance, last) for i in range(workers)])


def _contract(i: int, chance: random.Random, last: Month) -> Contract:
    new_year = dt.date(last.year, 1, 1)
    born = dt.date(1965, 1, 1) + dt.timedelta(days=i // 400)
    woman = chance.random() < 0.6
    worker = Worker(
        id=f"w{i}", number=str(i + 1), last_name=f"Fictif {i:05d}", first_name="Camille",
        niss=niss.make(born, 2 * (i % 400) + (2 if woman else 1)), birth_date=born, sex="F" if woman else "M",
        address=Address(street=f"Rue du Modèle {i % 200 + 1}", postcode="5000", city="Namur"),
        iban=iban.make_be(19_000_000 + i),
    )  # fmt: skip
    half = chance.random() < 0.3
    terms = Terms(
        valid_from=new_year, pay_basis="monthly", amount=chance.randrange(210_000, 520_000) // (2 if half else 1),
        schedule=HALF if half else FULL, full_time_hours=3_800,
    )  # fmt: skip
    household = Household(
        valid_from=new_year, situation=chance.choice(("single", "spouse_with_income", "spouse_without_income")),
        children=chance.choice((0, 0, 1, 2, 3)),
    )  # fmt: skip
    items = ()
    if chance.random() < 0.5:
        items = (PayItem(kind="bicycle", quantity=chance.randrange(2_000, 40_000), valid_from=new_year),)
    months = [Month(last.year, month) for month in range(1, last.month + 1)]
    days = tuple(day for month in months for day in _absences(month, chance, half=half))
    start = dt.date(last.year - 11 + i % 10, 1, 1)
    return Contract(
        id=f"c{i:05d}", worker=worker, start=start, households=(household,), terms=(terms,),
        items=items, days=days,
    )  # fmt: skip


def _absences(month: Month, chance: random.Random, *, half: bool) -> list[Day]:
    """Up to two days of holiday, and now and then one of sickness, on Mondays and Tuesdays."""
    workdays = [month.first + dt.timedelta(days=n) for n in range(7, 21)]
    free = [day for day in workdays if day.weekday() < 2]
    found = chance.sample(free, chance.randrange(3))
    return [Day(date=day, code="V" if chance.random() < 0.8 else "M", hours=760) for day in sorted(found)]
