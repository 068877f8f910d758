"""What a message is made of: zones and blocks with their official numbers, in their order; and what departs from it.

A message declares its tree once; the writer follows its order and the checker answers with the ONSS's codes.
The official schema, where the user has added it, is checked besides (`schemas`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from lxml import etree

from preste.declarations.finding import KEPT, Finding, generic


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
class Code(Number):
    """A number that is a code: a text in the model, written with all its digits."""


@dataclass(frozen=True)
class Among(Number):
    """A number that is one of a few."""

    allowed: frozenset[int] = frozenset()

    def fault(self, text: str) -> str:
        """As a number; 008 when it is none of them."""
        return super().fault(text) or ("" if int(text) in self.allowed else "008")


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
    """A day, written YYYY-MM-DD, not before `first`."""

    first: str = ""

    def fault(self, text: str) -> str:
        """003 when it is no day, 008 when it is too early."""
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return "003"
        try:
            dt.date.fromisoformat(text)
        except ValueError:
            return "003"
        return "008" if text < self.first else ""


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


@dataclass(frozen=True, eq=False)
class Block:
    """A group of zones and blocks, in their order; `most` of nothing means without limit."""

    name: str
    number: str
    parts: tuple[Part, ...]
    least: int = 1
    most: int | None = 1
    names: frozenset[str] = field(init=False, repr=False, compare=False)
    laid_out: dict[frozenset[str], Layout] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", frozenset(_names(self.parts)))
        object.__setattr__(self, "laid_out", {})

    def layout(self, present: frozenset[str]) -> Layout:
        """The order of the parts for an element that holds these names: each choice takes the option that fits best."""
        known = self.laid_out.get(present)
        if known is None:
            known = Layout(tuple(_flat(self.parts, present)))
            if len(self.laid_out) < _LAYOUTS:
                self.laid_out[present] = known
        return known


@dataclass(frozen=True)
class Choice:
    """Exactly one of several sequences; none is allowed when `least` is 0."""

    options: tuple[tuple[Part, ...], ...]
    least: int = 1


Part = Zone | Block | Choice


_LAYOUTS = 500
"""Layouts kept for each block: a hostile file makes no more of them."""


@dataclass(frozen=True, eq=False)
class Layout:
    """The parts of one element in their order, choices made."""

    parts: tuple[Zone | Block, ...]
    by_name: Mapping[str, tuple[int, Zone | Block]] = field(init=False, repr=False, compare=False)
    needed: tuple[Zone | Block, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ranked = {part.name: (rank, part) for rank, part in enumerate(self.parts)}
        object.__setattr__(self, "by_name", ranked)
        object.__setattr__(self, "needed", tuple(part for part in self.parts if part.least))


def _names(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Choice):
            for option in part.options:
                yield from _names(option)
        else:
            yield part.name


def _flat(parts: tuple[Part, ...], present: frozenset[str]) -> Iterator[Zone | Block]:
    for part in parts:
        if isinstance(part, Choice):
            fits = [_fit(option, present) for option in part.options]
            if max(fits)[0] or part.least:
                best = max(fits) if max(fits)[0] else fits[0]
                yield from _flat(part.options[fits.index(best)], present)
        else:
            yield part


def _fit(option: tuple[Part, ...], present: frozenset[str]) -> tuple[int, int]:
    """How many of the names that are present an option has; then, of several, the one that lacks least."""
    needed = [part.name for part in option if not isinstance(part, Choice) and part.least]
    return len(present.intersection(_names(option))), -sum(name not in present for name in needed)


def _line(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0


def check(element: etree._Element, block: Block, path: str = "", opaque: frozenset[str] = frozenset()) -> list[Finding]:
    """Everything in which an element departs from its block, deep down; `path` is where it stands.

    The children named in `opaque` are counted and put in order, but not entered.
    """
    return check_at(element, block, f"{path}/{block.name}", opaque)


def check_at(element: etree._Element, block: Block, path: str, opaque: frozenset[str] = frozenset()) -> list[Finding]:
    """As `check`, of an element that stands at `path` itself; no more than are kept of a whole file."""
    return list(islice(_check(element, block, path, opaque), KEPT))


def _check(element: etree._Element, block: Block, path: str, opaque: frozenset[str]) -> Iterator[Finding]:
    children = [(child.tag.rpartition("}")[2], child) for child in element if isinstance(child.tag, str)]
    layout = block.layout(frozenset(name for name, _ in children) & block.names)
    counts: dict[str, int] = {}
    reached = 0
    for name, child in children:
        count = counts[name] = counts.get(name, 0) + 1
        known = layout.by_name.get(name)
        if known is None:
            if name not in block.names or count == 1:  # of another option of a choice: once for all
                yield generic(block.number, "146", name, f"{path}/{name}", _line(child))
            continue
        rank, part = known
        place = f"{path}/{name}" if part.most == 1 else f"{path}/{name}[{count}]"
        if rank < reached:
            yield generic(part.number, "091", name, place, _line(child))
        else:
            reached = rank
        if part.most is not None and count == part.most + 1:
            yield generic(part.number, "090" if part.most else "146", name, place, _line(child))
        if isinstance(part, Zone):
            yield from _check_zone(child, part, place)
        elif name not in opaque:
            yield from _check(child, part, place, opaque)
    for part in layout.needed:
        if counts.get(part.name, 0) < part.least:
            yield generic(part.number, "001", part.name, f"{path}/{part.name}", _line(element))


def _check_zone(child: etree._Element, zone: Zone, path: str) -> Iterator[Finding]:
    if len(child):
        yield generic(zone.number, "146", zone.name, path, _line(child))
        return
    value = (child.text or "").strip()
    suffix = zone.domain.fault(value)
    if suffix:
        yield generic(zone.number, suffix, zone.name, path, _line(child), value[:_SHOWN])


_SHOWN = 80
"""Characters of a wrong value that are shown."""
