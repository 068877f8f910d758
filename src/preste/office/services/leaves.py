"""Leaves in the hours of a month: days that take the event of those before, and days that no right covers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from preste.belgium.time.annual import ANNUAL, public_holiday_errors
from preste.belgium.time.events import EVENTS, FOSTER_CARE, URGENT
from preste.belgium.time.leave import leave_errors
from preste.belgium.time.refusal import Figure, RefusedDay
from preste.belgium.time.unemployment import ECONOMIC, WEATHER
from preste.calendar import Month
from preste.errors import NoParameter
from preste.money import number
from preste.office.services import facts
from preste.office.services.dossiers import dossier_of
from preste.office.services.events import ASKED, FOLLOWED, following, nearest, unnamed
from preste.office.services.overtime import CellError, Changed
from preste.office.store.models import Contract, Employer, FactKind
from preste.payroll.holiday_rights import holiday_errors
from preste.records import Contract as ContractRecord
from preste.records import Day, ReplacedHoliday, held_on

LIMITED = (*ASKED, URGENT, FOSTER_CARE, ECONOMIC, WEATHER, *ANNUAL)
"""Day codes of a right that may end."""
LABELS = {**EVENTS, URGENT: "raisons impérieuses", FOSTER_CARE: "soins d'accueil"}

REASONS: Mapping[str, str | Promise] = {
    "{event} gives {right} days, {used} are taken with this one": gettext_lazy(
        "« %(event)s » donne %(right)s j, %(used)s avec celui-ci : donnez un autre code au-delà du droit"
    ),
    "birth leave is taken within {months} months of {born}: until {last}": gettext_lazy(
        "le congé de naissance se prend dans les %(months)s mois du %(born)s : jusqu'au %(last)s"
    ),
    "{event} gives {right} hours a school year, {used} are taken with this day": gettext_lazy(
        "« %(event)s » donne %(right)s h par année scolaire, %(used)s avec ce jour : donnez un autre code au-delà"
    ),
    "prenatal rest begins {weeks} weeks before the expected day at the earliest: {first}": gettext_lazy(
        "le repos prénatal commence au plus tôt %(weeks)s semaines avant le jour attendu : le %(first)s"
    ),
    "rest after the birth of {born} ends on {last}, with what was not taken before": gettext_lazy(
        "le repos après la naissance du %(born)s finit le %(last)s, avec ce qui n'a pas été pris avant"
    ),
    "{event} gives {weeks} weeks at most, in one go from {first}: until {last}": gettext_lazy(
        "« %(event)s » donne %(weeks)s semaines au plus, d'une traite dès le %(first)s : jusqu'au %(last)s"
    ),
    "{event} lasts {months} months at most from {first}: until {last}": gettext_lazy(
        "« %(event)s » dure %(months)s mois au plus dès le %(first)s : jusqu'au %(last)s"
    ),
    "{event} gives up {right} hours of the month, {used} are taken with this day": gettext_lazy(
        "« %(event)s » couvre %(right)s h du mois, %(used)s avec ce jour : corrigez sa forme ou le code"
    ),
    "{code} is for blue-collar workers (law of 3 July 1978, {article})": gettext_lazy(
        "%(code)s vaut pour les ouvriers (loi du 3 juillet 1978, %(article)s)"
    ),
    "{code} takes whole days": gettext_lazy("%(code)s se prend par journées entières : une journée commencée est due"),
    "the employer pays the first {days} days from the technical accident of {accident}": gettext_lazy(
        "l'employeur paie les %(days)s premiers jours dès l'accident technique du %(accident)s : videz la case"
    ),
    "economic unemployment is {weeks} weeks in a row at most: it runs since {since}": gettext_lazy(
        "le chômage économique dure %(weeks)s semaines de suite au plus : il court depuis le %(since)s"
    ),
    "economic unemployment of a white-collar worker is {weeks} whole weeks a year at most": gettext_lazy(
        "le chômage économique d'un employé est de %(weeks)s semaines entières par an au plus"
    ),
    "{code} is not for this status: the holidays of a blue-collar worker are paid by the holiday fund": gettext_lazy(
        "%(code)s n'est pas de ce statut : la caisse de vacances paie les ouvriers (VO), l'employeur les employés (V)"
    ),
    "{date} is a public holiday, paid as such: no holidays are taken on it (law of 4 January 1974)": gettext_lazy(
        "le %(date)s est un jour férié, payé comme tel : videz la case, aucun jour de vacances n'y est pris"
    ),
    "{right} days are carried over from {year}, {used} are taken": gettext_lazy(
        "%(right)s j sont reportés de %(year)s, %(used)s avec celui-ci : encodez le report, ou changez le code"
    ),
    "youth holidays are for who was under {youth} on 31 December of the year before, "
    "senior ones from {senior}: the age was {age}": gettext_lazy(
        "vacances jeunes avant %(youth)s ans au 31 décembre précédent, seniors dès %(senior)s ans : %(age)s ans alors"
    ),
    "{code} gives {right} days this year, {used} are taken": gettext_lazy(
        "%(code)s donne %(right)s j cette année, %(used)s avec celui-ci : donnez un autre code au-delà du droit"
    ),
}
"""Why a day is refused, as the rights say it, in the reader's language."""

Written = list[tuple[Contract, dt.date, list[Day]]]
Inherited = Collection[tuple[UUID, dt.date]]
"""The days, by contract, whose event is that of an earlier day."""


def with_events(employer: Employer, month: Month, written: Written) -> tuple[Written, Inherited]:
    """The cells, days of leaves with the event of the nearest earlier one, now written or known; and which took it."""
    if not any(day.code in FOLLOWED and not day.event for _contract, _date, days in written for day in days):
        return written, ()
    given = {contract.pk for contract, _date, days in written if any(day.code in FOLLOWED for day in days)}
    known = _known(employer, month, given, {(contract.pk, date) for contract, date, _days in written})
    found: Written = []
    inherited: set[tuple[UUID, dt.date]] = set()
    for contract, date, days in sorted(written, key=lambda one: one[1]):
        own = known[contract.pk]
        told = [following(day, nearest(own, day.code, date)) if day.code in FOLLOWED else day for day in days]
        if told != days:
            inherited.add((contract.pk, date))
        own += told
        found.append((contract, date, told))
    return found, inherited


def _known(
    employer: Employer, month: Month, contracts: Collection[UUID], but: Collection[tuple[UUID, dt.date]]
) -> dict[UUID, list[Day]]:
    """The days of leaves of these contracts that have an event, besides those that are written anew."""
    days: dict[UUID, list[Day]] = defaultdict(list)
    known = facts.known_facts(employer).filter(
        kind=FactKind.DAY,
        contract__in=contracts,
        valid_from__lte=month.last,
        data__code__in=FOLLOWED,
        data__has_key="event",
    )
    for contract, date, data in known.values_list("contract", "valid_from", "data"):
        if (contract, date) not in but:
            days[contract].append(facts.day_record(date, data))
    return days


def refused_leaves(
    employer: Employer, month: Month, changed: Changed, inherited: Inherited, *, asking: bool = True
) -> Iterator[CellError]:
    """The changed days whose event is not told, when `asking`, and the days that the change puts beyond their right.

    A day that took its event by itself is asked for one when that event does not cover it.
    """
    limited = {contract: None for contract, _date, days in changed if any(day.code in LIMITED for day in days)}
    if not limited:
        return
    dossier = dossier_of(employer, month, workers={contract.worker_id for contract in limited})
    records, replaced = {one.id: one for one in dossier.contracts}, dossier.employer.on(month.first).replacement_days
    for contract in limited:
        if (former := records.get(contract.reference)) is None:
            continue
        new = {date: days for one, date, days in changed if one == contract}
        kept = [day for day in former.days if day.date not in new]
        record = replace(former, days=(*kept, *(day for days in new.values() for day in days)))
        id = str(contract.pk)
        if asking and (nameless := unnamed([day for days in new.values() for day in days])):
            told = _("dites pour quel événement")
            yield from (CellError(id, day.date, told, day.code, record) for day in nameless)
            continue
        before = {(one.day.date, one.day.code) for one in _refused(former, month, replaced)}
        asked: set[str] = set()
        for one in _refused(record, month, replaced):
            date, code = one.day.date, one.day.code
            if date not in new and (date, code) in before:
                continue
            if (contract.pk, date) in inherited and code in FOLLOWED:
                if code not in asked:
                    asked.add(code)
                    yield CellError(id, date, reason(one), code, record)
            else:
                yield CellError(id, date, reason(one))


def _refused(record: ContractRecord, month: Month, replaced: Sequence[ReplacedHoliday]) -> Iterator[RefusedDay]:
    """The days of the month that go beyond a right, code by code: missing law of one hides nothing of the others."""
    for code in {day.code: None for day in record.days if day.code in LIMITED}:
        try:
            yield from leave_errors(replace(record, days=tuple(day for day in record.days if day.code == code)), month)
        except NoParameter:
            continue  # the month's computation says which law is missing
    yield from public_holiday_errors(record, month, replaced)
    terms = held_on(record.terms, min(month.last, record.end or month.last))
    with suppress(NoParameter):
        yield from holiday_errors(record, terms, month) if terms else ()


def reason(refused: RefusedDay) -> str:
    """Why a day is refused, in the reader's language."""
    told = {name: _figure(name, one) for name, one in refused.figures.items()}
    return str(REASONS[refused.reason]) % told


def _figure(name: str, one: Figure) -> str:
    if name == "event":
        return _(LABELS[str(one)])
    if isinstance(one, dt.date):
        return f"{one:%d/%m/%Y}"
    if isinstance(one, Fraction):
        return number(int(one * 100), 2, get_language() or "fr").removesuffix(",00").removesuffix(".00")
    return str(one)
