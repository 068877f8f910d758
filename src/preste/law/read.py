"""Reading the law files: YAML under `law/<country>/…`, one file a topic, checked as it is read.

The layout of a file is told in `docs/developer.md` ("The law"). Numbers are quoted strings and become
integers of the field's kind without passing through a float; anything else is a LawError that names the
file, the series and the entry.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections import namedtuple
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from preste import money
from preste.data_folder import data_dir
from preste.errors import InputError, LawError
from preste.law import plain_yaml, shapes
from preste.law.rates import Imported
from preste.law.series import FIRST_DAY, STATUSES, Book, Derivation, Entry, Field, Key, Series, Source

ROOT = Path(__file__).parent
LANGUAGES = ("fr", "nl", "de", "en")
_KIND_OF = {**money.KINDS, "ratio": money.RATE, "hours": money.QUANTITY}
_SERIES_KEYS = {"title", "law", "begins", "ends", "keys", "fields", "values", "derived"}
_VALUE_KEYS = {"from", "key", "value", "source", "status", "note"}
_ONE_DAY = dt.timedelta(days=1)
_DERIVED_KEYS = {"field", "as", "only", "except", "why"}


class _Row(NamedTuple):
    """A value as written, before its key and its last day are known."""

    start: dt.date
    value: Any
    sources: tuple[Source, ...]
    status: str
    note: str


class _Layout(NamedTuple):
    """What the values of a series are made of."""

    keys: tuple[str, ...]
    fields: tuple[Field, ...]
    shape: Any


_START = attrgetter("start")


@cache
def book() -> Book:
    """The statute book shipped with this version of Preste, and the user's own rate files where it is silent."""
    shipped, imported = read_book(ROOT), Imported(rates_folder())
    if not imported.version:
        return shipped
    return replace(shipped, version=f"{shipped.version}+{imported.version}", imported=imported)


def rates_folder() -> Path:
    """Where the user's rate files are kept: `rates` in the data folder."""
    return data_dir() / "rates"


def read_book(root: Path) -> Book:
    """The book held by the YAML files below `root`. Raises LawError at the first malformed one."""
    series: dict[str, Series] = {}
    digest = hashlib.sha256()
    horizons = _horizons(root / "book.yaml")
    digest.update(repr(horizons).encode())
    for path in sorted(root.glob("*/**/*.yaml")):
        raw = path.read_bytes()
        digest.update(raw)
        for one in read_file(path, path.relative_to(root).as_posix(), raw):
            if one.name in series:
                raise LawError(f"series {one.name} stands in {series[one.name].file} too", where=one.file)
            horizon = next((day for part, day in horizons.items() if one.file.startswith(part + "/")), None)
            series[one.name] = replace(one, known_until=horizon)
    return Book(series, digest.hexdigest()[:16])


def _horizons(path: Path) -> dict[str, dt.date]:
    """Until when each part of the book is known, by folder; nothing when the book does not say."""
    if not path.is_file():
        return {}
    data = plain_yaml.load(path.read_bytes(), path.name)
    if not isinstance(data, dict) or set(data) != {"known_until"} or not isinstance(data["known_until"], dict):
        raise LawError("book.yaml says `known_until` by folder, nothing else", where=path.name)
    return {part: _date(day, path.name) for part, day in data["known_until"].items()}


def read_file(path: Path, name: str, raw: bytes | None = None) -> Iterator[Series]:
    """The series of one file."""
    data = plain_yaml.load(raw if raw is not None else path.read_bytes(), name)
    if not isinstance(data, dict) or not all(isinstance(data.get(part), dict) for part in ("sources", "series")):
        raise LawError("a law file has `sources` and `series`, each by name", where=name)
    if set(data) != {"sources", "series"}:
        raise LawError(f"a law file has `sources` and `series`, no {sorted(set(data))}", where=name)
    sources = {k: _source(v, f"{name}: source {k}") for k, v in data["sources"].items()}
    for key, body in data["series"].items():
        yield _series(key, body, sources, name)


def _source(body: Any, where: str) -> Source:
    if not _has(body, {"title"}, {"date", "link"}) or not all(isinstance(v, str) and v for v in body.values()):
        raise LawError("a source has a title, and a date and link when known", where=where)
    return Source(**body)


def _series(name: str, body: Any, sources: Mapping[str, Source], file: str) -> Series:
    where = f"{file}: {name}"
    if not _has(body, {"title", "law", "fields", "values"}, _SERIES_KEYS):
        raise LawError("a series has title, law, fields and values" + _extra(body, _SERIES_KEYS), where=where)
    title = body["title"]
    if not _has(title, set(LANGUAGES)) or not all(title.values()):
        raise LawError("the title is wanted in fr, nl, de and en", where=where)
    if not isinstance(body["fields"], dict) or not body["fields"] or not isinstance(body["law"], str):
        raise LawError("a series has fields, each with its kind and unit, and its law", where=where)
    fields = tuple(_field(k, v, where) for k, v in body["fields"].items())
    keys = tuple(_texts(body.get("keys", []), "keys", where))
    begins = _date(body.get("begins", FIRST_DAY.isoformat()), where)
    ends = _date(body["ends"], where) if "ends" in body else None
    layout = _Layout(keys, fields, _shape(name, fields))
    rows: dict[Key, list[_Row]] = {}
    for value in _items(body["values"], "values", where):
        for key, row in _rows(value, layout, sources, where):
            rows.setdefault(key, []).append(row)
    entries = {key: _dated(name, key, found, ends, where) for key, found in rows.items()}
    derived = tuple(_derived(one, fields, where) for one in _items(body.get("derived", []), "derived", where))
    return Series(name, title, body["law"], file, begins, ends, keys, fields, entries, derived)


def _derived(body: Any, fields: tuple[Field, ...], where: str) -> Derivation:
    if not _has(body, {"field", "as"}, _DERIVED_KEYS) or body["field"] not in [f.name for f in fields if not f.is_list]:
        raise LawError(f"a derivation has one of the fields and {sorted(_DERIVED_KEYS)}: {body!r}", where=where)
    if not isinstance(body["as"], str) or ("except" in body and not body.get("why")):
        raise LawError(f"a derivation is a text, and says why it has exceptions: {body!r}", where=where)
    only, besides = (
        tuple(_date(day, where) for day in _texts(body[k], k, where)) if k in body else None for k in ("only", "except")
    )
    return Derivation(body["field"], body["as"], only, besides or (), body.get("why", ""))


def _field(name: str, body: Any, where: str) -> Field:
    if not _has(body, {"kind", "unit"}, {"list", "title"}) or body["kind"] not in tuple(_KIND_OF) or not body["unit"]:
        raise LawError(f"field {name} wants a kind of {sorted(_KIND_OF)} and a unit", where=where)
    return Field(name, _KIND_OF[body["kind"]], body["unit"], bool(body.get("list")), body.get("title", ""))


def _shape(name: str, fields: tuple[Field, ...]) -> Any:
    if len(fields) == 1 and fields[0].name == "value" and not fields[0].is_list:
        return int
    class_name = "".join(part.title() for part in name.split("_"))
    shape = getattr(shapes, class_name, None)
    wanted = tuple(f.name for f in fields)
    return shape if shape is not None and shape._fields == wanted else namedtuple(class_name, wanted)


def _rows(body: Any, layout: _Layout, sources: Mapping[str, Source], where: str) -> Iterator[tuple[Key, _Row]]:
    if not _has(body, {"from", "value", "source", "status"}, _VALUE_KEYS):
        raise LawError(f"a value has {sorted(_VALUE_KEYS)}: {body!r}", where=where)
    start = _date(body["from"], where)
    where = f"{where} from {start}"
    value, status = body["value"], body["status"]
    if status not in STATUSES or (value is None) != (status == "unknown"):
        raise LawError(f"status {status!r}: one of {STATUSES}; `unknown` goes with a null value", where=where)
    names = [body["source"]] if isinstance(body["source"], str) else _texts(body["source"], "source", where)
    if unknown := [n for n in names if n not in sources]:
        raise LawError(f"source {unknown[0]!r} is not among the file's sources", where=where)
    if not names and status != "unknown":
        raise LawError("a value has a source", where=where)
    numbers = None if value is None else _value(value, layout, where)
    row = _Row(start, numbers, tuple(sources[n] for n in names), status, body.get("note", ""))
    given = body.get("key", {})
    if not _has(given, set(layout.keys)):
        raise LawError(f"the key is {list(layout.keys)}, not {given!r}", where=where)
    for key in itertools.product(*(_texts(part, "key", where) for part in (given[k] for k in layout.keys))):
        yield key, row


def _value(body: Any, layout: _Layout, where: str) -> Any:
    if not isinstance(body, dict):
        body = {"value": body}
    names = {f.name for f in layout.fields}
    if body.keys() != names:
        raise LawError(f"the fields are {sorted(names)}, not {sorted(body)}", where=where)
    numbers = [_number(body[f.name], f, where) for f in layout.fields]
    return numbers[0] if layout.shape is int else layout.shape(*numbers)


def _number(text: Any, spec: Field, where: str) -> int | tuple[int, ...]:
    texts = text if spec.is_list else [text]
    if not isinstance(texts, list) or not all(isinstance(t, str) for t in texts):
        raise LawError(f"{spec.name}: a number is a quoted string{' in a list' * spec.is_list}", where=where)
    try:
        numbers = tuple(money.parse(t, spec.kind.decimals) for t in texts)
    except InputError as error:
        raise LawError(f"{spec.name}: {error.message}", where=where) from error
    return numbers if spec.is_list else numbers[0]


def _dated(name: str, key: Key, rows: list[_Row], ends: dt.date | None, where: str) -> tuple[Entry, ...]:
    rows = sorted(rows, key=_START)
    found = []
    for i, row in enumerate(rows):
        following = rows[i + 1].start if i + 1 < len(rows) else None
        if following == row.start:
            raise LawError(f"two values from {row.start} {key}", where=where)
        end = following - _ONE_DAY if following else ends
        if end is not None and end < row.start:
            raise LawError(f"the value from {row.start} starts after the series ends", where=where)
        found.append(Entry(name, key, row.start, end, row.value, row.sources, row.status, row.note))
    return tuple(found)


def _has(body: Any, wanted: Set[str], allowed: Set[str] = frozenset()) -> bool:
    return isinstance(body, dict) and wanted <= set(body) <= wanted | allowed


def _extra(body: Any, allowed: Set[str]) -> str:
    extra = sorted(set(body) - allowed) if isinstance(body, dict) else []
    return f", and no {', '.join(extra)}" if extra else ""


def _items(body: Any, name: str, where: str) -> list[Any]:
    if not isinstance(body, list):
        raise LawError(f"{name} is a list", where=where)
    return body


def _texts(body: Any, name: str, where: str) -> list[str]:
    texts = [body] if isinstance(body, str) else body
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise LawError(f"{name}: a list of quoted texts, not {body!r}", where=where)
    return texts


def _date(text: Any, where: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise LawError(f"{text!r} is not a quoted ISO date", where=where) from error
