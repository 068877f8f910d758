"""What a declaration is made of, worker by worker.

One of any size is collected with each worker's blocks written down beside it, until the total is known, which comes
first in the file.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import BinaryIO

from preste.calendar import Quarter
from preste.declarations.dmfa import model
from preste.declarations.dmfa.blocks import persons
from preste.declarations.dmfa.untold import of_cars, of_lines
from preste.errors import PresteError
from preste.payroll.quarter import (
    NOTHING_TOLD,
    Correction,
    Missing,
    OfEmployer,
    QuarterRun,
    Unrelated,
    Vehicle,
    WorkerLine,
    WorkerPart,
)
from preste.records import Employer

_MANUAL = "0"
"""What the codes of manual workers begin with."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """What of a declaration is of some of the workers: of one as a rule."""

    people: tuple[model.NaturalPerson, ...] = ()
    plates: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    problems: tuple[PresteError, ...] = ()
    notes: tuple[str, ...] = ()
    to_correct: tuple[str, ...] = ()
    manual: bool = False


@dataclass(kw_only=True)
class Collected:
    """A declaration whose workers are all known. `missing`: law and facts without which it is not to be built; `notes`
    of the quarter, beside those of the declaration."""

    employer: Employer
    quarter: Quarter
    people: Iterable[model.NaturalPerson]
    unrelated: Sequence[Unrelated]
    owed: int
    empty: bool
    plates: dict[str, None] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    problems: list[PresteError] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)
    to_correct: list[str] = field(default_factory=list)
    manual: bool = False
    of_employer: OfEmployer = NOTHING_TOLD

    def add(self, share: Share) -> None:
        """Count a share; its people are kept elsewhere."""
        self.plates |= dict.fromkeys(share.plates)
        self.missing += share.missing
        self.problems += share.problems
        self.notes |= dict.fromkeys(share.notes)
        self.to_correct += share.to_correct
        self.manual |= share.manual


def collect(run: QuarterRun, spool: BinaryIO, *, processes: int = 1) -> Collected:
    """The declaration of a quarter that is not kept in memory: its people go through `spool`, a file open for reading
    and writing that must stay open until the declaration is written. Raises as `QuarterRun.told` does."""
    employer = run.dossier.employer
    found = Collected(employer=employer, quarter=run.quarter, people=_Spooled(spool), unrelated=(), owed=0, empty=True)
    number = 0
    for share in run.told(partial(share_of, employer, run.quarter), processes=processes):
        found.add(share)
        for person in share.people:
            number += 1
            pickle.dump(replace(person, natural_person_sequence_nbr=number), spool, pickle.HIGHEST_PROTOCOL)
    whole = run.employer()
    found.missing += whole.missing
    found.plates |= dict.fromkeys(one.plate for one in whole.vehicles)
    found.problems += of_cars(whole.vehicles)
    found.of_employer = whole.of_employer
    found.unrelated, found.owed, found.empty = whole.unrelated, whole.owed, not number and not whole.unrelated
    return found


def share_of(employer: Employer, quarter: Quarter, part: WorkerPart) -> Share:
    """A worker's share of a declaration."""
    share = share_of_lines(part.lines, (), part.corrections, employer, quarter)
    return replace(share, missing=part.missing, notes=part.notes)


@dataclass(frozen=True)
class _Spooled:
    """People as they were written one after the other, read again as often as they are asked for."""

    spool: BinaryIO

    def __iter__(self) -> Iterator[model.NaturalPerson]:
        self.spool.seek(0)
        while True:
            try:
                yield pickle.load(self.spool)  # noqa: S301 - a file of our own, open since it was written
            except EOFError:
                return


def share_of_lines(
    lines: Sequence[WorkerLine],
    cars: Sequence[Vehicle],
    corrections: Iterable[Correction],
    employer: Employer,
    quarter: Quarter,
) -> Share:
    """The share of workers by their lines, cars and corrections of other quarters."""
    problems = (*of_lines(lines, employer), *of_cars(cars))
    return Share(
        people=() if problems else tuple(persons(lines, employer, quarter)),
        plates=tuple(one.plate for one in cars),
        problems=problems,
        to_correct=tuple(
            f"à corriger aussi, trimestre {one.quarter} : {one.contract}, {one.reason}" for one in corrections
        ),
        manual=any(line.worker_code.startswith(_MANUAL) for line in lines),
    )
