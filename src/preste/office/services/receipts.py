"""What the ONSS sends back: read apart, matched to the declaration it speaks of, kept as it came.

An answer that speaks of another sending, employer or quarter changes nothing.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from lxml import etree

from preste.calendar import Quarter
from preste.declarations import xml
from preste.declarations.channel import names
from preste.declarations.channel.answers import (
    ACCEPTED,
    REFUSED,
    Anomaly,
    read_acknowledgement,
    read_notification,
)
from preste.declarations.channel.names import NameFault
from preste.declarations.dmfa.notices import UpdateNotice, read_update_notification
from preste.declarations.dmfa.pids import DeclarationNumbers, read_pids
from preste.errors import InputError
from preste.ids import onss_number
from preste.office.accounts.models import User
from preste.office.services import audit, deadlines, quarters
from preste.office.services import message_reader as reader
from preste.office.services.deadlines import DeadlineError
from preste.office.services.declarations import PURPOSES, STANDING, WAITING, DeclarationError, hidden
from preste.office.services.uploads import message_in_child
from preste.office.store.models import (
    DeadlineMet,
    Declaration,
    DeclarationKind,
    DeclarationState,
    Employer,
    Environment,
    Receipt,
    ReceiptKind,
)

_PROGRAM = Path(reader.__file__)
_KINDS: Mapping[str, ReceiptKind] = {
    "ACRF": ReceiptKind.ACKNOWLEDGEMENT,
    "NOTIFICATION": ReceiptKind.NOTIFICATION,
    "DmfAPID": ReceiptKind.PIDS,
    "DmfAConsultationAnswer": ReceiptKind.PIDS,
    "DmfAUpdateNotification": ReceiptKind.UPDATE,
}
ANOMALIES_KEPT = 500
_FOREIGN = "E-RECEIPT-FOREIGN"


@dataclass(frozen=True)
class _Read:
    """A file that came: what it is, of which declaration, and what it changes there."""

    kind: ReceiptKind
    declaration: Declaration
    told: dict[str, Any]
    changes: dict[str, Any]


@dataclass(frozen=True)
class Received:
    """What a file of the ONSS brought: a receipt for each of its answers, and how many answers are of others."""

    receipts: Sequence[Receipt]
    foreign: int = 0


def receive(employer: Employer, content: bytes, user: User) -> Received:
    """Read a file of the ONSS and note what each of its answers says; the same answer again changes nothing.

    An answer is of the declaration that it refers to; those of other employers are counted and left alone.
    Raises UploadError for a file that cannot be read, DeclarationError for one without any answer of this employer, or
    with one that cannot be: then nothing of it is noted.
    """
    root = str(message_in_child(_PROGRAM, content)["root"])
    kind = _KINDS.get(root)
    if kind is None:
        raise DeclarationError(f"{root[:40]} is no answer", field="file", code="E-RECEIPT-KIND")
    noted: dict[UUID, Receipt] = {}
    foreign: list[DeclarationError] = []
    with transaction.atomic():
        audit.lock(employer.pk)
        for form in _forms(content, root):
            try:
                receipt = _received(employer, kind, form, user)
            except DeclarationError as error:
                if error.code != _FOREIGN:
                    raise
                foreign.append(error)
            else:
                noted[receipt.pk] = receipt
        if not noted and foreign:
            raise foreign[0]
        if not noted:
            raise DeclarationError("it holds no answer", field="file", code="E-RECEIPT-FORM")
    return Received(list(noted.values()), len(foreign))


def _forms(content: bytes, root: str) -> Iterator[bytes]:
    """Each answer of a file as a message of its own; a file of one is as it came. One may be the whole file: the
    numbers of all workers are a single form."""
    name = root.encode()
    former: bytes | None = None
    alone = True
    for element in xml.elements(io.BytesIO(content), ("Form",), root=root, largest=len(content)):
        if former is not None:
            alone = False
            yield former
        form = etree.tostring(element, encoding="unicode", with_tail=False).encode()
        former = b'<?xml version="1.0" encoding="UTF-8"?>\n<' + name + b">" + form + b"</" + name + b">\n"
        element.clear()
    if former is not None:
        yield content if alone else former


def _received(employer: Employer, kind: ReceiptKind, content: bytes, user: User) -> Receipt:
    sha256 = hashlib.sha256(content).hexdigest()
    again = Receipt.objects.filter(employer=employer, sha256=sha256).select_related("declaration").first()
    if again is not None:
        known: Receipt = again
        return known
    try:
        found = _READERS[kind](employer, content)
    except InputError as error:
        raise DeclarationError(error.message, field="file", code="E-RECEIPT-FORM") from error
    return _note(found, content, sha256, user)


def _note(found: _Read, content: bytes, sha256: str, user: User) -> Receipt:
    declaration = found.declaration
    receipt = Receipt.objects.create(
        employer_id=declaration.employer_id,
        declaration=declaration,
        kind=found.kind,
        file_name=found.told.get("file", "")[:80],
        sha256=sha256,
        content=quarters.pack(content),
        told=found.told,
        read_at=timezone.now(),
        read_by=user,
    )
    for name, value in found.changes.items():
        setattr(declaration, name, value)
    if found.changes:
        declaration.save(update_fields=list(found.changes))
    details = {"kind": found.kind.value, "state": declaration.state, "sha256": sha256}
    audit.record(declaration.employer, user, "declaration.answered", str(declaration.pk), **details)
    if found.changes.get("state") == DeclarationState.ACCEPTED and declaration.environment == Environment.REAL:
        _accepted(declaration, user)
    return receipt


def _accepted(declaration: Declaration, user: User) -> None:
    """An original meets the deadline of its quarter; a modification corrects what it replaces."""
    if declaration.kind == DeclarationKind.UPDATE:
        corrected = Declaration.objects.filter(replaced_by=declaration, state=DeclarationState.ACCEPTED)
        corrected.update(state=DeclarationState.CORRECTED)
        return
    last = Quarter.parse(declaration.quarter).months[-1]
    of = {"employer": declaration.employer, "deadline": "dmfa", "period": str(last)}
    if declaration.sent_on is not None and not DeadlineMet.objects.filter(**of).exists():
        with suppress(DeadlineError):  # a quarter whose term the law book does not know
            deadlines.mark(declaration.employer, "dmfa", last, declaration.sent_on, user)


# ── which declaration ──────────────────────────────────────────────────────────────────────


def _of_file(employer: Employer, name: str) -> Declaration:
    """The declaration that was handed over in a sending, by the name of one of its files."""
    try:
        parsed = names.parse(name)
    except NameFault as fault:
        raise _foreign(name) from fault
    kinds = {purpose: kind for kind, purpose in PURPOSES.items()}
    found = Declaration.objects.filter(
        employer=employer, kind=kinds.get(parsed.purpose, ""), sender=parsed.sender, sent_on=parsed.day,
        sequence=parsed.sequence, environment=parsed.environment,
    ).select_related("employer")  # fmt: skip
    declaration: Declaration | None = found.first()
    if declaration is None:
        raise _foreign(name)
    if declaration.state == DeclarationState.ABANDONED:
        raise DeclarationError(f"{name} was abandoned", field="file", code="E-RECEIPT-ABANDONED")
    return declaration


def _foreign(what: str) -> DeclarationError:
    return DeclarationError(f"of {what[:60] or 'nothing'}, not of a declaration of this employer", field="file",
                            code=_FOREIGN)  # fmt: skip


def _of_quarter(employer: Employer, quarter: str, number: str) -> Declaration:
    """The accepted original of a quarter ("20221") of the employer with that ONSS number."""
    if number.zfill(9) != onss_number.compact(employer.onss_number).zfill(9):
        raise _foreign(f"ONSS {number}")
    found = Declaration.objects.filter(
        employer=employer, quarter=f"{quarter[:4]}-{quarter[4:]}", kind=DeclarationKind.ORIGINAL,
        environment=Environment.REAL, state__in=(*WAITING, *STANDING),
    ).select_related("employer")  # fmt: skip
    declaration: Declaration | None = found.first()
    if declaration is None:
        raise _foreign(f"{quarter[:4]}/{quarter[4:]}")
    return declaration


# ── what each file says ────────────────────────────────────────────────────────────────────


def _acknowledgement(employer: Employer, content: bytes) -> _Read:
    one = _only(read_acknowledgement(content))
    declaration = _of_file(employer, one.file)
    told = {"file": one.file, "ticket": one.ticket, "accepted": one.accepted, "errors": list(one.errors)}
    changes: dict[str, Any] = {}
    if declaration.state == DeclarationState.HANDED_OVER:
        state = DeclarationState.RECEIVED if one.accepted else DeclarationState.REFUSED
        changes = {"state": state, "file_ticket": one.ticket}
        if not one.accepted:
            anomalies = [{"code": code, "severity": "B", "label": ""} for code in one.errors]
            changes |= {"anomalies": anomalies, "answered_at": timezone.now()}
    elif not one.accepted and declaration.state != DeclarationState.REFUSED:
        raise _conflict(declaration)
    return _Read(ReceiptKind.ACKNOWLEDGEMENT, declaration, told, changes)


def _notification(employer: Employer, content: bytes) -> _Read:
    one = _only(read_notification(content))
    declaration = _of_file(employer, one.file)
    if one.onss_number and one.onss_number.zfill(9) != onss_number.compact(employer.onss_number).zfill(9):
        raise _foreign(f"ONSS {one.onss_number}")
    anomalies = [anomaly_told(each) for each in one.anomalies[:ANOMALIES_KEPT]]
    told = {
        "file": one.file, "ticket": one.ticket, "result": one.result, "anomalies": len(one.anomalies),
    }  # fmt: skip
    changes: dict[str, Any] = {}
    if declaration.state in WAITING:
        answered = {"ticket": one.ticket, "anomalies": anomalies, "answered_at": timezone.now()}
        file_ticket = declaration.file_ticket or one.file_ticket
        state = {ACCEPTED: DeclarationState.ACCEPTED, REFUSED: DeclarationState.REFUSED}.get(
            one.result, DeclarationState.RECEIVED
        )
        changes = {"state": state, "file_ticket": file_ticket, **answered}
    elif one.accepted != (declaration.state in STANDING):
        raise _conflict(declaration)
    return _Read(ReceiptKind.NOTIFICATION, declaration, told, changes)


def anomaly_told(one: Anomaly) -> dict[str, Any]:
    """An anomaly as it is kept, without a national number."""
    severity = one.severity.value if one.severity is not None else ""
    shown = hidden({"path": one.tag, "value": one.value, "text": {"": one.label}})
    label = shown["text"][""]
    return {"code": one.code, "tag": one.tag, "severity": severity, "value": shown["value"], "label": label}


def _pids(employer: Employer, content: bytes) -> _Read:
    found = _only(read_pids(content))
    declaration = _of_quarter(employer, found.quarter, found.onss_number)
    told = {"declaration": found.declaration, "people": len(found.people)}
    return _Read(ReceiptKind.PIDS, declaration, told, {"pids": told})


def _update_notice(employer: Employer, content: bytes) -> _Read:
    one: UpdateNotice = _only(read_update_notification(content))
    original = _of_quarter(employer, one.quarter, one.onss_number)
    if original.pids and original.pids["declaration"] != one.declaration:
        raise _foreign(f"PID {one.declaration}")
    told = {
        "declaration": one.declaration, "tickets": list(one.tickets), "people": len(one.people),
        "debit": one.debit, "credit": one.credit, "decisions": sorted(one.decisions),
    }  # fmt: skip
    update = _modified(employer, original, one)
    if update is None:  # the ONSS changed it by itself
        return _Read(ReceiptKind.UPDATE, original, told, {})
    if update.state not in WAITING:
        return _Read(ReceiptKind.UPDATE, update, told, {})
    state = DeclarationState.REFUSED if one.refused else DeclarationState.ACCEPTED
    ticket = one.tickets[0] if one.tickets else ""
    changes = {"state": state, "ticket": ticket, "answered_at": timezone.now()}
    return _Read(ReceiptKind.UPDATE, update, told, changes)


def _modified(employer: Employer, original: Declaration, notice: UpdateNotice) -> Declaration | None:
    """The modification that a notification is of: by its ticket, else the one that waits; None for one of the ONSS."""
    of_quarter = Declaration.objects.filter(
        employer=employer, quarter=original.quarter, kind=DeclarationKind.UPDATE, environment=Environment.REAL
    ).select_related("employer")
    tickets = [one for one in notice.tickets if one]
    known: Declaration | None = of_quarter.filter(state__in=STANDING, ticket__in=tickets).order_by("number").last()
    return known or of_quarter.filter(state__in=WAITING).order_by("number").first()


def _only(found: list[Any]) -> Any:
    if len(found) != 1:
        raise DeclarationError(f"an answer holds {len(found)} declarations", field="file", code="E-RECEIPT-FORM")
    return found[0]


def _conflict(declaration: Declaration) -> DeclarationError:
    told = f"it says otherwise than the answer that made it {declaration.state}"
    return DeclarationError(told, field="file", code="E-RECEIPT-CONFLICT")


_READERS: Mapping[ReceiptKind, Callable[[Employer, bytes], _Read]] = {
    ReceiptKind.ACKNOWLEDGEMENT: _acknowledgement,
    ReceiptKind.NOTIFICATION: _notification,
    ReceiptKind.PIDS: _pids,
    ReceiptKind.UPDATE: _update_notice,
}


def numbers_of(declaration: Declaration) -> DeclarationNumbers | None:
    """The permanent numbers the ONSS last gave for a declaration, which modifications are made under."""
    last = declaration.receipts.filter(kind=ReceiptKind.PIDS).order_by("-read_at").first()
    return read_pids(quarters.unpack(last.content))[0] if last is not None else None
