"""The employer's reductions of a quarter: each occupation with its structural reduction and target group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from preste.belgium.quarter import reductions
from preste.belgium.quarter.reductions import Choices, Situation, WorkerQuarter, choose, offers_of
from preste.belgium.quarter.reductions.choice import Place
from preste.belgium.quarter.reductions.conditions import REGION
from preste.belgium.quarter.reductions.lines import SOCIAL_MARIBEL
from preste.belgium.quarter.reductions.worker import STRUCTURAL_CODE, line_facts, problems
from preste.calendar import Quarter
from preste.errors import InputError, NoParameter, PresteError
from preste.law import book
from preste.payroll.quarter.hires import NOT_ALL_BRANCHES
from preste.payroll.quarter.lost import losses
from preste.payroll.quarter.model import SEVERANCE_CODE, Missing, Occupation, WorkerLine
from preste.payroll.quarter.owed import FLEXI
from preste.payroll.quarter.rights import Rights

WAGE_CODES = ("1", "2", "4", "5", "12")
"""Remuneration codes of the wage that the structural reduction looks at."""
_WITHOUT = (SEVERANCE_CODE, "9", "22")
"""Remuneration codes of occupations without any reduction."""
_MARIBEL_318 = "318"
_OWN_SCOPE = ("318", "330")
_FULL = 100
"""A full quarter's performance, in hundredths."""
_Key = tuple[int, int]


@dataclass(frozen=True)
class Reduced:
    """The lines with their reductions, what could not be told, and what to know of it."""

    lines: tuple[WorkerLine, ...]
    missing: tuple[Missing, ...]
    notes: tuple[str, ...]


def reduce_lines(lines: Sequence[WorkerLine], quarter: Quarter, rights: Rights) -> Reduced:
    """The lines of a quarter, each occupation with its reductions.

    Every occupation of a worker counts for the performance of all (µ glob). Raises InputError for a choice that no
    right allows.
    """
    missing: list[Missing] = []
    notes: list[str] = []
    workers: list[WorkerQuarter] = []
    places: dict[_Key, Place] = {}
    for indexes in _by_worker(lines).values():
        made = _worker(lines, indexes, quarter, rights)
        if isinstance(made, Missing):
            missing.append(made)
            continue
        worker, numbers = made
        if worker.occupations:
            worker, note = _with_maribel(worker, lines, indexes)
            notes += note
            workers.append(worker)
            places |= {key: (worker.worker, number) for key, number in numbers.items()}
    choices = _choose(workers, lines, places, quarter, rights)
    missing += _unknown(choices)
    contracts = {place: lines[index].occupations[at].contract for (index, at), place in places.items()}
    notes += _without_region(choices, contracts)
    return Reduced(tuple(_with(lines, places, choices)), tuple(missing), tuple(dict.fromkeys(notes)))


def _by_worker(lines: Sequence[WorkerLine]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if line.occupations:
            found.setdefault(line.worker.id, []).append(index)
    return found


def _worker(
    lines: Sequence[WorkerLine], indexes: Iterable[int], quarter: Quarter, rights: Rights
) -> tuple[WorkerQuarter, dict[_Key, int]] | Missing:
    """A worker's occupations as the reductions ask for them, with the number of each; those of a whole break, which
    have no working time, are of nothing."""
    own = [(index, lines[index]) for index in indexes]
    worker = own[0][1].worker
    try:
        categories = {
            reductions.structural_category_of(line.employer_class, line.worker_code, quarter.first) for _, line in own
        }
    except NoParameter as error:
        return Missing(worker.id, STRUCTURAL_CODE, error)
    if len(categories) > 1:
        return Missing(worker.id, STRUCTURAL_CODE, _several_categories())
    numbers: dict[_Key, int] = {}
    occupations: list[reductions.Occupation] = []
    for index, line in own:
        for place, one in enumerate(line.occupations):
            if one.days_week and one.full_time_hours:
                numbers[index, place] = len(numbers) + 1
                occupations.append(_occupation(len(numbers), line, one, rights))
    made = WorkerQuarter(
        worker=worker.id,
        quarter=reductions.Quarter(quarter.year, quarter.number),
        structural_category=categories.pop(),
        occupations=tuple(occupations),
        all_branches=not any(line.worker_code in NOT_ALL_BRANCHES for _, line in own),
        born=worker.birth_date,
        premium_by_third_party=any(line.third_party_premium for _, line in own),
    )
    wrong: list[PresteError] = problems(made)
    return Missing(worker.id, STRUCTURAL_CODE, wrong[0]) if wrong else (made, numbers)


def _several_categories() -> InputError:
    return InputError(
        "the worker's lines are of two categories of the structural reduction", field="employer_class",
        remedy="work out the reductions of the two by hand", code="E-REDUCTION",
    )  # fmt: skip


def _occupation(number: int, line: WorkerLine, one: Occupation, rights: Rights) -> reductions.Occupation:
    paid = {each.code for each in one.remunerations}
    counts = line.worker_code not in FLEXI and line.worker_code not in NOT_ALL_BRANCHES
    situation = rights.situations.get(one.contract, Situation())
    return reductions.Occupation(
        number=number,
        begins=one.start,
        ends=one.end,
        wage=one.pay(*WAGE_CODES),
        contributions=one.reducible,
        part_time=one.part_time,
        days_week=one.days_week,
        hours_week=one.hours_week,
        reference_hours_week=one.full_time_hours,
        days={each.code: each.days for each in one.services},
        hours={each.code: each.hours for each in one.services},
        joint_committee=one.joint_committee,
        without_reduction=one.severance or line.worker_code in FLEXI or not paid.isdisjoint(_WITHOUT),
        situation=replace(situation, never_first_hire=situation.never_first_hire or not counts),
    )


def _with_maribel(
    worker: WorkerQuarter, lines: Sequence[WorkerLine], indexes: Sequence[int]
) -> tuple[WorkerQuarter, list[str]]:
    """The worker with the social Maribel that the ONSS takes first, for who performs half of a full quarter."""
    committee = lines[indexes[0]].occupations[0].joint_committee[: len(_MARIBEL_318)]
    if worker.structural_category != SOCIAL_MARIBEL and committee != _MARIBEL_318:
        return worker, []
    facts = next(iter(line_facts(worker).values()))
    if 2 * facts["performance_total"] < _FULL:
        return worker, []
    scope = f"pc{committee}" if committee in _OWN_SCOPE else "general"
    law = book().on("social_maribel", worker.quarter.first, (scope,))
    note = [f"incertain : {law.name}, dont les réductions tiennent compte"] if law.status == "unsure" else []
    return replace(worker, maribel=law.value), note


def _choose(
    workers: Sequence[WorkerQuarter],
    lines: Sequence[WorkerLine],
    places: Mapping[_Key, Place],
    quarter: Quarter,
    rights: Rights,
) -> Choices:
    asked = reductions.Quarter(quarter.year, quarter.number)
    offers = () if rights.history is None else offers_of(rights.history, asked, rights.uses)
    reducible = {(one.worker, each.number): each for one in workers for each in one.occupations}
    chosen = {
        place: rights.chosen[contract]
        for (index, position), place in places.items()
        if (contract := lines[index].occupations[position].contract) in rights.chosen
        and not reducible[place].without_reduction
    }
    return choose(workers, offers, chosen)


def _unknown(choices: Choices) -> Iterable[Missing]:
    """The law that is missing: of the reductions themselves, and of rights that nothing else refuses."""
    for (worker, number), one in choices.reductions.items():
        code = one.claim.code if one.claim is not None else STRUCTURAL_CODE
        yield from (Missing(worker, code, error) for error in one.errors)
        for finding in () if one.errors else choices.findings[worker, number]:
            if finding.status == "unknown" and finding.missing_law is not None:
                yield Missing(worker, finding.claim.code, finding.missing_law)


def _without_region(choices: Choices, contracts: Mapping[Place, str]) -> Iterable[str]:
    """The rights that nobody can look for until the Region is told, in French."""
    for place, findings in choices.findings.items():
        for one in findings:
            if one.status == "almost" and one.lacking == (REGION,):
                told = (
                    f"la Région de l'unité d'établissement n'est pas dite, le droit « {one.title} » n'est pas examiné"
                )
                yield f"{contracts[place]} : {told}"


def _with(lines: Sequence[WorkerLine], places: Mapping[_Key, Place], choices: Choices) -> Iterable[WorkerLine]:
    lost = losses(choices)
    for index, line in enumerate(lines):
        occupations = tuple(
            replace(one, reduction=choices.reductions[place], findings=choices.findings[place], lost=lost.get(place, 0))
            if (place := places.get((index, position)))
            else one
            for position, one in enumerate(line.occupations)
        )
        yield replace(line, occupations=occupations)
