"""The Dimona still to be made: what contracts ask for, less what the ONSS knows and what was already handed over.

Contracts that began before an employer was followed here, and of which no period is known, are taken as declared where
they were: only their end is asked for, with the number of their period.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from preste.declarations.dimona.build import differences
from preste.declarations.dimona.compare import Difference, out_of
from preste.declarations.dimona.days import is_work
from preste.declarations.dimona.model import Period
from preste.declarations.dimona.room import Beyond, beyond
from preste.declarations.dimona.told import Particulars, Plan
from preste.declarations.dimona.wanted import Wanted
from preste.declarations.dimona.worker_types import WORKER_TYPES
from preste.errors import DossierError, InputError, PresteError
from preste.office.services.dimona_following import followed_since
from preste.office.services.dimona_particulars import by_contract
from preste.office.services.dimona_records import in_question
from preste.office.services.facts import day_record
from preste.office.store.models import (
    DimonaAnswer,
    DimonaDeclaration,
    DimonaKind,
    DimonaPeriod,
    DimonaPlan,
    DimonaResult,
    Employer,
    Fact,
    FactKind,
)
from preste.records import Contract as ContractRecord
from preste.records import Employer as EmployerRecord

AHEAD = dt.timedelta(days=31)
"""How long before it begins an employment is shown."""
SHOWN = ("worker_type", "joint_committee", "start", "end", "start_hour", "end_hour", "planned_hours")
"""What of a period is stored, under the names of the message's model."""

State = Literal["due", "refused", "hours", "details", "number", "waiting", "fault"]


class DimonaError(PresteError):
    """A Dimona cannot be made or noted so."""

    code = "E-DIMONA"


@dataclass(frozen=True, kw_only=True)
class Todo:
    """A declaration to make, and what stands in its way.

    `state`: "due" or "refused" can be declared; "hours" lacks its planned hours or the hours of its day, "details" the
    user of an agency or the insurance of a trainee, "number" the number of its period, "waiting" the answer that gives
    this number; "fault" cannot be told, `fault` says why. `beyond`: what its planned hours exceed.
    """

    employer: Employer
    contract: UUID
    worker: UUID
    name: str
    reference: str
    state: State
    difference: Difference | None = None
    fault: PresteError | None = None
    refusal: DimonaAnswer | None = None
    beyond: Beyond | None = None

    @property
    def key(self) -> str:
        """What names it on a page; no number of anybody is part of it."""
        if self.difference is None:
            return f"fault|{self.contract}"
        return f"{self.difference.kind}|{self.contract}|{self.day.isoformat()}"

    @property
    def day(self) -> dt.date:
        """The first day it is about."""
        return self.difference.starts if self.difference is not None else dt.date.min

    @property
    def term(self) -> dt.date | None:
        """The last day to declare it; None for at once."""
        return self.difference.due if self.difference is not None else None

    @property
    def ready(self) -> bool:
        """Whether it can be declared now."""
        return self.state in ("due", "refused")

    def when(self, today: dt.date) -> Literal["late", "today", "ahead"]:
        """How it stands on a day; what has no term is to be done at once."""
        if self.term is None or self.term == today:
            return "today"
        return "late" if self.term < today else "ahead"


def now() -> dt.datetime:
    """This moment, by the clock of the office."""
    return timezone.localtime()


def queue(employers: Sequence[Employer], today: dt.date, contract: UUID | None = None) -> list[Todo]:
    """What is to be declared for these employers until a month ahead, or for one contract: late ones first, by term."""
    through = today + AHEAD
    since = followed_since(employers)
    periods, plans = _expected(employers), _plans(employers)
    refused, told = _refused(employers), by_contract(employers)
    found: list[Todo] = []
    for asked in in_question(employers, since, through, periods, told, contract):
        one = _Asked(asked.employer, asked.record, asked.terms, asked.contract, since[asked.employer.pk], through)
        particulars = told.get(one.contract, [])
        found += one.todos(periods.get(one.contract, []), plans.get(one.contract, []), particulars, refused)
    found = _but_idle(found, today)
    return sorted(found, key=lambda one: (one.term or today, one.employer.name, one.name, one.day))


def _but_idle(todos: Sequence[Todo], today: dt.date) -> list[Todo]:
    """All, but for hours that nobody planned of days that are past and in which no work is recorded."""
    past = [one for one in todos if one.state == "hours" and (span := _span(one)) is not None and span[1] < today]
    if not past:
        return list(todos)
    rows = Fact.objects.filter(
        contract__in={one.contract for one in past}, kind=FactKind.DAY, superseded_at__isnull=True,
        valid_from__gte=min(span[0] for one in past if (span := _span(one)) is not None),
    )  # fmt: skip
    worked: dict[UUID | None, set[dt.date]] = defaultdict(set)
    for contract, day, data in rows.values_list("contract", "valid_from", "data"):
        if is_work(day_record(day, data)):
            worked[contract].add(day)
    idle = [one for one in past if not any(_within(day, _span(one)) for day in worked[one.contract])]
    return [one for one in todos if one not in idle]


def _span(one: Todo) -> tuple[dt.date, dt.date] | None:
    """The days of a period of planned hours."""
    asked = one.difference.wanted if one.difference is not None else None
    if asked is None or asked.end is None or not WORKER_TYPES[asked.worker_type].planned_hours:
        return None
    return asked.start, asked.end


def _within(day: dt.date, span: tuple[dt.date, dt.date] | None) -> bool:
    return span is not None and span[0] <= day <= span[1]


def urgent(todos: Iterable[Todo], today: dt.date) -> list[Todo]:
    """Those that are late or for today."""
    return [one for one in todos if one.when(today) != "ahead"]


def period_of(row: DimonaPeriod | DimonaDeclaration, number: str) -> Period:
    """A stored period as the message's model has it."""
    return Period(number=number, **{name: getattr(row, name) for name in SHOWN})


def under_way(employers: Sequence[Employer]) -> list[DimonaDeclaration]:
    """What was prepared or handed over and has no final answer yet, the earliest first."""
    waiting = Q(result__isnull=True) | Q(result=DimonaResult.WAITING)
    return list(_declared(employers).filter(waiting).order_by("sending__made_at", "rank"))


def _declared(employers: Sequence[Employer]) -> Any:
    """Declarations of sendings that stand, each with its latest answer's `result`."""
    latest = DimonaAnswer.objects.filter(declaration=OuterRef("pk")).order_by("-recorded_at")
    made = DimonaDeclaration.objects.filter(employer__in=employers, sending__abandoned_at__isnull=True)
    return made.select_related("sending").annotate(result=Subquery(latest.values("result")[:1]))


def _expected(employers: Sequence[Employer]) -> dict[UUID, list[Period]]:
    """By contract, the periods that the ONSS has once it takes what is under way; a new one has no number yet."""
    known: dict[UUID | None, dict[str, Period]] = defaultdict(dict)
    for row in DimonaPeriod.objects.filter(employer__in=employers, superseded_at__isnull=True, contract__isnull=False):
        known[row.contract_id][row.number] = period_of(row, row.number)
    for made in under_way(employers):
        if made.kind == DimonaKind.CANCEL:
            known[made.contract_id].pop(made.period, None)
        else:
            key = made.period or made.reference
            known[made.contract_id][key] = period_of(made, made.period)
    return {contract: list(own.values()) for contract, own in known.items() if own and contract is not None}


def _plans(employers: Sequence[Employer]) -> dict[UUID, list[Plan]]:
    found: dict[UUID, list[Plan]] = defaultdict(list)
    for row in DimonaPlan.objects.filter(employer__in=employers, superseded_at__isnull=True):
        names = ("start", "end", "worker_type", "planned_hours", "start_hour", "end_hour")
        found[row.contract_id].append(Plan(contract="", **{name: getattr(row, name) for name in names}))
    return found


Refusals = Mapping[tuple[UUID | None, str, dt.date], DimonaAnswer]


def _refused(employers: Sequence[Employer]) -> Refusals:
    """The refusals that stand, by contract, kind and first day."""
    made = _declared(employers).filter(result=DimonaResult.REFUSED).order_by("sending__made_at")
    by_key = {(one.contract_id, one.kind, one.start): one.pk for one in made}
    answers = DimonaAnswer.objects.filter(declaration__in=by_key.values()).order_by("recorded_at")
    latest = {one.declaration_id: one for one in answers}
    return {key: latest[pk] for key, pk in by_key.items() if pk in latest}


# ── one contract ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Asked:
    """A contract beside what the ONSS knows of it."""

    employer: Employer
    record: EmployerRecord
    terms: ContractRecord
    contract: UUID
    since: dt.date
    through: dt.date

    def todos(
        self, known: Sequence[Period], plans: Sequence[Plan], told: Sequence[Particulars], refused: Refusals
    ) -> list[Todo]:
        mine = [replace(one, contract=self.terms.id) for one in known]
        planned = [replace(one, contract=self.terms.id) for one in plans]
        particulars = [replace(one, contract=self.terms.id) for one in told]
        try:
            found = differences(self.record, [self.terms], mine, self.through, planned, particulars)
        except DossierError as error:
            return [self._todo("fault", fault=one) for one in error.errors]
        except InputError as error:
            return [self._todo("fault", fault=error)]
        asked = [one.wanted for one in found if one.wanted is not None]
        around: list[Period | Wanted] = [
            *mine,
            *(one for one in asked if not any(one.start == each.start for each in mine)),
        ]
        todos = [todo for one in found if (todo := self._of(one, refused)) is not None]
        return [self._beside(todo, around) for todo in todos]

    def _beside(self, todo: Todo, around: Sequence[Period | Wanted]) -> Todo:
        """With what its planned hours exceed, beside those of the other periods."""
        one = todo.difference
        if one is None or one.wanted is None or one.kind not in ("in", "update"):
            return todo
        return replace(todo, beyond=beyond(one.wanted, around))

    def _of(self, one: Difference, refused: Refusals) -> Todo | None:
        if one.kind == "in" and one.wanted is not None and one.wanted.start < self.since:
            return self._of_elsewhere(one.wanted)
        if one.known is not None and not one.known.number:
            return self._todo("waiting", one)
        if one.kind == "in" and one.wanted is not None and one.wanted.lacks_particulars:
            return self._todo("details", one)
        if one.kind == "in" and one.wanted is not None and one.wanted.lacks_hours:
            return self._todo("hours", one)
        refusal = refused.get((self.contract, one.kind, about(one)))
        return self._todo("refused" if refusal else "due", one, refusal=refusal)

    def _of_elsewhere(self, asked: Wanted) -> Todo | None:
        """Of what was declared elsewhere only the end is to be told, when that was not told at its start."""
        if asked.end is None or not self.since <= asked.end <= self.through:
            return None
        if asked.contract.fixed_term or WORKER_TYPES[asked.worker_type].ends:
            return None
        return self._todo("number", out_of(asked))

    def _todo(self, state: State, one: Difference | None = None, **more: Any) -> Todo:
        worker = self.terms.worker
        return Todo(
            employer=self.employer,
            contract=self.contract,
            worker=UUID(worker.id),
            name=worker.name,
            reference=self.terms.id,
            state=state,
            difference=one,
            **more,
        )


def about(one: Difference) -> dt.date:
    """The first day of the period that a declaration leads to, or takes away."""
    told = one.known if one.kind == "cancel" else one.wanted or one.known
    return told.start if told is not None else one.starts
