"""Which first hire's right an entry opens, and why: ranks by the law since 2022 (loi-programme du 27 décembre 2021).

A rank n is opened by who makes the employer n workers at once, where there were never n in the twelve months before.
In a simultaneous technical business unit the count is that of the unit; in a historical one the rank is the entity's
and the job has to be an extra one in the unit. Rights opened before 2022 are kept, and are given, not found.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from preste.belgium.exit.days import add_months
from preste.belgium.quarter.reductions.history import OWN, Employment, Headcount, Member, Peak
from preste.belgium.quarter.reductions.plans import NEXT_HIRE, next_hire_key
from preste.calendar import ONE_DAY
from preste.law import Entry, book
from preste.law.shapes import FirstHireRules


@dataclass(frozen=True)
class Right:
    """A first hire's right: its rank, the day it was opened, by whom, in which entity.

    `ends`: the last day of a first worker's right that twelve months without anybody ended.
    """

    rank: int
    opened: dt.date
    worker: str
    entity: str = OWN
    ends: dt.date | None = None


@dataclass(frozen=True)
class Examined:
    """An entry and what it opened: `right` None when nothing. `reasons` in French, in the order of the law.

    `count`: workers at once with this one, of the entity or the unit; `before`: the most in the months looked back.
    `provisional`: the extra job's month is not over yet. `doubts`, in French: what is not known of the months before,
    which may have made another answer.
    """

    worker: str
    day: dt.date
    right: Right | None
    count: int
    before: Peak
    reasons: tuple[str, ...]
    provisional: bool = False
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class History:
    """What ranks are found from.

    `rights`: those opened before 2022, and those other entities of a simultaneous unit opened. `known_until`: the last
    day the employments are known for; `known_from`: the first one from which they are told to be all. `unknown`: the
    periods of which nothing at all is known. `confirmed`: the employer stands for it; its rights are offered, not
    claimed, without.
    """

    employments: tuple[Employment, ...]
    members: tuple[Member, ...] = ()
    rights: tuple[Right, ...] = ()
    known_until: dt.date = field(default_factory=dt.date.today)
    known_from: dt.date | None = None
    unknown: tuple[tuple[dt.date, dt.date], ...] = ()
    confirmed: bool = True


def law_on(day: dt.date) -> Entry:
    """The counts and terms of first hires on a day. Raises NoParameter."""
    return book().on("first_hire_rules", day)


def examine(history: History) -> tuple[Examined, ...]:
    """Every entry of the entity since the rules of 2022, in order of days, with what it opened.

    Those known by count alone are taken to have been there all the time that they may have been: no right is found that
    they may take away; it is told where fewer of them at once would give another answer.
    """
    since = book().series["first_hire_rules"].begins
    most = Headcount(history.employments)
    loose = [one for one in history.employments if one.by_count]
    least = Headcount(one for one in history.employments if not one.by_count)
    rights = list(history.rights)
    found: list[Examined] = []
    present = _by_worker(history.employments)
    entries = sorted(
        (
            one
            for one in history.employments
            if one.entity == OWN and one.counted and not one.by_count and one.begins >= since
        ),
        key=lambda one: (one.begins, one.worker),
    )
    for i, entry in enumerate(entries):
        if entry.begins > history.known_until or _was_there(present, entry):
            continue
        day = entry.begins
        same_day = takewhile(lambda one, day=day: one.begins == day, entries[i + 1 :])  # type: ignore[misc]
        later = {other.worker for other in same_day if not _was_there(present, other)} - {entry.worker}
        one = _Entry(history, most, entry, later, _ended(rights, most, entry.begins)).examine()
        other = _Entry(history, least, entry, later, _ended(rights, least, entry.begins))
        found.append(replace(one, doubts=tuple(_doubts(history, loose, one, other))))
        rights += [one.right] if one.right is not None else []
    return tuple(found)


def _by_worker(employments: Iterable[Employment]) -> dict[str, list[Employment]]:
    found: dict[str, list[Employment]] = {}
    for one in employments:
        if one.entity == OWN and one.counted:
            found.setdefault(one.worker, []).append(one)
    return found


def _doubts(history: History, loose: Sequence[Employment], one: Examined, least: _Entry) -> Iterator[str]:
    """What is not known of the months before an entry, where it may change the answer. `loose`: who is known by count
    alone; `least`: the entry without them."""
    counted = [each for each in loose if _meet(least, each.begins, each.ends)]
    if counted and _rank(other := least.examine()) != _rank(one):
        first, last = min(each.begins for each in counted), max(each.ends or least.day for each in counted)
        opens = (
            f"ouvrirait le droit pour un {_ordinal(_rank(other))} travailleur" if other.right else "n'ouvrirait rien"
        )
        yield (
            f"du {first:%d/%m/%Y} au {last:%d/%m/%Y}, seul le nombre de travailleurs par trimestre est connu ; "
            f"s'ils n'étaient pas là en même temps, cet engagement {opens}"
        )
    for first, last in history.unknown if one.right else ():
        if _meet(least, first, last):
            since, until = max(first, least.first), min(last, least.day)
            yield f"l'occupation du {since:%d/%m/%Y} au {until:%d/%m/%Y} n'est pas connue"


def _meet(entry: _Entry, begins: dt.date, ends: dt.date | None) -> bool:
    """Whether a period meets the months that an entry looks back on, or its day."""
    return begins <= entry.day and (ends is None or ends >= entry.first)


def _rank(one: Examined) -> int:
    return one.right.rank if one.right else 0


def rights_of(history: History, entries: Iterable[Examined] | None = None) -> tuple[Right, ...]:
    """The entity's own rights, given and found, with the end of a first worker's right that lapsed.

    `entries`: what `examine` answered, when it was asked already.
    """
    opened = [one.right for one in entries or examine(history) if one.right is not None]
    own = [one for one in (*history.rights, *opened) if one.entity == OWN]
    return tuple(sorted(_ended(own, Headcount(history.employments), history.known_until + ONE_DAY), key=_order))


def _order(right: Right) -> tuple[dt.date, int]:
    return right.opened, right.rank


def _was_there(present: dict[str, list[Employment]], entry: Employment) -> bool:
    """Whether the person is with the entity already on the eve or by another contract: then nobody enters."""
    eve = entry.begins - ONE_DAY
    return any(
        one.on(eve) or (one.begins < entry.begins and one.on(entry.begins))
        for one in present[entry.worker]
        if one is not entry
    )


def _ended(rights: Sequence[Right], persons: Headcount, day: dt.date) -> list[Right]:
    """The rights as they are on a day: a first worker's right ends after twelve months without anybody."""
    own = persons.of((OWN,))
    return [one if one.ends or one.rank > 1 or one.entity != OWN else _lapsed(one, own, day) for one in rights]


def _lapsed(right: Right, own: Headcount, day: dt.date) -> Right:
    months = law_on(max(right.opened, book().series["first_hire_rules"].begins)).value.reference_months
    for first, last in own.empty(right.opened, day - ONE_DAY):
        if last >= add_months(first, months) - ONE_DAY:
            return Right(right.rank, right.opened, right.worker, right.entity, first - ONE_DAY)
    return right


class _Entry:
    """One entry, its counts and its answer."""

    def __init__(
        self, history: History, persons: Headcount, entry: Employment, later: set[str], rights: list[Right]
    ) -> None:
        self.history, self.entry, self.rights = history, entry, rights
        self.day = entry.begins
        self.law: FirstHireRules = law_on(self.day).value
        self.simultaneous = self._entities("simultaneous")
        self.historical = self._entities("historical")
        self.persons, self.later = persons, later
        self.first = add_months(self.day, -self.law.reference_months)

    def _entities(self, kind: str) -> tuple[str, ...]:
        """The other entities of the unit on the day, of a kind."""
        return tuple(one.entity for one in self.history.members if one.kind == kind and one.on(self.day))

    def _count(self, entities: tuple[str, ...]) -> int:
        """Workers at once on the day, with this one and without those of the day who come after."""
        return self.persons.of(entities).on(self.day) - len(self.later)

    def examine(self) -> Examined:
        """The rank and the reasons."""
        counted = (OWN, *self.simultaneous)
        count = self._count(counted)
        if count > self.law.ranks:
            told = f"{_ordinal(count)} travailleur : au-delà du {self.law.ranks}e, il n'y a pas de droit"
            return Examined(self.entry.worker, self.day, None, count, Peak(0), (told,))
        tolerated = self.law.tolerance_days if self.simultaneous else 0
        before = self.persons.of(counted).peak(self.first, self.day - ONE_DAY, tolerated)
        reasons = [self._told_count(count, before)]
        refusals = list(self._refusals(count, before))
        provisional = False
        if not refusals and (self.simultaneous or self.historical):
            kept, refusal, provisional = self._extra_job()
            reasons += [kept] if kept else []
            refusals += [refusal] if refusal else []
        if refusals:
            return Examined(self.entry.worker, self.day, None, count, before, (*reasons, *refusals))
        right = Right(count, self.day, self.entry.worker)
        reasons.append(f"ouvre le droit pour un {_ordinal(count)} travailleur, le {self.day:%d/%m/%Y}")
        return Examined(self.entry.worker, self.day, right, count, before, tuple(reasons), provisional)

    def _told_count(self, count: int, before: Peak) -> str:
        where = "dans l'unité technique d'exploitation" if self.simultaneous else "chez l'employeur"
        most = f"au plus {before.count} en même temps (le {before.day:%d/%m/%Y})" if before.day else "aucun travailleur"
        months = self.law.reference_months
        told = f"{_ordinal(count)} travailleur en même temps {where} ; dans les {months} mois avant, {most}"
        if before.ignored and before.ignored[0] > before.count:
            told += f", sans les {len(before.ignored)} jours les plus hauts (jusqu'à {before.ignored[0]})"
        return told

    def _refusals(self, count: int, before: Peak) -> Iterable[str]:
        if before.count >= count:
            yield f"pas de droit : il y avait déjà {before.count} travailleurs en même temps dans les mois avant"
        elif count > 1 and not self._gives(count):
            yield f"la loi n'ouvre plus de droit pour un {_ordinal(count)} travailleur à cette date"
        elif (taken := self._taken(count)) is not None:
            whose = "" if taken.entity == OWN else f" par {taken.entity}"
            yield f"ce rang a déjà été ouvert{whose} le {taken.opened:%d/%m/%Y} : chaque rang ne sert qu'une fois"

    def _gives(self, rank: int) -> bool:
        """Whether the law opens rights of this rank on the day. Raises NoParameter."""
        day, key = next_hire_key(self.day, rank)
        return bool(book().on(NEXT_HIRE, day, key).value.quarters)

    def _taken(self, rank: int) -> Right | None:
        """The right that holds the rank: the entity's own, or one of the unit that was opened since 2022."""
        since = book().series["first_hire_rules"].begins
        for one in self.rights:
            if one.rank != rank or one.ends is not None:
                continue
            if one.entity == OWN or (one.entity in self.simultaneous and one.opened >= since):
                return one
        return None

    def _extra_job(self) -> tuple[str, str, bool]:
        """Whether the job is an extra one in the whole unit, and stays so for a month: what to tell, what refuses,
        and whether the month is still running."""
        unit = (OWN, *self.simultaneous, *self.historical)
        count = self._count(unit)
        before = self.persons.of(unit).peak(self.first, self.day - ONE_DAY, self.law.tolerance_days)
        if count <= before.count:
            return (
                "",
                (
                    f"pas d'emploi supplémentaire dans l'unité technique d'exploitation : {count} travailleurs, "
                    f"au plus {before.count} dans les mois avant"
                ),
                False,
            )
        until = add_months(self.day, self.law.kept_months) - ONE_DAY
        lowest = self.persons.of(unit).lowest(self.day, max(self.day, min(until, self.history.known_until)))
        if lowest.day is not None and lowest.count < count and lowest.day > self.day:
            return (
                "",
                (
                    f"l'emploi supplémentaire n'est pas gardé un mois dans l'unité technique d'exploitation : "
                    f"{lowest.count} travailleurs le {lowest.day:%d/%m/%Y}"
                ),
                False,
            )
        told = f"emploi supplémentaire dans l'unité technique d'exploitation : {count}, au plus {before.count} avant"
        if until > self.history.known_until:
            return f"{told} ; à garder jusqu'au {until:%d/%m/%Y}", "", True
        return f"{told}, gardé jusqu'au {until:%d/%m/%Y}", "", False


def _ordinal(rank: int) -> str:
    return "1er" if rank == 1 else f"{rank}e"
