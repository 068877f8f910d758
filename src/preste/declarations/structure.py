"""What a message is made of: zones and blocks with their official numbers, in their order; and what departs from it.

A message declares its tree once; the writer follows its order and the checker answers with the ONSS's codes.
The official schema, where the user has added it, is checked besides (`schemas`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree

from preste.declarations.finding import Finding, generic


class Domain(Protocol):
    """What a zone may hold."""

    def fault(self, text: str) -> str:
        """The three digits of what is wrong with a value, or nothing."""
        ...


@dataclass(frozen=True)
class Number:
    """An integer of at most `digits` digits, or exactly as many, between two bounds."""

    digits: int
    low: int = 0
    high: int | None = None
    exact: bool = False

    def fault(self, text: str) -> str:
        """002 not a number, 093 length, 008 out of bounds."""
        if not (text.isascii() and text.isdigit()):
            return "002"
        if self.exact and len(text) != self.digits:
            return "093"
        if len(text.lstrip("0")) > self.digits:
            return "093"
        value = int(text)
        return "008" if value < self.low or (self.high is not None and value > self.high) else ""


@dataclass(frozen=True)
class Text:
    """Text of at most `length` characters, which follows a pattern where there is one."""

    length: int
    pattern: str = ""
    least: int = 0

    def fault(self, text: str) -> str:
        """093 length, 003 not of the pattern."""
        if not self.least <= len(text) <= self.length:
            return "093"
        return "003" if self.pattern and not re.fullmatch(self.pattern, text) else ""


@dataclass(frozen=True)
class Codes:
    """One of a list of codes."""

    allowed: frozenset[str]

    def fault(self, text: str) -> str:
        """008 when it is none of them."""
        return "" if text in self.allowed else "008"


@dataclass(frozen=True)
class Date:
    """A day, written YYYY-MM-DD."""

    def fault(self, text: str) -> str:
        """003 when it is no day."""
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return "003"
        try:
            dt.date.fromisoformat(text)
        except ValueError:
            return "003"
        return ""


@dataclass(frozen=True)
class Clock:
    """A time of the day, written HH:MM:SS.SSS."""

    def fault(self, text: str) -> str:
        """003 when it is no time."""
        return "" if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?", text) else "003"


@dataclass(frozen=True)
class Zone:
    """A field of a message, with its official number of five digits."""

    name: str
    number: str
    domain: Domain
    least: int = 1
    most: int = 1


@dataclass(frozen=True)
class Block:
    """A group of zones and blocks, in their order; `most` of nothing means without limit."""

    name: str
    number: str
    parts: tuple[Part, ...]
    least: int = 1
    most: int | None = 1
    by_name: Mapping[str, tuple[int, Zone | Block]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", dict(_places(self.parts)))


@dataclass(frozen=True)
class Choice:
    """Exactly one of several sequences; none is allowed when `least` is 0."""

    options: tuple[tuple[Part, ...], ...]
    least: int = 1


Part = Zone | Block | Choice


def _places(parts: tuple[Part, ...], start: int = 0) -> Iterator[tuple[str, tuple[int, Zone | Block]]]:
    """Each name with its rank; options of a choice share theirs from the same start."""
    rank = start
    for part in parts:
        if isinstance(part, Choice):
            longest = 0
            for option in part.options:
                yield from _places(option, rank)
                longest = max(longest, _length(option))
            rank += longest
        else:
            yield part.name, (rank, part)
            rank += 1


def _length(parts: tuple[Part, ...]) -> int:
    return sum(max(_length(option) for option in part.options) if isinstance(part, Choice) else 1 for part in parts)


def _line(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0


def check(element: etree._Element, block: Block, path: str = "") -> list[Finding]:
    """Everything in which an element departs from its block, deep down; `path` is where it stands."""
    here = f"{path}/{block.name}"
    return list(_check(element, block, here))


def _check(element: etree._Element, block: Block, path: str) -> Iterator[Finding]:
    counts: dict[str, int] = {}
    reached = 0
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = child.tag.rpartition("}")[2]
        line = _line(child)
        known = block.by_name.get(name)
        if known is None:
            yield generic(block.number, "146", name, f"{path}/{name}", line)
            continue
        rank, part = known
        counts[name] = counts.get(name, 0) + 1
        place = f"{path}/{name}[{counts[name]}]" if part.most != 1 else f"{path}/{name}"
        if rank < reached:
            yield generic(part.number, "091", name, place, line)
        reached = max(reached, rank)
        if part.most is not None and counts[name] == part.most + 1:
            yield generic(part.number, "090", name, place, line)
        if isinstance(part, Zone):
            yield from _check_zone(child, part, place, line)
        else:
            yield from _check(child, part, place)
    yield from _missing(block.parts, counts, path, _line(element), block)


def _check_zone(child: etree._Element, zone: Zone, path: str, line: int) -> Iterator[Finding]:
    value = (child.text or "").strip()
    if len(child):
        yield generic(zone.number, "146", zone.name, path, line)
        return
    suffix = zone.domain.fault(value)
    if suffix:
        yield generic(zone.number, suffix, zone.name, path, line, value[:80])


def _missing(
    parts: tuple[Part, ...], counts: Mapping[str, int], path: str, line: int, block: Block
) -> Iterator[Finding]:
    for part in parts:
        if isinstance(part, Choice):
            begun = [option for option in part.options if _begun(option, counts)]
            if len(begun) > 1:
                yield generic(block.number, "146", block.name, path, line)
            for option in begun[:1]:
                yield from _missing(option, counts, path, line, block)
            if not begun and part.least:
                yield from _missing(part.options[0], counts, path, line, block)
        elif counts.get(part.name, 0) < part.least:
            yield generic(part.number, "001", part.name, f"{path}/{part.name}", line)


def _begun(option: tuple[Part, ...], counts: Mapping[str, int]) -> bool:
    """Whether anything that only this option may hold, or its first part, is there."""
    return any(
        any(_begun(inner, counts) for inner in part.options)
        if isinstance(part, Choice)
        else counts.get(part.name, 0) > 0
        for part in option
    )
