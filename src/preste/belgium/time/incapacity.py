"""Sickness day by day: which calendar day of an incapacity it is, and who pays it.

Incapacities that follow each other without a day between are one period. A later period within the time of a
relapse resumes the count where its chain left it, unless the certificate says that it is another illness. Only an
incapacity of which a day of the first two weeks was paid (of the first thirty days, for a white-collar worker) opens
a time of relapse: article 52, § 2 speaks of that pay, not of the supplement to the mutual fund. Days are calendar days.

Once work is resumed in part, as the mutual fund allows, the employer pays the hours of work alone: guaranteed pay
ends, and a new total incapacity is the fund's from its first day (neutralisation). Where the law of the day ends that
after some weeks, the days of a total incapacity beyond them have guaranteed pay again, for the hours that the fund
allows; its count begins with the first day of that incapacity.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from preste.calendar import ONE_DAY, months_after
from preste.law import Entry, book
from preste.records import AT_WORK, Contract, Incapacity

FULL, SECOND_WEEK, SUPPLEMENT, FUND = "M", "MS", "MC", "MM"
"""Day codes: full pay, second week, supplement to the mutual fund, the fund alone."""
FULL_AT_WORK = "ATG"
_WHITE_COLLAR = "guaranteed_pay_white_collar"
AT_WORK_CODES = {"work_accident": "AT", "occupational_disease": "MP"}
SICK_CODES = (FULL, SECOND_WEEK, SUPPLEMENT, FUND, FULL_AT_WORK, *AT_WORK_CODES.values())


@dataclass(frozen=True)
class Bands:
    """Until which calendar day of an incapacity each kind of pay runs, and after how many months of service."""

    full_to: int
    second_week_to: int
    ends: int
    seniority_months: int

    def code(self, number: int) -> str:
        """The day code of a calendar day of the incapacity, for who has the service."""
        if number <= self.full_to:
            return FULL
        if number <= self.second_week_to:
            return SECOND_WEEK
        return SUPPLEMENT if number <= self.ends else FUND


@dataclass(frozen=True)
class Period:
    """Incapacities without a day between them: one suspension of the contract."""

    parts: tuple[Incapacity, ...]

    @property
    def start(self) -> dt.date:
        """The first day."""
        return self.parts[0].start

    @property
    def end(self) -> dt.date:
        """The last day."""
        return self.parts[-1].end

    @property
    def days(self) -> int:
        """Calendar days."""
        return (self.end - self.start).days + 1

    @property
    def at_work(self) -> bool:
        """Whether it is an accident at work or an occupational disease."""
        return self.parts[0].cause in AT_WORK

    @property
    def resumed_from(self) -> dt.date | None:
        """The day work was resumed in part for the first time."""
        return min((one.partial_from for one in self.parts if one.partial_from), default=None)

    @property
    def counted(self) -> int:
        """Calendar days of the count of guaranteed pay: those before work was resumed in part."""
        return (self.resumed_from - self.start).days if self.resumed_from else self.days

    def part(self, date: dt.date) -> Incapacity:
        """The incapacity that covers a day of the period."""
        return next(one for one in self.parts if one.covers(date))


@dataclass(frozen=True)
class SickDay:
    """A day of an incapacity: its number in the count of guaranteed pay, and its day code.

    `allowed`: the hours from Monday to Sunday that the pay is for, where these are not the schedule's.
    """

    date: dt.date
    number: int
    code: str
    period: Period
    allowed: tuple[int, ...] = ()

    @property
    def of_suspension(self) -> int:
        """Calendar days since the contract was suspended, this one included."""
        return (self.date - self.period.start).days + 1


def bands_law(contract: Contract, on: dt.date) -> Entry:
    """The value of law that parts the guaranteed pay of an incapacity that starts on a day. Raises NoParameter."""
    if contract.status == "blue_collar":
        return book().on("guaranteed_pay_blue_collar", on)
    short = book().on("guaranteed_pay_short_white_collar", on)
    if contract.fixed_term and is_shorter(contract, short.value.below_months):
        return short
    return book().on(_WHITE_COLLAR, on)


def bands_of(contract: Contract, on: dt.date) -> Bands:
    """How the guaranteed pay of an incapacity that starts on a day is parted. Raises NoParameter."""
    law = bands_law(contract, on)
    if law.series == _WHITE_COLLAR:
        return Bands(law.value, law.value, law.value, 0)
    held = law.value
    return Bands(held.full_to, held.second_week_to, held.ends, held.seniority_months)


def full_at_work(bands: Bands, on: dt.date) -> int:
    """The last day at full pay after an accident at work or an occupational disease: service does not matter."""
    law = book().on("guaranteed_pay_at_work", on).value
    days: int = law.month_to if bands.full_to == bands.ends else law.full_to
    return days


def is_shorter(contract: Contract, months: int) -> bool:
    """Whether the contract lasts less than so many months."""
    ends = contract.end
    return ends is not None and ends + ONE_DAY < months_after(contract.start, months)


def has_second_week(contract: Contract, on: dt.date) -> bool:
    """Whether days of the second week and of the supplement may be written for the contract: for a blue-collar worker,
    and for a contract of less than three months, which whoever writes them says to be a fixed term."""
    months = book().on("guaranteed_pay_short_white_collar", on).value.below_months
    return contract.status == "blue_collar" or is_shorter(contract, months)


class Sickness:
    """The incapacities of one contract, counted."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.periods = periods(contract.incapacities)
        self._used: dict[int, int] = {}

    def on(self, date: dt.date) -> SickDay | None:
        """The day's place in its incapacity; None on a day without. Raises NoParameter."""
        for i, period in enumerate(self.periods):
            if period.start <= date <= period.end:
                return self._day(i, date)
        return None

    def taken_over(self, period: Period) -> dt.date | None:
        """The first day the mutual fund pays; None while the employer pays all of the period."""
        days = (period.start + i * ONE_DAY for i in range(period.days))
        found = (self.on(day) for day in days)
        return next((one.date for one in found if one and one.code in (SUPPLEMENT, FUND)), None)

    def used_before(self, period: Period) -> int:
        """Calendar days of guaranteed pay that earlier incapacities of the same chain have used."""
        return self._before(self.periods.index(period))

    def _day(self, i: int, date: dt.date) -> SickDay:
        period = self.periods[i]
        number = self._before(i) + (date - period.start).days + 1
        bands = bands_of(self.contract, period.start)
        if period.at_work:
            full = number <= full_at_work(bands, period.start)
            code = FULL_AT_WORK if full else AT_WORK_CODES[period.part(date).cause]
            return SickDay(date, number, code, period)
        since = self._resumed_since(i)
        if since is not None and since <= date:
            return self._after_resumption(i, date, since, number)
        return SickDay(date, number, self._code(bands, number, date), period)

    def _code(self, bands: Bands, number: int, date: dt.date) -> str:
        entitled = date >= months_after(self.contract.start, bands.seniority_months)
        return bands.code(number) if entitled else FUND

    def _after_resumption(self, i: int, date: dt.date, since: dt.date, number: int) -> SickDay:
        """A day after work was resumed in part, without a return to work as before: the fund's, but for those of a
        total incapacity beyond the weeks that the law of the day gives. Raises NoParameter."""
        period, first = self.periods[i], self._total_from(i, date)
        limit = book().series["partial_resumption"]
        if first is None or not limit.exists_on(date):
            return SickDay(date, number, FUND, period)
        if date < since + dt.timedelta(weeks=limit.on(date, ()).value):
            return SickDay(date, number, FUND, period)
        count = self._before_total(i, first) + (date - first).days + 1
        code = self._code(bands_of(self.contract, first), count, date)
        return SickDay(date, count, code, period, self._allowed(first))

    def _total_from(self, i: int, date: dt.date) -> dt.date | None:
        """The first day of the total incapacity, after work was resumed in part, that holds a day; None on a day of
        partial work. One of another illness begins a count of its own."""
        found = [ends + ONE_DAY for begins, ends in self._partial if begins <= date]
        if not found or date < found[-1]:
            return None
        period = self.periods[i]
        return max(found[-1], period.start) if period.parts[0].other_illness else found[-1]

    @property
    def _partial(self) -> list[tuple[dt.date, dt.date]]:
        """From when to when work was resumed in part, in order."""
        parts = (part for period in self.periods for part in period.parts)
        return [(one.partial_from, one.partial_to or one.end) for one in parts if one.partial_from]

    def _allowed(self, first: dt.date) -> tuple[int, ...]:
        """The hours of the partial work that a total incapacity which begins on a day puts an end to."""
        parts = (part for period in self.periods for part in period.parts)
        return [one.partial_schedule for one in parts if one.partial_from and one.partial_from < first][-1]

    def _before_total(self, i: int, first: dt.date) -> int:
        """The count that a total incapacity begins with: where one before it in the same partial resumption left it,
        within the time of a relapse; else nothing. Raises NoParameter."""
        if self.periods[i].start == first and self.periods[i].parts[0].other_illness:
            return 0
        begins = next(one for one, ends in reversed(self._partial) if ends < first)
        eve = begins - ONE_DAY
        if (first - eve).days > book().on("sickness_relapse", first).value:
            return 0
        before = self.on(eve)
        return before.number if before is not None and before.allowed else 0

    def _resumed_since(self, i: int) -> dt.date | None:
        """The first partial resumption of incapacities that follow one another, of whatever illness."""
        found = self.periods[i].resumed_from
        while i and self.periods[i - 1].end + ONE_DAY == self.periods[i].start and not self.periods[i - 1].at_work:
            i -= 1
            found = self.periods[i].resumed_from or found
        return found

    def _before(self, i: int) -> int:
        """The count an incapacity begins with: where its chain left it, else nothing."""
        if i not in self._used:
            paid = self._relapse_of(i)
            chain = () if paid is None else (j for j in range(paid, i) if j == paid or self._relapse_of(j) == paid)
            last = max(chain, default=None)
            self._used[i] = 0 if last is None else self._left_at(last)
        return self._used[i]

    def _left_at(self, i: int) -> int:
        """The count at the end of a period."""
        period = self.periods[i]
        last = self.on(period.end)
        return last.number if last is not None and last.allowed else self._before(i) + period.counted

    def _relapse_of(self, i: int) -> int | None:
        """The last incapacity that opened a time of relapse which holds the first day of this one."""
        period = self.periods[i]
        if period.at_work or period.parts[0].other_illness:
            return None
        for j in reversed(range(i)):
            earlier = self.periods[j]
            since = (period.start - earlier.end).days
            if since > book().on("sickness_relapse", period.start).value:
                return None
            if not earlier.at_work and self._paid(j):
                return j
        return None

    def _paid(self, i: int) -> bool:
        """Whether some day of the period gave a right to the pay that opens a time of relapse."""
        period, bands = self.periods[i], bands_of(self.contract, self.periods[i].start)
        first = max(period.start, months_after(self.contract.start, bands.seniority_months))
        since = self._resumed_since(i)
        last = period.end if since is None else min(period.end, since - ONE_DAY)
        if since is not None and self._paid_again(i, since):
            return True
        return first <= last and self._before(i) + (first - period.start).days < bands.second_week_to

    def _paid_again(self, i: int, since: dt.date) -> bool:
        """The same of a total incapacity after work was resumed in part."""
        period, first = self.periods[i], self._total_from(i, self.periods[i].end)
        limit = book().series["partial_resumption"]
        if first is None or not limit.exists_on(period.end):
            return False
        owed = self.on(max(first, period.start, since + dt.timedelta(weeks=limit.on(period.end, ()).value)))
        bands = bands_of(self.contract, first)
        return owed is not None and bool(owed.allowed) and owed.number <= bands.second_week_to


@lru_cache(maxsize=1024)
def periods(incapacities: tuple[Incapacity, ...]) -> tuple[Period, ...]:
    """Incapacities in order, those that prolong one another together."""
    found: list[list[Incapacity]] = []
    for one in sorted(incapacities, key=lambda i: i.start):
        last = found[-1][-1] if found else None
        if last and one.start == last.end + ONE_DAY and one.cause == last.cause and not one.other_illness:
            found[-1].append(one)
        else:
            found.append([one])
    return tuple(Period(tuple(parts)) for parts in found)
