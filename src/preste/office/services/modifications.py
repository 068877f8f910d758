"""Accepted quarters whose lines are otherwise than what is known now: which, who, why; the modification as a draft."""

from __future__ import annotations

import datetime as dt
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from preste.calendar import Quarter
from preste.declarations.dmfa.build import Built
from preste.declarations.dmfa.carry import Event, numbers_after
from preste.declarations.dmfa.correct import (
    HOUSEHOLD,
    ITEM,
    LATE_PAY,
    RECORDED,
    TERMS,
    Modified,
    Reason,
    Reasons,
    compare,
)
from preste.declarations.dmfa.notices import UpdateNotice, read_update_notification
from preste.declarations.dmfa.pids import DeclarationNumbers, read_pids
from preste.declarations.dmfa.read import read_update_bytes
from preste.declarations.dmfa.write import write_update
from preste.errors import InputError
from preste.ids import niss
from preste.office.accounts.models import User
from preste.office.services import audit, declarations, quarters, readings
from preste.office.store.models import (
    ComputedQuarter,
    Contract,
    Declaration,
    DeclarationKind,
    Employer,
    Environment,
    Fact,
    FactKind,
    Receipt,
    ReceiptKind,
)

_KINDS: Mapping[str, str] = {FactKind.TERMS: TERMS, FactKind.HOUSEHOLD: HOUSEHOLD, FactKind.ITEM: ITEM}
_TOUCHING = (
    *_KINDS, FactKind.CONTRACT, FactKind.DAY, FactKind.INCAPACITY, FactKind.HOLIDAYS, FactKind.SENIORITY,
)  # fmt: skip
"""Facts that a declaration may rest on."""


@dataclass(frozen=True)
class Accepted:
    """A quarter that the ONSS accepted, beside its last computation.

    `stale`: nothing is computed since the declaration, or the computation is out of date: what differs is not known.
    `numbers`: the permanent numbers, when the ONSS told all that the next modification may need. `draft`: the
    modification that waits, `waiting`: one that was handed over and has no answer yet.
    """

    quarter: Quarter
    declarations: Sequence[Declaration]
    stored: ComputedQuarter | None
    stale: bool
    found: Modified | None
    numbers: DeclarationNumbers | None
    draft: Declaration | None
    waiting: Declaration | None

    @property
    def differs(self) -> bool:
        """Whether what is known now is otherwise than what was declared."""
        return self.found is not None and self.found.differs

    @property
    def less(self) -> int:
        """What less is due, in cents."""
        return -self.found.due if self.found is not None else 0

    @property
    def reason_due(self) -> bool:
        """Whether the person must give the justification: one is due, and the records do not explain everything."""
        return self.found is not None and self.found.reason_due(timezone.localdate()) and not self.found.explained


def accepted_quarters(employer: Employer) -> list[Quarter]:
    """The quarters with an accepted original, the latest first."""
    rows = Declaration.objects.filter(
        employer=employer, kind=DeclarationKind.ORIGINAL, environment=Environment.REAL, state__in=readings.STANDING
    )
    return [Quarter.parse(one) for one in rows.order_by("-quarter").values_list("quarter", flat=True).distinct()]


def look(employer: Employer, quarter: Quarter) -> Accepted | None:
    """An accepted quarter beside what is known now; None when nothing was accepted."""
    rows = readings.accepted(employer, quarter)
    form = readings.declared_form(rows)
    if form is None:
        return None
    stored = quarters.latest(employer, quarter)
    found = None
    if stored is not None and stored.message:
        now = Built(form=readings.form_of(quarters.unpack(stored.message)), version=stored.message_version)
        found = compare(form, now, _reasons(employer, stored, rows[0]))
    updates = Declaration.objects.filter(employer=employer, quarter=str(quarter), kind=DeclarationKind.UPDATE)
    return Accepted(
        quarter=quarter,
        declarations=rows,
        stored=stored,
        stale=stored is None or bool(quarters.outdated(stored)),
        found=found,
        numbers=_numbers(employer, quarter, rows),
        draft=updates.filter(state__in=declarations.DRAFT).first(),
        waiting=updates.filter(environment=Environment.REAL, state__in=declarations.WAITING).first(),
    )


def _numbers(employer: Employer, quarter: Quarter, rows: Sequence[Declaration]) -> DeclarationNumbers | None:
    """The permanent numbers after all that the ONSS accepted and told, in its order; None where one is not known."""
    happened: list[tuple[dt.datetime, Event]] = []
    for one in rows:
        if one.kind == DeclarationKind.UPDATE and one.answered_at is not None:
            happened += ((one.answered_at, update) for update in read_update_bytes(quarters.unpack(one.content)))
    told = Receipt.objects.filter(
        employer=employer, declaration__quarter=str(quarter), kind__in=(ReceiptKind.PIDS, ReceiptKind.UPDATE)
    )
    wanted = f"{quarter.year}{quarter.number}"
    for receipt in told.order_by("read_at", "id"):
        content = quarters.unpack(receipt.content)
        read: Sequence[DeclarationNumbers | UpdateNotice] = (
            read_pids(content) if receipt.kind == ReceiptKind.PIDS else read_update_notification(content)
        )
        happened += ((receipt.read_at, one) for one in read if one.quarter == wanted)
    return numbers_after(event for _, event in sorted(happened, key=lambda pair: pair[0]))


# ── why ────────────────────────────────────────────────────────────────────────────────────


def _reasons(employer: Employer, stored: ComputedQuarter, original: Declaration) -> Reasons:
    """Pay of later months that was earned in the quarter, and facts recorded since it was declared, by NISS."""
    contracts = {
        one.reference: one for one in Contract.objects.filter(employer=employer).select_related("worker")
    }  # fmt: skip
    found: dict[str, dict[Reason, None]] = defaultdict(dict)
    for one in stored.told.get("late", []):
        contract = contracts.get(one["contract"])
        if contract is not None:
            told = Reason(
                LATE_PAY, one["contract"], code=one["remuneration"], amount=one["amount"], pay=one["reason"]
            )  # fmt: skip
            found[niss.compact(contract.worker.niss)][told] = None
    numbers: dict[UUID, str] = {one.worker.pk: niss.compact(one.worker.niss) for one in contracts.values()}
    for worker, kind, recorded in _facts_since(employer, Quarter.parse(stored.quarter), original.known_at):
        if worker in numbers:
            day = timezone.localtime(recorded).date()
            found[numbers[worker]][Reason(_KINDS.get(kind, RECORDED), known=day)] = None
    return {inss: tuple(own) for inss, own in found.items()}


def _facts_since(employer: Employer, quarter: Quarter, since: dt.datetime) -> list[tuple[UUID, str, dt.datetime]]:
    holds = Q(valid_to=None) | Q(valid_to__gte=quarter.first)
    rows = Fact.objects.filter(
        holds, employer=employer, kind__in=_TOUCHING, recorded_at__gt=since, valid_from__lte=quarter.last
    )
    return list(rows.order_by("recorded_at").values_list("worker", "kind", "recorded_at"))


# ── the draft ──────────────────────────────────────────────────────────────────────────────


def draft(employer: Employer, quarter: Quarter, user: User, justification: str = "") -> Declaration:
    """The modification of an accepted quarter as a draft, checked, in the place of the former draft.

    Raises InputError: nothing was accepted or differs, the computation is out of date, a former modification waits for
    its answer, the permanent numbers are missing, or a justification is due.
    """
    with transaction.atomic():
        audit.lock(employer.pk)
        seen = look(employer, quarter)
        if seen is not None and seen.stale:
            raise _no("the quarter's computation is out of date", "E-UPDATE-STALE")
        if seen is None or seen.stored is None or seen.found is None or not seen.found.differs:
            raise _no("nothing of this quarter is to be modified", "E-UPDATE-NONE")
        if seen.waiting is not None:
            raise _no("a modification waits for its answer", "E-UPDATE-WAITING")
        if seen.numbers is None:
            raise _no("the permanent numbers are not known", "E-UPDATE-NUMBERS")
        made = timezone.localtime().replace(tzinfo=None)
        update = seen.found.update(seen.numbers, made, justification.strip()[:560])
        out = io.BytesIO()
        write_update(out, [update], seen.found.now.version)
        kept = declarations.keep(
            employer, quarter, out.getvalue(), seen.stored, user, kind=DeclarationKind.UPDATE,
            replaces=seen.declarations[-1],
        )  # fmt: skip
        return declarations.check(kept, user)


def _no(message: str, code: str) -> InputError:
    return InputError(message, field="quarter", code=code)
