"""The reductions of a computed quarter, occupation by occupation, and what the employer chooses of them.

Everything is read from the computed quarter. A choice is checked against it before it is kept, and counts from the next
computation on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from preste.calendar import Quarter
from preste.errors import InputError
from preste.office.accounts.models import User
from preste.office.services import audit, quarter_facts, quarters
from preste.office.store.models import (
    ComputedQuarter,
    Contract,
    Employer,
    QuarterFact,
    QuarterFactKind,
    QuarterWorker,
)

STRUCTURAL = "3000"
PROPOSAL = "proposal"
"""What stands for no choice: the computation takes what gives most."""


@dataclass(frozen=True)
class Reduced:
    """An occupation of a computed quarter with its reductions, in cents; `told` is it as it was told."""

    worker: QuarterWorker
    told: Mapping[str, Any]

    @property
    def contract(self) -> str:
        """The reference of its contract."""
        return str(self.told["contract"])

    @property
    def start(self) -> dt.date:
        """Its first day, which may lie before the quarter."""
        return dt.date.fromisoformat(self.told["start"])

    @property
    def end(self) -> dt.date | None:
        """Its last day, when it lies in the quarter."""
        return dt.date.fromisoformat(self.told["end"]) if self.told["end"] else None

    @property
    def structural(self) -> int:
        """The structural reduction."""
        return sum(one["amount"] for one in self.told["reductions"] if one["code"] == STRUCTURAL)

    @property
    def target(self) -> int:
        """The target group's reduction."""
        return sum(one["amount"] for one in self.told["reductions"] if one["code"] != STRUCTURAL)

    @property
    def claimed(self) -> Mapping[str, Any] | None:
        """The right that is claimed, with its title and conditions."""
        claim = self.told["claimed"]
        return None if claim is None else next((one for one in self.told["rights"] if _same(one, claim)), claim)

    @property
    def others(self) -> list[Mapping[str, Any]]:
        """The rights that are not claimed, those that apply first."""
        claim = self.told["claimed"]
        return [one for one in self.told["rights"] if claim is None or not _same(one, claim)]

    @property
    def options(self) -> list[Mapping[str, Any]]:
        """The rights that may be chosen: those that apply, by their code."""
        return [one for one in self.told["rights"] if one["status"] == "applies" and one["code"]]


def _same(one: Mapping[str, Any], claim: Mapping[str, Any]) -> bool:
    return bool(one["code"] == claim["code"] and one["rank"] == claim["rank"])


def of_worker(worker: QuarterWorker) -> list[Reduced]:
    """The occupations of a worker of a computed quarter."""
    return [Reduced(worker, job) for line in quarters.lines_of(worker) for job in line["occupations"]]


def uses(stored: ComputedQuarter) -> Iterator[tuple[int, str]]:
    """The ranks of first hires that the quarter claims, with the worker's number."""
    for worker in stored.workers.filter(target__gt=0).select_related("worker"):
        for one in of_worker(worker):
            if (claim := one.told["claimed"]) and claim["rank"] and claim["amount"]:
                yield claim["rank"], worker.worker.number


# ── the employer's choice ──────────────────────────────────────────────────────────────────


def choices(employer: Employer, quarter: Quarter) -> dict[str, QuarterFact]:
    """What was chosen of a quarter, by contract; "" in `code` for no target group."""
    rows = quarter_facts.known(employer, QuarterFactKind.CHOICE).filter(valid_from=quarter.first)
    return {one.contract.reference: one for one in rows.select_related("contract") if one.contract is not None}


def choose(employer: Employer, quarter: Quarter, contract: Contract, code: str, user: User | None) -> None:
    """Keep the reduction wanted on a contract's occupations, "" for none; `PROPOSAL` takes the choice back.

    Raises InputError when the contract has no right to it, or when its rank is chosen for somebody else at that time.
    """
    with transaction.atomic():
        audit.lock(employer.pk)
        if code not in ("", PROPOSAL):
            _require_right(employer, quarter, contract, code, choices(employer, quarter))
        quarter_facts.choose(employer, quarter, contract, None if code == PROPOSAL else code, user)


def _require_right(
    employer: Employer, quarter: Quarter, contract: Contract, code: str, chosen: Mapping[str, QuarterFact]
) -> None:
    own = _occupations(employer, quarter, contract)
    found = [next((right for right in one.options if right["code"] == code), None) for one in own]
    if not found or None in found:
        raise InputError(
            f"{contract.reference} has no right to the reduction {code}", field="code",
            remedy="choose one that applies to each of its occupations", code="E-REDUCTION-RIGHT",
        )  # fmt: skip
    if not any(right["rank"] for right in found if right is not None):
        return
    for reference, row in chosen.items():
        if reference == contract.reference or row.data["code"] != code or row.contract is None:
            continue
        if any(_overlap(one, other) for one in own for other in _occupations(employer, quarter, row.contract)):
            raise InputError(
                f"the reduction {code} is chosen for {reference} at the same time", field="code",
                remedy="choose one of them", code="E-REDUCTION-RANK",
            )  # fmt: skip


def _occupations(employer: Employer, quarter: Quarter, contract: Contract) -> list[Reduced]:
    """The occupations of a contract in the computed quarter, but severance, which nothing reduces."""
    stored = quarters.latest(employer, quarter)
    worker = None if stored is None else stored.workers.filter(worker=contract.worker_id).first()
    every = [] if worker is None else of_worker(worker)
    return [one for one in every if one.contract == contract.reference and not one.told["severance"]]


def _overlap(one: Reduced, other: Reduced) -> bool:
    return one.start <= (other.end or dt.date.max) and other.start <= (one.end or dt.date.max)
