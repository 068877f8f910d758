"""The official schema as a second opinion, people by the hundred: what our own structure has not found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, cast

from lxml import etree

from preste.declarations import schemas
from preste.declarations.dmfa.official import official
from preste.declarations.dmfa.read import DECLARATION, PERSON, Piece
from preste.declarations.finding import Finding, generic
from preste.declarations.structure import Block, Choice

BATCH = 100
"""People validated at once."""
_SUFFIX = {
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_1": "002",
    "SCHEMAV_CVC_PATTERN_VALID": "008",
    "SCHEMAV_CVC_ENUMERATION_VALID": "008",
    "SCHEMAV_CVC_MININCLUSIVE_VALID": "008",
    "SCHEMAV_CVC_MAXINCLUSIVE_VALID": "008",
    "SCHEMAV_CVC_TOTALDIGITS_VALID": "093",
    "SCHEMAV_CVC_LENGTH_VALID": "093",
    "SCHEMAV_CVC_MINLENGTH_VALID": "093",
    "SCHEMAV_CVC_MAXLENGTH_VALID": "093",
    "SCHEMAV_ELEMENT_CONTENT": "091",
}
"""The last three digits for each kind of error; content that is missing or out of place is out of sequence."""
_FIRST = re.compile(r"\[1\]")


class SecondOpinion:
    """Validates a message with the user's schema as it is read."""

    def __init__(self, path: Path, message: str, tree: Block) -> None:
        self._schema = schemas.loaded(path)
        self._message = message
        self._numbers = dict(_numbers(tree))
        self._held: list[tuple[int, etree._Element]] = []
        self._own: set[str] = set()
        self._form = 1

    def add(self, piece: Piece, own: list[Finding]) -> Iterator[Finding]:
        """A person, or the form at last, with what our own structure found there."""
        self._own.update(_FIRST.sub("", finding.path) for finding in own)
        self._form = piece.form
        if piece.element.tag == "Form":
            yield from self._people(piece.declaration)
            yield from self._whole(deepcopy(piece.element))
            return
        self._held.append((piece.person, deepcopy(piece.element)))
        if len(self._held) >= BATCH:
            yield from self._people(piece.declaration)

    def _people(self, declaration: etree._Element | None) -> Iterator[Finding]:
        if not self._held or declaration is None:
            return
        name = PERSON[self._message]
        root = etree.Element(self._message)
        form = etree.SubElement(root, "Form")
        around = declaration.getparent()
        for child in around if around is not None else ():
            if child.tag == declaration.tag:
                break
            form.append(deepcopy(child))
        inner = etree.SubElement(form, DECLARATION[self._message])
        for child in declaration:
            if child.tag == name:
                break
            inner.append(deepcopy(child))
        numbers = [number for number, _ in self._held]
        inner.extend([element for _, element in self._held])
        self._held = []
        within = f"/{self._message}/Form/{DECLARATION[self._message]}/{name}"
        for path, entry in self._errors(root):
            found = re.match(re.escape(within) + r"(\[(\d+)\])?(/.*)?$", path)
            if found:
                number = numbers[int(found[2] or 1) - 1]
                yield from self._finding(f"{name}[{number}]{found[3] or ''}", entry)

    def _whole(self, form: etree._Element) -> Iterator[Finding]:
        root = etree.Element(self._message)
        root.append(form)
        name = PERSON[self._message]
        for path, entry in self._errors(root):
            steps = path.split("/")
            if not any(step.partition("[")[0] == name for step in steps):
                yield from self._finding("/".join(steps[4:]), entry, top="/".join(steps[3:4]))

    def _errors(self, root: etree._Element) -> list[tuple[str, etree._LogEntry]]:
        if self._schema.validate(root):
            return []
        return [(entry.path or "", entry) for entry in cast(Iterable[Any], self._schema.error_log)]

    def _finding(self, rest: str, entry: etree._LogEntry, top: str | None = None) -> Iterator[Finding]:
        declaration = DECLARATION[self._message] if top is None else top
        path = f"/{self._message}/Form[{self._form}]" + "".join(f"/{step}" for step in (declaration, rest) if step)
        plain = _FIRST.sub("", path)
        parent = plain.rpartition("/")[0]
        suffix = _SUFFIX.get(entry.type_name, "003")
        about = parent if suffix == "091" else plain
        if any(own in {plain, about} or own.startswith(f"{about}/") for own in self._own):
            return
        name = path.rpartition("/")[2].partition("[")[0]
        self._own.add(plain)
        yield from official([generic(self._numbers.get(name, "90059"), suffix, name, path, entry.line)])


def _numbers(block: Block) -> Iterator[tuple[str, str]]:
    waiting = [block]
    while waiting:
        one = waiting.pop()
        yield one.name, one.number
        parts = list(one.parts)
        while parts:
            part = parts.pop()
            if isinstance(part, Choice):
                parts += [inner for option in part.options for inner in option]
            elif isinstance(part, Block):
                waiting.append(part)
            else:
                yield part.name, part.number
