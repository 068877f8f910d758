"""An employer's stored facts as a payroll dossier, and a dossier folder brought into the store."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django_scopes import scope

from preste.belgium.time.rest import REST_CODES, TAKES
from preste.calendar import Month, Quarter
from preste.office.accounts.models import User
from preste.office.services import audit, employer_facts, facts, headcount, quarter_facts
from preste.office.services.scales import known_scales, record_scales, rows_of_scales
from preste.office.store.models import (
    Affiliation,
    AffiliationKind,
    Contract,
    Employer,
    Establishment,
    Fact,
    FactKind,
    Worker,
)
from preste.payroll.month import Dossier
from preste.payroll.quarter import ToldQuarter
from preste.payroll.takeover import TakenMonths, TakeOver
from preste.payroll.takeover.records import carried_days, with_carried
from preste.records import Address, Day, HolidayYear
from preste.records import Contract as ContractRecord
from preste.records import Employer as EmployerRecord
from preste.records import Establishment as EstablishmentRecord

READ_TOGETHER = 250
"""Workers of one part of a dossier, where it is read in parts."""


def employer_record(employer: Employer, known_at: dt.datetime | None = None) -> EmployerRecord:
    """The employer as payroll knows it, with what decides pay as it was known at a moment; by default now."""
    told = employer_facts.read(employer)
    history = employer_facts.history(employer, told, known_at)
    affiliations = dict(Affiliation.objects.filter(employer=employer).values_list("kind", "name"))
    units = Establishment.objects.filter(employer=employer)
    return EmployerRecord(
        id=str(employer.pk),
        name=employer.name,
        address=_address(employer),
        enterprise_number=employer.enterprise_number,
        onss_number=employer.onss_number,
        category=employer.category,
        joint_committee=employer.joint_committee,
        workers_count=employer.workers_count,
        language=employer.language,
        iban=employer.iban,
        bic=employer.bic,
        social_secretariat=affiliations.get(AffiliationKind.SOCIAL_SECRETARIAT, ""),
        accident_insurer=affiliations.get(AffiliationKind.ACCIDENT_INSURER, ""),
        holiday_fund=affiliations.get(AffiliationKind.HOLIDAY_FUND, ""),
        payday=employer.payday,
        establishments=tuple(EstablishmentRecord(number=u.number, name=u.name, address=_address(u)) for u in units),
        certificate_first_day=bool(history) and history[-1].certificate_first_day,
        closure_fund=history[-1].closure_fund if history else "",
        replacement_days=employer_facts.replaced(told, known_at),
        history=history,
    )


def _address(of: Employer | Establishment) -> Address:
    return Address(street=of.street, postcode=of.postcode, city=of.city, country=of.country)


def dossier_of(
    employer: Employer,
    month: Month,
    known_at: dt.datetime | None = None,
    *,
    since: int | None = None,
    workers: Collection[UUID] | None = None,
    with_days: bool = True,
) -> Dossier:
    """The dossier of an employer for a month, as known at a moment; by default now.

    Of the days it holds those from the year `since` on, by default the month's, which is what its pay rests on, and of
    the year before those of an event that may give days still.
    With `workers`, at most some hundreds, it holds their contracts alone, and reads no more than that; without
    `with_days`, no day.
    """
    by_contract: dict[object, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    by_worker: dict[object, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    known = facts.known_facts(employer, known_at).order_by("recorded_at", "id")
    stored = Contract.objects.filter(employer=employer).select_related("worker")
    if workers is not None:
        known, stored = known.filter(worker__in=workers), stored.filter(worker__in=workers)
    days = _days(known, dt.date(since or month.year, 1, 1), dt.date(month.year, 12, 31)) if with_days else {}
    for fact in known.exclude(kind=FactKind.DAY):
        if fact.contract_id:
            by_contract[fact.contract_id][fact.kind].append(fact)
        else:
            by_worker[fact.worker_id][fact.kind].append(fact)
    contracts, opening, taken, seniority = [], {}, [], {}
    for contract in sorted(stored, key=lambda one: one.reference):  # databases sort texts each in their own way
        own, family = by_contract[contract.pk], by_worker[contract.worker_id]
        if own[FactKind.CONTRACT] and family[FactKind.IDENTITY]:
            contracts.append(_contract(contract, own, family, month, employer.begins, days.get(contract.pk, ())))
            if own[FactKind.OPENING]:
                opening[contract.reference] = own[FactKind.OPENING][-1].data
            taken += [facts.taken_record(one, contract.reference) for one in own[FactKind.TAKEN]]
            if own[FactKind.SENIORITY]:
                seniority[contract.reference] = own[FactKind.SENIORITY][-1].valid_from
    begins = Month.parse(employer.begins) if employer.begins else None
    scales = known_scales(employer, known_at)
    counted = headcount.known(employer, known_at) if begins is not None else {}
    over = None
    if begins is not None and (taken or seniority or counted):
        over = TakeOver(begins, tuple(taken), seniority, counted)
    if over is not None:
        opening = over.opening() | opening
    return Dossier(employer_record(employer, known_at), contracts, begins, opening, scales, over)


def _days(known: QuerySet[Fact], first: dt.date, last: dt.date) -> Mapping[UUID, list[Day]]:
    """The days from one date to another, by contract: there are many of them, so no model is made of each.

    Those of an event, and those that earn or take compensatory rest, are told from the year before on; where rest was
    taken since, so is all that earned or took some before, for the oldest is taken first.
    """
    found: dict[UUID, list[Day]] = defaultdict(list)
    known, eve = known.filter(kind=FactKind.DAY), first.replace(year=first.year - 1)
    days = known.filter(valid_from__gte=eve, valid_from__lte=last)
    days = days.filter(Q(valid_from__gte=first) | Q(data__has_key="event") | Q(data__code__in=REST_CODES))
    for contract, date, data in days.values_list("contract", "valid_from", "data").iterator():
        found[contract].append(facts.day_record(date, data))
    if rested := [contract for contract, own in found.items() if any(day.code in TAKES for day in own)]:
        older = known.filter(contract__in=rested, valid_from__lt=eve, data__code__in=REST_CODES)
        for contract, date, data in older.values_list("contract", "valid_from", "data").iterator():
            found[contract].append(facts.day_record(date, data))
    return found


def workers_in_parts(
    employer: Employer, month: Month, known_at: dt.datetime | None = None
) -> list[tuple[list[UUID], int]]:
    """All workers of an employer, some hundreds together, each part with how many contracts of it run in a month."""
    first: dict[UUID, str] = {}
    for worker, reference in Contract.objects.filter(employer=employer).values_list("worker", "reference"):
        first[worker] = min(reference, first.get(worker, reference))
    workers = sorted(first, key=first.__getitem__)
    running: dict[UUID, int] = dict(
        running_contracts(employer, month, known_at).order_by().values_list("worker").annotate(Count("pk"))
    )
    parts = [workers[n : n + READ_TOGETHER] for n in range(0, len(workers), READ_TOGETHER)]
    return [(part, sum(running.get(one, 0) for one in part)) for part in parts]


def running_contracts(employer: Employer, month: Month, known_at: dt.datetime | None = None) -> QuerySet[Fact]:
    """The contracts that run on at least one day of a month, as known at a moment; by default now."""
    known = facts.known_facts(employer, known_at).filter(kind=FactKind.CONTRACT, valid_from__lte=month.last)
    return known.filter(Q(valid_to=None) | Q(valid_to__gte=month.first))


def contract_record(contract: Contract, month: Month) -> ContractRecord | None:
    """One contract as payroll knows it in a month, read by itself; None when nothing is known of it."""
    known = facts.known_facts(contract.employer).exclude(kind=FactKind.DAY)
    own: dict[str, list[Fact]] = defaultdict(list)
    for fact in known.filter(worker=contract.worker_id).filter(Q(contract=contract) | Q(contract=None)):
        own[fact.kind].append(fact)
    if not (own[FactKind.CONTRACT] and own[FactKind.IDENTITY]):
        return None
    return _contract(contract, own, own, month, contract.employer.begins)


def _contract(
    contract: Contract,
    own: dict[str, list[Fact]],
    family: dict[str, list[Fact]],
    month: Month,
    begins: str,
    days: Sequence[Day] = (),
) -> ContractRecord:
    core = max(own[FactKind.CONTRACT], key=lambda f: f.recorded_at)
    return ContractRecord(
        id=contract.reference,
        worker=facts.worker_record(contract.worker, family[FactKind.IDENTITY], month.last),
        start=core.valid_from,
        end=core.valid_to,
        households=tuple(facts.household_record(f) for f in family[FactKind.HOUSEHOLD]),
        terms=tuple(facts.terms_record(f) for f in own[FactKind.TERMS]),
        items=tuple(facts.item_record(f) for f in own[FactKind.ITEM]),
        incapacities=tuple(facts.incapacity_record(f) for f in own[FactKind.INCAPACITY]),
        days=tuple(days),
        garnishments=tuple(facts.garnishment_record(f) for f in family[FactKind.GARNISHMENT]),
        declared_children=tuple(facts.declared_record(f) for f in family[FactKind.DECLARED]),
        elsewhere=tuple(facts.elsewhere_record(f) for f in family[FactKind.ELSEWHERE]),
        holidays=_holidays(contract.reference, own, begins),
        **facts.contract_fields(core.data),
    )


def _holidays(reference: str, own: dict[str, list[Fact]], begins: str) -> tuple[HolidayYear, ...]:
    """The holidays of a contract by year, with the days carried over that were taken over with its months."""
    known = map(facts.holidays_record, own[FactKind.HOLIDAYS])
    if not (begins and own[FactKind.TAKEN]):
        return tuple(sorted(known, key=lambda one: one.year))
    rows = [facts.taken_record(one, reference) for one in own[FactKind.TAKEN]]
    return with_carried(known, carried_days(rows, reference, Month.parse(begins)))


def import_dossier(
    dossier: Dossier, user: User | None, quarters: Mapping[Quarter, ToldQuarter] | None = None
) -> Employer:
    """Bring a dossier into the store as a new employer, whole or not at all: nothing that it tells is forgotten.

    `quarters`: what its folder tells of quarters besides pay.
    """
    record = dossier.employer
    with transaction.atomic():
        employer = Employer.objects.create(
            name=record.name,
            street=record.address.street,
            postcode=record.address.postcode,
            city=record.address.city,
            country=record.address.country,
            enterprise_number=record.enterprise_number,
            onss_number=record.onss_number,
            category=record.category,
            joint_committee=record.joint_committee,
            workers_count=record.workers_count,
            language=record.language,
            iban=record.iban,
            bic=record.bic,
            payday=record.payday,
            begins=str(dossier.begins) if dossier.begins else "",
        )
        with scope(employer=employer):
            _import_details(employer, record)
            if record.history:
                employer_facts.import_history(employer, record.history, user)
            else:
                employer_facts.ask_for_certificate(employer, record.certificate_first_day, None, user)
                employer_facts.tell_letter(employer, record.closure_fund, None, user)
            moved = {one.holiday: one.day for one in record.replacement_days}
            employer_facts.replace_holidays(employer, moved, user)
            workers: dict[str, Worker] = {}
            for contract in dossier.contracts:
                taken = [] if dossier.taken_over is None else dossier.taken_over.months
                rows = [one for one in taken if one.contract == contract.id]
                opening = {} if rows else dossier.opening.get(contract.id, {})
                made = _import_contract(employer, contract, workers, user, opening, rows)
                since = dossier.taken_over.seniority.get(contract.id) if dossier.taken_over is not None else None
                if since is not None:
                    facts.record_fact(
                        made.worker, FactKind.SENIORITY, {}, valid_from=since, contract=made, user=user
                    )  # fmt: skip
            if dossier.taken_over is not None:
                headcount.record(employer, dossier.taken_over.headcount, user)
            if quarters:
                quarter_facts.import_quarters(employer, quarters, user)
            if dossier.scales:
                record_scales(employer, rows_of_scales(dossier.scales), user)
            audit.record(employer, user, "employer.imported", str(employer.pk), contracts=len(dossier.contracts))
    return employer


def _import_details(employer: Employer, record: EmployerRecord) -> None:
    for unit in record.establishments:
        address = unit.address
        Establishment.objects.create(
            employer=employer,
            number=unit.number,
            name=unit.name,
            street=address.street,
            postcode=address.postcode,
            city=address.city,
            country=address.country,
        )
    named = {
        AffiliationKind.ACCIDENT_INSURER: record.accident_insurer,
        AffiliationKind.HOLIDAY_FUND: record.holiday_fund,
        AffiliationKind.SOCIAL_SECRETARIAT: record.social_secretariat,
    }
    for kind, name in named.items():
        if name:
            Affiliation.objects.create(employer=employer, kind=kind, name=name)


def _import_contract(
    employer: Employer,
    record: ContractRecord,
    workers: dict[str, Worker],
    user: User | None,
    opening: Mapping[str, int],
    taken: Sequence[TakenMonths],
) -> Contract:
    person = record.worker
    worker = workers.get(person.id)
    if worker is None:
        worker = Worker.objects.create(
            employer=employer, number=person.number, niss=person.niss, birth_date=person.birth_date, sex=person.sex
        )
        workers[person.id] = worker
        data, secret = facts.identity_data(person)
        facts.record_fact(worker, FactKind.IDENTITY, data, valid_from=person.birth_date, secret=secret, user=user)
        for household in record.households:
            facts.record_fact(
                worker,
                FactKind.HOUSEHOLD,
                facts.household_data(household),
                valid_from=household.valid_from,
                valid_to=household.valid_to,
                user=user,
            )
        _import_told(worker, record, user)
    contract = Contract.objects.create(employer=employer, worker=worker, reference=record.id)
    facts.record_fact(
        worker,
        FactKind.CONTRACT,
        facts.contract_data(record),
        valid_from=record.start,
        valid_to=record.end,
        contract=contract,
        user=user,
    )
    dated = [(FactKind.TERMS, t, facts.terms_data(t)) for t in record.terms]
    dated += [(FactKind.ITEM, i, facts.item_data(i)) for i in record.items]  # type: ignore[misc]
    for kind, one, data in dated:
        facts.record_fact(
            worker, kind, data, valid_from=one.valid_from, valid_to=one.valid_to, contract=contract, user=user
        )
    for sick in record.incapacities:
        data = facts.incapacity_data(sick)
        facts.record_fact(
            worker, FactKind.INCAPACITY, data, valid_from=sick.start, valid_to=sick.end, contract=contract, user=user
        )
    for day in record.days:
        facts.record_fact(
            worker, FactKind.DAY, facts.day_data(day), valid_from=day.date, valid_to=day.date, contract=contract,
            user=user,
        )  # fmt: skip
    for known in record.holidays:
        first, last = facts.holiday_dates(known.year)
        data = facts.holidays_data(known)
        facts.record_fact(
            worker, FactKind.HOLIDAYS, data, valid_from=first, valid_to=last, contract=contract, user=user
        )
    for row in taken:
        facts.record_fact(
            worker, FactKind.TAKEN, dict(row.amounts), valid_from=row.first.first, valid_to=row.last.last,
            contract=contract, user=user,
        )  # fmt: skip
    if opening:
        first = opening_day(employer)
        facts.record_fact(worker, FactKind.OPENING, dict(opening), valid_from=first, contract=contract, user=user)
    return contract


def opening_day(employer: Employer) -> dt.date:
    """The day that opening balances are of: the first of the first month that is computed here."""
    return Month.parse(employer.begins).first


def _import_told(worker: Worker, record: ContractRecord, user: User | None) -> None:
    """The creditors of a worker, the children that lower what they may take, what was used of contingents elsewhere."""
    told = [(FactKind.GARNISHMENT, one, *facts.garnishment_data(one)) for one in record.garnishments]
    told += [(FactKind.DECLARED, one, {"children": one.children}, {}) for one in record.declared_children]  # type: ignore[misc]
    told += [(FactKind.ELSEWHERE, one, facts.elsewhere_data(one), {}) for one in record.elsewhere]  # type: ignore[misc]
    for kind, one, data, secret in told:
        facts.record_fact(
            worker, kind, data, valid_from=one.valid_from, valid_to=one.valid_to, secret=secret, user=user
        )
