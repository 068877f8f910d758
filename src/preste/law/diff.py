"""What the law changed between two months: which numbers, from which day, by which source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace

from preste.calendar import Month
from preste.errors import InputError
from preste.law import view
from preste.law.series import Book, Entry, Field, Key, Series, Source
from preste.law.view import Number


@dataclass(frozen=True)
class Change:
    """One number that is not the same at the end of two months, and all the keys for which it changed so.

    `old` and `new` are None where the law has no such parameter or the book does not know the number: then
    `old_status` or `status` is "" (no such parameter) or "unknown". `since` is the first day of the new state.
    `sources`, `status` and `note` are those of the new state.
    """

    series: Series
    keys: tuple[Key, ...]
    field: Field
    old: Number | None
    new: Number | None
    since: dt.date
    old_status: str
    status: str
    sources: tuple[Source, ...]
    note: str

    def as_dict(self) -> dict[str, object]:
        """The change as JSON; numbers as decimal text."""
        return {
            "series": self.series.name,
            "title": dict(self.series.title),
            "key_names": list(self.series.keys),
            "keys": [list(key) for key in self.keys if key],
            "field": self.field.name,
            "unit": self.field.unit,
            "old": view.plain(self.old, self.field),
            "new": view.plain(self.new, self.field),
            "since": self.since.isoformat(),
            "old_status": self.old_status,
            "status": self.status,
            "sources": [source.as_dict() for source in self.sources],
            "note": self.note,
        }


def diff(book: Book, month_a: Month, month_b: Month) -> list[Change]:
    """What differs between the law of the last day of `month_a` and that of the last day of `month_b`.

    In the order of the law files. A month that the book does not know counts as far as it is known. Raises InputError
    when `month_b` comes before `month_a`.
    """
    if month_b < month_a:
        raise InputError(
            f"{month_b} comes before {month_a}",
            field="month",
            remedy="give the earlier month first",
            code="E-INPUT-MONTH",
        )
    return [change for series in book.series.values() for change in _grouped(series, month_a.last, month_b.last)]


def _grouped(series: Series, before: dt.date, after: dt.date) -> Iterator[Change]:
    """The changes of a series, each with all the keys that changed alike."""
    groups: dict[Hashable, list[Change]] = {}
    if series.known_until is not None:
        before, after = min(before, series.known_until), min(after, series.known_until)
    for key, entries in series.entries.items():
        for one in _changes(series, key, entries, before, after):
            alike = (one.field.name, one.old, one.new, one.since, one.old_status, one.status, one.sources, one.note)
            groups.setdefault(alike, []).append(one)
    for group in groups.values():
        yield replace(group[0], keys=tuple(one.keys[0] for one in group))


def _changes(series: Series, key: Key, entries: tuple[Entry, ...], before: dt.date, after: dt.date) -> Iterator[Change]:
    """The changes of one key between two days."""
    was, now = _entry_on(entries, before), _entry_on(entries, after)
    if was is now:
        return
    for spec in series.fields:
        old, new = view.number(was, spec), view.number(now, spec)
        old_status, status = was.status if was else "", now.status if now else ""
        if old == new and _known(old_status) == _known(status):
            continue
        since = _since(entries, spec, after) if now else max(e.end for e in entries if e.end) + dt.timedelta(days=1)
        sources, note = (now.sources, now.note) if now else ((), "")
        yield Change(series, (key,), spec, old, new, since, old_status, status, sources, note)


def _known(status: str) -> str:
    """Whether a value exists, is unknown, or is not there: other changes of status change no number."""
    return status if status in ("", "unknown") else "known"


def _entry_on(entries: tuple[Entry, ...], day: dt.date) -> Entry | None:
    return next((e for e in entries if e.start <= day and (e.end is None or day <= e.end)), None)


def _since(entries: tuple[Entry, ...], spec: Field, day: dt.date) -> dt.date:
    """The first day of the state of a field on `day`: entries that repeat its number change nothing."""
    started = [e for e in entries if e.start <= day]
    since = started[-1].start
    for entry in reversed(started):
        if view.number(entry, spec) != view.number(started[-1], spec):
            break
        since = entry.start
    return since
