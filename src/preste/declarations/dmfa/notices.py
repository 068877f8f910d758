"""The ONSS's notification of a modification (DmfAUpdateNotification): what became of each worker line."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from lxml import etree

from preste.declarations import xml
from preste.errors import InputError


class Part(enum.Enum):
    """Whether a line stands as it was declared, or as the ONSS has corrected it."""

    DECLARED = "declared"
    CORRECTED = "corrected"


@dataclass(frozen=True)
class LineNotice:
    """A worker line in a notification: what was done to it, and its new version."""

    part: Part
    category: str
    worker_code: str
    action: int
    version: int | None


@dataclass(frozen=True)
class PersonNotice:
    """A person in a notification, with the lines."""

    inss: str
    action: int
    decision: str
    lines: tuple[LineNotice, ...]


@dataclass(frozen=True)
class UpdateNotice:
    """One form: the declaration by its permanent number, its people, and what is owed or given back, in cents."""

    quarter: str
    onss_number: str
    declaration: int
    tickets: tuple[str, ...]
    people: tuple[PersonNotice, ...]
    debit: int
    credit: int


_PARTS = {"WRDclPart": Part.DECLARED, "WRCorrectedPart": Part.CORRECTED}


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
    )


def _person(element: etree._Element) -> PersonNotice:
    lines = [
        LineNotice(
            _PARTS[str(part.tag)],
            _text(part, "EmployerClass"),
            _text(part, "WorkerCode"),
            _number(part, "Action") or 0,
            _number(part, "WorkerRecordNewVersionNbr"),
        )
        for record in element.findall("WorkerRecordUpdateNotif")
        for part in record
        if part.tag in _PARTS
    ]
    return PersonNotice(
        _text(element, "INSS"), _number(element, "Action") or 0, _text(element, "BlockDecisionIndicator"), tuple(lines)
    )
