"""Overtime on a payslip: its facts, what the officer should look at, the counters, and its lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from preste.belgium.time.codes import CODES
from preste.belgium.time.holidays import holidays_of, usual_days
from preste.belgium.time.overtime import (
    NONE,
    VOLUNTARY,
    WAIVED,
    Overtime,
    Used,
    count_overtime,
    month_overtime,
    net_quota,
    overtime_days,
    voluntary_law,
    voluntary_quota,
)
from preste.belgium.time.rest import TAKES, Brought, Rest, rest_until
from preste.belgium.time.stretches import Stretch
from preste.calendar import Month, months_after
from preste.engine import Trace
from preste.errors import NoParameter, PresteError
from preste.law import Entry, book
from preste.money import number, share
from preste.payroll.carry import Carry
from preste.payroll.payslip import Counter
from preste.records import Contract, Employer, Terms, held_on

HORECA = "302"
_PRESENT = ("W", "F")
"""Codes of a scheduled day beside which overtime is no surprise."""


OVERTIME_BASE = "overtime_tax_base"
"""The code of the information line that tells the base of the tax reduction."""


@dataclass(frozen=True)
class OvertimeLine:
    """An amount of overtime: hours in hundredths at a price in ten-thousandths of euro. `onss`: "" for net hours."""

    rule: str
    code: str
    label: str
    onss: str
    hours: int
    price: int
    amount: int


_LINES = (
    ("overtime_week", "overtime_paid_week", "overtime_week", "Heures supplémentaires", "1"),
    ("overtime_sunday", "overtime_paid_sunday", "overtime_sunday", "Heures supplémentaires, dimanche ou férié", "1"),
    ("supplement_week", "overtime_recovered_week", "supplement_week", "Sursalaire d'heures à récupérer", "1"),
    ("supplement_sunday", "overtime_recovered_sunday", "supplement_sunday",
     "Sursalaire d'heures à récupérer, dimanche ou férié", "1"),
    ("complementary_pay", "complementary_hours", "complementary", "Heures complémentaires", "1"),
    ("net_overtime_pay", "overtime_net_hours", "net_overtime", "Heures supplémentaires nettes", ""),
)  # fmt: skip
"""Rule, fact of the hours, code, label and ONSS code of each line."""
_NET, _NET_SINCE = "net_overtime_pay", "net_overtime_since"
_CHANGED = {
    "overtime_week": "overtime_week_before", "overtime_sunday": "overtime_sunday_before",
    "supplement_week": "supplement_week_before", "supplement_sunday": "supplement_sunday_before",
    "complementary_pay": "complementary_pay_before", _NET: "net_overtime_before",
}  # fmt: skip
"""Where the terms change inside the month, the rule of the hours before it, beside each rule of those since."""


@dataclass(frozen=True)
class OvertimeMonth:
    """The overtime of a contract in a month, beside what the worker's earlier months of the year used."""

    contract: Contract
    month: Month
    found: Overtime
    carry: Carry
    rest: Rest | None
    horeca: bool
    before: Overtime = NONE
    """Of those found, the hours before the terms changed inside the month."""

    @property
    def facts(self) -> dict[str, int]:
        """What the rules are given; nothing without overtime."""
        whole = self.found
        if not whole:
            return {}
        declared, one = whole.paid_week + whole.paid_sunday + whole.plain, whole.less(self.before)
        return _facts_before(self.before) | {
            "overtime_hours": declared + whole.recovered_week + whole.recovered_sunday + whole.net,
            "overtime_paid_week": one.paid_week,
            "overtime_paid_sunday": one.paid_sunday,
            "overtime_recovered_week": one.recovered_week,
            "overtime_recovered_sunday": one.recovered_sunday,
            "complementary_hours": one.plain,
            "overtime_net_hours": one.net,
            "overtime_declared_hours": declared,
            "overtime_taxed_this_year": self.carry.overtime_taxed,
            "horeca": int(self.horeca),
        }


def _facts_before(one: Overtime) -> dict[str, int]:
    if not one:
        return {}
    return {
        "overtime_paid_week_before": one.paid_week,
        "overtime_paid_sunday_before": one.paid_sunday,
        "overtime_recovered_week_before": one.recovered_week,
        "overtime_recovered_sunday_before": one.recovered_sunday,
        "complementary_hours_before": one.plain,
        "overtime_net_hours_before": one.net,
    }


def overtime_of(
    employer: Employer,
    contract: Contract,
    terms: Terms,
    month: Month,
    carry: Carry,
    brought: Brought,
    changed: Sequence[Stretch] = (),
) -> tuple[OvertimeMonth, list[PresteError]]:
    """The overtime of a month, and why some of it cannot be paid. `brought`: rest left before the first month here;
    `changed`: the two stretches of a month in which the terms change."""
    committee = contract.joint_committee or employer.joint_committee
    horeca = committee.startswith(HORECA)
    used = Used(carry.overtime_net, carry.overtime_voluntary, carry.overtime_waived)
    found, before, errors = NONE, NONE, list[PresteError]()
    if overtime_days(contract, month):
        holidays = holidays_of(month.year, employer.replacement_days, usual_days(terms))
        found, errors = month_overtime(contract, terms, month, used, holidays, horeca=horeca)
        if changed:
            former = replace(contract, days=tuple(day for day in contract.days if day.date <= changed[0].last))
            before = count_overtime(former, terms, month, used, holidays, horeca=horeca)[0]
    rest = rest_until(contract, month, brought)
    return OvertimeMonth(contract, month, found, carry, rest, horeca, before), errors


def overtime_warnings(one: OvertimeMonth, terms: Terms) -> Iterator[str]:
    """What the officer should look at, in French sentences. Raises NoParameter."""
    month, last = one.month, one.month.last
    if one.rest is not None:
        yield from _rest_warnings(one.contract, one.rest, month)
    days = overtime_days(one.contract, month)
    for date in sorted({day.date for day in days}):
        if absent := _whole_absence(one.contract, date):
            yield f"heures supplémentaires le {date:%d/%m/%Y}, un jour entier de {absent} : vérifiez le jour ou le code"
    codes = {day.code for day in days}
    if VOLUNTARY in codes and (entry := voluntary_law(last)) is not None:
        yield from _doubt(entry)
        years: int = entry.value.part_time_years
        if terms.part_time and last < months_after(one.contract.start, 12 * years):
            yield f"heures volontaires d'un temps partiel : {years} ans de temps partiel chez l'employeur sont demandés"
    elif VOLUNTARY in codes and (over := _voluntary(one) - voluntary_quota(last, relaunch=_net(one) > 0)) > 0:
        yield f"heures volontaires : {number(over)} h au-delà du maximum de l'année, sauf CCT du secteur"
    if WAIVED in codes:
        entry = book().on("waived_rest_hours", last)
        yield from _doubt(entry)
        if (over := one.carry.overtime_waived + one.found.waived - 100 * entry.value) > 0:
            yield f"heures sans récupération : {number(over)} h au-delà du maximum de l'année, sauf CCT du secteur"
    if one.found.net and book().series["corona_overtime_hours"].exists_on(last):
        yield "heures nettes du premier semestre de 2021 : secteurs cruciaux seulement"
    if one.horeca and one.facts:
        yield "réduction d'impôt pour heures supplémentaires : maximum de l'horeca, avec caisse enregistreuse déclarée"


@dataclass(frozen=True)
class Quota:
    """Hours of the year of a kind, with those of the month, and how many there may be; `short` is for a payslip.

    `bounds`: whether more may not be worked; else what comes beyond only has an advantage less.
    """

    label: str
    short: str
    used: int
    most: int
    bounds: bool = True

    @property
    def left(self) -> int:
        """What may still be worked of that kind."""
        return max(0, self.most - self.used)


def quotas(one: OvertimeMonth) -> Iterator[Quota]:
    """The quotas of which something is used. Raises NoParameter."""
    last, horeca = one.month.last, one.horeca
    if net := _net(one):
        yield Quota("Heures nettes", "Heures nettes", net, net_quota(last, horeca=horeca))
    if voluntary := _voluntary(one):
        most = voluntary_quota(last, horeca=horeca, relaunch=_net(one) > 0)
        yield Quota("Heures volontaires avec sursalaire", "Volontaires", voluntary, most)
    if waived := one.carry.overtime_waived + one.found.waived:
        yield Quota("Heures sans récupération", "Sans repos", waived, 100 * book().on("waived_rest_hours", last).value)
    if taxed := one.carry.overtime_taxed + taxed_hours(one.found):
        law = book().on("overtime_reduction_hours", last).value
        most = 100 * (law.horeca if horeca else law.hours)
        yield Quota("Heures avec réduction d'impôt", "Réduction d'impôt", taxed, most, bounds=False)


def overtime_counters(one: OvertimeMonth) -> Iterator[Counter]:
    """The rest earned, taken and left, and what of the year's quotas is used. Raises NoParameter."""
    if one.rest is not None:
        yield Counter("Récupération : gagné", one.rest.earned, "h")
        yield Counter("Récupération : pris", one.rest.taken, "h")
        yield Counter("Récupération : solde", one.rest.left, "h")
    for quota in quotas(one):
        yield Counter(f"{quota.short} (max. {quota.most // 100})", min(quota.used, quota.most), "h")


def overtime_lines(trace: Trace) -> Iterator[OvertimeLine]:
    """The amounts of overtime that are not zero; what missing law blocked is left out."""
    changed = _NET_SINCE in trace.plan.index
    for rule, hours, code, label, onss in _LINES:
        parts = [(_NET_SINCE if changed and rule == _NET else rule, hours, label)]
        if changed:
            parts.insert(0, (_CHANGED[rule], f"{hours}_before", f"{label} (avant le changement)"))
        for name, worked, told in parts:
            if amount := trace.get(name):
                yield OvertimeLine(name, code, told, onss, trace.facts[worked], _price(trace, name), amount)


def _price(trace: Trace, name: str) -> int:
    """What an hour is paid: the hour itself, its supplement, or both."""
    hour = trace["overtime_hourly_before" if name in _CHANGED.values() else "overtime_hourly"]
    rule = trace.plan.rules[trace.plan.index[name]]
    if "overtime_supplement" not in rule.inputs:
        return hour
    entry = trace.plan.entry(rule, "overtime_supplement")
    if isinstance(entry, NoParameter):
        raise entry
    rates = entry.value
    supplement = share(hour, rates.sunday if "sunday" in name else rates.week)
    return supplement if name.startswith("supplement") else hour + supplement


def _rest_warnings(contract: Contract, rest: Rest, month: Month) -> Iterator[str]:
    if rest.left < 0 and any(d.code in TAKES and month.first <= d.date <= month.last for d in contract.days):
        yield f"repos compensatoire : {number(-rest.left)} h prises de plus que gagnées"
    if rest.left > 100 * book().on("overtime_internal_limit", month.last).value:
        yield f"repos compensatoire : {number(rest.left)} h à prendre, plus que la limite interne, sauf CCT du secteur"
    if rest.undated:
        told = f"repos compensatoire repris d'avant : {number(rest.undated)} h dont la date n'est pas connue"
        yield f"{told} ; le repos se donne dans la période de référence, un an au plus"
    if rest.ending and month.plus(1).year > month.year:
        told = f"repos compensatoire : {number(rest.ending)} h gagnées avant {month.year} ne sont pas prises"
        yield f"{told} et quittent le compteur ; le repos se donne dans la période de référence, un an au plus"
    if rest.left > 0 and contract.end is not None and month.first <= contract.end <= month.last:
        yield f"repos compensatoire : {number(rest.left)} h restent à payer à la fin du contrat"


def _whole_absence(contract: Contract, date: dt.date) -> str:
    """The codes of absence that take the whole schedule of a day; "" when some of it is worked, or a public holiday."""
    absences = [day for day in contract.days if day.date == date and day.code not in _PRESENT]
    absences = [day for day in absences if day.code in CODES and not CODES[day.code].overtime]
    terms = held_on(contract.terms, date)
    scheduled = terms.schedule[date.weekday()] if terms else 0
    if not scheduled or sum(day.hours for day in absences) < scheduled:
        return ""
    return ", ".join(f"{CODES[day.code].label} ({day.code})" for day in absences)


def _net(one: OvertimeMonth) -> int:
    return one.carry.overtime_net + one.found.net


def _voluntary(one: OvertimeMonth) -> int:
    return one.carry.overtime_voluntary + one.found.voluntary


def taxed_hours(one: Overtime) -> int:
    """The hours that count for the tax reduction of overtime."""
    return one.paid_week + one.paid_sunday + one.recovered_week + one.recovered_sunday


def _doubt(entry: Entry) -> Sequence[str]:
    """A sentence for a quota that is uncertain: it is used outside of the rules, which tell theirs themselves."""
    if entry.status != "unsure":
        return ()
    title = book().series[entry.series].title["fr"]
    return (f"paramètre incertain : {title} ({entry.name}), valeur du {entry.start}",)
