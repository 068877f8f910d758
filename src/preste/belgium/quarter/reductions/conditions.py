"""Who belongs to a target group, and under which conditions a line has a right to its reduction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from preste.belgium.quarter.reductions.lines import (
    ORDINARY,
    Occupation,
    Region,
    Situation,
    WorkerQuarter,
    WorkingTime,
    age_on,
)
from preste.belgium.quarter.reductions.quarters import Quarter
from preste.belgium.quarter.reductions.worker import Claim, LineReductions, line_reductions
from preste.engine import Trace
from preste.errors import NoParameter
from preste.law import Entry, book
from preste.money import euro, number, text

ELDERLY_CODES: Mapping[Region, str] = {
    "brussels": "7320",
    "flanders": "6320",
    "wallonia": "8320",
    "german_community": "9300",
}
"""The codes of older workers (DmfA, annex 4), by Region."""
_HORECA = "302"


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


class SeenLine:
    """A line with what conditions ask of it."""

    def __init__(self, worker: WorkerQuarter, occupation: Occupation, facts: Mapping[int, Mapping[str, int]]) -> None:
        self.worker, self.occupation = worker, occupation
        self.facts = facts[occupation.number]
        self.situation: Situation = occupation.situation
        self.quarter: Quarter = worker.quarter
        self.day = worker.quarter.first

    @cached_property
    def plain(self) -> Trace:
        """The line without any target group."""
        return self.reduced(None).trace

    def reduced(self, claim: Claim | None) -> LineReductions:
        """The line with a claim."""
        return line_reductions(self.worker, self.occupation, self.facts, claim)

    def law(self, series: str, *key: str) -> Entry:
        """A value of law of the quarter. Raises NoParameter."""
        return book().on(series, self.day, key)

    @property
    def wage(self) -> int:
        """The reference wage of the quarter."""
        wage: int = self.plain["reference_quarter_wage"]
        return wage

    @property
    def quarters_since_hired(self) -> int:
        """Which quarter it is, that of hiring being the first; 0 when the day is not known."""
        hired = self.situation.hired
        return 0 if hired is None else self.quarter.since(Quarter.of(hired)) + 1

    @property
    def quarters_since_measure(self) -> int:
        """How many quarters after the one in which the measure of working time began; 0 when the day is not known."""
        since = self.situation.working_time_since
        return 0 if since is None else self.quarter.since(Quarter.of(since))


def performance_condition(line: SeenLine) -> Condition:
    """Enough performance in the quarter, or a contract of half time."""
    law = line.law("target_multiplier")
    total: int = line.facts["performance_total"]
    enough = 100 * total >= law.value.minimum or bool(line.plain["half_time_contract"])
    minimum = number(law.value.minimum)
    return Condition(enough, f"prestations d'au moins {minimum} % ou contrat d'au moins un mi-temps", (law,))


REGION = Condition(False, "la Région de l'unité d'établissement est connue")
"""What lacks where nobody told of the Region: a fact, not law."""


def _exists(line: SeenLine, group: str) -> Condition:
    region = line.situation.region
    if not region:
        return REGION
    law = line.law("target_group_exists", group, region)
    told = f"la mesure existe ce trimestre ({_REGIONS[region]})"
    return Condition(law.value == 1, told, (law,), changes=False)


_REGIONS: Mapping[str, str] = {
    "brussels": "Bruxelles-Capitale",
    "flanders": "Région flamande",
    "wallonia": "Wallonie de langue française",
    "german_community": "Communauté germanophone",
}


def _subsidised(line: SeenLine) -> Iterator[Condition]:
    yield _exists(line, "subsidised")


def _sportsperson(line: SeenLine) -> Iterator[Condition]:
    begins = book().series["sport_target_reduction"].begins
    yield Condition(line.day >= begins, f"la réduction existe depuis le {begins:%d/%m/%Y}", changes=False)


def _artist(line: SeenLine) -> Iterator[Condition]:
    yield _exists(line, "artist")
    law = line.law("artist_target_reduction")
    wage = line.plain["reference_quarter_wage"]
    told = f"salaire trimestriel de référence d'au moins {euro(law.value.floor)} (ici {euro(wage)})"
    yield Condition(wage >= law.value.floor, told, (law,))
    yield performance_condition(line)


def _elderly(line: SeenLine) -> Iterator[Condition]:
    worker, region, age = line.worker, line.situation.region, line.worker.age or 0
    yield Condition(
        worker.structural_category == ORDINARY,
        "catégorie 1 de la réduction structurelle : jamais un employeur du Maribel social (CP 329)",
        changes=False,
    )
    yield Condition(worker.all_branches, "assujetti à toutes les branches de la sécurité sociale", changes=False)
    if not region:
        yield REGION
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
    yield performance_condition(line)


def _perhaps_elderly(line: SeenLine) -> bool:
    """Whether the age is that of an older worker in any Region."""
    known = [one for region in ELDERLY_CODES if (one := _entry("elderly_reduction", line.day, region)) is not None]
    return line.worker.age is not None and line.worker.age >= min(one.value.from_age for one in known)


def _entry(series: str, day: dt.date, *key: str) -> Entry | None:
    try:
        return book().on(series, day, key)
    except NoParameter:
        return None


def _working_time(line: SeenLine) -> Iterator[Condition]:
    law = line.law("working_time_reduction", measure_of(line))
    which = line.quarters_since_measure
    told = f"du trimestre qui suit l'instauration au {law.value.quarters}e (ici le {which}e)"
    yield Condition(1 <= which <= law.value.quarters, told, (law,))
    before, after = line.situation.working_time_before, line.situation.working_time_after
    if law.value.at_most and before and after:
        told = (
            f"au plus {text(law.value.at_most)} h par semaine après la mesure, et au moins {text(law.value.least)} h "
            f"de moins qu'avant (ici de {text(before)} h à {text(after)} h)"
        )
        yield Condition(after <= law.value.at_most and before - after >= law.value.least, told, (law,))
    yield Condition(not line.occupation.part_time, "à temps plein (ou salaire adapté à la mesure)")
    yield performance_condition(line)


def measure_of(line: SeenLine) -> WorkingTime:
    """The measure of working time that the quarter rests on: once the quarters of both are over, the hours alone."""
    told: WorkingTime = line.situation.working_time
    after = line.situation.working_time_after
    if told != "both" or not after:
        return told
    both = _entry("working_time_reduction", line.day, told)
    if both is None or line.quarters_since_measure <= both.value.quarters:
        return told
    of_hours: tuple[WorkingTime, ...] = ("35_hours", "36_hours", "37_hours")
    known = {one: _entry("working_time_reduction", line.day, one) for one in of_hours}
    return next((one for one, law in known.items() if law is not None and after <= law.value.at_most), told)


def _mentor(line: SeenLine) -> Iterator[Condition]:
    yield _exists(line, "mentor")
    law = line.law("mentor_reduction")
    told = f"désigné par l'employeur, un par tranche entamée de {law.value.trainees} personnes en formation"
    yield Condition(True, told, (law,))
    yield performance_condition(line)


def _hiring(line: SeenLine, group: str) -> Iterator[Condition]:
    """What is counted from the day of hiring is known, and the measure existed on it."""
    hired, region = line.situation.hired, line.situation.region
    yield Condition(hired is not None, "le premier jour de travail chez l'employeur est connu")
    yield Condition(bool(region), REGION.told)
    if hired is not None and region:
        law = _on_hiring(hired, "target_group_exists", group, region)
        told = f"la mesure existait le jour de l'engagement ({_REGIONS[region]})"
        yield Condition(law.value == 1, told, (law,), changes=False)


def _on_hiring(hired: dt.date, series: str, *key: str) -> Entry:
    """The law of the day of hiring; the first that is known of a right that is older."""
    return book().on(series, max(hired, book().series[series].begins), key)


def _within(line: SeenLine, quarters: int, law: Entry) -> Condition:
    which = line.quarters_since_hired
    told = f"du trimestre de l'engagement au {quarters}e (ici le {which}e)"
    return Condition(1 <= which <= quarters, told, (law,))


def _age_when_hired(line: SeenLine, law: Entry, least: int, below: int) -> Iterator[Condition]:
    """The age on the last day of the quarter of hiring; a bound of 0 is none."""
    hired, born = line.situation.hired, line.worker.born
    yield Condition(born is not None, "la date de naissance est connue")
    if hired is None or born is None:
        return
    age = age_on(born, Quarter.of(hired).last)
    bounds = [f"{least} ans au moins"] if least else []
    bounds += [f"moins de {below} ans"] if below else []
    if bounds:
        told = f"{' et '.join(bounds)} à la fin du trimestre de l'engagement (ici {age})"
        yield Condition(age >= least and (not below or age < below), told, (law,))


def _wage_below(line: SeenLine, ceiling: int, law: Entry) -> Condition:
    told = f"salaire trimestriel de référence inférieur à {euro(ceiling)} (ici {euro(line.wage)})"
    return Condition(line.wage < ceiling, told, (law,))


def _young(line: SeenLine) -> Iterator[Condition]:
    yield from _hiring(line, "young")
    law = line.law("young_reduction")
    yield from _age_when_hired(line, law, 0, law.value.below_age)
    yield _within(line, law.value.quarters, law)
    first = line.quarters_since_hired <= law.value.first_quarters
    yield _wage_below(line, law.value.first_ceiling if first else law.value.ceiling, law)
    yield Condition(bool(line.plain["half_time_contract"]), "contrat d'au moins un mi-temps")


def _apprentice(line: SeenLine) -> Iterator[Condition]:
    yield _exists(line, "apprentice")
    yield performance_condition(line)


def _long_jobseeker(line: SeenLine) -> Iterator[Condition]:
    yield from _hiring(line, "long_jobseeker")
    law = line.law("long_jobseeker_reduction")
    if line.situation.hired is not None:
        of_hiring = _on_hiring(line.situation.hired, "long_jobseeker_reduction")
        yield from _age_when_hired(line, of_hiring, of_hiring.value.from_age, of_hiring.value.below_age)
    yield _within(line, law.value.quarters, law)
    yield _wage_below(line, law.value.ceiling, law)
    yield performance_condition(line)


def _insertion(line: SeenLine) -> Iterator[Condition]:
    yield from _hiring(line, "insertion")
    if line.situation.region:
        running = line.law("target_group_exists", "insertion_running", line.situation.region)
        yield Condition(running.value == 1, "les droits en cours continuent ce trimestre", (running,), changes=False)
    law = line.law("insertion_reduction", line.situation.insertion)
    if law.value.quarters:
        yield _within(line, law.value.quarters, law)
    yield performance_condition(line)


def _article_60(line: SeenLine) -> Iterator[Condition]:
    yield Condition(True, "engagé par un CPAS (article 60, § 7, de la loi du 8 juillet 1976)")
    yield _exists(line, "article_60")


def in_horeca(joint_committee: str) -> bool:
    """Whether the joint committee is that of hotels and catering."""
    return joint_committee.startswith(_HORECA)


def _may_be_named(line: SeenLine) -> bool:
    return line.situation.horeca or in_horeca(line.occupation.joint_committee)


def _horeca(line: SeenLine) -> Iterator[Condition]:
    law = line.law("horeca_reduction")
    committee = line.occupation.joint_committee
    yield Condition(not committee or in_horeca(committee), f"commission paritaire {_HORECA}", changes=False)
    yield Condition(
        not line.occupation.part_time and not line.situation.never_first_hire,
        "travailleur fixe à temps plein (ni flexi-job, ni occasionnel, ni étudiant)",
        changes=False,
    )
    yield Condition(line.worker.born is not None, "la date de naissance est connue")
    told = (
        f"désigné par l'employeur ({law.value.workers} au plus) qui occupe en moyenne au plus {law.value.headcount} "
        "travailleurs; caisse enregistreuse agréée et présences enregistrées tout le trimestre"
    )
    yield Condition(line.situation.horeca, told, (law,))
    yield performance_condition(line)


def _restructuring(line: SeenLine) -> Iterator[Condition]:
    yield _exists(line, "restructuring")
    yield performance_condition(line)


def _research(line: SeenLine) -> Iterator[Condition]:
    yield Condition(True, "chercheur d'une institution agréée; ne se cumule pas avec la réduction structurelle")
    line.law("research_reduction")


GROUPS: Mapping[str, tuple[Callable[[SeenLine], bool], Callable[[SeenLine], Iterator[Condition]]]] = {
    "subsidised": (lambda line: line.situation.subsidised, _subsidised),
    "sportsperson": (lambda line: line.situation.sportsperson, _sportsperson),
    "artist": (lambda line: line.situation.artist, _artist),
    "elderly": (_perhaps_elderly, _elderly),
    "young": (lambda line: line.situation.young, _young),
    "working_time": (lambda line: bool(line.situation.working_time), _working_time),
    "mentor": (lambda line: line.situation.mentor, _mentor),
    "restructuring": (lambda line: line.situation.restructuring, _restructuring),
    "research": (lambda line: line.situation.researcher, _research),
    "horeca": (_may_be_named, _horeca),
    "insertion": (lambda line: bool(line.situation.insertion), _insertion),
    "article_60": (lambda line: line.situation.article_60, _article_60),
    "apprentice": (lambda line: line.situation.apprentice, _apprentice),
    "long_jobseeker": (lambda line: line.situation.long_jobseeker, _long_jobseeker),
}
"""Who belongs to a group, and under which conditions it has a right."""
