"""What the ONSS answered: notifications matched to declarations, or an answer written by hand from the portal."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from preste.declarations import xml
from preste.declarations.dimona.answers import Acknowledgement, Notification, read_acknowledgements, read_notifications
from preste.declarations.dimona.model import Anomaly, Answer, Period
from preste.office.accounts.models import User
from preste.office.services import audit, dimona_periods
from preste.office.services.dimona import DimonaError, period_of
from preste.office.services.xml_uploads import require_safe
from preste.office.store.models import (
    DimonaAnswer,
    DimonaDeclaration,
    DimonaKind,
    DimonaResult,
    DimonaSending,
    Employer,
    PeriodOrigin,
)

FINAL = (DimonaResult.ACCEPTED, DimonaResult.WARNED, DimonaResult.REFUSED)
_NOTIFICATION, _ACKNOWLEDGEMENT = "NOTIFICATION", "ACRF"


@dataclass(frozen=True)
class Received:
    """What a file of answers brought: the answers written down, those known already, and the references of no
    declaration here; or the acknowledgements of whole files."""

    recorded: tuple[DimonaAnswer, ...] = ()
    known: int = 0
    strange: tuple[str, ...] = ()
    files: tuple[Acknowledgement, ...] = ()


def receive(employer: Employer, data: bytes, user: User) -> Received:
    """Read a NOTIFICATION or an ACRF, and write down what it says of this employer's declarations.

    Raises UploadError or InputError for what is no such file; nothing is kept of it then.
    """
    require_safe(data)
    name = xml.root_name(data[:65_536], "")
    with tempfile.TemporaryDirectory(prefix="preste-") as folder:
        path = Path(folder) / "reponse.xml"
        path.write_bytes(data)
        if name == _ACKNOWLEDGEMENT:
            return Received(files=tuple(read_acknowledgements(path)))
        found = read_notifications(path)
    with transaction.atomic():
        audit.lock(employer.pk)
        return _record_all(employer, found, user)


def _record_all(employer: Employer, found: Sequence[Notification], user: User) -> Received:
    recorded, strange, known = [], [], 0
    for one in found:
        declaration = _declaration(employer, one)
        if declaration is None or _lacks_number(declaration, one.answer):
            strange.append(one.answer.reference or one.answer.ticket or one.answer.period)
        elif not one.answer.result:
            known += 1
        elif (answer := _record(declaration, one.answer, one.periods, user)) is not None:
            recorded.append(answer)
        else:
            known += 1
    return Received(tuple(recorded), known, tuple(strange))


def _lacks_number(declaration: DimonaDeclaration, answer: Answer) -> bool:
    """Whether an IN was taken and nothing tells the number of its period: it stays under way until that is noted."""
    taken = answer.result in (DimonaResult.ACCEPTED, DimonaResult.WARNED)
    return taken and declaration.kind == DimonaKind.IN and not answer.period


def _declaration(employer: Employer, one: Notification) -> DimonaDeclaration | None:
    """Whose answer it is: by our reference, else by the ticket that a former answer gave."""
    made = DimonaDeclaration.objects.filter(employer=employer).select_related("contract", "sending")
    if one.answer.reference and (found := made.filter(reference=one.answer.reference).first()):
        return found
    return made.filter(answers__ticket=one.answer.ticket).first() if one.answer.ticket else None


def answer_by_hand(declaration: DimonaDeclaration, result: DimonaResult, number: str, note: str, user: User) -> None:
    """Write down an answer that was read on the portal: accepted with the number of the period, or refused and why.

    Raises DimonaError: an accepted IN has no number, or there is a final answer already; IdentifierError for a number
    that is none.
    """
    if declaration.kind == DimonaKind.IN and result != DimonaResult.REFUSED and not number:
        raise DimonaError("an accepted IN has the number of its period", field="number", code="E-DIMONA-NUMBER")
    anomalies = (Anomaly(code="", label=note),) if note else ()
    told = Answer(result=str(result), period=number or declaration.period, anomalies=anomalies)
    with transaction.atomic():
        audit.lock(declaration.employer_id)
        if _record(declaration, told, (), user, by_hand=True) is None:
            raise DimonaError("there is an answer already", code="E-DIMONA-ANSWERED")


def latest(declarations: QuerySet[DimonaDeclaration]) -> dict[Any, DimonaAnswer]:
    """The latest answer of each of these declarations."""
    rows = DimonaAnswer.objects.filter(declaration__in=declarations).order_by("recorded_at")
    return {one.declaration_id: one for one in rows}


def _record(
    declaration: DimonaDeclaration, told: Answer, periods: Sequence[Period], user: User, *, by_hand: bool = False
) -> DimonaAnswer | None:
    """The answer, written down, and the period it leads to; None when a final answer is known already."""
    employer = declaration.employer
    if DimonaAnswer.objects.filter(declaration=declaration, result__in=FINAL).exists():
        return None
    _require_handed_over(declaration.sending, user)
    answer = DimonaAnswer.objects.create(
        employer=employer,
        declaration=declaration,
        result=told.result,
        period=told.period,
        ticket=told.ticket[:40],
        anomalies=[_anomaly(one) for one in told.anomalies],
        by_hand=by_hand,
        recorded_at=timezone.now(),
        recorded_by=user,
    )
    audit.record(
        employer, user, "dimona.answered", str(declaration.pk), result=told.result, number=told.period,
        codes=[one.code for one in told.anomalies if one.code],
    )  # fmt: skip
    if told.result in (DimonaResult.ACCEPTED, DimonaResult.WARNED):
        _settle(declaration, told, periods, user)
    return answer


def _require_handed_over(sending: DimonaSending, user: User) -> None:
    """Who has an answer has sent it: it is noted, if nobody did."""
    if sending.abandoned_at is not None:
        raise DimonaError("the sending was given up", code="E-DIMONA-SENT")
    if sending.handed_over_at is None:
        sending.handed_over_at, sending.handed_over_by = timezone.now(), user
        sending.save(update_fields=["handed_over_at", "handed_over_by"])


def _settle(declaration: DimonaDeclaration, told: Answer, periods: Sequence[Period], user: User) -> None:
    """The period as it stands after a declaration that was taken: as the ONSS tells it, else as it was declared."""
    employer, number = declaration.employer, told.period or declaration.period
    if declaration.kind == DimonaKind.CANCEL:
        if dimona_periods.is_known(employer, number):
            dimona_periods.forget(employer, number, user)
        return
    period = period_of(declaration, number)
    seen = next((one for one in periods if one.number == number and one.start.year > 1), None)
    if seen is not None:
        period = replace(
            period,
            start=seen.start,
            end=seen.end,
            worker_type=seen.worker_type or period.worker_type,
            joint_committee=seen.joint_committee or period.joint_committee,
            planned_hours=seen.planned_hours if seen.planned_hours is not None else period.planned_hours,
        )
    dimona_periods.record(employer, declaration.contract, period, PeriodOrigin.ANSWER, user)


def _anomaly(one: Anomaly) -> dict[str, Any]:
    """What is kept of an anomaly: no national number is, whatever the value was."""
    quotas = [{"kind": q.kind, "hours": q.hours_over, "days": q.days_over} for q in one.quotas]
    value = "" if one.element == "INSS" else one.value[:80]
    return {
        "code": one.code,
        "severity": one.severity,
        "element": one.element,
        "value": value,
        "label": one.label[:300],
        "quotas": quotas,
    }
