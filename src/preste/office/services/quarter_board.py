"""Where each employer stands with a quarter, in a few readings however many employers there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import JSONField, QuerySet
from django.db.models.fields.json import KeyTransform

from preste.calendar import Month, Quarter
from preste.office.services.declarations import WAITING
from preste.office.store.models import (
    ComputedQuarter,
    Declaration,
    DeclarationState,
    Employer,
    Environment,
    PayRun,
    RunKind,
)

MONTHS, COMPUTE, BUILD, HAND_OVER, ANSWER, REFUSED, DONE = (
    "months", "compute", "build", "hand-over", "answer", "refused", "done",
)  # fmt: skip
MONTHS_OF_A_QUARTER = 3
STEPS = (REFUSED, MONTHS, COMPUTE, BUILD, HAND_OVER, ANSWER, DONE)
"""What comes next, what needs somebody first."""


class Standing(NamedTuple):
    """An employer's quarter: months validated, cents owed where they are known, the declaration that counts."""

    employer: Employer
    validated: int
    owed: int | None
    provisional: bool
    declaration: Declaration | None
    step: str


def quarters_of(employers: Sequence[Employer]) -> list[Quarter]:
    """The quarters in which one of them opened a month, the latest first."""
    months = _runs(employers).order_by().values_list("month", flat=True).distinct()
    return sorted({Quarter.of(Month.parse(month)) for month in months}, key=str, reverse=True)


def board(employers: Sequence[Employer], quarter: Quarter) -> list[Standing]:
    """Those who opened a month of the quarter, by what comes next, then by name."""
    sealed: dict[UUID, int] = defaultdict(int)
    found = _runs(employers).filter(month__in=[str(month) for month in quarter.months])
    for employer, chain in found.values_list("employer", "hash"):
        sealed[employer] += bool(chain)
    computed = _computed(employers, quarter)
    declared = _declared(employers, quarter)
    rows = [
        _standing(one, sealed[one.pk], computed.get(one.pk), declared.get(one.pk))
        for one in employers
        if one.pk in sealed
    ]
    return sorted(rows, key=lambda row: (STEPS.index(row.step), row.employer.name.casefold(), str(row.employer.pk)))


def _runs(employers: Sequence[Employer]) -> QuerySet[PayRun]:
    return PayRun.objects.filter(employer__in=employers, kind=RunKind.REGULAR)


def _computed(employers: Sequence[Employer], quarter: Quarter) -> dict[UUID, tuple[int | None, bool]]:
    """By employer what the last computation owes, None where law or facts lack, and whether it is provisional."""
    lacks = KeyTransform("missing", "told", output_field=JSONField())
    found = ComputedQuarter.objects.filter(employer__in=employers, quarter=str(quarter), computed_at__isnull=False)
    rows = found.order_by().annotate(lacks=lacks).values_list("employer", "owed", "provisional", "lacks")
    return {employer: (None if lacking else owed, provisional) for employer, owed, provisional, lacking in rows}


def _declared(employers: Sequence[Employer], quarter: Quarter) -> dict[UUID, Declaration]:
    """By employer the last declaration for production, or a draft of one."""
    found = Declaration.objects.filter(
        employer__in=employers, quarter=str(quarter), environment__in=("", Environment.REAL)
    )
    kept = found.exclude(state=DeclarationState.ABANDONED).order_by("number").only("employer", "number", "state")
    return {one.employer_id: one for one in kept}


def _standing(
    employer: Employer, validated: int, computed: tuple[int | None, bool] | None, declaration: Declaration | None
) -> Standing:
    owed, provisional = computed or (None, False)
    step = _step(validated, computed, declaration)
    return Standing(employer, validated, owed, provisional, declaration, step)


def _step(validated: int, computed: tuple[int | None, bool] | None, declaration: Declaration | None) -> str:
    state = declaration.state if declaration else ""
    if state in (DeclarationState.ACCEPTED, DeclarationState.CORRECTED):
        return DONE
    if state in WAITING:
        return ANSWER
    if state == DeclarationState.REFUSED:
        return REFUSED
    if validated < MONTHS_OF_A_QUARTER:
        return MONTHS
    if computed is None or computed[1]:
        return COMPUTE
    return HAND_OVER if state else BUILD
