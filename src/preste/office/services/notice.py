"""How a contract may end: its notice or its severance, from what is known of it. Nothing is recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from preste.belgium.exit.indemnity import Pay, Severance, severance_of
from preste.belgium.exit.notice import Absence, Means, Notice, notice
from preste.belgium.exit.service import By, Kind, Service, Status2013
from preste.errors import InputError
from preste.records import Contract, held_on

Outcome = Literal["notice", "severance"]


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of a contract: who ends it, how and when, and what its dossier does not tell.

    `day` is the one on which notice is sent, or the last day of the contract where it ends at once. Amounts in cents:
    the yearly pay of 2013, a year's benefits, and the pay of the last quarter, with its days in hundredths. The sector
    of 2013 and part 1 as entered are those of `Service`.
    """

    outcome: Outcome
    by: By
    day: dt.date
    means: Means = "registered"
    seniority_from: dt.date | None = None
    successive: bool = False
    status_2013: Status2013 = ""
    pay_2013: int | None = None
    sector_2013: str = ""
    part_1_months: int | None = None
    part_1_days: int | None = None
    absences: Sequence[Absence] = ()
    yearly_benefits: int = 0
    quarter_pay: int | None = None
    quarter_days: int = 0


def kind_of(contract: Contract) -> Kind:
    """What kind of contract it is when it ends."""
    if contract.regime == "student":
        return "student"
    if contract.regime == "article17":
        return "article17"
    return "fixed_term" if contract.fixed_term else "open_ended"


def service_of(contract: Contract, asked: Question) -> Service:
    """The contract that ends, as labour law sees it."""
    kind = kind_of(contract)
    return Service(
        start=contract.start,
        kind=kind,
        seniority_from=asked.seniority_from,
        planned_end=contract.end if kind in ("fixed_term", "student") else None,
        successive=asked.successive,
        status_2013=asked.status_2013,
        pay_2013=asked.pay_2013,
        sector_2013=asked.sector_2013,
        part_1_months=asked.part_1_months,
        part_1_days=asked.part_1_days,
    )


def notice_of(contract: Contract, asked: Question) -> Notice:
    """The notice, suspended by the incapacities that are known besides the absences told. Raises PresteError."""
    known = [Absence(one.start, one.end, "incapacity") for one in contract.incapacities if one.end >= asked.day]
    return notice(
        service_of(contract, asked), by=asked.by, means=asked.means, sent=asked.day, absences=[*asked.absences, *known]
    )


def severance(contract: Contract, asked: Question) -> Severance:
    """The severance, on the pay of the contract's last terms. Raises PresteError."""
    return severance_of(service_of(contract, asked), by=asked.by, end=asked.day, pay=_pay(contract, asked))


def _pay(contract: Contract, asked: Question) -> Pay:
    terms = held_on(contract.terms, asked.day)
    if terms is None:
        raise InputError(f"no terms hold on {asked.day}", field="day", remedy="give a day within the contract",
                         code="E-EXIT")  # fmt: skip
    hourly = terms.pay_basis == "hourly"
    return Pay(
        monthly=0 if hourly else terms.amount,
        hourly=terms.amount if hourly else 0,
        weekly_hours=terms.hours_week,
        yearly_benefits=asked.yearly_benefits,
        quarter_pay=asked.quarter_pay,
        quarter_days=asked.quarter_days,
        weekly_hours_reference=terms.full_time_hours if terms.part_time else 0,
        holiday_fund_pays=contract.status == "blue_collar",
    )
