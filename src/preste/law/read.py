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
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from preste import money
from preste.errors import InputError, LawError
from preste.law import shapes
from preste.law.book import FIRST_DAY, STATUSES, Book, Entry, Field, Key, Series, Source

ROOT = Path(__file__).parent
LANGUAGES = ("fr", "nl", "de", "en")
_KIND_OF = {**money.KINDS, "ratio": money.RATE, "hours": money.QUANTITY}
_SERIES_KEYS = {"title", "law", "begins", "ends", "keys", "fields", "values", "derived"}
_VALUE_KEYS = {"from", "key", "value", "source", "status", "note"}
_ONE_DAY = dt.timedelta(days=1)

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def book() -> Book:
    """The statute book shipped with this version of Preste."""
    return read_book(ROOT)


def read_book(root: Path) -> Book:
    """The book held by the YAML files below `root`. Raises LawError at the first malformed one."""
    series: dict[str, Series] = {}
    digest = hashlib.sha256()
    for path in sorted(root.glob("*/**/*.yaml")):
        raw = path.read_bytes()
        digest.update(raw)
        for one in read_file(path, path.relative_to(root).as_posix(), raw):
            if one.name in series:
                raise LawError(f"series {one.name} stands in {series[one.name].file} too", where=one.file)
            series[one.name] = one
    return Book(series, digest.hexdigest()[:16])


def read_file(path: Path, name: str, raw: bytes | None = None) -> Iterator[Series]:
    """The series of one file."""
    data = yaml.load(raw if raw is not None else path.read_bytes(), Loader=_Loader)  # noqa: S506 - a safe loader
    if not isinstance(data, dict) or set(data) - {"sources", "series"}:
        raise LawError("a law file has `sources` and `series`, nothing else", where=name)
    sources = {k: _source(v, f"{name}: source {k}") for k, v in (data.get("sources") or {}).items()}
    for key, body in (data.get("series") or {}).items():
        yield _series(key, body, sources, name)


def _source(body: Any, where: str) -> Source:
    if not isinstance(body, dict) or not body.get("title") or set(body) - {"title", "date", "link"}:
        raise LawError("a source has a title, and a date and link when known", where=where)
    return Source(**{k: str(v) for k, v in body.items() if v})


def _series(name: str, body: Any, sources: Mapping[str, Source], file: str) -> Series:
    where = f"{file}: {name}"
    if not isinstance(body, dict) or set(body) - _SERIES_KEYS:
        raise LawError(f"unknown entries {sorted(set(body) - _SERIES_KEYS)}", where=where)
    title = body.get("title") or {}
    if set(title) != set(LANGUAGES):
        raise LawError("the title is wanted in fr, nl, de and en", where=where)
    fields = tuple(_field(k, v, where) for k, v in (body.get("fields") or {}).items())
    if not fields or not body.get("law"):
        raise LawError("a series has fields, each with its kind and unit, and its law", where=where)
    begins = _date(body.get("begins", FIRST_DAY.isoformat()), where)
    ends = _date(body["ends"], where) if body.get("ends") else None
    keys = tuple(body.get("keys") or ())
    shape = _shape(name, fields)
    rows: dict[Key, list[dict[str, Any]]] = {}
    for value in body.get("values") or ():
        for key, row in _rows(value, keys, fields, shape, sources, where):
            rows.setdefault(key, []).append(row)
    entries = {key: _dated(name, key, found, ends, where) for key, found in rows.items()}
    return Series(name, title, body["law"], file, begins, ends, keys, fields, entries, tuple(body.get("derived") or ()))


def _field(name: str, body: Any, where: str) -> Field:
    kind = _KIND_OF.get(body.get("kind", "")) if isinstance(body, dict) else None
    if kind is None or "unit" not in body or set(body) - {"kind", "unit", "list", "title"}:
        raise LawError(f"field {name} wants a kind of {sorted(_KIND_OF)} and a unit", where=where)
    return Field(name, kind, body["unit"], bool(body.get("list")), body.get("title", ""))


def _shape(name: str, fields: tuple[Field, ...]) -> Any:
    if len(fields) == 1 and fields[0].name == "value" and not fields[0].is_list:
        return int
    class_name = "".join(part.title() for part in name.split("_"))
    shape = getattr(shapes, class_name, None)
    wanted = tuple(f.name for f in fields)
    return shape if shape is not None and shape._fields == wanted else namedtuple(class_name, wanted)  # type: ignore[misc]


def _rows(
    body: Any, keys: tuple[str, ...], fields: tuple[Field, ...], shape: Any, sources: Mapping[str, Source], where: str
) -> Iterator[tuple[Key, dict[str, Any]]]:
    if not isinstance(body, dict) or set(body) - _VALUE_KEYS or not {"from", "value", "source", "status"} <= set(body):
        raise LawError(f"a value has {sorted(_VALUE_KEYS)}: {body!r}", where=where)
    start = _date(body["from"], where)
    where = f"{where} from {start}"
    if body["status"] not in STATUSES or (body["value"] is None) != (body["status"] == "unknown"):
        raise LawError(f"status {body['status']!r}: one of {STATUSES}; `unknown` goes with a null value", where=where)
    names = body["source"] if isinstance(body["source"], list) else [body["source"]]
    if unknown := [n for n in names if n not in sources]:
        raise LawError(f"source {unknown[0]!r} is not among the file's sources", where=where)
    row = {
        "start": start,
        "value": None if body["value"] is None else _value(body["value"], fields, shape, where),
        "sources": tuple(sources[n] for n in names),
        "status": body["status"],
        "note": body.get("note", ""),
    }
    given = body.get("key") or {}
    if set(given) != set(keys):
        raise LawError(f"the key is {list(keys)}, not {sorted(given)}", where=where)
    lists = [given[k] if isinstance(given[k], list) else [given[k]] for k in keys]
    for key in itertools.product(*lists):
        if not all(isinstance(part, str) for part in key):
            raise LawError(f"keys are quoted strings: {key!r}", where=where)
        yield key, row


def _value(body: Any, fields: tuple[Field, ...], shape: Any, where: str) -> Any:
    if not isinstance(body, dict):
        body = {"value": body}
    names = {f.name for f in fields}
    if set(body) != names:
        raise LawError(f"the fields are {sorted(names)}, not {sorted(body)}", where=where)
    numbers = [_number(body[f.name], f, where) for f in fields]
    return numbers[0] if shape is int else shape(*numbers)


def _number(text: Any, spec: Field, where: str) -> int | tuple[int, ...]:
    texts = text if spec.is_list else [text]
    if not isinstance(texts, list) or not all(isinstance(t, str) for t in texts):
        raise LawError(f"{spec.name}: a number is a quoted string{' in a list' * spec.is_list}", where=where)
    try:
        numbers = tuple(money.parse(t, spec.kind.decimals) for t in texts)
    except InputError as error:
        raise LawError(f"{spec.name}: {error.message}", where=where) from error
    return numbers if spec.is_list else numbers[0]


def _dated(name: str, key: Key, rows: list[dict[str, Any]], ends: dt.date | None, where: str) -> tuple[Entry, ...]:
    rows = sorted(rows, key=lambda r: r["start"])
    found = []
    for i, row in enumerate(rows):
        if i and rows[i - 1]["start"] == row["start"]:
            raise LawError(f"two values from {row['start']} {key}", where=where)
        end = rows[i + 1]["start"] - _ONE_DAY if i + 1 < len(rows) else ends
        if end is not None and end < row["start"]:
            raise LawError(f"the value from {row['start']} starts after the series ends", where=where)
        found.append(Entry(name, key, end=end, **row))
    return tuple(found)


def _date(text: Any, where: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise LawError(f"{text!r} is not a quoted ISO date", where=where) from error
