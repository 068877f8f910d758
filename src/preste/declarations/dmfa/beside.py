"""A declaration beside another quarter's of the same employer: person by person, code by code, before, now, difference.

A person is the same by national number, a line by category and worker code. Occupations of a line are added up: their
numbers mean nothing from one quarter to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from preste.declarations.dmfa.figures import KINDS, Figure, Line, figures, name_of, net
from preste.declarations.dmfa.model import EmployerDeclaration
from preste.errors import InputError

STAYS, NEW, GONE = "stays", "new", "gone"


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures of one code added up: cents, and days and hours in hundredths."""

    amount: int = 0
    base: int = 0
    days: int = 0
    hours: int = 0

    def __sub__(self, other: Sum) -> Sum:
        return Sum(self.amount - other.amount, self.base - other.base, self.days - other.days, self.hours - other.hours)


NOTHING = Sum()


@dataclass(frozen=True, slots=True)
class Code:
    """What a code says in both quarters; without line of all lines together."""

    line: Line | None
    kind: str
    code: str
    type: str
    before: Sum
    now: Sum

    @property
    def difference(self) -> Sum:
        """Now less before."""
        return self.now - self.before

    def name(self, language: str = "fr") -> str:
        """What the code is called; "" when it has no name here."""
        return name_of(self.kind, self.code, language)


@dataclass(frozen=True, slots=True)
class Person:
    """A person in both quarters, or who is new or gone, with what is due for each."""

    inss: str
    status: str
    codes: tuple[Code, ...]
    before: int
    now: int

    @property
    def change(self) -> int:
        """Now less before, in cents."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Beside:
    """Two declarations: the people in the order of the newer one, who is gone last; what concerns nobody; sums by code;
    the net amounts. `earlier` is "" when there is only one."""

    quarter: str
    earlier: str
    people: tuple[Person, ...]
    unrelated: tuple[Code, ...]
    totals: tuple[Code, ...]
    before: int
    now: int


def beside(now: EmployerDeclaration, before: EmployerDeclaration | None = None) -> Beside:
    """A declaration beside an earlier one; alone, beside nothing. Raises InputError for two employers."""
    if before is not None and _employer(now) != _employer(before):
        raise InputError(
            "the two declarations are of two employers", remedy="give an earlier one of the same employer",
            code="E-DMFA-BESIDE",
        )  # fmt: skip
    new = _by_person(figures(now))
    old = {} if before is None else _by_person(figures(before))
    people = [_person(one, old.get(one), new.get(one), alone=before is None) for one in _union(new, old) if one]
    return Beside(
        quarter=now.quarter,
        earlier="" if before is None else before.quarter,
        people=tuple(people),
        unrelated=tuple(_codes(old.get("", ()), new.get("", ()))),
        totals=tuple(_totals(old, new)),
        before=0 if before is None else before.net_owed_amount,
        now=now.net_owed_amount,
    )


def codes_of(found: Iterable[Figure]) -> tuple[Code, ...]:
    """Figures that are in no declaration yet, added up by line and code."""
    return tuple(_codes((), found))


def _employer(declaration: EmployerDeclaration) -> tuple[str, str]:
    return declaration.noss_registration_nbr, declaration.company_id


def _by_person(found: Iterable[Figure]) -> dict[str, list[Figure]]:
    people: dict[str, list[Figure]] = {}
    for one in found:
        people.setdefault(one.line.inss, []).append(one)
    return people


def _union(new: Iterable[str], old: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*new, *old]))


def _person(inss: str, old: list[Figure] | None, new: list[Figure] | None, *, alone: bool) -> Person:
    status = STAYS if alone or (old and new) else NEW if new else GONE
    return Person(inss, status, tuple(_codes(old or (), new or ())), net(old or ()), net(new or ()))


_Key = tuple[Line | None, str, str, str]


def _codes(old: Iterable[Figure], new: Iterable[Figure]) -> Iterator[Code]:
    """Each code of each line with its sums, line by line and in the order one reads kinds."""
    was, now = _sums(old, total=False), _sums(new, total=False)
    lines: dict[Line | None, int] = {}
    for line, *_ in [*now, *was]:
        lines.setdefault(line, len(lines))
    places = {key: place for place, key in enumerate(dict.fromkeys([*now, *was]))}
    for key in sorted(places, key=lambda key: (lines[key[0]], KINDS.index(key[1]), places[key])):
        yield Code(*key, was.get(key, NOTHING), now.get(key, NOTHING))


def _totals(old: Mapping[str, list[Figure]], new: Mapping[str, list[Figure]]) -> Iterator[Code]:
    """All people together, and what concerns nobody, by kind and code."""
    was = _sums((one for some in old.values() for one in some), total=True)
    now = _sums((one for some in new.values() for one in some), total=True)
    for key in sorted({*was, *now}, key=lambda key: (KINDS.index(key[1]), key[2], key[3])):
        yield Code(*key, was.get(key, NOTHING), now.get(key, NOTHING))


def _sums(found: Iterable[Figure], *, total: bool) -> dict[_Key, Sum]:
    sums: dict[_Key, Sum] = {}
    for one in found:
        key = (None, one.kind, one.code, "") if total else (one.line, one.kind, one.code, one.type)
        known = sums.get(key, NOTHING)
        sums[key] = Sum(
            known.amount + (one.amount or 0), known.base + (one.base or 0), known.days + (one.days or 0),
            known.hours + (one.hours or 0),
        )  # fmt: skip
    return sums
