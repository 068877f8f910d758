"""The file of first hires of an employer (dossier premiers engagements): what is written of it, its history and uses.

Contracts and the headcount taken over come by themselves. Written here are the companies of the technical business unit
(unité technique d'exploitation), who works there, who worked here before, the rights that were opened before, the
quarters used; each dated, and never changed, only superseded. Nothing is kept that the file cannot be with.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from preste.belgium.quarter.reductions import Employment, HireFile, History, Member, Right, Use, hire_file
from preste.belgium.quarter.reductions import Quarter as ReductionQuarter
from preste.belgium.quarter.reductions.history import OWN
from preste.calendar import Month, Quarter
from preste.errors import DossierError, InputError, PresteError
from preste.office.accounts.models import User
from preste.office.services import audit
from preste.office.services.changes import ChangeError
from preste.office.services.dossiers import dossier_of
from preste.office.store.models import Contract, Employer, HireFact, HireKind
from preste.payroll.month import Dossier
from preste.payroll.quarter import Rights, ToldQuarter
from preste.payroll.quarter.hires import with_own


@dataclass(frozen=True)
class Told:
    """The file as it stands, what is written of it, and the employer's word for it; `names` of the workers by id.

    `problem`: what is wrong since a contract was changed; the file is then told without the quarters used.
    """

    history: History
    uses: tuple[Use, ...]
    file: HireFile
    rows: tuple[HireFact, ...]
    confirmed: HireFact | None
    names: Mapping[str, str]
    problem: PresteError | None = None


# ── read ───────────────────────────────────────────────────────────────────────────────────


def known(employer: Employer, known_at: dt.datetime | None = None) -> QuerySet[HireFact]:
    """What was believed at a moment, by default now, in the order of its days."""
    rows = HireFact.objects.filter(employer=employer).select_related("recorded_by")
    if known_at is None:
        rows = rows.filter(superseded_at__isnull=True)
    else:
        rows = rows.filter(recorded_at__lte=known_at).exclude(superseded_at__lte=known_at)
    return rows.order_by("valid_from", "recorded_at", "id")


def history(
    employer: Employer, dossier: Dossier, until: dt.date, rows: Iterable[HireFact] | None = None
) -> tuple[History, tuple[Use, ...]]:
    """What ranks are found from, and the quarters used. `dossier`: its contracts, and the headcount taken over."""
    told = list(known(employer) if rows is None else rows)
    people = {one.worker.number: one.worker.id for one in dossier.contracts}
    found, uses = as_told(told, people, until)
    return with_own(found, dossier.contracts, dossier.taken_over), uses


def as_told(told: Sequence[HireFact], people: Mapping[str, str], until: dt.date) -> tuple[History, tuple[Use, ...]]:
    """What was written here alone, without the employer's own contracts; `people` names workers by their number."""
    of = {kind: [one for one in told if one.kind == kind] for kind in HireKind}
    confirmed = of[HireKind.CONFIRMED]
    found = History(
        employments=tuple(each for one in of[HireKind.STAFF] for each in _employments(one, people)),
        members=tuple(
            Member(one.data["name"], one.data["unit"], one.valid_from, one.valid_to) for one in of[HireKind.COMPANY]
        ),
        rights=tuple(
            Right(
                one.data["rank"], one.valid_from, people.get(one.data["worker"], one.data["worker"]), one.data["entity"]
            )
            for one in of[HireKind.RIGHT]
        ),
        known_until=until,
        known_from=confirmed[0].valid_from if confirmed else None,
        confirmed=bool(confirmed),
    )
    uses = tuple(
        Use(one.data["rank"], ReductionQuarter.of(one.valid_from), people.get(one.data["worker"], one.data["worker"]))
        for one in of[HireKind.USE]
    )
    return found, uses


def _employments(row: HireFact, people: Mapping[str, str]) -> Iterator[Employment]:
    """Somebody, or so many at once. Who has a number here is the same person."""
    data, entity = row.data, row.data["entity"]
    if data["number"]:
        yield Employment(
            people.get(data["number"], data["number"]), row.valid_from, row.valid_to, entity, data["counted"]
        )
        return
    for place in range(data["count"]):
        name = f"{data['who']} ({place + 1})" if data["count"] > 1 else data["who"]
        yield Employment(f"{entity}:{name}", row.valid_from, row.valid_to, entity, data["counted"])


def read(employer: Employer, today: dt.date | None = None) -> Told:
    """The file as it is known today."""
    day = today or timezone.localdate()
    rows = list(known(employer))
    dossier = dossier_of(employer, Month(day.year, day.month), with_days=False)
    found, uses = history(employer, dossier, day, rows)
    confirmed = next((one for one in rows if one.kind == HireKind.CONFIRMED), None)
    names = {one.worker.id: one.worker.name for one in dossier.contracts}
    problem: PresteError | None = None
    try:
        file = hire_file(found, uses)
    except (InputError, DossierError) as error:
        problem, file = error, hire_file(found)
    return Told(found, uses, file, tuple(rows), confirmed, names, problem)


def rights(
    employer: Employer, quarter: Quarter, dossier: Dossier, others: Rights, known_at: dt.datetime | None = None
) -> Rights:
    """The rights of a quarter with the history and the uses written here, beside what else is told."""
    rows = list(known(employer, known_at))
    found, uses = history(employer, dossier, quarter.last, rows)
    return replace(others, history=found, uses=uses)


def changed(employer: Employer, quarter: Quarter, since: dt.datetime | None) -> bool:
    """Whether something that a quarter rests on was told or given up since a moment; what it uses itself is not."""
    rows = HireFact.objects.filter(Q(recorded_at__gt=since) | Q(superseded_at__gt=since), employer=employer)
    before = rows.filter(valid_from__lte=quarter.last)
    return before.exclude(kind=HireKind.USE, valid_from__gte=quarter.first).exists()


# ── write ──────────────────────────────────────────────────────────────────────────────────


def record(
    employer: Employer,
    kind: HireKind,
    data: dict[str, Any],
    *,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    replaces: HireFact | None = None,
    user: User | None,
) -> HireFact:
    """Write down a fact, or its correction. Raises PresteError, and keeps nothing, when the file cannot be with it."""
    with transaction.atomic():
        audit.lock(employer.pk)
        _require_known(replaces)
        now = timezone.now()
        if replaces is not None:  # before the new one: some there can be only once
            replaces.superseded_at = now
            replaces.save(update_fields=["superseded_at"])
        row = HireFact.objects.create(
            employer=employer, kind=kind, valid_from=valid_from, valid_to=valid_to, data=data,
            recorded_at=now, recorded_by=user,
        )  # fmt: skip
        _require_sound(employer)
        audit.record(employer, user, f"hires.{kind}", str(row.pk), since=valid_from.isoformat())
    return row


def withdraw(row: HireFact, user: User | None) -> None:
    """Give a fact up; it stays. Raises PresteError, and keeps it, when what is used rests on it."""
    with transaction.atomic():
        audit.lock(row.employer_id)
        _require_known(row)
        row.superseded_at = timezone.now()
        row.save(update_fields=["superseded_at"])
        _require_sound(row.employer)
        audit.record(row.employer, user, "hires.withdrawn", str(row.pk), kind=row.kind)


def confirm(employer: Employer, since: dt.date, user: User | None) -> HireFact:
    """The employer stands for the file: every worker since a day is in it, by contract or by what is written."""
    old = known(employer).filter(kind=HireKind.CONFIRMED).first()
    return record(employer, HireKind.CONFIRMED, {}, valid_from=since, replaces=old, user=user)


def used(employer: Employer, quarter: Quarter) -> list[HireFact]:
    """The quarters of rights that are written down of a quarter."""
    return list(known(employer).filter(kind=HireKind.USE, valid_from=quarter.first))


def use(employer: Employer, quarter: Quarter, uses: Iterable[tuple[int, str]], user: User | None) -> None:
    """Write down the rights used in a quarter, each rank with a worker's number, in place of those written of it."""
    with transaction.atomic():
        audit.lock(employer.pk)
        for row in used(employer, quarter):
            row.superseded_at = timezone.now()
            row.save(update_fields=["superseded_at"])
        for rank, worker in uses:
            record(
                employer, HireKind.USE, {"rank": rank, "worker": worker}, valid_from=quarter.first,
                valid_to=quarter.last, user=user,
            )  # fmt: skip


def _require_sound(employer: Employer) -> None:
    """Whoever works in another company, or opened a right there, does so in one of the unit; what is used is open."""
    rows = list(known(employer))
    companies = {OWN} | {one.data["name"] for one in rows if one.kind == HireKind.COMPANY}
    lost = [one for one in rows if one.data.get("entity", OWN) not in companies]
    if lost:
        raise InputError(
            f"{lost[0].data['entity']} is no company of the unit, and something is written of it", field="entity",
            remedy="correct or withdraw what is written of it first", code="E-HIRES-COMPANY",
        )  # fmt: skip
    if (problem := read(employer).problem) is not None:
        raise problem


def _require_known(row: HireFact | None) -> None:
    if row is not None and not HireFact.objects.filter(pk=row.pk, superseded_at__isnull=True).exists():
        raise ChangeError("this was replaced meanwhile", remedy="read the page again, then do it once more")


# ── from a folder ──────────────────────────────────────────────────────────────────────────


def import_history(employer: Employer, told: Mapping[Quarter, ToldQuarter], user: User | None) -> None:
    """Bring into the store the first hires of a dossier folder: those of the last quarter that tells of them, with the
    quarters used that any tells. Who wrote them there stands for them. Raises PresteError."""
    histories = {quarter: one.rights.history for quarter, one in told.items() if one.rights.history is not None}
    if not histories:
        return
    history = histories[max(histories)]
    contracts = Contract.objects.filter(employer=employer).select_related("worker")
    numbers = {one.reference: one.worker.number for one in contracts}
    data: dict[str, Any]
    for member in history.members:
        data = {"name": member.entity, "enterprise_number": "", "unit": member.kind}
        record(employer, HireKind.COMPANY, data, valid_from=member.begins, valid_to=member.ends, user=user)
    for one in history.employments:
        if one.entity == OWN and one.worker in numbers and one.counted:
            continue  # its contract says so
        number = numbers.get(one.worker, "")
        data = {
            "number": number, "who": "" if number else one.worker, "count": 1, "entity": one.entity,
            "counted": one.counted,
        }  # fmt: skip
        record(employer, HireKind.STAFF, data, valid_from=one.begins, valid_to=one.ends, user=user)
    for right in history.rights:
        data = {"rank": right.rank, "worker": numbers.get(right.worker, right.worker), "entity": right.entity}
        record(employer, HireKind.RIGHT, data, valid_from=right.opened, user=user)
    for used_in in dict.fromkeys(each for one in told.values() for each in one.rights.uses):
        quarter = Quarter(used_in.quarter.year, used_in.quarter.number)
        data = {"rank": used_in.rank, "worker": numbers.get(used_in.worker, used_in.worker)}
        record(employer, HireKind.USE, data, valid_from=quarter.first, valid_to=quarter.last, user=user)
    earliest = min([one.begins for one in history.employments], default=min(histories).first)
    if history.confirmed:
        confirm(employer, history.known_from or earliest, user)
