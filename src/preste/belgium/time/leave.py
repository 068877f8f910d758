"""Short absences, birth leave and urgent reasons: how much of the right is used, and what exceeds it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from preste.calendar import Month
from preste.errors import InputError, PresteError
from preste.law import book
from preste.money import number
from preste.records import Contract, Day, held_on

SHORT, BIRTH, URGENT = "PC", "NAI", "RI"
"""Day codes: petit chômage, congé de naissance, raisons impérieuses."""
BORN = "birth"

EVENTS: Mapping[str, str] = {
    "own_marriage": "mariage du travailleur",
    "relative_marriage": "mariage d'un proche",
    "ordination": "ordination ou entrée au couvent d'un proche",
    "death_partner_or_child": "décès du conjoint, du cohabitant ou d'un enfant",
    "death_parent": "décès d'un parent ou beau-parent",
    "death_relative_at_home": "décès d'un proche habitant chez le travailleur",
    "death_relative": "décès d'un proche habitant ailleurs",
    "death_foster_child": "décès d'un enfant en accueil de courte durée",
    "communion": "communion solennelle d'un enfant",
    "youth_celebration": "fête de la jeunesse laïque d'un enfant",
    "family_council": "conseil de famille",
    "jury_or_court": "jury, témoin ou comparution",
    BORN: "naissance, jours payés par l'employeur",
}
"""Each event of a short absence and its French label."""
EVENTS_OF: Mapping[str, Sequence[str]] = {SHORT: tuple(EVENTS), BIRTH: (BORN,)}
"""The events that a day of a code may be for."""


@dataclass(frozen=True)
class Use:
    """How much of a right is used with one of its days, that day included; in days of the contract's own hours."""

    day: Day
    what: str
    right: Fraction
    used: Fraction

    @property
    def left(self) -> Fraction:
        """What is left of the right; below zero when too much is taken."""
        return self.right - self.used


def leave_errors(contract: Contract, month: Month) -> Iterator[PresteError]:
    """The days of the month that exceed a right, each with how much there is of it. Raises NoParameter."""
    for one in uses(contract, month):
        if one.left < 0:
            yield InputError(
                f"{one.what} gives {_told(one.right)} days, {_told(one.used)} are taken with this one",
                where=f"contract {contract.id}, {one.day.date}",
                field="code",
                remedy="give the days beyond the right another code, such as V or SS",
                code="E-LEAVE-RIGHT",
            )


def uses(contract: Contract, month: Month) -> Iterator[Use]:
    """The days of the month that have a right, each with how much of it is used then. Raises NoParameter."""
    limited = (d for d in contract.days if d.code in (SHORT, BIRTH, URGENT) and d.date <= month.last)
    days = sorted(limited, key=lambda d: d.date)
    groups: dict[tuple[str, str, dt.date | None], list[Day]] = {}
    for day in days:
        if day.code != URGENT and day.event:
            groups.setdefault((day.code, day.event, day.event_date), []).append(day)
    for (code, event, date), found in groups.items():
        if found[-1].date >= month.first:
            yield from _used(contract, found, right_of(code, event, date or found[0].date), month, event)
    urgent = [d for d in days if d.code == URGENT and d.date.year == month.year]
    if urgent and urgent[-1].date >= month.first:
        yield from _used(contract, urgent, _urgent(contract, urgent[-1].date), month, URGENT)


def unnamed(contract: Contract, month: Month) -> bool:
    """Whether the month has a short absence without its event, whose right cannot be looked up."""
    return any(d.code == SHORT and not d.event and month.first <= d.date <= month.last for d in contract.days)


def right_of(code: str, event: str, on: dt.date) -> Fraction:
    """The days that an event gives under a day code. Raises NoParameter."""
    employer: int = book().on("short_absence", on, (event,)).value
    if code == SHORT:
        return Fraction(employer)
    whole: int = book().on("birth_leave", on).value
    return Fraction(whole - employer)


def _urgent(contract: Contract, on: dt.date) -> Fraction:
    """Days of a full-timer, for the part of a full time that is worked; in days of the contract's own hours."""
    days: int = book().on("urgent_leave", on).value
    terms = held_on(contract.terms, on)
    if terms is None or not terms.hours_week or not terms.part_time:
        return Fraction(days)
    worked = sum(1 for hours in terms.schedule if hours)
    return Fraction(days * worked, terms.full_time_days)


def _used(contract: Contract, days: Sequence[Day], right: Fraction, month: Month, what: str) -> Iterator[Use]:
    """The days of a right in the month, counted by the part of their scheduled hours."""
    used = Fraction(0)
    for day in days:
        used += part_of(contract, day)
        if day.date >= month.first:
            yield Use(day, what, right, used)


def part_of(contract: Contract, day: Day) -> Fraction:
    """The part of a scheduled day that a day takes; a whole one where nothing is scheduled."""
    terms = held_on(contract.terms, day.date)
    scheduled = terms.schedule[day.date.weekday()] if terms else 0
    return min(Fraction(day.hours, scheduled), Fraction(1)) if scheduled else Fraction(1)


def _told(days: Fraction) -> str:
    return number(int(days * 100), 2, "en").removesuffix(".00")
