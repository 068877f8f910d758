"""The ONSS's notification of a modification (DmfAUpdateNotification): what became of each block, and its version."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from preste.declarations import xml
from preste.errors import InputError

_REFUSED = "R"
_OCCUPATION = "OccupationSequenceNbr"


class Part(enum.Enum):
    """Whether a line stands as it was declared, or as the ONSS has corrected it."""

    DECLARED = "declared"
    CORRECTED = "corrected"


@dataclass(frozen=True)
class OccupationNotice:
    """An occupation of a worker line in a notification."""

    number: int
    action: int
    version: int | None


@dataclass(frozen=True)
class LineNotice:
    """A worker line in a notification: what was done to it, and its new version; `actions` are those of all in it."""

    part: Part
    category: str
    worker_code: str
    action: int
    version: int | None
    occupations: tuple[OccupationNotice, ...] = ()
    actions: frozenset[int] = frozenset()


@dataclass(frozen=True)
class PersonNotice:
    """A person in a notification, with the numbers and the lines."""

    inss: str
    action: int
    decision: str
    lines: tuple[LineNotice, ...]
    person: int | None = None
    declared_person: int | None = None
    version: int | None = None


@dataclass(frozen=True)
class BlockNotice:
    """What concerns nobody in a notification: a contribution by category and code, or a car by its plate."""

    part: Part
    key: tuple[str, ...]
    action: int
    version: int | None
    decision: str


@dataclass(frozen=True)
class UpdateNotice:
    """One form: the declaration by its permanent number, its people, and what is owed or given back, in cents.

    `withdrawn`: corrections that were under way are refused as a whole.
    """

    quarter: str
    onss_number: str
    declaration: int
    tickets: tuple[str, ...]
    people: tuple[PersonNotice, ...]
    debit: int
    credit: int
    unrelated: tuple[BlockNotice, ...] = ()
    vehicles: tuple[BlockNotice, ...] = ()
    withdrawn: bool = False

    @property
    def decisions(self) -> frozenset[str]:
        """What the ONSS decided of each block: A accepted, M modified by it, R refused."""
        blocks = (*self.unrelated, *self.vehicles)
        told = {one.decision for one in self.people} | {one.decision for one in blocks if one.part is Part.DECLARED}
        return frozenset(told)

    @property
    def refused(self) -> bool:
        """Whether nothing of the modification was taken."""
        return self.decisions == {_REFUSED}


_PARTS = {
    "WRDclPart": Part.DECLARED,
    "WRCorrectedPart": Part.CORRECTED,
    "CUNPDclPart": Part.DECLARED,
    "CUNPCorrectedPart": Part.CORRECTED,
    "CompanyVehicleDclPart": Part.DECLARED,
    "CompanyVehicleCorrectedPart": Part.CORRECTED,
}


def read_update_notification(data: bytes, where: str = "") -> list[UpdateNotice]:
    """Every form of a DmfAUpdateNotification.

    Raises:
        InputError: it is another message, or is not complete.
    """
    root = xml.parse(data, where)
    if root.tag != "DmfAUpdateNotification":
        raise xml.another_message(str(root.tag), "DmfAUpdateNotification", where)
    return [_notice(form, where) for form in root.findall("Form")]


def _text(element: etree._Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def _number(element: etree._Element, path: str) -> int | None:
    text = _text(element, path)
    return int(text) if text.isdigit() else None


def _notice(form: etree._Element, where: str) -> UpdateNotice:
    inner = form.find("EmployerDeclarationUpdateNotif")
    pid = None if inner is None else _number(inner, "EmployerDeclarationPID")
    if inner is None or pid is None:
        raise InputError("names no declaration", where=where, remedy="take the file as it came", code="E-MESSAGE")
    return UpdateNotice(
        quarter=_text(inner, "Quarter"),
        onss_number=_text(inner, "NOSSRegistrationNbr").zfill(9),
        declaration=pid,
        tickets=tuple(_text(one, "ReferenceNbr") for one in form.findall("Reference")),
        people=tuple(_person(one) for one in inner.findall("NaturalPersonUpdateNotif")),
        debit=_number(form, "RectificationAmount/DebitAmount") or 0,
        credit=_number(form, "RectificationAmount/CreditAmount") or 0,
        unrelated=tuple(_blocks(inner, "CUNPUpdateNotif", _UNRELATED, "ContUnrelatedToNPNewVersionNbr")),
        vehicles=tuple(_blocks(inner, "CompanyVehicleUpdateNotif", _VEHICLE, "CompanyVehicleNewVersionNbr")),
        withdrawn=any(
            _text(one, "SubGroupDecisionIndicator") == _REFUSED for one in inner.findall("SubGroupInformation")
        ),
    )


_UNRELATED = ("UnrelatedEmployerClass", "UnrelatedWorkerCode")
_VEHICLE = ("LicensePlate",)


def _blocks(inner: etree._Element, name: str, keys: tuple[str, ...], version: str) -> Iterator[BlockNotice]:
    for block in inner.findall(name):
        for part in block:
            if part.tag in _PARTS:
                yield BlockNotice(
                    _PARTS[str(part.tag)],
                    tuple(_text(part, key) for key in keys),
                    _action(part),
                    _number(part, version),
                    _text(part, "BlockDecisionIndicator"),
                )


def _person(element: etree._Element) -> PersonNotice:
    lines = [
        _line(part) for record in element.findall("WorkerRecordUpdateNotif") for part in record if part.tag in _PARTS
    ]
    return PersonNotice(
        _text(element, "INSS"),
        _action(element),
        _text(element, "BlockDecisionIndicator"),
        tuple(lines),
        _number(element, "NaturalPersonPID"),
        _number(element, "DeclNaturalPersonPID"),
        _number(element, "DeclNaturalPersonNewVersionNbr"),
    )


def _line(part: etree._Element) -> LineNotice:
    occupations = [
        OccupationNotice(_number(one, _OCCUPATION) or 0, _action(one), _number(one, "OccupationNewVersionNbr"))
        for one in part
        if isinstance(one.tag, str) and one.find(_OCCUPATION) is not None
    ]
    return LineNotice(
        _PARTS[str(part.tag)],
        _text(part, "EmployerClass"),
        _text(part, "WorkerCode"),
        _action(part),
        _number(part, "WorkerRecordNewVersionNbr"),
        tuple(occupations),
        frozenset(int(text) for one in part.iter("Action") if (text := (one.text or "").strip()).isdigit()),
    )


def _action(element: etree._Element) -> int:
    return _number(element, "Action") or 0
