"""The reductions of a worker's occupation lines, each with its trace: what `reductions_of` answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from preste.belgium.quarter.reductions.facts import OCCUPATION_FACTS
from preste.belgium.quarter.reductions.lines import CATEGORIES, Occupation, WorkerQuarter, WorkingTime
from preste.belgium.quarter.reductions.plans import UNKEYED, hire_plan, occupation_plan, performance_plan
from preste.engine import Trace
from preste.errors import InputError, NoParameter, PresteError, refuse
from preste.money import prorata

STRUCTURAL_CODE = "3000"


@dataclass(frozen=True)
class WorkingHours:
    """A measure that shortened working time: its first day, and the mean hours of a full-timer's week before and after
    it, in hundredths; 0 when nobody told."""

    since: dt.date
    before: int
    after: int


@dataclass(frozen=True)
class Claim:
    """A target group's reduction asked for on a line.

    `code`: of the DmfA (annex 4); "" where the law has none that is known. `rank`, `opened` and `right_quarter`: of a
    first hire's right, and the quarter of it that is used; `right_quarter` counts other rights of so many quarters too.
    `working_time` is the measure that is claimed, with the hours before and after it.
    """

    group: str
    code: str
    rank: int = 0
    opened: dt.date | None = None
    right_quarter: int = 0
    working_time: WorkingTime = ""
    hours: WorkingHours | None = None


@dataclass(frozen=True)
class Deduction:
    """What the quarter's declaration says of one reduction: its code, its amount in cents, the day its right began, and
    the measure of working time that it rests on."""

    code: str
    amount: int
    right_started: dt.date | None = None
    hours: WorkingHours | None = None


@dataclass(frozen=True)
class LineReductions:
    """The reductions of one occupation line.

    `trace` holds every amount; `before` the traces that gave some of its facts. Amounts are None where law is missing:
    `errors` says which.
    """

    worker: str
    occupation: Occupation
    claim: Claim | None
    trace: Trace
    before: tuple[Trace, ...] = ()

    @property
    def structural(self) -> int | None:
        """The structural reduction granted."""
        return self.trace.get("structural_granted")

    @property
    def target(self) -> int | None:
        """The target group's reduction granted; 0 without one."""
        if self.claim is None:
            return 0
        return None if self._amount_missing else self.trace.get("target_granted")

    @property
    def left(self) -> int | None:
        """What stays due of the basic contribution and wage moderation."""
        return None if self._amount_missing else self.trace.get("contributions_left")

    @property
    def _amount_missing(self) -> bool:
        return any(trace.errors for trace in self.before)

    @property
    def errors(self) -> tuple[NoParameter, ...]:
        """The law that is missing, each once."""
        every = [error for trace in (*self.before, self.trace) for error in trace.errors.values()]
        return tuple({error.message: error for error in every}.values())

    @property
    def deductions(self) -> tuple[Deduction, ...]:
        """The reductions to declare for the occupation: none of no amount, none that is not known."""
        found = [Deduction(STRUCTURAL_CODE, self.structural)] if self.structural else []
        if self.claim is not None and self.target:
            found.append(Deduction(self.claim.code, self.target, self.claim.opened, self.claim.hours))
        return tuple(found)


def reductions_of(worker: WorkerQuarter, claims: Mapping[int, Claim] | None = None) -> tuple[LineReductions, ...]:
    """The reductions of each occupation line, with the target group claimed for a line's number.

    Social Maribel first, by the lines' share of performance; then the structural reduction; then the target group's,
    which is the first to be cut. Raises InputError when the facts cannot be.
    """
    facts = line_facts(worker)
    asked = claims or {}
    return tuple(line_reductions(worker, one, facts[one.number], asked.get(one.number)) for one in worker.occupations)


def line_facts(worker: WorkerQuarter) -> dict[int, dict[str, int]]:
    """The facts of each line's plan, by the line's number. Raises InputError when the facts of the lines cannot be."""
    refuse("the reductions cannot be computed", problems(worker))
    day = worker.quarter.first
    own = {one.number: {**_common(worker), **one.facts()} for one in worker.occupations}
    measured = {one.number: _run_performance(day, own[one.number]) for one in worker.occupations}
    counted = {one.number: 0 if one.without_reduction else measured[one.number] for one in worker.occupations}
    total = sum(counted.values())
    shares = maribel_shares(worker.maribel, counted)
    return {
        one.number: {
            **own[one.number],
            "performance_total": total,
            "structural_entitled": worker.all_branches and not one.without_reduction,
            "maribel_share": shares[one.number],
        }
        for one in worker.occupations
    }


def _run_performance(day: dt.date, facts: Mapping[str, int]) -> int:
    plan = performance_plan(day)
    return plan.run({name: facts[name] for name in plan.facts})["performance"]


def _common(worker: WorkerQuarter) -> dict[str, int]:
    return {
        **dict.fromkeys(OCCUPATION_FACTS, 0),
        "premium_by_third_party": worker.premium_by_third_party,
        "temporary_agency": worker.temporary_agency,
        "quarter_number": worker.quarter.number,
        "maribel_not_first": worker.sheltered,
        "quarter_age": worker.age or 0,
    }


def maribel_shares(maribel: int, performances: Mapping[int, int]) -> dict[int, int]:
    """The social Maribel of each line by its share of performance (µ / µ(glob)); running totals are rounded, so that
    the shares add up. Without any performance it stays with the first line."""
    total, running, given = sum(performances.values()), 0, 0
    shares: dict[int, int] = {}
    for number, one in performances.items():
        running += one
        upto = prorata(maribel, running, total) if total else maribel
        shares[number], given = upto - given, upto
    return shares


def line_reductions(
    worker: WorkerQuarter, occupation: Occupation, facts: Mapping[str, int], claim: Claim | None
) -> LineReductions:
    """The reductions of one line with a claim; `facts`: its own of `line_facts`."""
    given = None if occupation.without_reduction else claim
    before = _right_amount(given)
    more: dict[str, int] = {} if given is None else {"right_quarter": given.right_quarter}
    if before and not before[0].errors:
        more["right_amount"] = before[0]["first_hire_amount"]
    situation = occupation.situation
    plan = occupation_plan(
        worker.quarter.first,
        worker.structural_category,
        given.group if given else "",
        situation.region or UNKEYED,
        (given.working_time if given else "") or UNKEYED,
        situation.insertion or UNKEYED,
    )
    known = {**facts, **more}
    trace = plan.run({name: known[name] for name in plan.facts})
    return LineReductions(worker.worker, occupation, given, trace, before)


def _right_amount(claim: Claim | None) -> tuple[Trace, ...]:
    """How much the quarter of a second to sixth worker's right is worth, by the law of its opening."""
    if claim is None or claim.group != "next_worker" or claim.opened is None:
        return ()
    return (hire_plan(claim.opened, claim.rank).run({"right_quarter": claim.right_quarter}),)


def problems(worker: WorkerQuarter) -> list[PresteError]:
    """What cannot be, of a worker's lines."""
    found: list[PresteError] = []
    if worker.structural_category not in CATEGORIES:
        found.append(_problem(f"{worker.structural_category!r} is no category", "structural_category", CATEGORIES))
    numbers = [one.number for one in worker.occupations]
    if len(set(numbers)) < len(numbers):
        found.append(_problem("two occupations have the same number", "number", ("1", "2", "3")))
    if worker.maribel < 0:
        found.append(_problem("the social Maribel is negative", "maribel", ("0 or more",)))
    for one in worker.occupations:
        at = f"occupation {one.number}"
        for name in ("wage", "contributions", "hours_week"):
            if getattr(one, name) < 0:
                found.append(_problem(f"{at}: {name} is negative", name, ("0 or more",)))
        for name in ("days_week", "reference_hours_week"):
            if getattr(one, name) <= 0:
                found.append(_problem(f"{at}: {name} is not given", name, ("more than 0",)))
        if one.ends is not None and one.ends < one.begins:
            found.append(_problem(f"{at} ends before it begins", "ends", ("a later day",)))
        if min((0, *one.days.values(), *one.hours.values())) < 0:
            found.append(_problem(f"{at}: days or hours are negative", "days", ("0 or more",)))
    return found


def _problem(message: str, field: str, allowed: tuple[str, ...]) -> InputError:
    return InputError(message, field=field, remedy=f"give {', '.join(allowed)}", code="E-REDUCTION")
