"""Which target-group reductions a line has a right to, which it lacks one condition for, and their worth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from preste.belgium.quarter.reductions.lines import ORDINARY, Occupation, Region, Situation, WorkerQuarter
from preste.belgium.quarter.reductions.quarters import Quarter
from preste.belgium.quarter.reductions.worker import Claim, LineReductions, line_facts, reductions_of
from preste.engine import Trace
from preste.errors import NoParameter
from preste.law import Entry, book
from preste.money import euro, number

TITLES: Mapping[str, str] = {
    "first_worker": "Premiers engagements, premier travailleur",
    "next_worker": "Premiers engagements, deuxième à sixième travailleur",
    "subsidised": "Contractuels subventionnés",
    "sportsperson": "Sportifs rémunérés",
    "artist": "Artistes",
    "elderly": "Travailleurs âgés",
    "young": "Jeunes travailleurs",
    "working_time": "Réduction collective du temps de travail",
    "mentor": "Tuteurs",
    "restructuring": "Travailleurs licenciés lors d'une restructuration",
    "research": "Recherche scientifique",
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
}
_ELDERLY: Mapping[Region, str] = {
    "brussels": "7320",
    "flanders": "6320",
    "wallonia": "8320",
    "german_community": "9300",
}
_WORKING_TIME = {"37_hours": "3500", "36_hours": "3500", "35_hours": "3500", "four_days": "3510", "both": "3520"}


_DATED = frozenset({"3510", "3520", "3611", "6300"})
"""The codes whose declaration tells the day the right began, besides those of first hires."""


@dataclass(frozen=True)
class Condition:
    """One condition, told in French, and whether it holds; `entries` are the values of law it was read with.

    `changes`: whether it may hold another quarter or with another fact; an employer's category and a Region without the
    measure do not.
    """

    holds: bool
    told: str
    entries: tuple[Entry, ...] = ()
    changes: bool = True


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


def findings_of(worker: WorkerQuarter, occupation: Occupation, offers: Sequence[Offer] = ()) -> tuple[Finding, ...]:
    """Every target group the line belongs to, those that apply first, the best first."""
    if occupation.without_reduction:
        return ()
    seen = _Line(worker, occupation)
    found = [_finding(seen, claim, conditions) for claim, conditions in _claims(seen, offers)]
    order = {"applies": 0, "almost": 1, "unknown": 2, "refused": 3}
    return tuple(sorted(found, key=lambda one: (order[one.status], -(one.worth or 0), one.claim.code)))


class _Line:
    """A line with what conditions ask of it."""

    def __init__(self, worker: WorkerQuarter, occupation: Occupation) -> None:
        self.worker, self.occupation = worker, occupation
        self.situation: Situation = occupation.situation
        self.quarter: Quarter = worker.quarter
        self.day = worker.quarter.first

    @cached_property
    def facts(self) -> Mapping[str, int]:
        """Of the line's plan."""
        return line_facts(self.worker)[self.occupation.number]

    @cached_property
    def plain(self) -> Trace:
        """The line without any target group."""
        number = self.occupation.number
        return next(one for one in reductions_of(self.worker) if one.occupation.number == number).trace

    def law(self, series: str, *key: str) -> Entry:
        """A value of law of the quarter. Raises NoParameter."""
        return book().on(series, self.day, key)


def _finding(line: _Line, claim: Claim, conditions: Iterator[Condition]) -> Finding:
    missing: NoParameter | None = None
    told: list[Condition] = []
    try:
        for one in conditions:
            told.append(one)
    except NoParameter as error:
        missing = error
    number = line.occupation.number
    worth = next(one for one in reductions_of(line.worker, {number: claim}) if one.occupation.number == number)
    if missing is None and worth.target is None:
        missing = worth.errors[0]
    title = TITLES[claim.group] if claim.group != "next_worker" else f"Premiers engagements, {claim.rank}e travailleur"
    return Finding(claim, title, tuple(told), worth if worth.target is not None else None, missing)


def _claims(line: _Line, offers: Sequence[Offer]) -> Iterator[tuple[Claim, Iterator[Condition]]]:
    """The groups the line belongs to, with their conditions."""
    for offer in offers:
        group = "first_worker" if offer.rank == 1 else "next_worker"
        claim = Claim(group, offer.code, offer.rank, offer.opened, offer.right_quarter)
        yield claim, _first_hire(line, offer)
    for group, (belongs, conditions) in _GROUPS.items():
        if belongs(line):
            yield _claim(line, group), conditions(line)


def _claim(line: _Line, group: str) -> Claim:
    situation = line.situation
    if group == "elderly":
        return Claim(group, _ELDERLY.get(situation.region, ""))
    if group == "working_time":
        since = situation.working_time_since
        code = _WORKING_TIME[situation.working_time]
        right_quarter = 0 if since is None else line.quarter.since(Quarter.of(since))
        return Claim(group, code, opened=since if code in _DATED else None, right_quarter=right_quarter)
    code = _CODES[group]
    if group == "young" and situation.hired is not None:
        which = line.quarter.since(Quarter.of(situation.hired)) + 1
        return Claim(group, code, opened=situation.hired, right_quarter=which)
    return Claim(group, code, opened=situation.hired if code in _DATED else None)


# ── the conditions of each group ───────────────────────────────────────────────────────────


def _performance(line: _Line) -> Condition:
    law = line.law("target_multiplier")
    total: int = line.facts["performance_total"]
    enough = 100 * total >= law.value.minimum or bool(line.plain["half_time_contract"])
    minimum = number(law.value.minimum)
    return Condition(enough, f"prestations d'au moins {minimum} % ou contrat d'au moins un mi-temps", (law,))


def _exists(line: _Line, group: str, day: dt.date | None = None) -> Condition:
    region = line.situation.region
    if not region:
        return Condition(False, "la Région de l'unité d'établissement est connue")
    law = book().on("target_group_exists", day or line.day, (group, region))
    when = "ce trimestre" if day is None else "au jour de l'engagement"
    told = f"la mesure existe {when} ({_REGIONS[region]})"
    return Condition(law.value == 1, told, (law,), changes=False)


_REGIONS: Mapping[str, str] = {
    "brussels": "Bruxelles-Capitale",
    "flanders": "Région flamande",
    "wallonia": "Wallonie de langue française",
    "german_community": "Communauté germanophone",
}


def _first_hire(line: _Line, offer: Offer) -> Iterator[Condition]:
    yield Condition(
        not line.situation.never_first_hire,
        "un travailleur qui compte (ni flexi-job, ni occasionnel, ni étudiant, ni apprenti, ni domestique)",
    )
    yield from offer.conditions
    if offer.rank > 1 or line.day >= book().series["first_hire_first"].begins:
        yield _performance(line)


def _subsidised(line: _Line) -> Iterator[Condition]:
    yield _exists(line, "subsidised")


def _sportsperson(line: _Line) -> Iterator[Condition]:
    begins = book().series["sport_target_reduction"].begins
    yield Condition(line.day >= begins, f"la réduction existe depuis le {begins:%d/%m/%Y}", changes=False)


def _artist(line: _Line) -> Iterator[Condition]:
    yield _exists(line, "artist")
    law = line.law("artist_target_reduction")
    wage = line.plain["reference_quarter_wage"]
    told = f"salaire trimestriel de référence d'au moins {euro(law.value.floor)} (ici {euro(wage)})"
    yield Condition(wage >= law.value.floor, told, (law,))
    yield _performance(line)


def _elderly(line: _Line) -> Iterator[Condition]:
    worker, region, age = line.worker, line.situation.region, line.worker.age or 0
    yield Condition(
        worker.structural_category == ORDINARY,
        "catégorie 1 de la réduction structurelle : jamais un employeur du Maribel social (CP 329)",
        changes=False,
    )
    yield Condition(worker.all_branches, "assujetti à toutes les branches de la sécurité sociale", changes=False)
    if not region:
        yield Condition(False, "la Région de l'unité d'établissement est connue")
        return
    ages, ceiling = line.law("elderly_reduction", region), line.law("elderly_wage_ceiling", region)
    last = ages.value.to_age
    told = f"de {ages.value.from_age} à {last} ans" if last else f"{ages.value.from_age} ans ou plus"
    in_reach = age >= ages.value.from_age and (not last or age <= last)
    yield Condition(in_reach, f"{told} au dernier jour du trimestre (ici {age})", (ages,))
    premiums = line.quarter.number == (1 if worker.temporary_agency else 4)
    bound = ceiling.value.last_quarter if premiums else ceiling.value.quarter
    wage = line.plain["reference_quarter_wage"]
    told = f"salaire trimestriel de référence inférieur à {euro(bound)} (ici {euro(wage)})"
    yield Condition(wage < bound, told, (ceiling,))
    if age < ages.value.jobseeker_below:
        told = f"demandeur d'emploi inoccupé la veille de l'engagement (avant {ages.value.jobseeker_below} ans)"
        yield Condition(line.situation.jobseeker_when_hired, told, (ages,))
    yield _performance(line)


def _perhaps_elderly(line: _Line) -> bool:
    """Whether the age is that of an older worker in any Region."""
    known = [one for region in _ELDERLY if (one := _entry("elderly_reduction", line.day, region)) is not None]
    return line.worker.age is not None and line.worker.age >= min(one.value.from_age for one in known)


def _entry(series: str, day: dt.date, *key: str) -> Entry | None:
    try:
        return book().on(series, day, key)
    except NoParameter:
        return None


def _working_time(line: _Line) -> Iterator[Condition]:
    law = line.law("working_time_reduction", line.situation.working_time)
    since = line.situation.working_time_since
    which = 0 if since is None else line.quarter.since(Quarter.of(since))
    told = f"du trimestre qui suit l'instauration au {law.value.quarters}e (ici le {which}e)"
    yield Condition(1 <= which <= law.value.quarters, told, (law,))
    yield Condition(not line.occupation.part_time, "à temps plein (ou salaire adapté à la mesure)")
    yield _performance(line)


def _mentor(line: _Line) -> Iterator[Condition]:
    yield _exists(line, "mentor")
    yield _performance(line)


def _young(line: _Line) -> Iterator[Condition]:
    """The measure ended for who is hired later: it is looked for on the day of hiring, the rest in the quarter."""
    hired = line.situation.hired
    if hired is None:
        yield Condition(False, "le jour de l'engagement est connu")
        return
    yield _exists(line, "young", max(hired, book().series["target_group_exists"].begins))
    law = line.law("young_reduction")
    which = line.quarter.since(Quarter.of(hired)) + 1
    told = f"du trimestre de l'engagement au {law.value.quarters}e (ici le {which}e)"
    yield Condition(1 <= which <= law.value.quarters, told, (law,), changes=False)
    age = replace(line.worker, quarter=Quarter.of(hired)).age
    last = law.value.under_age
    told = f"moins de {last} ans au dernier jour du trimestre de l'engagement, sans diplôme du secondaire supérieur"
    yield Condition(age is not None and age < last, told, (law,), changes=age is None)
    bound = law.value.first_ceiling if which <= law.value.first_quarters else law.value.later_ceiling
    wage = line.plain["reference_quarter_wage"]
    told = f"salaire trimestriel de référence inférieur à {euro(bound)} (ici {euro(wage)})"
    yield Condition(wage < bound, told, (law,))
    half = 2 * line.occupation.hours_week >= line.occupation.reference_hours_week
    yield Condition(half, "occupé à mi-temps au moins")


def _restructuring(line: _Line) -> Iterator[Condition]:
    yield _exists(line, "restructuring")
    yield _performance(line)


def _research(line: _Line) -> Iterator[Condition]:
    yield Condition(True, "chercheur d'une institution agréée; ne se cumule pas avec la réduction structurelle")
    line.law("research_reduction")


_GROUPS: Mapping[str, tuple[Callable[[_Line], bool], Callable[[_Line], Iterator[Condition]]]] = {
    "subsidised": (lambda line: line.situation.subsidised, _subsidised),
    "sportsperson": (lambda line: line.situation.sportsperson, _sportsperson),
    "artist": (lambda line: line.situation.artist, _artist),
    "elderly": (_perhaps_elderly, _elderly),
    "young": (lambda line: line.situation.young, _young),
    "working_time": (lambda line: bool(line.situation.working_time), _working_time),
    "mentor": (lambda line: line.situation.mentor, _mentor),
    "restructuring": (lambda line: line.situation.restructuring, _restructuring),
    "research": (lambda line: line.situation.researcher, _research),
}
"""Who belongs to a group, and under which conditions it has a right."""
