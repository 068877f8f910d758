"""Which target-group reductions a line has a right to, which it lacks one condition for, and their worth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from preste.belgium.quarter.reductions.conditions import (
    ELDERLY_CODES,
    GROUPS,
    REGION,
    Condition,
    SeenLine,
    measure_of,
    performance_condition,
)
from preste.belgium.quarter.reductions.lines import Occupation, WorkerQuarter
from preste.belgium.quarter.reductions.worker import Claim, LineReductions, WorkingHours, line_facts
from preste.errors import NoParameter
from preste.law import book

TITLES: Mapping[str, str] = {
    "first_worker": "Premiers engagements, premier travailleur",
    "next_worker": "Premiers engagements, deuxième à sixième travailleur",
    "subsidised": "Contractuels subventionnés",
    "sportsperson": "Sportifs rémunérés",
    "artist": "Artistes",
    "elderly": "Travailleurs âgés",
    "young": "Jeunes travailleurs peu qualifiés",
    "working_time": "Réduction collective du temps de travail",
    "mentor": "Tuteurs",
    "restructuring": "Travailleurs licenciés lors d'une restructuration",
    "research": "Recherche scientifique",
    "horeca": "Travailleurs fixes dans l'horeca",
    "insertion": "Économie d'insertion sociale (SINE)",
    "article_60": "Travailleurs article 60, § 7",
    "apprentice": "Apprentis en alternance",
    "long_jobseeker": "Personnes sans expérience professionnelle récente et durable",
}
"""The target groups, in French as the ONSS names them."""

_CODES: Mapping[str, str] = {
    "subsidised": "4000",
    "sportsperson": "4110",
    "artist": "4300",
    "young": "6300",
    "mentor": "3800",
    "restructuring": "3611",
    "research": "1511",
    "horeca": "3900",
    "article_60": "4500",
    "apprentice": "6310",
    "long_jobseeker": "6340",
}
_INSERTION = {"312_days": "3240", "624_days": "3241", "45_years": "3250"}
_WORKING_TIME = {"37_hours": "3500", "36_hours": "3500", "35_hours": "3500", "four_days": "3510", "both": "3520"}


_DATED = frozenset({"3510", "3520", "3611", "6300", "6340"})
"""The codes whose declaration tells the day the right began, besides those of first hires."""


@dataclass(frozen=True)
class Finding:
    """A target group that a line belongs to: its conditions, and what the quarter is worth with it.

    `worth` is what would be granted, also when a condition is missing; None when no amount is known. `reductions` holds
    the traces behind it.
    """

    claim: Claim
    title: str
    conditions: tuple[Condition, ...]
    reductions: LineReductions | None
    missing_law: NoParameter | None = None

    @property
    def lacking(self) -> tuple[Condition, ...]:
        """The conditions that do not hold."""
        return tuple(one for one in self.conditions if not one.holds)

    @property
    def status(self) -> str:
        """`applies`; `almost` with one condition missing that may still be met; `refused` with others; `unknown` where
        law is missing and nothing refuses."""
        if len(self.lacking) > 1 or not all(one.changes for one in self.lacking):
            return "refused"
        if self.missing_law is not None:
            return "unknown"
        return "almost" if self.lacking else "applies"

    @property
    def worth(self) -> int | None:
        """What the target group's reduction is worth in the quarter, in cents."""
        return None if self.reductions is None else self.reductions.target

    @property
    def applies(self) -> bool:
        """Whether it can be claimed."""
        return self.status == "applies"


@dataclass(frozen=True)
class Offer:
    """A first hire's right that the employer may use in the quarter, on the line of its choice.

    `conditions`: those of the employer (quarters left, enough workers at the same time).
    """

    rank: int
    opened: dt.date
    right_quarter: int
    code: str
    conditions: tuple[Condition, ...] = ()


def findings_of(
    worker: WorkerQuarter,
    occupation: Occupation,
    offers: Sequence[Offer] = (),
    facts: Mapping[int, Mapping[str, int]] | None = None,
) -> tuple[Finding, ...]:
    """Every target group the line belongs to, those that apply first, the best first; `facts`: the worker's
    `line_facts`, by who has them already."""
    if occupation.without_reduction:
        return ()
    seen = SeenLine(worker, occupation, line_facts(worker) if facts is None else facts)
    found = [_finding(seen, claim, conditions) for claim, conditions in _claims(seen, offers)]
    order = {"applies": 0, "almost": 1, "unknown": 2, "refused": 3}
    return tuple(sorted(found, key=lambda one: (order[one.status], -(one.worth or 0), one.claim.code)))


def _finding(line: SeenLine, claim: Claim, conditions: Iterator[Condition]) -> Finding:
    missing: NoParameter | None = None
    told: list[Condition] = []
    try:
        for one in conditions:
            told.append(one)
    except NoParameter as error:
        missing = error
    worth = line.reduced(claim)
    if missing is None and worth.target is None and REGION not in told:
        missing = worth.errors[0]
    title = TITLES[claim.group] if claim.group != "next_worker" else f"Premiers engagements, {claim.rank}e travailleur"
    return Finding(claim, title, tuple(told), worth if worth.target is not None else None, missing)


def _claims(line: SeenLine, offers: Sequence[Offer]) -> Iterator[tuple[Claim, Iterator[Condition]]]:
    """The groups the line belongs to, with their conditions."""
    for offer in offers:
        group = "first_worker" if offer.rank == 1 else "next_worker"
        claim = Claim(group, offer.code, offer.rank, offer.opened, offer.right_quarter)
        yield claim, _first_hire(line, offer)
    for group, (belongs, conditions) in GROUPS.items():
        if belongs(line):
            yield _claim(line, group), conditions(line)


def _claim(line: SeenLine, group: str) -> Claim:
    situation = line.situation
    if group == "elderly":
        return Claim(group, ELDERLY_CODES.get(situation.region, ""))
    if group == "working_time":
        return _working_time(line)
    since = line.quarters_since_hired
    if group == "insertion":
        return Claim(group, _INSERTION[situation.insertion], right_quarter=since)
    code = _CODES[group]
    return Claim(group, code, opened=situation.hired if code in _DATED else None, right_quarter=since)


def _working_time(line: SeenLine) -> Claim:
    """The measure of the quarter; its hours are declared where it shortens the week."""
    situation, since = line.situation, line.situation.working_time_since
    measure = measure_of(line)
    code = _WORKING_TIME[measure]
    hours = None
    if since is not None and measure != "four_days":
        hours = WorkingHours(since, situation.working_time_before, situation.working_time_after)
    return Claim(
        "working_time", code, opened=since if code in _DATED else None, right_quarter=line.quarters_since_measure,
        working_time=measure, hours=hours,
    )  # fmt: skip


def _first_hire(line: SeenLine, offer: Offer) -> Iterator[Condition]:
    yield Condition(
        not line.situation.never_first_hire,
        "un travailleur qui compte (ni flexi-job, ni occasionnel, ni étudiant, ni apprenti, ni domestique)",
    )
    yield from offer.conditions
    if offer.rank > 1 or line.day >= book().series["first_hire_first"].begins:
        yield performance_condition(line)
