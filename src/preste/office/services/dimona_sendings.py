"""Dimona prepared together: checked first, kept as they were made, handed over or given up."""

from __future__ import annotations

import datetime as dt
import io
import json
import secrets
import zipfile
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django_scopes import scopes_disabled

from preste.declarations import xml
from preste.declarations.channel import names
from preste.declarations.dimona.build import Due, build
from preste.declarations.dimona.check import Report, check_root
from preste.declarations.dimona.model import Form, Reference
from preste.declarations.dimona.read import forms_of, read_form
from preste.declarations.dimona.rest import Json, bodies
from preste.declarations.dimona.rules_known import Known
from preste.declarations.dimona.write import to_xml
from preste.errors import InputError
from preste.office.accounts.models import User
from preste.office.services import audit, dimona
from preste.office.services.dimona import DimonaError, Todo, queue
from preste.office.services.dossiers import employer_record
from preste.office.services.file_numbers import with_next_number
from preste.office.store.models import DimonaDeclaration, DimonaKind, DimonaSending, Employer

PURPOSE = "DIMN"
BATCH = "dimona.xml"


class RefusedBefore(DimonaError):
    """The ONSS would refuse some of these; `report` says what, `todos` which, in the order of the file."""

    code = "E-DIMONA-REFUSED"

    def __init__(self, report: Report, todos: Sequence[Todo]) -> None:
        self.report, self.todos = report, todos
        super().__init__("the ONSS would refuse these declarations", remedy="mend what is told, and prepare them again")


def prepare(employer: Employer, keys: Collection[str], user: User, sender: str = "") -> DimonaSending:
    """Make the declarations that were chosen, check them, and keep their file; all of it or nothing.

    `sender`: the number of who sends by the batch channel; without one the file has no name there.

    Raises DimonaError: nothing was chosen, or it is no longer to be made; RefusedBefore: the ONSS would refuse some;
    NumberBusy.
    """
    now = dimona.now()
    with transaction.atomic():
        audit.lock(employer.pk)
        by_key = {one.key: one for one in queue([employer], now.date()) if one.ready}
        chosen = [todo for key, todo in by_key.items() if key in keys]
        if not chosen or len(chosen) != len(set(keys)):
            raise DimonaError("what was chosen is no longer to be made", code="E-DIMONA-STALE")
        made, content = _made(employer, chosen, now)
        report = check_root(xml.parse(content, BATCH), now.date(), BATCH, _known(chosen))
        if report.blocking:
            raise RefusedBefore(report, chosen)
        sending = DimonaSending(
            employer=employer, file=content.decode(), made_at=now, made_by=user, day=now.date(), sender=sender
        )
        if sender:
            with_next_number(lambda: _last(sender, now.date()), partial(_stored, sending))
        else:
            sending.save(force_insert=True)
        for rank, (todo, due) in enumerate(zip(chosen, made, strict=True), 1):
            _declared(employer, sending, rank, todo, due).save(force_insert=True)
        audit.record(employer, user, "dimona.prepared", str(sending.pk), declarations=len(made))
    return sending


def _known(chosen: Sequence[Todo]) -> dict[str, Known]:
    """The periods that these are about, by number."""
    periods = [one.difference.known for one in chosen if one.difference is not None]
    return {one.number: Known(one) for one in periods if one is not None}


def _made(employer: Employer, chosen: Sequence[Todo], now: dt.datetime) -> tuple[list[Due], bytes]:
    """The forms, each with a reference of its own by which its answer is known, and their file."""
    found = [one.difference for one in chosen if one.difference is not None]
    naive = now.replace(tzinfo=None, microsecond=0)
    made = [_referred(one, naive) for one in build(employer_record(employer), found, dt.date.min, dt.date.max, naive)]
    return made, to_xml([one.form for one in made])


def _referred(one: Due, now: dt.datetime) -> Due:
    own = Reference(kind=1, number=f"{now:%y%m%d}-{secrets.token_hex(5)}")
    others = tuple(each for each in one.form.references if each.kind != own.kind)
    return replace(one, form=replace(one.form, references=(own, *others)))


def _stored(sending: DimonaSending, sequence: int) -> None:
    sending.sequence = sequence
    sending.save(force_insert=True)


def _last(sender: str, day: dt.date) -> int:
    """The last number of the sender's day, whichever employers its files are of."""
    with scopes_disabled():
        told = DimonaSending.objects.filter(sender=sender, day=day)
        return int(told.aggregate(last=Max("sequence"))["last"] or 0)


def _declared(employer: Employer, sending: DimonaSending, rank: int, todo: Todo, due: Due) -> DimonaDeclaration:
    one = due.difference
    told = one.known if one.kind == "cancel" or one.wanted is None else one.wanted
    if told is None:
        raise DimonaError("nothing is told", code="E-DIMONA-STALE")
    kept = one.known if one.kind == "out" and one.known is not None else told  # an OUT changes the end alone
    hours = told.planned_hours
    if hours is None and one.known is not None:
        hours = one.known.planned_hours
    return DimonaDeclaration(
        employer=employer,
        contract_id=todo.contract,
        sending=sending,
        rank=rank,
        kind=DimonaKind(one.kind),
        period=one.known.number if one.known is not None and one.kind != "in" else "",
        fields=list(one.fields),
        reference=due.form.references[0].number,
        due=one.due,
        worker_type=kept.worker_type,
        joint_committee=kept.joint_committee,
        start=kept.start,
        end=told.end,
        start_hour=kept.start_hour,
        end_hour=kept.end_hour,
        planned_hours=hours,
    )


def hand_over(sending: DimonaSending, user: User) -> None:
    """Write down that a sending was handed over to the ONSS."""
    _mark(sending, user, "dimona.handed_over", handed_over_at=timezone.now(), handed_over_by=user)


def abandon(sending: DimonaSending, user: User) -> None:
    """Give up a sending that was never handed over: what it declares is to be made again."""
    _mark(sending, user, "dimona.abandoned", abandoned_at=timezone.now())


def _mark(sending: DimonaSending, user: User, action: str, **changes: object) -> None:
    with transaction.atomic():
        audit.lock(sending.employer_id)
        sending.refresh_from_db()
        if sending.handed_over_at is not None or sending.abandoned_at is not None:
            raise DimonaError("the sending was handed over or given up already", code="E-DIMONA-SENT")
        for name, value in changes.items():
            setattr(sending, name, value)
        sending.save(update_fields=list(changes))
        audit.record(sending.employer, user, action, str(sending.pk))


# ── the files ──────────────────────────────────────────────────────────────────────────────


def forms_in(sending: DimonaSending) -> list[Form]:
    """The forms of a sending, read from its file."""
    root = xml.parse(sending.file.encode(), BATCH)
    return [read_form(one) for one in forms_of(root, BATCH)]


def batch_file(sending: DimonaSending) -> tuple[str, bytes]:
    """The name and content of what the batch channel takes: an archive of the file and its GO; else the XML alone."""
    content = sending.file.encode()
    if not sending.sender:
        return f"dimona-{sending.day:%Y%m%d}.xml", content
    told = names.sending(PURPOSE, sending.sender, sending.day, sending.sequence)
    files = {str(one): content if one.direction == names.SENT else b"" for one in told if one.direction != names.SIGNED}
    return f"{PURPOSE}-{sending.day:%Y%m%d}-{sending.sequence:05d}.zip", _archive(files)


def rest_bodies(sending: DimonaSending, rank: int | None = None) -> tuple[str, bytes]:
    """The bodies of the web service: an archive, one a declaration, or that of one rank alone.

    What the web service has no known names for is left out (`by_file_only`). Raises InputError: nothing is left.
    """
    made, refused = bodies(forms_in(sending))
    day = f"dimona-{sending.day:%Y%m%d}"
    if rank is not None and rank - 1 in made:
        return f"{day}-{rank:04d}.json", _json(made[rank - 1])
    if rank is not None or not made:
        raise next(iter(refused.values()), InputError("there is no such declaration", code="E-DIMONA-REST"))
    return f"{day}-rest.zip", _archive({f"{place + 1:04d}.json": _json(one) for place, one in made.items()})


def by_file_only(sending: DimonaSending) -> frozenset[int]:
    """The ranks of the declarations that only a file can take, for their names in the web service are not known."""
    return frozenset(place + 1 for place in bodies(forms_in(sending))[1])


def _json(body: Json) -> bytes:
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def _archive(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()
