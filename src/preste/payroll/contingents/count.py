"""The contingents of a contract in a month, its days not confirmed yet among them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from preste.belgium.contingents.plans import ask
from preste.belgium.regimes.limits import (
    Article17Use,
    article17_days,
    article17_limits,
    article17_trace,
    counted_by_day,
)
from preste.belgium.time.codes import CODES
from preste.belgium.time.month import MonthTime
from preste.calendar import Month
from preste.errors import DossierError, NoParameter
from preste.law import book
from preste.payroll.article17 import article17_use, event_window, worked_days
from preste.payroll.contingents.conditions import conditions_of
from preste.payroll.contingents.elsewhere import student_facts
from preste.payroll.contingents.model import Contingent, Counted
from preste.payroll.contingents.occasional import (
    OCCASIONAL,
    occasional_condition,
    occasional_room,
    occasional_rows,
)
from preste.payroll.contingents.overtime import overtime_rows
from preste.payroll.contingents.walk import Walk, time_of, walk
from preste.payroll.month import Dossier, pay_contract
from preste.records import Contract, Elsewhere, ElsewhereKind, told_elsewhere

STUDENT_THEN = (
    "au-delà, travail ordinaire : code {code} et cotisations ordinaires au lieu de la cotisation de solidarité"
)
ARTICLE17_THEN = "au-delà, tout le travail de la période chez cet employeur doit les cotisations ordinaires"
ARTICLE17_STUDENT_THEN = "au-delà, ces heures sont prises sur le contingent d'étudiant"
FLEXI_THEN = "au-delà, le flexi-salaire est imposable"
NOT_TOLD = "rien n'a été dit des autres employeurs : demandez au travailleur son solde, et notez-le"
ONCE = "les heures neutralisées du trimestre le sont une fois, chez tous les employeurs ensemble"
_LABELS = {
    "article17_year_room": ("article17_year", "Article 17, année"),
    "article17_quarter_room": ("article17_quarter", "Article 17, trimestre"),
    "article17_both_year_room": ("article17_both_year", "Article 17, année, toutes activités"),
    "article17_both_quarter_room": ("article17_both_quarter", "Article 17, trimestre, toutes activités"),
    "article17_student_room": ("article17_student", "Article 17, année d'un étudiant"),
}
HOURS_REGIMES = ("student", "article17")
"""Those whose hours are counted."""
COUNTED_REGIMES = (*HOURS_REGIMES, OCCASIONAL)
"""Those whose hours or days are counted."""


def contingents(dossier: Dossier, contract: Contract, month: Month, on: dt.date | None = None) -> Counted:
    """Everything that is counted of a contract in a month; days after `on` are told as planned."""
    own = [one for one in dossier.contracts if one.worker.id == contract.worker.id]
    out = Counted(contract.id, month)
    try:
        found = walk(dossier, own, contract, month)
        asked = (
            *conditions_of(contract, own, month),
            *occasional_condition(dossier.employer.on(month.first), contract),
        )
        out = replace(out, conditions=asked)
        time = time_of(dossier, contract, month) if contract.active_in(month) else None
        rows = _rows(dossier, contract, month, found, time, on or month.last)
        return replace(out, contingents=tuple(rows))
    except NoParameter as error:
        return replace(out, errors=(error.message,))
    except DossierError as error:
        return replace(out, errors=tuple(one.message for one in error.errors))


def _rows(
    dossier: Dossier, contract: Contract, month: Month, found: Walk, time: MonthTime | None, on: dt.date
) -> Iterator[Contingent]:
    if contract.regime == "flexi":
        yield from _flexi(dossier, contract, month)
    elif contract.regime == OCCASIONAL:
        own = [one for one in dossier.contracts if one.worker.id == contract.worker.id]
        yield from occasional_rows(dossier.employer.on(month.first), contract, own, month)
    elif contract.regime not in HOURS_REGIMES:
        yield from overtime_rows(dossier, contract, month, found)
    elif time is not None:
        planned = sum(one.hours for one in time.calendar if one.date > on and one.code and CODES[one.code].paid)
        by_month = (*found.by_month.get(contract.id, ()), (month, time.hours_paid))
        of = _student if contract.regime == "student" else _article17
        for one in of(dossier, contract, month, found, time):
            yield replace(one, planned=min(planned, one.month) if one.unit == "h" else 0, by_month=by_month)


def _student(
    dossier: Dossier, contract: Contract, month: Month, found: Walk, time: MonthTime
) -> Iterator[Contingent]:  # fmt: skip
    facts = student_facts(dossier.employer.on(month.first), contract, time.hours_paid, found.carry, month)
    yield student_contingent(contract, month, found, facts)


def student_contingent(contract: Contract, month: Month, found: Walk, facts: dict[str, int]) -> Contingent:
    """The student quota with these hours of a month. Raises NoParameter."""
    trace = ask("student", month.first, facts)
    entry = book().on("student_hours_quota", month.first)
    told = _told(contract, ("student",), month)
    doubts = _not_told(told)
    if book().series["student_hours_neutralised"].exists_on(month.first) and not facts["student_left_out"]:
        doubts = (*doubts, ONCE)
    if facts["student_left_out"]:
        doubts = ("ces heures ne comptent pas : mesure du trimestre",)
    return Contingent(
        contract=contract.id,
        kind="student",
        label=f"Heures d'étudiant {month.year}",
        unit="h",
        limit=int(entry.value),
        before=found.carry.student_hours,
        month=trace["student_hours_counted"],
        elsewhere=facts["student_hours_used"] - found.carry.student_hours,
        told_on=told[0].valid_from if told else None,
        beyond=trace["student_hours_beyond"],
        then=STUDENT_THEN.format(code=contract.onss_worker_code),
        doubts=doubts,
        trace=trace,
    )


def _article17(
    dossier: Dossier, contract: Contract, month: Month, found: Walk, time: MonthTime
) -> Iterator[Contingent]:  # fmt: skip
    use = article17_use(contract, time, found.carry, month)
    if counted_by_day(month):
        yield _article17_by_day(contract, month, found, use)
        return
    yield from article17_rows(contract, month, found, use)
    if event := _event(contract, month):
        yield event
    excess = article17_trace(use, month)["article17_beyond"] if contract.student else 0
    if excess:
        facts = student_facts(dossier.employer.on(month.first), contract, excess, found.carry, month)
        yield student_contingent(contract, month, found, facts)


def _article17_by_day(contract: Contract, month: Month, found: Walk, use: Article17Use) -> Contingent:
    told, limit = _told(contract, ("article17", "article17_sport"), month), article17_days(month)
    over = max(0, use.days_year + use.days - limit)
    return Contingent(
        contract=contract.id, kind="article17_days", label=f"Article 17, jours {month.year}", unit="j",
        limit=100 * limit, before=100 * found.carry.article17_days, month=100 * use.days,
        elsewhere=100 * (use.days_year - found.carry.article17_days), beyond=100 * min(over, use.days),
        told_on=told[0].valid_from if told else None, then=ARTICLE17_THEN, doubts=_not_told(told),
    )  # fmt: skip


def article17_rows(contract: Contract, month: Month, found: Walk, use: Article17Use) -> Iterator[Contingent]:
    """A row for each limit in hours that holds. Raises NoParameter."""
    trace, carry = article17_trace(use, month), found.carry
    sport = contract.article17_sector == "sport"
    own: ElsewhereKind = "article17_sport" if sport else "article17"
    both = bool(use.other_year or use.other_quarter)
    here = {
        "article17_year": carry.article17_sport_year if sport else carry.article17_year - carry.article17_sport_year,
        "article17_quarter": carry.article17_sport_quarter
        if sport
        else carry.article17_quarter - carry.article17_sport_quarter,
        "article17_both_year": carry.article17_year,
        "article17_both_quarter": carry.article17_quarter,
        "article17_student": carry.article17_year,
    }
    for limit in article17_limits(trace):
        kind, label = _LABELS[limit.name]
        if kind.startswith("article17_both") and not both:
            continue  # the same hours as in one sector, whose limit is not above it
        kinds: tuple[ElsewhereKind, ...] = (own,) if "both" not in kind and kind != "article17_student" else _BOTH
        told = _told(contract, kinds, month)
        yield Contingent(
            contract=contract.id,
            kind=kind,  # type: ignore[arg-type]
            label=f"{label} {month.year}" + (f"/{month.quarter}" if "quarter" in kind else ""),
            unit="h",
            limit=limit.limit,
            before=here[kind],
            month=use.hours,
            elsewhere=limit.used - here[kind],
            told_on=told[0].valid_from if told else None,
            beyond=max(0, use.hours - limit.room),
            then=ARTICLE17_STUDENT_THEN if contract.student else ARTICLE17_THEN,
            doubts=_not_told(told),
            trace=trace,
        )


_BOTH: tuple[ElsewhereKind, ...] = ("article17", "article17_sport")


def _event(contract: Contract, month: Month) -> Contingent | None:
    """The hours of one event, all its months together."""
    window = event_window(contract)
    if window is None:
        return None
    first, last, limit = window
    days = worked_days(contract, Month(contract.start.year, contract.start.month), month)
    inside = {date: hours for date, hours in days.items() if first <= date <= last}
    now = sum(hours for date, hours in days.items() if date >= month.first)
    total = sum(days.values())
    outside = total - sum(inside.values())
    return Contingent(
        contract=contract.id, kind="article17_event", label=f"Événement du {contract.article17_event:%d/%m/%Y}",
        unit="h", limit=limit, before=total - now, month=now, beyond=max(outside, total - limit, 0),
        then=ARTICLE17_THEN,
        doubts=(f"à prester du {first:%d/%m/%Y} au {last:%d/%m/%Y}",),
    )  # fmt: skip


def _flexi(dossier: Dossier, contract: Contract, month: Month) -> Iterator[Contingent]:
    """The year's tax-free flexi income, from the pay itself. Raises DossierError, NoParameter."""
    if not (contract.active_in(month) and book().series["flexi_tax_free_income"].exists_on(month.last)):
        return
    paid = pay_contract(dossier, contract, month)
    pay: int = paid.trace["ordinary_gross"]
    trace = ask("flexi", month.last, dict(paid.trace.facts) | {"flexi_pay": pay})
    told = _told(contract, ("flexi",), month)
    used, elsewhere = paid.trace.facts["flexi_pay_this_year"], told[0].used if told else 0
    limit = None if contract.pensioner else int(book().on("flexi_tax_free_income", month.last).value)
    yield Contingent(
        contract=contract.id, kind="flexi", label=f"Flexi-salaire exonéré {month.year}", unit="EUR", limit=limit,
        before=used - elsewhere, month=pay, elsewhere=elsewhere, told_on=told[0].valid_from if told else None,
        beyond=0 if limit is None else min(pay, max(0, used + pay - limit)), then=FLEXI_THEN,
        doubts=("un pensionné n'a pas de plafond",) if limit is None else _not_told(told), trace=trace,
    )  # fmt: skip


def _told(contract: Contract, kinds: Sequence[ElsewhereKind], month: Month) -> list[Elsewhere]:
    """What was told of other employers, the latest first."""
    found = [one for kind in kinds if (one := told_elsewhere(contract.elsewhere, kind, month)) is not None]
    return sorted(found, key=lambda one: one.valid_from, reverse=True)


def _not_told(told: Sequence[Elsewhere]) -> tuple[str, ...]:
    return () if told else (NOT_TOLD,)


def room(dossier: Dossier, contract: Contract, month: Month) -> int | None:
    """How many hours the month may hold before something is exceeded: hundredths; None where nothing says.

    It is what the grid counts down from while hours are typed. Raises NoParameter.
    """
    if contract.regime not in HOURS_REGIMES or (counted_by_day(month) and contract.regime == "article17"):
        return None
    own = [one for one in dossier.contracts if one.worker.id == contract.worker.id]
    found = walk(dossier, own, contract, month)
    if contract.regime == "student":
        facts = student_facts(dossier.employer.on(month.first), contract, ENDLESS, found.carry, month)
        covered: int = ask("student", month.first, facts)["student_hours_within"]
        return None if covered == ENDLESS else covered
    time = time_of(dossier, contract, month)
    if time is None:
        return None
    left: int = article17_trace(article17_use(contract, time, found.carry, month), month)["article17_room"]
    event = _event(contract, month)
    return left if event is None else min(left, max(0, (event.limit or 0) - event.before))


def days_room(dossier: Dossier, contract: Contract, month: Month) -> int | None:
    """How many days the month may hold, in hundredths, where days are counted: article 17 until 2021, and occasional
    work. Raises NoParameter."""
    own = [one for one in dossier.contracts if one.worker.id == contract.worker.id]
    if contract.regime == OCCASIONAL:
        return occasional_room(dossier.employer.on(month.first), contract, own, month)
    if contract.regime != "article17" or not counted_by_day(month):
        return None
    time = time_of(dossier, contract, month)
    if time is None:
        return None
    use = article17_use(contract, time, walk(dossier, own, contract, month).carry, month)
    return 100 * max(0, article17_days(month) - use.days_year)


ENDLESS = 10**9
"""More hours than any month has."""
