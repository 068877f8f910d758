"""What comes back by the batch channel: the acknowledgement of a file (ACRF) and the notifications (NOTIFICATION).

Source: ONSS glossaries of notifications and acknowledgements 2023/3.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from preste.declarations import xml
from preste.declarations.dimona.model import Anomaly, Answer, Period, Quota
from preste.errors import InputError

OWN_REFERENCE, TICKET = "1", "2"
"""Origins of a reference: who declared, and the ONSS."""
_OK = "1"


@dataclass(frozen=True)
class Acknowledgement:
    """Whether the ONSS could read a file: its name, the ticket, and the codes of what is wrong (annex 30)."""

    file: str
    ticket: str
    readable: bool
    errors: tuple[str, ...]


@dataclass(frozen=True)
class Notification:
    """What became of one form. `form`: which message it was of; `periods`: what the ONSS knows of them now;
    `registration`: the number of the daily registration it was about, or ""."""

    form: str
    answer: Answer
    periods: tuple[Period, ...] = ()
    registration: str = ""


def read_acknowledgements(path: Path) -> list[Acknowledgement]:
    """The acknowledgements of a file. Raises InputError."""
    return [
        Acknowledgement(
            file=_text(form, "FileReference/FileName"),
            ticket=_text(form, "FileReference/ReferenceNbr"),
            readable=_text(form, "ReceptionResult/ResultCode") == _OK,
            errors=tuple((one.text or "").strip() for one in form.findall("ReceptionResult/ErrorID")),
        )
        for form in _root(path, "ACRF").findall("Form")
    ]


def read_notifications(path: Path) -> list[Notification]:
    """The notifications of a file. Raises InputError."""
    return [_notification(form) for form in _root(path, "NOTIFICATION").findall("Form")]


def _root(path: Path, name: str) -> etree._Element:
    root = xml.read(path)
    if root.tag != name:
        raise InputError(
            f"the message is {root.tag!r:.60}, not {name}", where=path.name, remedy=f"give a file {name}",
            code="E-DIMONA",
        )  # fmt: skip
    return root


def _notification(form: etree._Element) -> Notification:
    anomalies = tuple(_anomaly(one) for one in form.findall("HandlingResult/AnomalyReport"))
    references = {
        _text(one, "ReferenceOrigin"): _text(one, "ReferenceNbr")
        for one in (*form.findall("Reference"), *form.findall("HandledReference"))
        if _text(one, "ReferenceType") == "1"
    }
    impact = form.find("HandlingResult/ImpactReport/DimonaImpactReport")
    periods = [] if impact is None else [_after(impact)]
    periods += [_period(one) for one in form.iterfind(".//AnomalyComplInformation/DimonaPeriod")]
    answer = Answer(
        result=_result(_text(form, "HandlingResult/ResultCode"), anomalies),
        period="" if impact is None else _number12(impact),
        reference=references.get(OWN_REFERENCE, ""),
        ticket=references.get(TICKET, ""),
        anomalies=anomalies,
    )
    number = _text(form, "HandlingResult/ImpactReport/DailyRegistrationDclImpactReport/DailyRegistrationId")
    return Notification(_text(form, "HandledOriginalForm/Identification"), answer, tuple(periods), number)


def _result(code: str, anomalies: tuple[Anomaly, ...]) -> str:
    """The batch channel says 0 to 4 (zone 00107); the letters are those of the web service.

    A proposal or a provisional result (2, 3) is taken as a worker still to be identified, which no text found says; no
    answer in time (4) is none.
    """
    if code == _OK:
        return "W" if anomalies else "A"
    return {"2": "S", "3": "S", "4": ""}.get(code, "B")


def _anomaly(one: etree._Element) -> Anomaly:
    line = _text(one, "AnomalyLocation/LineNbr")
    return Anomaly(
        code=_text(one, "ErrorID"),
        severity=_text(one, "AnomalyClass"),
        element=_text(one, "TagName"),
        value=_text(one, "Value"),
        line=int(line) if line.isascii() and line.isdigit() and len(line) < LONGEST else 0,
        label=_text(one, "AnomalyLabel"),
        quotas=tuple(
            Quota(
                kind=_text(quota, "QuotaType"),
                hours_over=_count(quota, "ExceedingHoursNbr"),
                days_over=_count(quota, "ExceedingDaysNbr"),
            )
            for quota in one.iterfind(".//QuotaFeatures")
        ),
    )


LONGEST = 13
"""One more than the digits of the longest number of the messages."""


def _after(impact: etree._Element) -> Period:
    """The period as it stands after the declaration."""
    after = impact.find("DimonaPeriodAfter")
    return _period(impact, impact if after is None else after)


def _period(one: etree._Element, times: etree._Element | None = None) -> Period:
    source = one if times is None else times
    return Period(
        number=_number12(one),
        worker_type=_text(one, "DimonaFeatures/WorkerType"),
        joint_committee=_text(one, "DimonaFeatures/JointCommissionNbr"),
        start=_date(source, "StartingDate") or dt.date.min,
        end=_date(source, "EndingDate"),
        start_hour=_text(source, "StartingHour"),
        end_hour=_text(source, "EndingHour"),
        planned_hours=_count(source, "PlannedHoursNbr"),
    )


def _number12(one: etree._Element) -> str:
    return _text(one, "DimonaPeriodId").zfill(12)


def _text(parent: etree._Element, path: str) -> str:
    return (parent.findtext(path) or "").strip()


def _count(parent: etree._Element, path: str) -> int | None:
    text = _text(parent, path)
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST else None


def _date(parent: etree._Element, path: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(_text(parent, path))
    except ValueError:
        return None
