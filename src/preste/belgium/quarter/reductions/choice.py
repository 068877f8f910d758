"""Which target group to claim on which line: one a line, a first hire's rank on one line at a time; the best by
default.

The employer chooses; the proposal is the choice that gives most in the quarter, over all workers at once, because a
first hire's rank is not tied to a person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from preste.belgium.quarter.reductions.hire_file import Use
from preste.belgium.quarter.reductions.limits import NOT_COMPUTED, limits_of, too_many
from preste.belgium.quarter.reductions.lines import Occupation, WorkerQuarter
from preste.belgium.quarter.reductions.quarters import Quarter
from preste.belgium.quarter.reductions.rights import Finding, Offer, findings_of
from preste.belgium.quarter.reductions.worker import Claim, LineReductions, line_facts, line_reductions
from preste.errors import InputError, refuse

Place = tuple[str, int]
"""A worker and the number of one of the occupation lines."""


@dataclass(frozen=True)
class Choices:
    """What each line may claim, and what is claimed: as the employer chose, or else as proposed.

    `limits`: for how many workers a target group may be claimed, where the employer names them.
    """

    findings: Mapping[Place, tuple[Finding, ...]]
    proposed: Mapping[Place, Claim]
    reductions: Mapping[Place, LineReductions]
    limits: Mapping[str, int] = field(default_factory=dict)

    @property
    def worth(self) -> int:
        """What the target groups claimed give, in cents; those of missing law count for nothing."""
        return sum(one.target or 0 for one in self.reductions.values())


def uses_of(choices: Choices, quarter: Quarter) -> tuple[Use, ...]:
    """The quarters of first hires' rights that the claims use: to keep for the next quarter's offers."""
    return tuple(
        Use(one.claim.rank, quarter, worker)
        for (worker, _), one in choices.reductions.items()
        if one.claim is not None and one.claim.rank and one.target
    )


def choose(
    workers: Sequence[WorkerQuarter], offers: Sequence[Offer] = (), chosen: Mapping[Place, str | None] | None = None
) -> Choices:
    """Findings and reductions of every line.

    `chosen`: the reduction code (annex 4) that the employer wants on a line, None for no target group; the other lines
    take the proposal. Raises InputError for a code that a line has no right to, or a rank on two lines at once.
    """
    every = [(worker, one) for worker in workers for one in worker.occupations]
    facts = {worker.worker: line_facts(worker) for worker in workers}
    findings = {
        (worker.worker, one.number): findings_of(worker, one, offers, facts[worker.worker]) for worker, one in every
    }
    lines = {(worker.worker, one.number): one for worker, one in every}
    wanted = _wanted(findings, chosen or {})
    limits = limits_of(workers[0].quarter.first) if workers else {}
    refuse("the choice of reductions cannot be", [*_clashes(lines, wanted), *too_many(findings, limits)])
    free = {place: found for place, found in findings.items() if place not in (chosen or {})}
    proposed = _best(lines, free, wanted)
    claimed = {**proposed, **{place: claim for place, claim in wanted.items() if claim is not None}}
    reductions = {}
    for worker, one in every:
        place = worker.worker, one.number
        reductions[place] = line_reductions(worker, one, facts[worker.worker][one.number], claimed.get(place))
    return Choices(findings, proposed, reductions, limits)


def _wanted(
    findings: Mapping[Place, tuple[Finding, ...]], chosen: Mapping[Place, str | None]
) -> dict[Place, Claim | None]:
    wanted: dict[Place, Claim | None] = {}
    errors = []
    for place, code in chosen.items():
        usable = {one.claim.code: one.claim for one in findings.get(place, ()) if one.applies}
        if place not in findings or (code is not None and code not in usable):
            remedy = f"choose one of {', '.join(sorted(usable))}" if usable else "leave the choice out"
            if code is not None and code in NOT_COMPUTED:
                errors.append(_not_computed(place, code))
                continue
            message = f"{place[0]}, occupation {place[1]}, has no right to the reduction {code}"
            errors.append(InputError(message, where=place[0], field="chosen", remedy=remedy, code="E-REDUCTION-RIGHT"))
        else:
            wanted[place] = None if code is None else usable[code]
    refuse("the choice of reductions cannot be", errors)
    return wanted


def _not_computed(place: Place, code: str) -> InputError:
    """A reduction of the ONSS's list that the law book has no rules for."""
    return InputError(
        f"{place[0]}, occupation {place[1]}: the law book has no rules or amounts of the reduction {code} "
        f"({NOT_COMPUTED[code]})",
        where=place[0], field="chosen", remedy="work it out and declare it by hand", code="E-REDUCTION-LAW",
    )  # fmt: skip


def _clashes(lines: Mapping[Place, Occupation], wanted: Mapping[Place, Claim | None]) -> Iterable[InputError]:
    """Ranks that were chosen on two lines whose periods overlap."""
    ranked = [(place, claim) for place, claim in wanted.items() if claim is not None and claim.rank]
    for i, (place, claim) in enumerate(ranked):
        for other, its in ranked[:i]:
            if claim.rank == its.rank and _overlap(lines[place], lines[other]):
                yield InputError(
                    f"rank {claim.rank} is chosen for {other[0]} and {place[0]} at the same time",
                    field="chosen", remedy="choose one of them", code="E-REDUCTION-RANK",
                )  # fmt: skip


def _overlap(one: Occupation, other: Occupation) -> bool:
    return one.begins <= (other.ends or dt.date.max) and other.begins <= (one.ends or dt.date.max)


@dataclass(frozen=True)
class _Plan:
    """A choice for the lines seen so far: its worth, and what is claimed."""

    worth: int
    claims: tuple[tuple[Place, Claim], ...]


_Busy = tuple[tuple[int, dt.date], ...]
"""Until when each rank is taken."""


def _best(
    lines: Mapping[Place, Occupation],
    findings: Mapping[Place, tuple[Finding, ...]],
    wanted: Mapping[Place, Claim | None],
) -> dict[Place, Claim]:
    """The claims that give most, line by line in order of their first days, for each way the ranks may be taken."""
    taken = [(claim.rank, lines[place]) for place, claim in wanted.items() if claim is not None and claim.rank]
    plans: dict[_Busy, _Plan] = {(): _Plan(0, ())}
    for place in sorted(findings, key=lambda one: (lines[one].begins, one)):
        line = lines[place]
        options = [one for one in findings[place] if one.applies and one.worth]
        free = [one for one in options if not any(r == one.claim.rank and _overlap(line, o) for r, o in taken)]
        following: dict[_Busy, _Plan] = {}
        for busy, plan in plans.items():
            _keep(following, busy, plan)
            for one in free:
                rank = one.claim.rank
                if rank and dict(busy).get(rank, dt.date.min) >= line.begins:
                    continue
                until = line.ends or dt.date.max
                then = tuple(sorted({**dict(busy), rank: until}.items())) if rank else busy
                _keep(following, then, _Plan(plan.worth + (one.worth or 0), (*plan.claims, (place, one.claim))))
        plans = following
    return dict(max(plans.values(), key=lambda plan: plan.worth).claims)


def _keep(plans: dict[_Busy, _Plan], busy: _Busy, plan: _Plan) -> None:
    known = plans.get(busy)
    if known is None or plan.worth > known.worth:
        plans[busy] = plan
