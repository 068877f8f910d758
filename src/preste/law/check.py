"""Checking the law book: what is missing, what is doubtful, and whether derived values still derive.

Reading a law file already refuses what is malformed. This looks at what a well-formed file may still have wrong: days
of a series that no value covers, values that its own arithmetic contradicts. It also lists what the book does not
know, or not for sure, so that it can be looked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from preste.errors import LawError
from preste.law import expression, view
from preste.law.series import Book, Derivation, Entry, Key, Series

Level = Literal["error", "information"]

ERROR: Level = "error"
INFORMATION: Level = "information"

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Finding:
    """Something the book has wrong or does not know.

    `kind` is `gap` (days without a value), `overlap` (days with two), `contradiction` (a value that its arithmetic
    does not give), `derivation` (arithmetic that cannot be evaluated), `underived` (its numbers are unknown),
    `outdated` (the book is not known up to today), `unknown`, `unsure`. All are errors but `underived`, `unknown` and
    `unsure`. `series` is a folder of the book for `outdated`. `keys` are all the keys it holds for (one empty key for
    a series without keys), `start` and `end` the days it is about (`end` None: still in force).
    """

    level: Level
    kind: str
    series: str
    keys: tuple[Key, ...]
    start: dt.date
    end: dt.date | None
    message: str

    def as_dict(self) -> dict[str, object]:
        """The finding as JSON."""
        return {
            "level": self.level,
            "kind": self.kind,
            "series": self.series,
            "keys": [list(key) for key in self.keys if key],
            "from": self.start.isoformat(),
            "to": self.end.isoformat() if self.end else None,
            "message": self.message,
        }


class _Unknown(Exception):
    """A number of a derivation is unknown."""


def check(book: Book, today: dt.date) -> list[Finding]:
    """Everything found in the book, errors first; a series has to be covered up to `today` at least."""
    found = list(_outdated(book, today))
    for series in book.series.values():
        for key, entries in series.entries.items():
            found += _coverage(series, key, entries, today)
        if not series.entries:
            found.append(_gap(series, (), series.begins, series.ends))
        found += _doubts(series)
        for rule in series.derived:
            found += _derivation(book, series, rule)
    return sorted(_merged(found), key=lambda f: (f.level != ERROR, f.series, f.start, f.keys))


def _outdated(book: Book, today: dt.date) -> Iterator[Finding]:
    """The folders of the book that were not read again up to today."""
    horizons = {s.file.rpartition("/")[0]: s.known_until for s in book.series.values()}
    for folder, known_until in horizons.items():
        if known_until is not None and known_until < today:
            start = known_until + _ONE_DAY
            yield Finding(ERROR, "outdated", folder, ((),), start, None, f"the law is known until {known_until}")


def _coverage(series: Series, key: Key, entries: Iterable[Entry], today: dt.date) -> Iterator[Finding]:
    """The days of the series that no entry, or more than one, covers."""
    day: dt.date | None = series.begins
    for entry in entries:
        if day is None or entry.start < day:
            message = "a value starts before the series begins" if entry.start < series.begins else "two values hold"
            until = entry.end if day is None else min(entry.end or day, day - _ONE_DAY)
            yield Finding(ERROR, "overlap", series.name, (key,), entry.start, until, message)
        elif entry.start > day:
            yield _gap(series, key, day, entry.start - _ONE_DAY)
        day = None if entry.end is None else entry.end + _ONE_DAY
    if day is not None and day <= (series.ends or today):
        yield _gap(series, key, day, series.ends)


def _gap(series: Series, key: Key, start: dt.date, end: dt.date | None) -> Finding:
    return Finding(ERROR, "gap", series.name, (key,), start, end, "no value")


def _doubts(series: Series) -> Iterator[Finding]:
    """The values that are unknown or unsure."""
    for entry in series.all_entries():
        if entry.status in ("unknown", "unsure"):
            note = entry.note or ("the value was not found" if entry.status == "unknown" else "the source is doubtful")
            yield Finding(INFORMATION, entry.status, series.name, (entry.key,), entry.start, entry.end, note)


@dataclass(frozen=True)
class _Case:
    """One entry to re-derive, and the entry of its key before it."""

    book: Book
    series: Series
    before: Entry | None
    entry: Entry


def _derivation(book: Book, series: Series, rule: Derivation) -> Iterator[Finding]:
    """The entries that do not satisfy one derivation of the series, and days it names where none starts."""
    starts = {entry.start for entry in series.all_entries()}
    for day in (*(rule.only or ()), *rule.besides):
        if day not in starts:
            yield Finding(ERROR, "derivation", series.name, ((),), day, day, f"{rule.field}: no value starts that day")
    for entries in series.entries.values():
        for before, entry in zip((None, *entries), entries, strict=False):
            if entry.value is not None and rule.holds_for(entry.start):
                yield from _compared(_Case(book, series, before, entry), rule)


def _compared(case: _Case, rule: Derivation) -> Iterator[Finding]:
    entry = case.entry
    level, kind, message = ERROR, "contradiction", ""
    try:
        wanted = expression.evaluate(rule.text, lambda name: _lookup(case, rule.field, name))
        written = _fraction(case.series, entry, rule.field)
        if wanted != written:
            message = f"{rule.field} is {expression.text_of(written)}; {rule.text} is {expression.text_of(wanted)}"
    except _Unknown as error:
        level, kind, message = INFORMATION, "underived", f"{rule.field} cannot be re-derived: {error}"
    except LawError as error:
        kind, message = "derivation", f"{rule.field}: {error.message}"
    if message:
        yield Finding(level, kind, entry.series, (entry.key,), entry.start, entry.end, message)


def _lookup(case: _Case, field: str, name: str) -> Fraction:
    """The exact number that `name` stands for in the derivation of `field`."""
    owner, _, rest = name.rpartition(".")
    if owner:
        return _elsewhere(case, owner, rest)
    if name != "previous":
        return _fraction(case.series, case.entry, name)
    if case.before is None:
        raise LawError(f"there is no value before the one from {case.entry.start}")
    return _fraction(case.series, case.before, field)


def _elsewhere(case: _Case, owner: str, field: str) -> Fraction:
    """A number of another series on the first day of the entry, for the same key when the keys are the same."""
    if owner not in case.book:
        raise LawError(f"the law book has no series {owner}")
    other, day = case.book.series[owner], case.entry.start
    key = case.entry.key if other.keys == case.series.keys else ()
    for one in other.entries.get(key, ()):
        if one.start <= day and (one.end is None or day <= one.end):
            return _fraction(other, one, field)
    raise LawError(f"{owner} has no value on {day}")


def _fraction(series: Series, entry: Entry, name: str) -> Fraction:
    spec = next((f for f in series.fields if f.name == name), None)
    if spec is None:
        raise LawError(f"{series.name} has no field {name}")
    number = view.number(entry, spec)
    if number is None:
        raise _Unknown(f"{entry.name} from {entry.start} is unknown")
    if isinstance(number, tuple):
        raise LawError(f"{series.name}.{name} is a list")
    return Fraction(number, 10**spec.kind.decimals)


def _merged(found: Iterable[Finding]) -> Iterator[Finding]:
    """Findings that differ only by their key, made one."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for one in found:
        groups.setdefault((one.kind, one.series, one.start, one.end, one.message), []).append(one)
    for group in groups.values():
        first = group[0]
        keys = tuple(key for one in group for key in one.keys)
        yield Finding(first.level, first.kind, first.series, keys, first.start, first.end, first.message)
