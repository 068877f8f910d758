"""Severance of a contract: how much of the notice is owed in pay, for which days, and how its amount comes about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from preste.belgium.exit import contribution, severance
from preste.belgium.exit.days import WEEK, add_months
from preste.belgium.exit.facts import SEVERANCE_FACTS
from preste.belgium.exit.notice import Notice
from preste.belgium.exit.part_1 import part_1
from preste.belgium.exit.periods import Period, period, window_end
from preste.belgium.exit.service import By, Service, faults, refuse
from preste.belgium.exit.steps import LAW, Step, length_steps, shown, weeks_text
from preste.calendar import ONE_DAY
from preste.engine import Layer, Plan, Trace, build, rules_in
from preste.errors import InputError, PresteError
from preste.law import Entry, book
from preste.money import down, euro, fraction, half_up, number, text
from preste.records import PayItem

DMFA_CODE = "3"
"""The remuneration code of severance expressed in working time (DmfA, annex 7)."""

SEVERANCE = Layer("severance", rules_in(severance))
"""The rules of pay in lieu of notice."""
CONTRIBUTION_812 = Layer("contribution 812", rules_in(contribution))
"""What is added when the pay of the last quarter is known."""


@dataclass(frozen=True, kw_only=True)
class Pay:
    """What a worker earns when the contract ends, in cents; hours and days in hundredths.

    By the month, or by the hour with the hours of the week. `yearly_benefits`: year-end premium, double holiday pay
    and other benefits of a year. The last quarter declared, for contribution 812: `quarter_pay` with `quarter_days`,
    or for a part-timer with `quarter_hours` and the weekly hours of full time.
    """

    monthly: int = 0
    hourly: int = 0
    weekly_hours: int = 0
    yearly_benefits: int = 0
    quarter_pay: int | None = None
    quarter_days: int = 0
    quarter_hours: int = 0
    weekly_hours_reference: int = 0
    holiday_fund_pays: bool = False


@dataclass(frozen=True)
class Severance:
    """Severance: what it is for and how it is computed.

    `period`: the notice an open-ended contract would have had, with the `months` or the days of its part 1.
    `rest_of_term`: whether the pay is that of what is left of a term. `weeks` in hundredths, after part 1.
    `covered_from` and `covered_to`: the days it covers, shortened by outplacement. `trace` gives the amounts, `steps`
    the reasons, `laws` the values of law that the length rests on.
    """

    by: By
    period: Period
    months: int
    weeks: int
    rest_of_term: bool
    covered_from: dt.date
    covered_to: dt.date
    trace: Trace
    steps: tuple[Step, ...]
    laws: tuple[Entry, ...]

    @property
    def doubts(self) -> tuple[Entry, ...]:
        """The values of law used whose sources disagree."""
        return (*(law for law in self.laws if law.status == "unsure"), *self.trace.doubts())

    @property
    def item(self) -> PayItem:
        """The pay item that pays it with the last month; only what the employer owes is pay."""
        details = {"annual_reference": text(self.trace["severance_annual_pay"])}
        details |= {"covered_from": self.covered_from.isoformat(), "covered_to": self.covered_to.isoformat()}
        if "employer_812" in self.trace.plan.index:
            details["contribution_812"] = text(self.trace["employer_812"])
            details["base_812"] = text(self.trace["severance_contribution_base"])
        return PayItem(
            valid_from=self.covered_from - ONE_DAY,
            kind="severance",
            label="Indemnité de rupture",
            amount=self.trace["severance_amount"],
            once=True,
            details=details,
        )


@lru_cache(maxsize=1_024)
def severance_plan(on: dt.date, *, with_812: bool) -> Plan:
    """The rules of severance on the last day of the contract."""
    layers = (SEVERANCE, CONTRIBUTION_812) if with_812 else (SEVERANCE,)
    return build("belgium/severance", layers, on, on, {}, book(), tuple(SEVERANCE_FACTS))


def severance_of(service: Service, *, by: By, end: dt.date, pay: Pay) -> Severance:
    """The severance that `by` owes when the contract ends on `end` without notice.

    Raises InputError for what the law does not allow or Preste does not compute, and NoParameter.
    """
    refuse([*faults(service, by, end), *_faults(service, by, end, pay)])
    covered_from = end + ONE_DAY
    before = part_1(service, by, end)
    told = (before.months, before.days) if before is not None else None
    found = period(by, service.start, service.seniority_start, covered_from, end, told)
    weeks, rest_of_term = _weeks(service, found, end)
    with_812 = pay.quarter_pay is not None and by == "employer"
    trace = severance_plan(end, with_812=with_812).run(_facts(service, by, pay, found, weeks))
    deducted = book().on("outplacement", end).value.deducted if trace["outplacement_deduction"] else 0
    covered_to = _last_day(covered_from, found, weeks) - deducted * WEEK
    steps = (
        Step(end, "Dernier jour du contrat.", f"{LAW}, art. 39"),
        *length_steps(service, by, covered_from, found, before),
        *(_term_steps(service, found, end, weeks) if service.kind == "fixed_term" else ()),
        *(_outplacement_steps(end) if deducted else ()),
        *(_covered_steps(covered_to) if by == "employer" else ()),
    )
    laws = [*(before.laws if before is not None else ()), *found.laws]
    laws += [book().on("fixed_term_notice", end)] if service.kind == "fixed_term" else []
    return Severance(by, found, found.months, weeks, rest_of_term, covered_from, covered_to, trace, steps, tuple(laws))


def severance_of_rest(service: Service, given: Notice, *, end: dt.date, pay: Pay) -> Severance:
    """The severance for what is left of a notice when the contract ends on `end`, before it was all worked.

    `given` is the notice with what suspended it until then: no later day suspends it. Raises InputError for what
    Preste does not compute, and NoParameter.
    """
    if given.period is None or given.period.months:
        remedy = "work it out: preste labour severance"
        raise _fault("what is left of this notice is not computed", "kind", remedy)
    covered_from = end + ONE_DAY
    days = (given.end - max(end, given.start - ONE_DAY)).days
    if days <= 0:
        raise _fault("nothing is left of the notice", "end", "it was all worked")
    weeks = fraction(days, WEEK.days)
    facts = _facts(service, "employer", pay, replace(given.period, days=0), weeks)
    trace = severance_plan(end, with_812=pay.quarter_pay is not None).run(facts)
    deducted = book().on("outplacement", end).value.deducted if trace["outplacement_deduction"] else 0
    covered_to = covered_from + (days - 1) * ONE_DAY - deducted * WEEK
    why = (
        f"Préavis du {shown(given.start)} au {shown(given.end)} : il en reste {days} jours, "
        f"soit {number(weeks)} semaines d'indemnité."
    )
    steps = (
        Step(end, "Dernier jour du contrat, avant la fin du préavis.", f"{LAW}, art. 39"),
        Step(given.end, why, f"{LAW}, art. 39, § 1er"),
        *(_outplacement_steps(end) if deducted else ()),
        *_covered_steps(covered_to),
    )
    return Severance("employer", given.period, 0, weeks, False, covered_from, covered_to, trace, steps, given.laws)


def _covered_steps(covered_to: dt.date) -> Iterator[Step]:
    """Only pay covers days: what a worker owes is damages."""
    yield Step(covered_to, "Dernier jour que l'indemnité couvre.", "ONSS, instructions DmfA, code rémunération 3")


def _faults(service: Service, by: By, end: dt.date, pay: Pay) -> Iterator[PresteError]:
    if service.kind == "student":
        yield _fault("the severance of a student contract is not computed", "kind", "pay the days of notice not given")
    if by == "counter_notice":
        yield _fault("severance is owed by the employer or by the worker", "by", "say employer or worker")
    if service.planned_end == end:
        yield _fault(f"the contract ends by itself on {end}", "end", "no severance is due at the term")
    if (pay.monthly > 0) == (pay.hourly > 0):
        yield _fault("the pay is by the month or by the hour", "monthly", "give one of the two, above zero")
    if pay.hourly > 0 and pay.weekly_hours <= 0:
        yield _fault("pay by the hour needs the hours of the week", "weekly_hours", "give them: 38.00")
    if pay.quarter_pay is not None and not pay.quarter_days and not pay.quarter_hours:
        yield _fault(
            "the pay of the quarter goes with its days, or its hours", "quarter_days", "give what was declared"
        )
    if pay.quarter_hours and not pay.weekly_hours_reference:
        yield _fault("hours of a part-timer go with those of full time", "weekly_hours_reference", "give them: 38.00")
    negative = [name for name, value in vars(pay).items() if value is not None and value < 0]
    yield from (_fault(f"{name} is negative", name, "give zero or more") for name in negative)


def _fault(message: str, field: str, remedy: str) -> InputError:
    return InputError(message, field=field, remedy=remedy, code="E-EXIT")


def _weeks(service: Service, found: Period, end: dt.date) -> tuple[int, bool]:
    """The weeks owed, in hundredths, and whether they are those of what is left of a term.

    In the first half of a term, at most six months, it is the notice; later it is the rest of the term, at most twice
    the notice of an open-ended contract.
    """
    if service.kind != "fixed_term" or service.planned_end is None:
        return found.weeks * 100, False
    rest = fraction((service.planned_end - end).days, WEEK.days)
    if end <= window_end(service.start, service.planned_end, end) and not service.successive:
        return min(rest, found.weeks * 100), rest < found.weeks * 100
    return min(rest, found.weeks * 100 * book().on("fixed_term_notice", end).value.pay_factor), True


def _term_steps(service: Service, found: Period, end: dt.date, weeks: int) -> Iterator[Step]:
    if service.planned_end is None:
        return
    last = window_end(service.start, service.planned_end, end)
    yield Step(last, "Jusqu'à ce jour, le contrat peut prendre fin par un préavis.", f"{LAW}, art. 40, § 2")
    why = f"Terme du contrat : {number(weeks)} semaines d'indemnité."
    factor = book().on("fixed_term_notice", end).value.pay_factor
    if end > last:
        rest, most = fraction((service.planned_end - end).days, WEEK.days), found.weeks * 100 * factor
        why = (
            f"Terme du contrat : il reste {number(rest)} semaines jusque-là ; au plus {factor} fois le préavis d'un "
            f"contrat sans terme, {factor} × {weeks_text(found.weeks)} = {number(most)} semaines ; "
            f"le moindre des deux : {number(weeks)} semaines."
        )
    yield Step(service.planned_end, why, f"{LAW}, art. 40")


def _outplacement_steps(end: dt.date) -> Iterator[Step]:
    law = book().on("outplacement", end).value
    least = weeks_text(down(law.from_weeks, 100))
    why = (
        f"{least} ou plus : reclassement professionnel de {law.hours} heures, à offrir par écrit au plus tard ce "
        f"jour ; {weeks_text(law.deducted)} déduites de l'indemnité. Valeur : un douzième de la "
        f"rémunération de l'année civile précédente, entre {euro(law.minimum)} et {euro(law.maximum)} à temps plein."
    )
    yield Step(end + law.offer_days * ONE_DAY, why, "Loi du 5 septembre 2001, chapitre V")


def _facts(service: Service, by: By, pay: Pay, found: Period, weeks: int) -> dict[str, int]:
    return {
        "monthly_pay": pay.monthly,
        "hourly_pay": pay.hourly,
        "weekly_hours": pay.weekly_hours,
        "yearly_benefits": pay.yearly_benefits,
        "part_1_months": found.months * 100,
        "part_1_days": found.days * 100,
        "severance_weeks": weeks,
        "outplacement_right": int(by == "employer" and service.kind == "open_ended"),
        "quarter_pay": pay.quarter_pay or 0,
        "quarter_days": pay.quarter_days,
        "quarter_hours": pay.quarter_hours,
        "weekly_hours_reference": pay.weekly_hours_reference,
        "holiday_fund_pays": int(pay.holiday_fund_pays),
    }


def _last_day(first: dt.date, found: Period, weeks: int) -> dt.date:
    """The last day that part 1 and then so many hundredths of weeks cover; the part of a week in whole days."""
    whole, part = divmod(weeks, 100)
    days = half_up(part * WEEK.days, 100)
    return add_months(first, found.months) + whole * WEEK + (found.days + days - 1) * ONE_DAY
