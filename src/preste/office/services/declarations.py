"""The declaration of a quarter: made from its computation, checked, handed over once, and kept as it was.

What the ONSS answers is read by `receipts`; what the desk of this machine answers, by `rehearsals`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django_scopes import scopes_disabled

from preste.calendar import Quarter
from preste.declarations.channel import names
from preste.declarations.channel.names import FileName
from preste.declarations.dmfa.check import check as check_original
from preste.declarations.dmfa.check_update import check_update
from preste.declarations.dmfa.read import people
from preste.declarations.dmfa.report import Report
from preste.errors import PresteError
from preste.office.accounts.models import User
from preste.office.services import audit, quarters
from preste.office.services.file_numbers import with_next_number
from preste.office.store.models import (
    AuditEvent,
    ComputedQuarter,
    Declaration,
    DeclarationKind,
    DeclarationState,
    Employer,
    Environment,
    Worker,
)
from preste.office.store.secret import lookup_hash
from preste.payroll.quarter.run import Progress, say_nothing

PURPOSES = {DeclarationKind.ORIGINAL: "DMFA", DeclarationKind.UPDATE: "DMWA"}
"""What the names of files say of each kind."""
DRAFT = (DeclarationState.BUILT, DeclarationState.CHECKED)
WAITING = (DeclarationState.HANDED_OVER, DeclarationState.RECEIVED)
STANDING = (DeclarationState.ACCEPTED, DeclarationState.CORRECTED)
FINDINGS_KEPT = 500
_SENDER = re.compile(r"\d{6}")
_PERSON = re.compile(r"/NaturalPerson(?:Update)?\[(\d+)\]")


class DeclarationError(PresteError):
    """The act is not possible in the declaration's present state."""

    code = "E-DECLARATION"


def declared(employer: Employer, quarter: Quarter) -> list[Declaration]:
    """The declarations of a quarter, the last one first, without what they say."""
    found = Declaration.objects.filter(employer=employer, quarter=str(quarter)).defer("content")
    return list(found.select_related("made_by", "handed_over_by"))


def standing(employer: Employer, quarter: Quarter) -> Declaration | None:
    """The original of a quarter that the ONSS accepted, or that waits for its answer; None when there is none."""
    found = Declaration.objects.filter(
        employer=employer, quarter=str(quarter), kind=DeclarationKind.ORIGINAL, environment=Environment.REAL
    )
    return found.filter(state__in=(*WAITING, *STANDING)).first()


# ── made and checked ───────────────────────────────────────────────────────────────────────


def build(employer: Employer, quarter: Quarter, user: User | None, report: Progress = say_nothing) -> Declaration:
    """The draft of a quarter's declaration from its computation, in the place of the former draft, and checked.

    `report` is told when it is done, before that is written: what it raises leaves the draft without its check.
    Raises DeclarationError: nothing is computed, something is missing, or the quarter is declared already.
    """
    with transaction.atomic():
        audit.lock(employer.pk)
        stored = quarters.latest(employer, quarter)
        if stored is None or stored.known_at is None or not stored.message:
            raise DeclarationError("the quarter has no declaration yet", code="E-DECLARATION-NONE")
        accepted = standing(employer, quarter)
        if accepted is not None and accepted.state in STANDING:
            raise DeclarationError("the quarter is declared", code="E-DECLARATION-TWICE")
        content, kind = quarters.unpack(stored.message), DeclarationKind.ORIGINAL
        draft = keep(employer, quarter, content, stored, user, kind=kind)
    return check(draft, user, report)


def keep(
    employer: Employer,
    quarter: Quarter,
    content: bytes,
    stored: ComputedQuarter,
    user: User | None,
    *,
    kind: DeclarationKind,
    replaces: Declaration | None = None,
) -> Declaration:
    """A draft that says `content`, in the place of the former draft of its kind."""
    every = Declaration.objects.filter(employer=employer, quarter=str(quarter))
    draft = every.filter(kind=kind, state__in=DRAFT).first() or Declaration(
        employer=employer,
        quarter=str(quarter),
        kind=kind,
        number=(every.aggregate(last=Max("number"))["last"] or 0) + 1,
    )
    draft.state, draft.replaces, draft.report, draft.checked_at = DeclarationState.BUILT, replaces, {}, None
    draft.content, draft.sha256, draft.size = quarters.pack(content), hashlib.sha256(content).hexdigest(), len(content)
    draft.people, draft.owed = stored.workers.count(), stored.owed
    draft.message_version, draft.law_version = stored.message_version, stored.law_version
    draft.known_at, draft.until = stored.known_at or timezone.now(), stored.until
    draft.made_at, draft.made_by, draft.rehearsal = timezone.now(), user, {}
    draft.save()
    audit.record(employer, user, "declaration.built", str(draft.pk), quarter=str(quarter), sha256=draft.sha256)
    return draft


def check(declaration: Declaration, user: User | None, report: Progress = say_nothing) -> Declaration:
    """Look at a draft as the ONSS would, and keep what was found; nobody waits for it meanwhile.

    Raises DeclarationError once it is handed over, or when another draft took its place.
    """
    seen = Declaration.objects.get(pk=declaration.pk)
    _require(seen, *DRAFT)
    content = quarters.unpack(seen.content)
    checked = check_original if seen.kind == DeclarationKind.ORIGINAL else check_update
    with as_file(content) as path:
        found = checked(path, today=timezone.localdate())
    kept = _kept(seen, content, found)
    with transaction.atomic():
        audit.lock(declaration.employer_id)
        stored = Declaration.objects.select_for_update().get(pk=declaration.pk)
        _require(stored, *DRAFT)
        if stored.sha256 != seen.sha256:
            raise DeclarationError("another draft took its place", code="E-DECLARATION-STATE")
        stored.report = kept
        stored.state, stored.checked_at = DeclarationState.CHECKED, timezone.now()
        stored.save(update_fields=["report", "state", "checked_at"])
        counts = {kind.value: count for kind, count in found.counts.items()}
        audit.record(stored.employer, user, "declaration.checked", str(stored.pk), counts=counts)
        report(stored.people, stored.people)
    return stored


@contextmanager
def as_file(content: bytes) -> Iterator[Path]:
    """A message as a file that only this process may read, as long as it is looked at."""
    with tempfile.TemporaryDirectory(prefix="preste-") as folder:
        path = Path(folder) / "message.xml"
        path.write_bytes(content)
        yield path


def _kept(declaration: Declaration, content: bytes, report: Report) -> dict[str, Any]:
    """The report without national numbers, the first findings with the worker they are about."""
    told = report.as_dict()
    workers = _workers_by_place(declaration, content) if report.findings else {}
    findings = []
    for found in sorted(report.findings, key=lambda one: one.severity.value != "B")[:FINDINGS_KEPT]:
        place = _PERSON.search(found.path)
        one = hidden(found.as_dict())
        findings.append(one | {"worker": workers.get(int(place[1]), "") if place else ""})
    more = sum(report.counts.values()) - len(findings)
    return told | {"findings": findings, "left_out": more}


def hidden(found: Mapping[str, Any]) -> dict[str, Any]:
    """A finding whose value may be a national number, without its end."""
    value = str(found["value"])
    if not re.search(r"\d{7,}", value) or "INSS" not in str(found["path"]):
        return dict(found)
    short = f"{value[:6]}…"
    return dict(found) | {
        "value": short, "text": {lang: text.replace(value, short) for lang, text in found["text"].items()}
    }  # fmt: skip


def _workers_by_place(declaration: Declaration, content: bytes) -> dict[int, str]:
    """The worker of each person of a declaration, by place."""
    if declaration.kind != DeclarationKind.ORIGINAL:
        return {}
    known = dict(Worker.objects.filter(employer=declaration.employer_id).values_list("niss_hash", "pk"))
    found = {}
    for place, person in enumerate(people(io.BytesIO(content)), 1):
        worker = known.get(lookup_hash(str(person.inss or "")))
        if worker is not None:
            found[place] = str(worker)
    return found


def blocking(declaration: Declaration) -> bool:
    """Whether the last check found what the ONSS would refuse; also true of one that was not checked."""
    return bool(declaration.report.get("blocking", True))


# ── handed over ────────────────────────────────────────────────────────────────────────────


def obstacles(declaration: Declaration, user: User) -> list[DeclarationError]:
    """What keeps a draft from being handed over to the ONSS, all of it."""
    employer, quarter = declaration.employer, Quarter.parse(declaration.quarter)
    found = []
    if blocking(declaration):
        found.append(DeclarationError("findings block it", code="E-DECLARATION-FINDINGS"))
    stored = quarters.latest(employer, quarter)
    if stored is None or stored.provisional:
        found.append(DeclarationError("the months are not all validated", code="E-DECLARATION-PROVISIONAL"))
    elif stored.known_at != declaration.known_at or quarters.outdated(stored):
        found.append(DeclarationError("the quarter changed since", code="E-DECLARATION-STALE"))
    if declaration.kind == DeclarationKind.ORIGINAL and (other := standing(employer, quarter)) is not None:
        code = "E-DECLARATION-TWICE" if other.state in STANDING else "E-DECLARATION-WAITING"
        found.append(DeclarationError("the quarter is declared already", code=code))
    if prepared(declaration, user):
        found.append(DeclarationError("who made it cannot hand it over", code="E-DECLARATION-FOUR-EYES"))
    return found


def prepared(declaration: Declaration, user: User) -> bool:
    """Whether, under four eyes, somebody else must hand it over: that person made it, or computed the quarter."""
    if not declaration.employer.four_eyes:
        return False
    acts = AuditEvent.objects.filter(employer=declaration.employer, user=user)
    if acts.filter(action="declaration.built", subject=str(declaration.pk)).exists():
        return True
    stored = quarters.latest(declaration.employer, Quarter.parse(declaration.quarter))
    return stored is not None and stored.computed_by_id == user.pk


def usual_sender(employer: Employer) -> str:
    """The sender's number that was used last for an employer, else that of the bureau's setting; "" for none."""
    used = Declaration.objects.filter(employer=employer).exclude(sender="").order_by("-handed_over_at")
    return used.values_list("sender", flat=True).first() or settings.ONSS_SENDER


def hand_over(declaration: Declaration, user: User, sender: str, environment: Environment) -> Declaration:
    """Give a checked draft its place in a sending: from now on it does not change. Asking again gives the same.

    For a trial only findings and four eyes stand in the way. Raises DeclarationError, or NumberBusy.
    """
    if not _SENDER.fullmatch(sender):
        raise DeclarationError("a sender's number has six digits", field="sender", code="E-DECLARATION-SENDER")
    with transaction.atomic():
        audit.lock(declaration.employer_id)
        stored = Declaration.objects.select_for_update().select_related("employer").get(pk=declaration.pk)
        if stored.state == DeclarationState.HANDED_OVER and (stored.sender, stored.environment) == (
            sender,
            environment,
        ):
            return stored
        _require(stored, DeclarationState.CHECKED)
        trial = environment != Environment.REAL
        serious = ("E-DECLARATION-FINDINGS", "E-DECLARATION-FOUR-EYES")
        for one in obstacles(stored, user):
            if not trial or one.code in serious:
                raise one
        today = timezone.localdate()
        stored.sender, stored.environment, stored.sent_on = sender, environment, today
        stored.state, stored.handed_over_at, stored.handed_over_by = DeclarationState.HANDED_OVER, timezone.now(), user
        with_next_number(lambda: _last(stored, today), partial(_number, stored))
        details = {"file": str(file_names(stored)[0]), "sha256": stored.sha256}
        audit.record(stored.employer, user, "declaration.handed_over", str(stored.pk), **details)
    return stored


def _number(declaration: Declaration, sequence: int) -> None:
    declaration.sequence = sequence
    names_of_file = ("sender", "environment", "sent_on", "sequence")
    declaration.save(update_fields=[*names_of_file, "state", "handed_over_at", "handed_over_by"])


def _last(declaration: Declaration, day: dt.date) -> int:
    """The last number of a sender's day, over all employers."""
    with scopes_disabled():
        of = Declaration.objects.filter(
            sender=declaration.sender, kind=declaration.kind, environment=declaration.environment, sent_on=day
        )
        return of.aggregate(last=Max("sequence"))["last"] or 0


def file_names(declaration: Declaration) -> Sequence[FileName]:
    """The names of a sending, in the order to put them: FI, FS where a signature is due, GO."""
    if declaration.sent_on is None or declaration.sequence is None:
        raise DeclarationError("it is not handed over", code="E-DECLARATION-STATE")
    purpose = PURPOSES[DeclarationKind(declaration.kind)]
    return names.sending(
        purpose, declaration.sender, declaration.sent_on, declaration.sequence, declaration.environment
    )  # fmt: skip


def archive(declaration: Declaration) -> tuple[str, bytes]:
    """The files to put on the channel, in an archive that is the same each time: FI and GO; FS is the signer's."""
    wanted, out = file_names(declaration), io.BytesIO()
    moment = (declaration.sent_on or timezone.localdate()).timetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in wanted:
            if name.direction != names.SIGNED:
                content = quarters.unpack(declaration.content) if name.direction == names.SENT else b""
                packed.writestr(zipfile.ZipInfo(str(name), moment), content, zipfile.ZIP_DEFLATED)
    first = str(wanted[0]).removeprefix(f"{names.SENT}.").removesuffix(".1.1")
    return f"{first}.zip", out.getvalue()


def abandon(declaration: Declaration, user: User, reason: str) -> None:
    """Give up a declaration that was handed over and never reached the ONSS. Raises DeclarationError."""
    if not reason.strip():
        raise DeclarationError("a reason is wanted", field="reason", code="E-DECLARATION-REASON")
    with transaction.atomic():
        audit.lock(declaration.employer_id)
        stored = Declaration.objects.select_for_update().get(pk=declaration.pk)
        _require(stored, DeclarationState.HANDED_OVER)
        stored.state, stored.abandoned_reason = DeclarationState.ABANDONED, reason.strip()[:300]
        stored.save(update_fields=["state", "abandoned_reason"])
        audit.record(stored.employer, user, "declaration.abandoned", str(stored.pk))


def _require(declaration: Declaration, *states: str) -> None:
    if declaration.state not in states:
        raise DeclarationError("not in its present state", code="E-DECLARATION-STATE")
