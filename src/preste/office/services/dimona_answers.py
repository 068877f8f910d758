"""What the ONSS answered: notifications matched to declarations, or an answer written by hand from the portal."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from preste.declarations import xml
from preste.declarations.channel import names
from preste.declarations.dimona.answers import Acknowledgement, Notification, read_acknowledgements, read_notifications
from preste.declarations.dimona.model import Anomaly, Answer, Period
from preste.declarations.dimona.rest import answer_of
from preste.errors import InputError
from preste.office.accounts.models import User
from preste.office.services import audit, dimona_periods
from preste.office.services.dimona import DimonaError, period_of
from preste.office.services.dimona_sendings import PURPOSE, hand_over
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

Why = Literal["unknown", "no_number", "given_up"]


@dataclass(frozen=True)
class Strange:
    """An answer that could not be written down, with what it tells, so that it is not lost.

    `why`: of no declaration made here; an IN that was taken without telling its number; of a sending that was given up.
    """

    why: Why
    answer: Answer
    period: Period | None = None

    @property
    def name(self) -> str:
        """What it is called: by the reference, the ticket or the period."""
        return self.answer.reference or self.answer.ticket or self.answer.period


@dataclass(frozen=True)
class Received:
    """What a file of answers brought: the answers written down, how many were known already, those that could not be
    written down; or the acknowledgements of whole files, each with the sending it is of."""

    recorded: tuple[DimonaAnswer, ...] = ()
    known: int = 0
    strange: tuple[Strange, ...] = ()
    files: tuple[tuple[Acknowledgement, DimonaSending | None], ...] = ()


def receive(employers: Sequence[Employer], data: bytes, user: User) -> Received:
    """Read a NOTIFICATION or an ACRF, and write down what it says of the declarations of these employers.

    Raises UploadError or InputError for what is no such file; nothing is kept of it then.
    """
    require_safe(data)
    name = xml.root_name(data[:65_536], "")
    with tempfile.TemporaryDirectory(prefix="preste-") as folder:
        path = Path(folder) / "reponse.xml"
        path.write_bytes(data)
        if name == _ACKNOWLEDGEMENT:
            told = read_acknowledgements(path)
            return Received(files=tuple((one, _acknowledged(employers, one, user)) for one in told))
        found = read_notifications(path)
    with transaction.atomic():
        pairs = [(_declaration(employers, one), one) for one in found]
        for employer in sorted({one.employer_id for one, _ in pairs if one is not None}):
            audit.lock(employer)
        return _record_all(pairs, user)


def _record_all(pairs: Sequence[tuple[DimonaDeclaration | None, Notification]], user: User) -> Received:
    recorded: list[DimonaAnswer] = []
    strange: list[Strange] = []
    known = 0
    for declaration, one in pairs:
        answer = None
        if declaration is None:
            strange.append(_strange("unknown", one))
        elif _lacks_number(declaration, one.answer):
            strange.append(_strange("no_number", one))
        elif declaration.sending.abandoned_at is not None:
            strange.append(_strange("given_up", one))
        elif not one.answer.result or (answer := _record(declaration, one.answer, one.periods, user)) is None:
            known += 1
        if answer is not None:
            recorded.append(answer)
    return Received(tuple(recorded), known, tuple(strange))


def _strange(why: Why, one: Notification) -> Strange:
    period = next((each for each in one.periods if each.number == one.answer.period), None)
    return Strange(why, one.answer, period)


def _lacks_number(declaration: DimonaDeclaration, answer: Answer) -> bool:
    """Whether an IN was taken and nothing tells the number of its period: it stays under way until that is noted."""
    taken = answer.result in (DimonaResult.ACCEPTED, DimonaResult.WARNED)
    return taken and declaration.kind == DimonaKind.IN and not answer.period


def _declaration(employers: Sequence[Employer], one: Notification) -> DimonaDeclaration | None:
    """Whose answer it is: by our reference, else by the ticket that a former answer gave. Nobody's, where two fit."""
    made = DimonaDeclaration.objects.filter(employer__in=employers).select_related("contract", "sending", "employer")
    if one.answer.reference and (found := list(made.filter(reference=one.answer.reference)[:2])):
        return found[0] if len(found) == 1 else None
    if not one.answer.ticket:
        return None
    found = list(made.filter(answers__ticket=one.answer.ticket).distinct()[:2])
    return found[0] if len(found) == 1 else None


def _acknowledged(employers: Sequence[Employer], one: Acknowledgement, user: User) -> DimonaSending | None:
    """The sending whose file is acknowledged, by its name; one that could be read was handed over."""
    try:
        name = names.parse(one.file)
    except InputError:
        return None
    rows = DimonaSending.objects.filter(employer__in=employers, sender=name.sender, day=name.day)
    found = rows.filter(sequence=name.sequence).select_related("employer").first()
    if found is None or name.purpose != PURPOSE:
        return None
    if one.readable and found.handed_over_at is None and found.abandoned_at is None:
        hand_over(found, user)
    return found


def answer_by_service(declaration: DimonaDeclaration, data: bytes, user: User) -> DimonaAnswer:
    """Write down what the web service answered to a declaration (JSON).

    Raises InputError for what is no such answer; DimonaError: an accepted IN has no number, or there is a final answer
    already, or it says that there is none yet.
    """
    if len(data) > _LONGEST_ANSWER:
        raise InputError("the answer is too long", field="file", code="E-DIMONA-ANSWER")
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise InputError("this is no answer of the web service", field="file", code="E-DIMONA-ANSWER")
    told = answer_of(content)
    if _lacks_number(declaration, told):
        raise DimonaError("an accepted IN has the number of its period", field="file", code="E-DIMONA-NUMBER")
    with transaction.atomic():
        audit.lock(declaration.employer_id)
        made = _record(declaration, told, (), user)
        if made is None:
            raise DimonaError("there is an answer already", code="E-DIMONA-ANSWERED")
    return made


_LONGEST_ANSWER = 1_000_000


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
            start_hour=seen.start_hour or period.start_hour,
            end_hour=seen.end_hour or period.end_hour,
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
