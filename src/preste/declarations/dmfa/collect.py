"""What a declaration is made of, worker by worker.

One of any size is collected with each worker's element written down beside it, until the total is known, which comes
first in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import BinaryIO

from lxml import etree

from preste.calendar import Quarter
from preste.declarations.codec import Written
from preste.declarations.dmfa import model, structure
from preste.declarations.dmfa.blocks import persons
from preste.declarations.dmfa.untold import of_cars, of_lines
from preste.declarations.dmfa.write import ORIGINAL, person_block, person_text
from preste.errors import InputError, PresteError
from preste.payroll.quarter import (
    NOTHING_TOLD,
    Correction,
    EmployerPart,
    Missing,
    OfEmployer,
    QuarterRun,
    Unrelated,
    Vehicle,
    WorkerLine,
    WorkerPart,
)
from preste.records import Employer

_NUMBER = re.compile(r"(?<=<NaturalPersonSequenceNbr>)\d+")
_END = b"</NaturalPerson>"
_PIECE = 1 << 16
"""Bytes copied at once."""
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


@dataclass(frozen=True, kw_only=True)
class WrittenShare:
    """A share whose people are written already, each a text."""

    share: Share
    texts: tuple[str, ...]


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


class Collecting:
    """A declaration while its workers come one after the other: their people go through `spool`, a file open for
    reading and writing that must stay open until the declaration is written."""

    def __init__(self, employer: Employer, quarter: Quarter, spool: BinaryIO) -> None:
        self._spool, self._number = spool, 0
        self.version = structure.version_for(f"{quarter.year}{quarter.number}").name
        people = _Spooled(spool, self.version)
        self._found = Collected(employer=employer, quarter=quarter, people=people, unrelated=(), owed=0, empty=True)

    def add(self, written: WrittenShare) -> None:
        """Count a worker's share, and keep its people as they were written, numbered."""
        self._found.add(written.share)
        for text in written.texts:
            self._number += 1
            self._spool.write(_NUMBER.sub(str(self._number), text, count=1).encode())

    def finished(self, whole: EmployerPart) -> Collected:
        """The declaration, once every worker was added."""
        found = self._found
        found.missing += whole.missing
        found.plates |= dict.fromkeys(one.plate for one in whole.vehicles)
        found.problems += of_cars(whole.vehicles)
        found.of_employer = whole.of_employer
        found.unrelated, found.owed, found.empty = whole.unrelated, whole.owed, not self._number and not whole.unrelated
        return found


def collect(run: QuarterRun, spool: BinaryIO, *, processes: int = 1) -> Collected:
    """The declaration of a quarter that is not kept in memory; `spool` as of `Collecting`. Raises as `QuarterRun.told`
    does."""
    employer = run.dossier.employer
    found = Collecting(employer, run.quarter, spool)
    for share in run.told(partial(written_share_of, employer, run.quarter, found.version), processes=processes):
        found.add(share)
    return found.finished(run.employer())


def share_of(employer: Employer, quarter: Quarter, part: WorkerPart) -> Share:
    """A worker's share of a declaration."""
    share = share_of_lines(part.lines, (), part.corrections, employer, quarter)
    return replace(share, missing=part.missing, notes=part.notes)


def written_share_of(employer: Employer, quarter: Quarter, version: str, part: WorkerPart) -> WrittenShare:
    """A worker's share of a declaration, written where it is made; what no zone may hold is a problem of it."""
    share = share_of(employer, quarter, part)
    try:
        texts = tuple(person_text(person, version) for person in share.people)
    except InputError as error:
        where = f"{part.worker.id}, {error.where}"
        wrong = InputError(error.message, where=where, field=error.field, remedy=error.remedy, code=error.code)
        return WrittenShare(share=replace(share, people=(), problems=(*share.problems, wrong)), texts=())
    return WrittenShare(share=replace(share, people=()), texts=texts)


@dataclass(frozen=True)
class _Spooled(Written):
    """People as they were written one after the other, to be copied, or read again, as often as they are asked for."""

    spool: BinaryIO
    version: str

    def written(self) -> Iterator[str]:
        self.spool.seek(0)
        while lines := self.spool.readlines(_PIECE):
            yield b"".join(lines).decode()

    def __iter__(self) -> Iterator[model.NaturalPerson]:
        block, lines = person_block(self.version), list[bytes]()
        self.spool.seek(0)
        for line in self.spool:
            lines.append(line)
            if line.strip() == _END:
                yield ORIGINAL.read(block, etree.fromstring(b"".join(lines)))
                lines.clear()


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
