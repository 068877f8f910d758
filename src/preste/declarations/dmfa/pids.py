"""The permanent numbers that the ONSS gives to a declaration and its parts, from its message DmfAPID or its answer to
a consultation: modifications are made under them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from preste.declarations import xml
from preste.errors import InputError


@dataclass(frozen=True)
class RecordNumbers:
    """The versions of a worker line and of its occupations, by sequence number."""

    version: int
    occupations: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class PersonNumbers:
    """The numbers of a person, and the lines by category and worker code."""

    person: int
    declared_person: int
    version: int
    records: Mapping[tuple[str, str], RecordNumbers] = field(default_factory=dict)


@dataclass(frozen=True)
class DeclarationNumbers:
    """The numbers of a declaration: its own, its people's by national number, and the other blocks' versions."""

    quarter: str
    onss_number: str
    declaration: int
    people: Mapping[str, PersonNumbers] = field(default_factory=dict)
    unrelated: Mapping[tuple[str, str], int] = field(default_factory=dict)
    vehicles: Mapping[str, int] = field(default_factory=dict)


def read_pids(data: bytes, where: str = "") -> list[DeclarationNumbers]:
    """Every declaration of a DmfAPID, or of a DmfAConsultationAnswer that found one.

    A block is known by the number it holds, since the two messages name it otherwise.

    Raises:
        InputError: it is neither, or a number is missing.
    """
    root = xml.parse(data, where)
    if root.tag not in {"DmfAPID", "DmfAConsultationAnswer"}:
        raise xml.another_message(str(root.tag), "DmfAPID", where)
    found = [_declaration(one, where) for one in _holding(root, "EmployerDeclarationPID")]
    if not found:
        raise InputError("holds no declaration", where=where, remedy="take the file as it came", code="E-MESSAGE")
    return found


def _holding(element: etree._Element, name: str) -> list[etree._Element]:
    """The elements below that have such a number of their own."""
    return [parent for one in element.iter(name) if (parent := one.getparent()) is not None]


def _number(element: etree._Element, name: str, where: str) -> int:
    text = _text(element, name)
    if not text.isdigit():
        raise InputError(f"{name} is missing", where=f"{where} line {element.sourceline}", code="E-MESSAGE")
    return int(text)


def _text(element: etree._Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _declaration(element: etree._Element, where: str) -> DeclarationNumbers:
    return DeclarationNumbers(
        quarter=_text(element, "Quarter"),
        onss_number=_text(element, "NOSSRegistrationNbr").zfill(9),
        declaration=_number(element, "EmployerDeclarationPID", where),
        people={_text(one, "INSS"): _person(one, where) for one in _holding(element, "NaturalPersonPID")},
        unrelated={
            (_text(one, "UnrelatedEmployerClass"), _text(one, "UnrelatedWorkerCode")): _number(
                one, "ContUnrelatedToNPVersionNbr", where
            )
            for one in _holding(element, "ContUnrelatedToNPVersionNbr")
        },
        vehicles={
            _text(one, "LicensePlate"): _number(one, "CompanyVehicleVersionNbr", where)
            for one in _holding(element, "CompanyVehicleVersionNbr")
        },
    )


def _person(element: etree._Element, where: str) -> PersonNumbers:
    return PersonNumbers(
        person=_number(element, "NaturalPersonPID", where),
        declared_person=_number(element, "DeclNaturalPersonPID", where),
        version=_number(element, "DeclNaturalPersonVersionNbr", where),
        records={
            (_text(one, "EmployerClass"), _text(one, "WorkerCode")): RecordNumbers(
                _number(one, "WorkerRecordVersionNbr", where),
                {
                    _number(job, "OccupationSequenceNbr", where): _number(job, "OccupationVersionNbr", where)
                    for job in _holding(one, "OccupationVersionNbr")
                },
            )
            for one in _holding(element, "WorkerRecordVersionNbr")
        },
    )
