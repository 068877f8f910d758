"""The bodies of the Dimona web service, version 2 (JSON), and its answers.

Sources: socialsecurity.be, Dimona REST v2, as told by two public clients (2025, 2026). What neither of them sends has
names that are not known here: it is refused, and goes by the batch channel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from preste.declarations.dimona.model import (
    QUOTAS,
    Address,
    Anomaly,
    Answer,
    Cancel,
    Declaration,
    EmployerId,
    Form,
    In,
    Out,
    Person,
    PlaceOfWork,
    Quota,
    Update,
)
from preste.errors import InputError

Json = dict[str, Any]


def body(declaration: Declaration) -> Json:
    """What is posted for a declaration. Raises InputError for what only the batch channel takes."""
    match declaration:
        case In() as one:
            return _in(one)
        case Out(period=period, end=end):
            return {"dimonaOut": {"periodId": int(period), "endDate": _day(end)}}
        case Update() as one:
            return {"dimonaUpdate": {"periodId": int(one.period), **_times(one)}}
        case Cancel(period=period):
            return {"dimonaCancel": {"periodId": int(period)}}
        case _:
            raise _not_by_rest("a daily registration")


def bodies(forms: Sequence[Form]) -> tuple[dict[int, Json], dict[int, InputError]]:
    """By the rank of each form, from 0: its body, or why only the batch channel takes it."""
    made: dict[int, Json] = {}
    refused: dict[int, InputError] = {}
    for rank, form in enumerate(forms):
        if form.declaration is None:  # pragma: no cover - what we build declares something
            continue
        try:
            made[rank] = body(form.declaration)
        except InputError as fault:
            refused[rank] = fault
    return made, refused


def _not_by_rest(what: str) -> InputError:
    return InputError(
        f"how {what} is written for the web service is not known",
        remedy="send it as a file, by the batch channel",
        code="E-DIMONA-REST",
    )


def _in(one: In) -> Json:
    features = one.features
    if one.cards is not None:
        raise _not_by_rest("a control card of the building trade")
    if one.small_statute is not None:
        raise _not_by_rest("a small statute")
    if one.planned_days is not None:
        raise _not_by_rest("a plan in days")
    if features is None:
        raise InputError("a Dimona IN needs its type of worker", field="worker_type", code="E-DIMONA")
    if features.using_employer is not None or features.sub_entity:
        raise _not_by_rest("a user of an agency, or a sub-entity,")
    told = {**_times(one), "features": {"jointCommissionNumber": features.joint_committee}}
    told["features"]["workerType"] = features.worker_type
    if one.place_of_work is not None:
        told["studentPlaceOfWork"] = _place(one.place_of_work)
    return {"employer": _employer(one.employer or EmployerId()), "worker": _worker(one.person), "dimonaIn": told}


def _times(one: In | Update) -> Json:
    found = {
        "startDate": _day(one.start),
        "startHour": one.start_hour,
        "endDate": _day(one.end),
        "endHour": one.end_hour,
        "plannedHoursNumber": one.planned_hours,
    }
    return {name: value for name, value in found.items() if value}


def _day(day: Any) -> str:
    return "" if day is None else str(day.isoformat())


def _employer(one: EmployerId) -> Json:
    number = one.onss_number or one.provisional_number
    if one.enterprise_number:
        return {"enterpriseNumber": one.enterprise_number}
    return {"employerId": int(number)} if number else {}


def _worker(one: Person) -> Json:
    if one.niss:
        return {"ssin": one.niss}
    found = {
        "familyName": one.last_name,
        "givenName": one.first_name,
        "birthDate": one.birth_date,
        "placeOfBirth": one.birth_place,
        "countryOfBirth": one.birth_country,
        "nationality": one.nationality,
        "gender": one.sex,
        "address": _address(one.address),
    }
    return {name: value for name, value in found.items() if value}


def _place(one: PlaceOfWork) -> Json:
    return {"name": one.name} | ({"address": _address(one.address)} if one.address is not None else {})


def _address(one: Address) -> Json:
    """The municipality goes by its NIS code, and by its name alone where that is not known."""
    return {
        "street": one.street,
        "houseNumber": one.house_number,
        "boxNumber": one.box or None,
        "postCode": one.postcode,
        "municipality": ({"code": one.nis} if one.nis is not None else {}) | {"name": one.city},
        "country": one.country,
    }


# ── answers ────────────────────────────────────────────────────────────────────────────────

RESULTS = ("A", "W", "B", "S")


def answer_of(told: Mapping[str, Any], reference: str = "") -> Answer:
    """What the service says of a declaration. Raises InputError when that cannot be understood."""
    status = told.get("declarationStatus")
    if not isinstance(status, Mapping) or status.get("result") not in RESULTS:
        raise InputError(
            "the web service answered without a result A, W, B or S",
            field="declarationStatus",
            remedy="ask again; if it goes on, the service has changed",
            code="E-DIMONA-ANSWER",
        )
    period = status.get("period")
    number = period.get("id") if isinstance(period, Mapping) else None
    return Answer(
        result=str(status["result"]),
        period=_period(number),
        reference=reference,
        ticket=str(told.get("declarationId") or ""),
        anomalies=tuple(_anomaly(one) for one in _list(status.get("anomalies"))),
    )


def _period(number: object) -> str:
    """Twelve digits of a number that may have come as an integer."""
    return "" if number is None or number == "" else str(number).zfill(12)


def _list(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _anomaly(one: Mapping[str, Any]) -> Anomaly:
    label = next((one[name] for name in ("descriptionFr", "label", "description") if one.get(name)), "")
    return Anomaly(
        code=str(one.get("code") or ""),
        severity=str(one.get("severity") or one.get("anomalyClass") or ""),
        label=str(label),
        quotas=tuple(found for each in _list(one.get("quotas")) if (found := _quota(each)) is not None),
    )


def _quota(one: Mapping[str, Any]) -> Quota | None:
    kind = str(one.get("type") or "")
    if kind not in QUOTAS:
        return None
    return Quota(kind=kind, hours_over=_count(one.get("exceedingHours")), days_over=_count(one.get("exceedingDays")))


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
