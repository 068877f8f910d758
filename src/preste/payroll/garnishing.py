"""Who receives what of a garnished pay: ranks, claims that are still due, and each creditor's part.

The rules (`preste.belgium.net.garnishment`) say what each rank receives; inside a rank, earlier assignments are served
by date, the others in proportion to their claims (au marc le franc).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from preste.calendar import Month
from preste.engine import Trace
from preste.money import half_up
from preste.payroll.carry import Carry, of_claim, of_month
from preste.payroll.payslip import Withheld
from preste.records import Contract, Garnishment, held_on

RANKS = ("maintenance", "assignment", "privileged", "ordinary")
"""In the order they are served; each is a fact `…_due` and a rule `…_kept`."""

NO_END = 10**9
"""What is still due of a claim without a total: more than any pay."""


@dataclass(frozen=True)
class Claim:
    """A creditor's claim on one payment: its rank, what is due now, and the weight it is shared by, in cents."""

    garnishment: Garnishment
    rank: str
    due: int
    weight: int
    before: int


def claims(contract: Contract, carry: Carry, paid_on: dt.date) -> tuple[Claim, ...]:
    """The claims that hold on a day of payment and are not met yet, in the order of ranks and of notification."""
    if not contract.garnishments:
        return ()
    month = Month(paid_on.year, paid_on.month)
    paid = {one.id: one.already_paid + carry.payments.get(of_claim(one.id), 0) for one in contract.garnishments}
    held = [one for one in contract.garnishments if one.holds_on(paid_on) and not 0 < one.total <= paid[one.id]]
    held.sort(key=lambda one: (one.notified_on, one.id))
    first_seizure = min((one.notified_on for one in held if one.kind in ("tax", "seizure")), default=dt.date.max)
    found = []
    for one in held:
        before = paid[one.id]
        due = one.total - before if one.total else NO_END
        if one.monthly:
            due = min(due, max(0, one.monthly - carry.payments.get(of_claim(one.id, month), 0)))
        found.append(Claim(one, _rank(one, first_seizure), due, one.total or one.monthly, before))
    return tuple(sorted(found, key=lambda claim: RANKS.index(claim.rank)))


def _rank(one: Garnishment, first_seizure: dt.date) -> str:
    """Maintenance first; an assignment before the seizures only when it was notified before them all."""
    if one.kind == "maintenance":
        return "maintenance"
    if one.kind == "assignment":
        return "assignment" if one.notified_on < first_seizure else "ordinary"
    return "privileged" if one.kind == "tax" else "ordinary"


def garnishment_facts(contract: Contract, held: Sequence[Claim], carry: Carry, paid_on: dt.date) -> dict[str, int]:
    """The facts that the rules take from creditors, children and what was paid before in the same month."""
    month = Month(paid_on.year, paid_on.month)
    facts = {f"{rank}_due": sum(claim.due for claim in held if claim.rank == rank) for rank in RANKS}
    declared = held_on(contract.declared_children, paid_on)
    before = {"garnishable_before": "net", "maintenance_before": "maintenance", "seized_before": "seized"}
    facts |= {fact: carry.payments.get(of_month(what, month), 0) for fact, what in before.items()}
    return facts | {"children_declared": declared.children if declared else 0}


def withheld(held: Sequence[Claim], trace: Trace) -> tuple[Withheld, ...]:
    """Each creditor's part of what the rules gave to its rank; empty when law was missing."""
    if not held:
        return ()
    return tuple(_withheld(held, {rank: trace.get(f"{rank}_kept") or 0 for rank in RANKS}))


def _withheld(held: Sequence[Claim], kept: Mapping[str, int]) -> Iterator[Withheld]:
    for rank in RANKS:
        own = [claim for claim in held if claim.rank == rank]
        dues, weights = [claim.due for claim in own], [claim.weight for claim in own]
        parts = in_turn(kept[rank], dues) if rank == "assignment" else in_proportion(kept[rank], dues, weights)
        for claim, part in zip(own, parts, strict=True):
            left = max(0, claim.garnishment.total - claim.before - part) if claim.garnishment.total else None
            yield Withheld(claim.garnishment, part, f"{rank}_kept", left)


def in_turn(amount: int, dues: Sequence[int]) -> list[int]:
    """An amount served to one after the other."""
    parts = []
    for due in dues:
        parts.append(min(due, amount))
        amount -= parts[-1]
    return parts


def in_proportion(amount: int, dues: Sequence[int], weights: Sequence[int]) -> list[int]:
    """An amount shared by weights, nobody above what is due; what one does not need goes to the others.

    The parts add up to the cent: each is the difference of two running sums, half-up.
    """
    parts = [0] * len(dues)
    open_ = [i for i, due in enumerate(dues) if due]
    while open_ and amount:
        whole = sum(weights[i] for i in open_)
        filled = [i for i in open_ if dues[i] * whole <= amount * weights[i]]
        if not filled:
            break
        for i in filled:
            parts[i] = dues[i]
        open_ = [i for i in open_ if i not in filled]
        amount -= sum(dues[i] for i in filled)
    whole, run = sum(weights[i] for i in open_), 0
    for i in open_:
        before, run = run, run + weights[i]
        parts[i] = half_up(amount * run, whole) - half_up(amount * before, whole)
    return parts


def doubts_of_ranks(ranks: Collection[str]) -> Iterator[str]:
    """What is uncertain of the order when these ranks have a claim, in French sentences."""
    if "maintenance" in ranks and any(rank != "maintenance" for rank in ranks):
        yield (
            "pension alimentaire et autres créanciers : la pension est imputée d'abord sur la partie saisissable "
            "(Code judiciaire, art. 1412, lecture incertaine)"
        )


def disputes(held: Sequence[Claim]) -> Iterator[str]:
    """What the officer should know of the order, in French sentences."""
    if not held:
        return
    yield from doubts_of_ranks([claim.rank for claim in held])
    others = [claim for claim in held if claim.rank != "maintenance"]
    if len({claim.rank for claim in others}) < len(others):
        yield (
            "plusieurs créanciers de même rang : un huissier de justice peut demander de lui verser le tout "
            "(Code judiciaire, art. 1390ter et 1627)"
        )
    assigned = [claim for claim in others if claim.garnishment.kind == "assignment"]
    if any(claim.rank == "ordinary" for claim in assigned):
        yield (
            "cession notifiée après une saisie : elle est comptée parmi les saisies ordinaires (lecture incertaine "
            "quand une autre saisie lui est postérieure)"
        )
