"""How an entry of the law book is told: its numbers field by field, as text, and its keys in few words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from preste import money
from preste.law.series import Entry, Field, Key

Number = int | tuple[int, ...]


def number(entry: Entry | None, spec: Field) -> Number | None:
    """The number of one field in an entry; None when there is no entry or its value is unknown."""
    if entry is None or entry.value is None:
        return None
    found: Number = entry.value if isinstance(entry.value, int) else getattr(entry.value, spec.name)
    return found


def text(value: Number | None, spec: Field) -> str:
    """A number of the field as decimal text: "13.07"; a list as "1.00, 2.00"; nothing for an unknown value."""
    if value is None:
        return ""
    numbers = value if isinstance(value, tuple) else (value,)
    return ", ".join(money.text(n, spec.kind.decimals) for n in numbers)


def plain(value: Number | None, spec: Field) -> str | list[str] | None:
    """A number of the field for JSON: decimal text, a list of them, or null."""
    if isinstance(value, tuple):
        return [money.text(n, spec.kind.decimals) for n in value]
    return None if value is None else money.text(value, spec.kind.decimals)


def grouped(entries: Iterable[Entry], same: Callable[[Entry], Hashable]) -> list[tuple[Entry, tuple[Key, ...]]]:
    """One entry of each group that is `same`, with the keys of the group, in the order met."""
    groups: dict[Hashable, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(same(entry), []).append(entry)
    return [(group[0], tuple(entry.key for entry in group)) for group in groups.values()]


def keys_text(keys: Sequence[Key]) -> str:
    """Keys in few words: `262, 762 × 015, 024` for the four combinations; nothing for a series without keys."""
    if not keys or not keys[0]:
        return ""
    tails: dict[str, list[Key]] = {}
    for key in keys:
        tails.setdefault(key[0], []).append(key[1:])
    heads: dict[str, list[str]] = {}
    for head, rest in tails.items():
        heads.setdefault(keys_text(rest), []).append(head)
    return "; ".join(", ".join(head) + (f" × {rest}" if rest else "") for rest, head in heads.items())
