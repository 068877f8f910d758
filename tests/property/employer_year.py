"""Generated employer-years: small employers over a calendar year, with all that happens to their workers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from preste.belgium.time.annual import ANNUAL
from preste.belgium.time.holidays import holidays_of
from preste.calendar import Month, legal_holidays
from preste.payroll.month import Dossier
from preste.records import Contract, Day, HolidayYear, Incapacity, PayItem, ReplacedHoliday, Terms

DAY = dt.timedelta(days=1)
YEARS = (2024, 2025)
"""Years of which the law book holds what the workers of these employers need."""
SCHEDULES = (
    (760, 760, 760, 760, 760, 0, 0),
    (760, 760, 760, 760, 0, 0, 0),
    (760, 760, 380, 0, 0, 0, 0),
    (0, 950, 0, 950, 0, 0, 0),
    (570, 570, 570, 570, 570, 0, 0),
)
ABSENCES = {"white_collar": ("V", "SS", "PC", "RI", "CTF", "CE"), "blue_collar": ("VO", "SS", "PC", "RI", "CTE", "CTI")}
ITEMS = ("premium", "double_holiday_pay", "year_end_premium", "cost", "deduction")
WHOLE_DAYS = ("CTE",)
"""Economic unemployment suspends whole days."""
MOST = {"RI": 5}
"""Days of a code that are drawn at most: the right of a part-timer to urgent leave is no less."""


@dataclass(frozen=True)
class Fact:
    """Something that happened, and the month (1 to 12) whose payment is the first to know it."""

    what: Terms | Incapacity | Day | PayItem | dt.date
    known: int

    @property
    def first(self) -> dt.date:
        """The first day it concerns; of an exit the last day, whose month settles the quarter."""
        if isinstance(self.what, dt.date):
            return self.what
        day: dt.date = getattr(self.what, _FIRST[type(self.what)])
        return day


_FIRST: Mapping[type, str] = {Terms: "valid_from", PayItem: "valid_from", Incapacity: "start", Day: "date"}


@dataclass(frozen=True)
class Life:
    """A worker's year: the contract as it began, and everything that happened in it."""

    begun: Contract
    facts: tuple[Fact, ...]

    def known(self, month: int = 12) -> Contract:
        """The contract with what was known when a month was paid."""
        held = [fact.what for fact in self.facts if fact.known <= month]
        return replace(
            self.begun,
            end=next((one for one in held if isinstance(one, dt.date)), self.begun.end),
            terms=(*self.begun.terms, *(one for one in held if isinstance(one, Terms))),
            incapacities=tuple(one for one in held if isinstance(one, Incapacity)),
            days=tuple(one for one in held if isinstance(one, Day)),
            items=tuple(one for one in held if isinstance(one, PayItem)),
        )

    def first_learned(self, month: int) -> Month | None:
        """The first month of what the payment of a month was the first to know, when it is an earlier one."""
        days = [fact.first for fact in self.facts if fact.known == month]
        first = max(min(days), self.begun.start) if days else None
        return Month(first.year, first.month) if first and first.month < month else None


@dataclass(frozen=True)
class EmployerYear:
    """A year of an employer."""

    year: int
    dossier: Dossier
    """Without its contracts."""
    lives: tuple[Life, ...]

    def known(self, month: int = 12) -> Dossier:
        """The dossier with what was known when a month was paid."""
        return replace(self.dossier, contracts=[life.known(month) for life in self.lives])

    @property
    def months(self) -> list[Month]:
        """January to December."""
        return [Month(self.year, number) for number in range(1, 13)]


@st.composite
def employer_years(draw: st.DrawFn, make: Any, *, late: bool = False, years: Sequence[int] = YEARS) -> EmployerYear:
    """An employer of one to three workers; with `late`, of facts that are known up to three months too late."""
    year = draw(st.sampled_from(years))
    employer = {
        "category": draw(st.sampled_from(("362", "010", "000"))),
        "workers_count": draw(st.sampled_from((3, 12, 25))),
        "payday": draw(st.sampled_from(("last", "5"))),
    }
    replaced = _replaced(draw, year)
    holidays = frozenset(holidays_of(year, replaced))
    lives = tuple(draw(_lives(make, year, i, late, holidays)) for i in range(draw(st.sampled_from((1, 1, 2, 3)))))
    return EmployerYear(year, make.dossier(**employer, replacement_days=replaced), lives)


def _replaced(draw: st.DrawFn, year: int) -> tuple[ReplacedHoliday, ...]:
    holiday = draw(st.sampled_from(sorted(legal_holidays(year))))
    day = holiday + draw(st.integers(1, 6)) * DAY
    if day.weekday() == 6 or day in legal_holidays(day.year) or day.year != year or draw(st.booleans()):
        return ()
    return (ReplacedHoliday(holiday=holiday, day=day),)


@st.composite
def _lives(draw: st.DrawFn, make: Any, year: int, number: int, late: bool, holidays: Collection[dt.date]) -> Life:
    status = draw(st.sampled_from(("white_collar", "blue_collar")))
    hired = draw(st.booleans())
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    start = draw(st.dates(first, last - 90 * DAY)) if hired else dt.date(2020, 1, 1)
    end = draw(st.dates(max(start, first) + 20 * DAY, last)) if draw(st.sampled_from((False, False, True))) else None
    begun = make.contract(
        id=f"c{number}", worker=make.worker(id=f"w{number}"), start=start, status=status,
        terms=(_terms(draw, make, status, start),), holidays=_holidays(draw, year, status),
        households=(make.household(draw(st.sampled_from(("single", "spouse_without_income"))),
                    children=draw(st.integers(0, 2))),),
    )  # fmt: skip
    since, until = max(start, first), end or last
    sick = list(_spells(draw, since, until))
    happened: list[Any] = [*sick, *_changes(draw, make, begun, sick, since, until)]
    happened += _days(draw, begun, happened, since, until, holidays)
    happened += _items(draw, since, until)
    if end is not None:
        happened.append(end)
    schedules = {one.schedule for one in (begun.terms[0], *happened) if isinstance(one, Terms)}
    late_terms = late and len(schedules) == 1
    facts = (Fact(what, 1) for what in happened)
    return Life(begun, tuple(replace(one, known=_known(draw, one, year, late_terms)) if late else one for one in facts))


def _known(draw: st.DrawFn, fact: Fact, year: int, late_terms: bool) -> int:
    """Known with its own month, or up to three months too late; another schedule in time, absences are of its hours."""
    month = fact.first.month if fact.first.year == year else 12
    if isinstance(fact.what, Terms) and not late_terms:
        return month
    return min(12, month + draw(st.sampled_from((0, 0, 0, 1, 2, 3))))


def _terms(draw: st.DrawFn, make: Any, status: str, since: dt.date) -> Terms:
    schedule = draw(st.sampled_from(SCHEDULES))
    hourly = status == "blue_collar"
    amount = (
        draw(st.integers(1_450, 2_600)) if hourly else draw(st.integers(2_100_00, 5_200_00)) * sum(schedule) // 3800
    )
    made: Terms = make.terms(
        valid_from=since, pay_basis="hourly" if hourly else "monthly", amount=amount, schedule=schedule
    )
    return made


def _holidays(draw: st.DrawFn, year: int, status: str) -> tuple[HolidayYear, ...]:
    if status == "blue_collar" or draw(st.booleans()):
        return ()
    return (HolidayYear(year=year, days=100 * draw(st.integers(0, 20))),)


def _spells(draw: st.DrawFn, since: dt.date, until: dt.date) -> Iterator[Incapacity]:
    """Spells of illness, some of them relapses or the same illness going on, some ended by work in part."""
    at = since
    for _ in range(draw(st.sampled_from((0, 0, 1, 2, 3)))):
        start = at + draw(st.sampled_from((0, 1, 3, 7, 12, 20, 45, 80))) * DAY
        end = start + draw(st.sampled_from((0, 1, 2, 4, 6, 9, 13, 17, 29, 33, 44))) * DAY
        if end > until:
            return
        part: dict[str, Any] = {}
        if draw(st.sampled_from((False, False, True))):
            part = {"partial_from": start + draw(st.integers(0, (end - start).days)) * DAY}
            part["partial_schedule"] = draw(st.sampled_from(((380,) * 7, (0, 380, 0, 380, 0, 0, 0))))
        yield Incapacity(start=start, end=end, certificate=start, other_illness=draw(st.booleans()), **part)
        at = end + DAY


def _changes(
    draw: st.DrawFn, make: Any, begun: Contract, sick: list[Incapacity], since: dt.date, until: dt.date
) -> Iterator[Terms]:
    """Part-time changes, raises and indexations, in different months; on the first of a month that has sickness."""
    held, months = begun.terms[0], set()
    for day in sorted(draw(st.lists(st.dates(since, until), max_size=2))):
        if (month := Month(day.year, day.month)) in months or day == begun.start:
            continue
        months.add(month)
        ill = any(one.start <= month.last and month.first <= one.end for one in sick)
        start = month.first if ill or draw(st.booleans()) else day
        if start <= begun.start:
            continue
        if draw(st.booleans()):
            held = replace(held, valid_from=start, amount=held.amount + held.amount // 50)
        else:
            held = _terms(draw, make, begun.status, start)
        yield held


def _days(
    draw: st.DrawFn, begun: Contract, happened: list[Any], since: dt.date, until: dt.date, holidays: Collection[dt.date]
) -> Iterator[Day]:
    """Absences on scheduled days without illness, each a whole day or half of one; no holidays on public ones."""
    terms = [*begun.terms, *(one for one in happened if isinstance(one, Terms))]
    sick = [one for one in happened if isinstance(one, Incapacity)]
    taken: dict[str, int] = {}
    least = draw(st.sampled_from((0, 4, 10)))
    for date in sorted(draw(st.sets(st.dates(since, until), min_size=min(least, (until - since).days), max_size=20))):
        scheduled = schedule_on(terms, date)[date.weekday()]
        code = draw(st.sampled_from(ABSENCES[begun.status]))
        taken[code] = taken.get(code, 0) + 1
        if code in ANNUAL and date in holidays:
            continue
        if scheduled and not any(one.covers(date) for one in sick) and taken[code] <= MOST.get(code, 14):
            part = 1 if code in WHOLE_DAYS else draw(st.sampled_from((1, 1, 2)))
            yield Day(date=date, code=code, hours=scheduled // part)


def _items(draw: st.DrawFn, since: dt.date, until: dt.date) -> Iterator[PayItem]:
    for kind in draw(
        st.sets(st.sampled_from(("premium", "double_holiday_pay", "year_end_premium", "cost", "deduction")))
    ):
        date = draw(st.dates(since, until))
        yield PayItem(kind=kind, amount=draw(st.integers(1, 900_00)), once=True, valid_from=date)


def schedule_on(terms: list[Terms], date: dt.date) -> tuple[int, ...]:
    """The schedule of the terms that began last."""
    return max((one for one in terms if one.valid_from <= date), key=lambda one: one.valid_from).schedule
