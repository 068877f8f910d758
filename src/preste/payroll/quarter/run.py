"""A quarter worker by worker: each is computed, settled, handed on and forgotten; several processes go faster.

Only a first hire's reduction is chosen over all workers: the employer who has such a right is settled whole, in memory.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Generic, TypeVar

from preste.belgium.quarter.reductions import Quarter as ReductionQuarter
from preste.belgium.quarter.reductions import in_horeca, offers_of
from preste.calendar import Month, Quarter
from preste.errors import DossierError, InputError, PresteError, refuse
from preste.law import book
from preste.payroll.month import Dossier
from preste.payroll.quarter.gather import gather
from preste.payroll.quarter.given import GivenFact
from preste.payroll.quarter.hires import with_own
from preste.payroll.quarter.model import Paid
from preste.payroll.quarter.months import MonthsOf, any_late, computed
from preste.payroll.quarter.parts import EmployerPart, Whole, WorkerPart
from preste.payroll.quarter.rights import NO_RIGHTS, Rights
from preste.payroll.quarter.settle import settle, settle_employer, with_reductions, without_place
from preste.records import Contract

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Told (done, total) as it goes; what it raises ends the computation."""
PaidOf = Callable[[str], Sequence[Paid]]
"""The payslips of a worker as they were paid, of whoever does not hold those of all: asked once of each, in order."""

CHUNK = 100
"""Workers that a process takes at once."""
_AHEAD = 2
"""Chunks that wait for each process."""
_GARBAGE = 50_000
"""New objects after which a process looks for what is no longer used."""


def say_nothing(done: int, total: int) -> None:
    """No report."""


@dataclass
class QuarterRun:
    """The quarter of a dossier, as `quarter_of` has it, without keeping it: go through `workers` or `told` once, then
    ask for `employer`. `report` is told (done, total) workers.

    Raises InputError for a quarter that begins before the dossier does.
    """

    dossier: Dossier
    quarter: Quarter
    until: Month | None = None
    given: Sequence[GivenFact] = ()
    rights: Rights = NO_RIGHTS
    months: MonthsOf = computed
    late: bool | None = None
    paid: Sequence[Paid] | PaidOf | None = None
    report: Progress = say_nothing

    def __post_init__(self) -> None:
        _refuse(self.dossier, self.quarter, self._last)
        if self.rights.history is not None:
            history = with_own(self.rights.history, self.dossier.contracts, self.dossier.taken_over)
            self.rights = replace(self.rights, history=history)
        self._whole = Whole()
        self._errors: list[PresteError] = []
        self._refused: list[PresteError] = []
        if self.late is None:
            self.late = self.paid is None and any_late(self.dossier.contracts)

    def workers(self) -> Iterator[WorkerPart]:
        """The part of each worker that has any, in the dossier's order.

        Raises, after the last one, DossierError with all that is wrong in the records, and InputError for a choice of
        reductions that no right allows: until then nothing is sure.
        """
        yield from self._parts()
        self._raise()

    def told(self, take: Callable[[WorkerPart], T], *, processes: int = 1) -> Iterator[T]:
        """What `take` makes of each worker's part, as `workers` gives them; for several processes a module's function.

        A script that asks for several processes keeps its own start under `if __name__ == "__main__"`.
        """
        if processes <= 1 or self._shared:
            yield from map(take, self.workers())
            return
        # Not "fork": the caller may hold threads and database connections.
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, mp_context=spawn, initializer=_begin) as pool:
            waiting: deque[Future[_Done[T]]] = deque()
            jobs, told, workers = self._jobs(), 0, _by_worker(self.dossier.contracts)
            while True:
                room = _AHEAD * processes - len(waiting)
                waiting += [pool.submit(_do, job, take) for job in islice(jobs, room)]
                if not waiting:
                    break
                done = waiting.popleft().result()
                self._whole.merge(done.whole)
                self._errors += done.errors
                self._refused += done.refused
                told += done.workers
                self.report(told, len(workers))
                yield from done.made
        self._raise()

    def employer(self) -> EmployerPart:
        """The employer's own part, once every worker was told."""
        of_employer = [one for one in self.given if not one.contract]
        part = settle_employer(self.dossier.employer, self.quarter, self._whole, of_employer)
        known = {one.id for one in self.dossier.contracts}
        lost = [without_place(one) for one in self.given if one.contract and one.contract not in known]
        return replace(part, missing=(*part.missing, *lost)) if lost else part

    @property
    def _last(self) -> Month:
        return self.until or self.quarter.months[-1]

    @cached_property
    def _shared(self) -> bool:
        """Whether something goes to one worker and not to another: ranks of first hires, places the employer gives."""
        committees = {self.dossier.employer.joint_committee, *(one.joint_committee for one in self.dossier.contracts)}
        if any(in_horeca(one) for one in committees) or any(one.horeca for one in self.rights.situations.values()):
            return True
        if self.rights.history is None:
            return False
        asked = ReductionQuarter(self.quarter.year, self.quarter.number)
        return bool(offers_of(self.rights.history, asked, self.rights.uses))

    @cached_property
    def _given(self) -> Mapping[str, list[GivenFact]]:
        found: dict[str, list[GivenFact]] = {}
        for one in self.given:
            found.setdefault(one.contract, []).append(one)
        return found

    @cached_property
    def _paid(self) -> Mapping[str, list[Paid]]:
        found: dict[str, list[Paid]] = {}
        for one in () if self.paid is None or callable(self.paid) else self.paid:
            found.setdefault(one.contract.worker.id, []).append(one)
        return found

    def _paid_of(self, worker: str) -> Sequence[Paid]:
        return self.paid(worker) if callable(self.paid) else self._paid.get(worker, ())

    def _parts(self) -> Iterator[WorkerPart]:
        if self._shared:
            parts = self._reduced(list(self._settled()), self.rights)
        else:
            alone = replace(self.rights, history=None)
            parts = (part for one in self._settled() for part in self._reduced([one], alone))
        for part in parts:
            self._whole.add(part)
            if part.lines or part.missing or part.notes or part.corrections or part.differences:
                yield part

    def _settled(self) -> Iterator[WorkerPart]:
        workers = _by_worker(self.dossier.contracts)
        for done, own in enumerate(workers):
            self.report(done, len(workers))
            try:
                months = self.months(replace(self.dossier, contracts=own), self.quarter, self._last, bool(self.late))
            except DossierError as error:
                self._errors += error.errors
                continue
            paid = months.paid if self.paid is None else self._paid_of(own[0].worker.id)
            found = gather(self.dossier.employer, self.quarter, months.due, months.due, paid)
            given = [fact for one in own for fact in self._given.get(one.id, ())]
            same = paid is months.due and self._last == self.quarter.months[-1]
            part = settle(found, own[0].worker, given, None if same else paid)
            if months.missing or months.notes:
                part = replace(part, missing=(*months.missing, *part.missing), notes=(*part.notes, *months.notes))
            yield part

    def _reduced(self, parts: Sequence[WorkerPart], rights: Rights) -> Iterable[WorkerPart]:
        try:
            return with_reductions(parts, self.quarter, rights)
        except DossierError as error:
            self._refused += error.errors
        except InputError as error:
            self._refused.append(error)
        return ()

    def _jobs(self) -> Iterator[QuarterRun]:
        """Runs of a chunk of workers each, with what was told of them alone."""
        workers = iter(_by_worker(self.dossier.contracts))
        while chunk := [contract for own in islice(workers, CHUNK) for contract in own]:
            ids = {one.id for one in chunk}
            opening = {key: value for key, value in self.dossier.opening.items() if key in ids}
            rights = Rights(
                situations={key: value for key, value in self.rights.situations.items() if key in ids},
                chosen={key: value for key, value in self.rights.chosen.items() if key in ids},
            )
            given = [fact for one in chunk for fact in self._given.get(one.id, ())]
            own = replace(self.dossier, contracts=chunk, opening=opening)
            whose = dict.fromkeys(one.worker.id for one in chunk)
            paid = None if self.paid is None else [slip for one in whose for slip in self._paid_of(one)]
            yield QuarterRun(own, self.quarter, self.until, given, rights, self.months, self.late, paid)

    def _raise(self) -> None:
        if self._errors:
            distinct = {(one.code, one.where, one.message): one for one in self._errors}
            raise DossierError.of(list(distinct.values()), str(self.quarter))
        refuse("the choice of reductions cannot be", self._refused)


@dataclass(frozen=True)
class _Done(Generic[T]):
    made: list[T]
    workers: int
    whole: Whole
    errors: list[PresteError]
    refused: list[PresteError]


def _begin() -> None:
    """A process of parts alone: what it reads of law stays, and it makes little that needs looking for."""
    book()
    gc.freeze()
    gc.set_threshold(_GARBAGE)


def _do(job: QuarterRun, take: Callable[[WorkerPart], T]) -> _Done[T]:
    made = [take(part) for part in job._parts()]
    return _Done(made, len(_by_worker(job.dossier.contracts)), job._whole, job._errors, job._refused)


def _by_worker(contracts: Iterable[Contract]) -> Collection[list[Contract]]:
    found: dict[str, list[Contract]] = {}
    for one in contracts:
        found.setdefault(one.worker.id, []).append(one)
    return found.values()


def _refuse(dossier: Dossier, quarter: Quarter, last: Month) -> None:
    if last < quarter.months[-1]:
        remedy = f"give a month from {quarter.months[-1]} on"
        raise InputError(f"{last} is before the end of {quarter}", field="until", remedy=remedy, code="E-QUARTER")
    if dossier.begins is not None and quarter.months[0] < dossier.begins:
        raise InputError(
            f"{quarter} begins before {dossier.begins}, the first month computed here", field="quarter",
            remedy="ask a later quarter, or let the dossier begin earlier", code="E-BEGINS",
        )  # fmt: skip
