"""Reading a DmfA back, as a whole or person after person in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from preste.declarations import xml
from preste.declarations.dmfa import structure
from preste.declarations.dmfa.model import Form, NaturalPerson, UpdateForm
from preste.declarations.dmfa.write import ORIGINAL, UPDATE, form_block
from preste.declarations.structure import Block

PERSON = {"DmfAOriginal": "NaturalPerson", "DmfAUpdate": "NaturalPersonUpdate"}
"""The block of a person in each message."""
DECLARATION = {"DmfAOriginal": "EmployerDeclaration", "DmfAUpdate": "EmployerDeclarationUpdate"}
"""The block of a declaration in each message."""


@dataclass(frozen=True)
class Piece:
    """A part of a file as it is read: a person, or at last the form without its people."""

    form: int
    declaration: etree._Element | None
    element: etree._Element
    person: int


def pieces(source: BinaryIO, message: str, where: str = "") -> Iterator[Piece]:
    """Each person of a message, then the form around them, in bounded memory: of the people one empty element stays.

    `form` and `person` count from 1; for a form, `person` is how many there were.

    Raises:
        InputError: `E-XML…`, the file is no XML, or another message.
    """
    form, people = 1, 0
    last: etree._Element | None = None
    for element in xml.elements(source, (PERSON[message], "Form"), where, root=message):
        parent = element.getparent()
        if element.tag == "Form":
            yield Piece(form, element.find(DECLARATION[message]), element, people)
            element.clear()
            if parent is not None:
                parent.remove(element)
            form, people, last = form + 1, 0, None
            continue
        people += 1
        yield Piece(form, parent, element, people)
        element.clear()
        if last is not None and last.getparent() is parent and parent is not None:
            parent.remove(last)
        last = element


def version_of(root: etree._Element, quarter: str) -> structure.Version:
    """The tree a file is read with: of the schema it names, else of its quarter."""
    location = root.get("{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation") or ""
    named = location.rpartition("_")[2].removesuffix(".xsd")
    return structure.version_for(named if named.isdigit() and len(named) == len(quarter or named) else quarter)


def read(path: Path) -> list[Form]:
    """Every form of a DmfAOriginal.

    Raises:
        InputError: it is no such message, or `E-MESSAGE`: `check` says all that is wrong.
    """
    with path.open("rb") as source:
        return read_from(source, path.name)


def read_from(source: BinaryIO, where: str = "") -> list[Form]:
    """As `read`, of an open file."""
    return list(_forms(source, where))


def people(source: BinaryIO, where: str = "") -> Iterator[NaturalPerson]:
    """The people of a DmfAOriginal one after the other, in bounded memory; raises as `read`."""
    for piece in pieces(source, "DmfAOriginal", where):
        if piece.element.tag != "Form":
            yield _person(piece)


def _tree(piece: Piece) -> Block:
    declaration = piece.declaration
    quarter = (declaration.findtext("Quarter") or "") if declaration is not None else ""
    return structure.original(version_of(piece.element.getroottree().getroot(), quarter).name)


def _person(piece: Piece) -> NaturalPerson:
    person: NaturalPerson = ORIGINAL.read(structure.block_of(form_block(_tree(piece)), "NaturalPerson"), piece.element)
    return person


def _forms(source: BinaryIO, where: str) -> Iterator[Form]:
    persons: list[NaturalPerson] = []
    for piece in pieces(source, "DmfAOriginal", where):
        if piece.element.tag != "Form":
            persons.append(_person(piece))
            continue
        block = form_block(_tree(piece))
        within = structure.block_of(block, "EmployerDeclaration")
        declaration = None
        if piece.declaration is not None:
            declaration = ORIGINAL.read(within, piece.declaration, natural_persons=tuple(persons))
        yield ORIGINAL.read(block, piece.element, employer_declaration=declaration)
        persons = []


def read_update(path: Path) -> list[UpdateForm]:
    """Every form of a DmfAUpdate; raises as `read`."""
    return read_update_bytes(path.read_bytes(), path.name)


def read_update_bytes(data: bytes, where: str = "") -> list[UpdateForm]:
    """As `read_update`, of a file's bytes."""
    root = xml.parse(data, where)
    if root.tag != "DmfAUpdate":
        raise xml.another_message(str(root.tag), "DmfAUpdate", where)
    forms = root.findall("Form")
    tree = structure.update(version_of(root, root.findtext("Form/EmployerDeclarationUpdate/Quarter") or "").name)
    return [UPDATE.read(form_block(tree), form) for form in forms]
