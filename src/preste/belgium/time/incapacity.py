"""Sickness day by day: which calendar day of an incapacity it is, and who pays it.

Incapacities that follow each other without a day between are one period. A later period within the time of a
relapse resumes the count where its chain left it, unless the certificate says that it is another illness. Only an
incapacity of which a day of the first two weeks was paid (of the first thirty days, for a white-collar worker) opens
a time of relapse: article 52, § 2 speaks of that pay, not of the supplement to the mutual fund. Days are calendar days.

Once work is resumed in part, as the mutual fund allows, the employer pays the hours of work alone: guaranteed pay
ends, and a new total incapacity is the fund's from its first day (neutralisation).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from preste.calendar import ONE_DAY, months_after
from preste.errors import NoParameter
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
    """A day of an incapacity: its number in the count of guaranteed pay, and its day code."""

    date: dt.date
    number: int
    code: str
    period: Period

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
        entitled = date >= months_after(self.contract.start, bands.seniority_months)
        code = bands.code(number) if entitled else FUND
        return SickDay(date, number, FUND if code != FUND and self._neutral(i, date) else code, period)

    def _neutral(self, i: int, date: dt.date) -> bool:
        """Whether work was resumed in part before the day, without a return to work as before. Raises NoParameter."""
        since = self._resumed_since(i)
        if since is None or date < since:
            return False
        limit = book().series["partial_resumption"]
        if limit.exists_on(date) and date >= since + dt.timedelta(weeks=limit.on(date, ()).value):
            if self.periods[i].part(date).resumed_on(date):
                return True
            raise NoParameter(
                f"guaranteed pay is not computed so long after work was resumed in part on {since}",
                field="partial_resumption", where=f"contract {self.contract.id}, {date}",
                remedy="pay by an item what is owed for the hours that the fund allows",
            )  # fmt: skip
        return True

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
            self._used[i] = 0 if last is None else self._before(last) + self.periods[last].counted
        return self._used[i]

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
        return first <= last and self._before(i) + (first - period.start).days < bands.second_week_to


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
