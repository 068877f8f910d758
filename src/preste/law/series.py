"""The statute book: dated series of parameters, served by name, date and key.

A `Series` is one parameter (or a small table that changes as a whole); an `Entry` is one value with the
days it holds, its source and its status. The book never falls back: a day without a value is `NoParameter`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from preste import money
from preste.errors import NoParameter

FIRST_DAY = dt.date(2021, 1, 1)
"""The first day the book speaks of."""

STATUSES = ("official", "secondary", "derived", "unsure", "unknown")
"""Where a value comes from: the law or the institution itself; a publisher; our arithmetic; a doubtful
source; nowhere yet (the value is then missing)."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """Who published a value."""

    title: str
    date: str = ""
    link: str = ""

    def as_dict(self) -> dict[str, str]:
        """Title, and date and link when known."""
        return {k: v for k, v in (("title", self.title), ("date", self.date), ("link", self.link)) if v}


@dataclass(frozen=True)
class Field:
    """One number of a series: its kind (see `money.KINDS`), unit, and whether it is a list."""

    name: str
    kind: money.Kind
    unit: str
    is_list: bool = False
    title: str = ""


@dataclass(frozen=True)
class Entry:
    """One value of a series and the days it holds (`end` None: still in force)."""

    series: str
    key: Key
    start: dt.date
    end: dt.date | None
    value: Any  # an instance of the series' shape; None when unknown
    sources: tuple[Source, ...]
    status: str
    note: str = ""

    @property
    def name(self) -> str:
        """`series` or `series[key]`."""
        return f"{self.series}[{', '.join(self.key)}]" if self.key else self.series


@dataclass(frozen=True)
class Derivation:
    """Arithmetic that the entries of a series satisfy: `field` is `text`, see `preste.law.expression`.

    `only` names the first days of the entries it holds for (None: all of them), `besides` those it does not hold
    for, and `why` says why it has exceptions.
    """

    field: str
    text: str
    only: tuple[dt.date, ...] | None = None
    besides: tuple[dt.date, ...] = ()
    why: str = ""

    def holds_for(self, start: dt.date) -> bool:
        """Whether it speaks of the entry that starts on that day."""
        return start not in self.besides and (self.only is None or start in self.only)


@dataclass(frozen=True)
class Series:
    """A dated parameter."""

    name: str
    title: Mapping[str, str]
    law: str
    file: str
    begins: dt.date
    ends: dt.date | None
    keys: tuple[str, ...]
    fields: tuple[Field, ...]
    entries: Mapping[Key, tuple[Entry, ...]]
    derived: tuple[Derivation, ...] = ()
    known_until: dt.date | None = None

    @property
    def is_scalar(self) -> bool:
        """Whether a value is one bare number."""
        return len(self.fields) == 1 and self.fields[0].name == "value" and not self.fields[0].is_list

    def all_entries(self) -> Iterator[Entry]:
        """Every entry, key by key, oldest first."""
        for key in self.entries:
            yield from self.entries[key]

    def on(self, day: dt.date, key: Key = ()) -> Entry:
        """The entry that holds on `day`; raises NoParameter when none does or its value is unknown."""
        if key not in self.entries:
            raise self._missing(day, key, "")
        if self.known_until is not None and day > self.known_until:
            raise self._missing(day, key, f"the law book is known until {self.known_until.isoformat()}")
        for entry in self.entries[key]:
            if entry.start <= day and (entry.end is None or day <= entry.end):
                if entry.value is None:
                    raise self._missing(day, key, entry.note)
                return entry
        raise self._missing(day, key, "")

    def exists_on(self, day: dt.date) -> bool:
        """Whether the law has this parameter on that day at all."""
        return self.begins <= day and (self.ends is None or day <= self.ends)

    def _missing(self, day: dt.date, key: Key, note: str) -> NoParameter:
        label = self.name.replace("_", " ")
        if key:
            label += " " + ", ".join(f"{k.replace('_', ' ')} {v}" for k, v in zip(self.keys, key, strict=False))
        remedy = f"add it with its source to {self.file}"
        if note:
            remedy = f"{note}; {remedy}"
        return NoParameter(f"{label} has no value on {day.isoformat()}", field=self.name, remedy=remedy)


@dataclass(frozen=True)
class Book:
    """All series, by name, and the fingerprint of the files they were read from.

    `imported`: what the user's own rate files say; asked only where the book is silent.
    """

    series: Mapping[str, Series]
    version: str
    imported: Callable[[str, dt.date, Key], Entry | None] | None = field(default=None, repr=False, compare=False)
    _cache: dict[tuple[str, dt.date, Key], Entry | NoParameter] = field(default_factory=dict, repr=False)

    def __contains__(self, name: object) -> bool:
        return name in self.series

    def on(self, name: str, day: dt.date, key: Key = ()) -> Entry:
        """The entry of series `name` in force on `day` for `key`. Raises NoParameter."""
        found = self._cache.get((name, day, key))
        if found is None:
            try:
                found = self.series[name].on(day, key)
            except KeyError:
                found = NoParameter(f"the law book has no series {name}", field=name)
            except NoParameter as error:
                found = (self.imported(name, day, key) if self.imported is not None else None) or error
            self._cache[name, day, key] = found
        if isinstance(found, NoParameter):
            raise found.with_traceback(None)  # kept for the next call: it must not keep who asked before
        return found
