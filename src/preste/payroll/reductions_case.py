"""The reductions of a quarter as one JSON object: read and checked, then answered.

`quarter`, `structural_category` and `workers`, each with `occupations`; with `first_hires` the employments that ranks
are found from; with `chosen` the employer's choices. `TEMPLATE` is a whole example.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from preste.belgium.quarter.reductions import (
    Choices,
    Employment,
    HireFile,
    History,
    Member,
    Occupation,
    Quarter,
    Right,
    Situation,
    Use,
    WorkerQuarter,
    choose,
    hire_file,
    offers_of,
)
from preste.belgium.quarter.reductions.choice import Place
from preste.belgium.quarter.reductions.history import UnitKind
from preste.belgium.quarter.reductions.lines import CATEGORIES, Insertion, Region, WorkingTime
from preste.errors import InputError, refuse
from preste.payroll.fields import Fields

TEMPLATE = Path(__file__).parent / "reductions.json"
"""An employer's quarter to fill in."""

_FLAGS = (
    "jobseeker_when_hired",
    "subsidised",
    "artist",
    "sportsperson",
    "mentor",
    "young",
    "restructuring",
    "researcher",
    "apprentice",
    "long_jobseeker",
    "horeca",
    "article_60",
    "never_first_hire",
)


@dataclass(frozen=True)
class QuarterCase:
    """An employer's quarter ready to answer."""

    quarter: Quarter
    workers: tuple[WorkerQuarter, ...]
    history: History | None
    uses: tuple[Use, ...]
    chosen: Mapping[Place, str | None]


@dataclass(frozen=True)
class QuarterAnswer:
    """What a quarter's reductions are: the choices of every line, and the file of first hires when there is one."""

    case: QuarterCase
    choices: Choices
    hires: HireFile | None


def answer_quarter(data: Any) -> QuarterAnswer:
    """The reductions of a quarter told as JSON. Raises InputError, or DossierError with every fault found."""
    case = read_quarter(data)
    hires = None if case.history is None else hire_file(case.history, case.uses)
    offers = () if case.history is None else offers_of(case.history, case.quarter, case.uses)
    return QuarterAnswer(case, choose(case.workers, offers, case.chosen), hires)


def read_quarter(data: Any) -> QuarterCase:
    """The quarter that a JSON object tells. Raises InputError, or DossierError with every fault found."""
    fields = Fields(data)
    quarter = _quarter(fields)
    category = fields.choice("structural_category", CATEGORIES)
    parts = fields.items("workers")
    if not parts:
        fields.refuse("workers", "no worker is given", "give workers with their occupations", "E-INPUT-MISSING")
    nested: list[Fields] = []
    workers = tuple(_worker(part, quarter, category, nested) for part in parts)
    names = [one.worker for one in workers]
    if len(set(names)) < len(names):
        fields.refuse("workers", "two workers have the same name", "give each its own", "E-INPUT-DUPLICATE")
    told = bool(fields.mapping("first_hires"))
    history, uses = read_first_hires(fields, quarter, nested) if told else (None, ())
    chosen = dict(_chosen(fields, workers))
    refuse("the quarter cannot be read", fields.finish(*parts, *nested))
    return QuarterCase(quarter, workers, history, uses, chosen)


def _quarter(fields: Fields) -> Quarter:
    try:
        return Quarter.parse(fields.text("quarter"))
    except InputError as error:
        fields.refuse("quarter", error.message, error.remedy, error.code)
        return Quarter(dt.date.today().year, 1)


def _worker(fields: Fields, quarter: Quarter, category: str, nested: list[Fields]) -> WorkerQuarter:
    parts = fields.items("occupations")
    if not parts:
        fields.refuse("occupations", "no occupation is given", "give one line or more", "E-INPUT-MISSING")
    nested += parts
    return WorkerQuarter(
        worker=fields.text("worker", None),
        quarter=quarter,
        structural_category=category,
        occupations=tuple(_occupation(part, i + 1, quarter, nested) for i, part in enumerate(parts)),
        all_branches=fields.flag("all_branches", True),
        born=fields.date("born"),
        maribel=fields.amount("maribel"),
        premium_by_third_party=fields.flag("premium_by_third_party"),
        temporary_agency=fields.flag("temporary_agency"),
    )


def _occupation(fields: Fields, number: int, quarter: Quarter, nested: list[Fields]) -> Occupation:
    full = fields.amount("reference_hours_week", None)
    return Occupation(
        number=fields.count("number", number, 99),
        begins=fields.date("begins", wanted=True) or quarter.first,
        ends=fields.date("ends"),
        wage=fields.amount("wage", None),
        contributions=fields.amount("contributions", None),
        part_time=fields.flag("part_time"),
        days_week=fields.amount("days_week", None),
        hours_week=fields.amount("hours_week", full),
        reference_hours_week=full,
        days=_time(fields, "days", nested),
        hours=_time(fields, "hours", nested),
        without_reduction=fields.flag("without_reduction"),
        joint_committee=fields.text("joint_committee"),
        situation=read_situation(fields),
    )


def read_situation(fields: Fields) -> Situation:
    """What of an occupation may give a right to a target group's reduction."""
    flags: dict[str, bool] = {name: fields.flag(name) for name in _FLAGS}
    return Situation(
        region=cast("Region", fields.choice("region", get_args(Region)[1:], "")),
        hired=fields.date("hired"),
        working_time=cast("WorkingTime", fields.choice("working_time", get_args(WorkingTime)[1:], "")),
        working_time_since=fields.date("working_time_since"),
        working_time_before=fields.amount("working_time_before"),
        working_time_after=fields.amount("working_time_after"),
        insertion=cast("Insertion", fields.choice("insertion", get_args(Insertion)[1:], "")),
        **flags,
    )


def _time(fields: Fields, name: str, nested: list[Fields]) -> dict[str, int]:
    """Days or hours by service code."""
    part = fields.part(name)
    nested.append(part)
    return {str(code): part.amount(str(code)) for code in fields.mapping(name)}


def read_first_hires(fields: Fields, quarter: Quarter, nested: list[Fields]) -> tuple[History, tuple[Use, ...]]:
    """Who was employed when, the rights opened before and the quarters used; `nested` takes the parts to finish."""
    part = fields.part("first_hires")
    employments, members = part.items("employments"), part.items("members")
    rights, uses = part.items("rights"), part.items("uses")
    nested += [part, *employments, *members, *rights, *uses]
    far = dt.date.min
    history = History(
        employments=tuple(
            Employment(
                one.text("worker", None),
                one.date("begins", wanted=True) or far,
                one.date("ends"),
                one.text("entity"),
                one.flag("counted", True),
            )
            for one in employments
        ),
        members=tuple(
            Member(
                one.text("entity", None),
                cast("UnitKind", one.choice("kind", get_args(UnitKind))),
                one.date("begins", far) or far,
                one.date("ends"),
            )
            for one in members
        ),
        rights=tuple(
            Right(
                one.count("rank", 1, 100),
                one.date("opened", wanted=True) or far,
                one.text("worker"),
                one.text("entity"),
            )
            for one in rights
        ),
        known_until=part.date("known_until", quarter.last) or quarter.last,
        known_from=part.date("known_from"),
        confirmed=part.flag("confirmed", True),
    )
    return history, tuple(Use(one.count("rank", 1, 100), _quarter(one), one.text("worker")) for one in uses)


def _chosen(fields: Fields, workers: tuple[WorkerQuarter, ...]) -> Iterator[tuple[Place, str | None]]:
    """The choices, by "worker/number": a code of annex 4, or "" for no target group."""
    places = {f"{one.worker}/{line.number}": (one.worker, line.number) for one in workers for line in one.occupations}
    for place, code in fields.mapping("chosen").items():
        if place not in places or not isinstance(code, str):
            fields.refuse(
                f"chosen.{place}", "no such line", f"use one of {', '.join(sorted(places))}", "E-INPUT-CHOICE"
            )
        else:
            yield places[place], code or None
