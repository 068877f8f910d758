"""Between a message's tree, its XML and its dataclasses: one class a block, one attribute a zone.

An attribute has the element's name in small letters with underscores; a block that may come more than once is a tuple,
in the plural. Codes are texts with all their digits, amounts and counts integers, days dates.
"""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import Any, Protocol, cast
from xml.sax.saxutils import escape

from lxml import etree

from preste.declarations.structure import Block, Choice, Clock, Code, Date, Layout, Number, Part, Zone
from preste.errors import InputError

_WORD = re.compile(r"(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z0-9])(?=[A-Z])")
_PLURALS = {
    "ContributionUnrelatedToNP": "contributions_unrelated_to_np",
    "ContributionUnrelatedToNPUpdate": "contributions_unrelated_to_np",
    "IndemnityWAPM": "indemnities_wapm",
    "Features": "features",
}


@cache
def attribute(name: str, many: bool = False) -> str:
    """The attribute of an element: `WorkerRecord` is `worker_record`, or `worker_records` where there may be more."""
    words = _WORD.sub("_", name).lower()
    if not many or words.endswith("data"):
        return words
    return _PLURALS.get(name) or (f"{words[:-1]}ies" if words.endswith("y") else f"{words}s")


def text_of(zone: Zone, value: object) -> str:
    """A value as the message writes it.

    Raises:
        InputError: `E-MESSAGE`, the zone may not hold it.
    """
    domain = zone.domain
    if isinstance(value, dt.time):
        text = value.isoformat("milliseconds")
    elif isinstance(value, dt.date):
        text = value.isoformat()
    else:
        text = str(value)
        if isinstance(domain, Code) and text.isdigit():
            text = text.zfill(domain.digits)
    if isinstance(value, bool) or isinstance(value, int) is not _is_number(zone) or domain.fault(text):
        raise InputError(f"{value!r} is no value for this zone", where=f"{zone.name} ({zone.number})", code="E-MESSAGE")
    return text


def _is_number(zone: Zone) -> bool:
    return isinstance(zone.domain, Number) and not isinstance(zone.domain, Code) and zone.name != "Quarter"


def value_of(zone: Zone, text: str) -> object:
    """The value that a zone's text stands for; raises as `text_of`."""
    domain = zone.domain
    if domain.fault(text):
        raise InputError(
            f"{text[:40]!r} is no value for this zone", where=f"{zone.name} ({zone.number})", code="E-MESSAGE"
        )
    if isinstance(domain, Date):
        return dt.date.fromisoformat(text)
    if isinstance(domain, Clock):
        return dt.time.fromisoformat(text)
    if isinstance(domain, Code):
        return text.zfill(domain.digits)
    return int(text) if _is_number(zone) else text


class Sink(Protocol):
    """What texts are added to."""

    def append(self, text: str, /) -> None:
        """Adds one."""
        ...


class Written(ABC):
    """Several elements of a block that were written before: they go into the message as they are."""

    @abstractmethod
    def written(self) -> Iterator[str]:
        """Their text, with the indent it has in the message, in pieces of any size."""


@dataclass(frozen=True)
class Codec:
    """Writes and reads the blocks of a message; `models` names the class of each block."""

    models: Mapping[str, type[Any]]

    def write(self, block: Block, value: object, out: Sink, indent: str = "") -> None:
        """Adds the element of a block, a line for each part, to `out`.

        Raises:
            InputError: `E-MESSAGE`, a value is missing, none that its zone may hold, or has no place here.
        """
        out.append(f"{indent}<{block.name}>\n")
        inner = indent + " "
        for part, attribute, many in _places(block, _layout(block, value)):
            held = getattr(value, attribute, None)
            if isinstance(part, Zone):
                if held is not None:
                    text = text_of(part, held)
                    out.append(f"{inner}<{part.name}>{text if text.isalnum() else escape(text)}</{part.name}>\n")
                elif part.least:
                    raise InputError("has no value", where=f"{part.name} ({part.number})", code="E-MESSAGE")
            elif isinstance(held, Written):
                for text in held.written():
                    out.append(text)
            elif held is not None:
                for one in held if many else (held,):
                    self.write(part, one, out, inner)
        out.append(f"{indent}</{block.name}>\n")

    def read(self, block: Block, element: etree._Element, **more: object) -> Any:
        """The dataclass of an element; `more` are attributes that are known otherwise.

        Raises:
            InputError: `E-MESSAGE`, the element is not of this tree; the check says all that is wrong with it.
        """
        values: dict[str, Any] = dict(more)
        plan = _plan(block)
        for child in element:
            if not isinstance(child.tag, str):
                continue
            name = child.tag.rpartition("}")[2]
            place = plan.get(name)
            if place is None:
                raise InputError("has no place here", where=f"line {child.sourceline}: {name}", code="E-MESSAGE")
            if place.attribute in more:
                continue
            part = place.part
            one = value_of(part, (child.text or "").strip()) if isinstance(part, Zone) else self.read(part, child)
            if place.many:
                values.setdefault(place.attribute, []).append(one)
            else:
                values[place.attribute] = one
        plain = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
        try:
            return self.models[block.name](**plain)
        except TypeError as fault:
            raise InputError(
                f"is not complete: {fault}", where=f"line {element.sourceline}: {block.name}", code="E-MESSAGE"
            ) from fault


@dataclass(frozen=True)
class _Place:
    attribute: str
    part: Zone | Block
    many: bool


@cache
def _plan(block: Block) -> Mapping[str, _Place]:
    """Where each part's value is; a part that any option of a choice may hold more than once is a tuple."""
    found: dict[str, _Place] = {}
    for part in _flat(block.parts):
        many = part.most not in {0, 1}
        if part.name not in found or many:
            found[part.name] = _Place(attribute(part.name, many), part, many)
    return found


def _flat(parts: tuple[Part, ...]) -> Iterator[Zone | Block]:
    for part in parts:
        if isinstance(part, Choice):
            for option in part.options:
                yield from _flat(option)
        else:
            yield part


@cache
def _without_place(block: Block, kind: Hashable) -> tuple[str, ...]:
    """The attributes of a class that this tree has no part for: another version's."""
    known = {place.attribute for place in _plan(block).values() if place.part.most != 0}
    every = fields(cast(Any, kind))
    return tuple(field.name for field in every if field.name not in known)


@lru_cache(maxsize=4096)
def _places(block: Block, layout: Layout) -> tuple[tuple[Zone | Block, str, bool], ...]:
    """The parts of a layout in their order, each with its attribute and whether there may be more of it."""
    plan = _plan(block)
    return tuple((part, plan[part.name].attribute, plan[part.name].many) for part in layout.parts)


@cache
def _without_choice(block: Block) -> Layout | None:
    """The one layout of a block that has no choice."""
    return None if any(isinstance(part, Choice) for part in block.parts) else block.layout(frozenset())


def _layout(block: Block, value: object) -> Layout:
    kind = cast(Hashable, type(value))
    lost = [name for name in _without_place(block, kind) if getattr(value, name) not in (None, ())]
    if not lost and (only := _without_choice(block)) is not None:
        return only
    plan = _plan(block)
    present = frozenset(name for name, place in plan.items() if getattr(value, place.attribute, None) not in (None, ()))
    layout = block.layout(present)
    lost += sorted(present - set(layout.by_name))
    if lost:
        raise InputError(
            f"cannot hold {', '.join(lost)} in this version, or beside the rest", where=block.name, code="E-MESSAGE"
        )
    return layout
