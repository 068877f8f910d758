"""A block of a file as the rules look at it: values that may be missing or wrong, and where each stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from lxml import etree

from preste.declarations.dmfa.codes import severities
from preste.declarations.dmfa.sentences import sentence
from preste.declarations.finding import Finding, Severity


class Seen:
    """One block: its zones by name and its inner blocks in their order."""

    __slots__ = ("_blocks", "_made", "_names", "_zones", "element", "path")

    def __init__(self, element: etree._Element, path: str, names: Mapping[str, str] | None = None) -> None:
        """`names` are the blocks that have another name in this message."""
        self._names = names or {}
        self._made: dict[str, list[Seen]] = {}
        self.element = element
        self.path = path
        self._zones: dict[str, etree._Element] = {}
        self._blocks: dict[str, list[etree._Element]] = {}
        for child in element:
            if not isinstance(child.tag, str):
                continue
            name = child.tag.rpartition("}")[2]
            if len(child):
                self._blocks.setdefault(name, []).append(child)
            else:
                self._zones.setdefault(name, child)

    @property
    def name(self) -> str:
        """The name of the element."""
        return str(self.element.tag).rpartition("}")[2]

    def text(self, zone: str) -> str:
        """What a zone holds; nothing when it is not there."""
        found = self._zones.get(zone)
        return (found.text or "").strip() if found is not None else ""

    def has(self, zone: str) -> bool:
        """Whether a zone or block is there, even empty."""
        return zone in self._zones or self._names.get(zone, zone) in self._blocks

    def number(self, zone: str) -> int | None:
        """The integer of a zone; nothing when it is none."""
        text = self.text(zone)
        return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else None

    def code(self, zone: str, digits: int) -> str:
        """A code with all its digits."""
        return self.text(zone).zfill(digits) if self.text(zone) else ""

    def date(self, zone: str) -> dt.date | None:
        """The day of a zone; nothing when it is none."""
        try:
            return dt.date.fromisoformat(self.text(zone))
        except ValueError:
            return None

    def many(self, block: str) -> list[Seen]:
        """The inner blocks of that name."""
        name = self._names.get(block, block)
        made = self._made.get(name)
        if made is None:
            found = self._blocks.get(name, ())
            made = [Seen(child, f"{self.path}/{name}[{rank}]", self._names) for rank, child in enumerate(found, 1)]
            self._made[name] = made
        return made

    def fault(self, number: str, zone: str = "", value: str | None = None, **facts: object) -> Finding:
        """The finding of an official code about this block, or about one of its zones."""
        at = self._zones.get(zone, self.element)
        shown = value if value is not None else self.text(zone) if zone else ""
        path = f"{self.path}/{zone}" if zone else self.path
        line = at.sourceline if isinstance(at.sourceline, int) else 0
        severity = Severity(severities()[number])
        said = {"value": shown.lstrip("0") or "0" if number[-3:] in _AMOUNTS else shown} | facts
        return Finding(number, severity, path, line, shown, sentence(number, zone or self.name, said))


_AMOUNTS = frozenset({"007", "044"})
_DIGITS = 19
"""A longer number is none that any zone may hold."""
