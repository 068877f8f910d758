"""The wage scales of an employer, given as one table; a new one takes the place of the former, which stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from preste.errors import InputError, PresteError
from preste.money import parse, text
from preste.office.accounts.models import User
from preste.office.services import audit
from preste.office.store.models import Employer, ScaleTable
from preste.payroll.dossier_scales import COLUMNS, scales_of
from preste.payroll.scales import Scales

Row = tuple[str, str, str, str, str]
"""A step as text: scale, pay basis, date, years, amount."""


class ScalesError(PresteError):
    """Why a table of scales is not taken: all its faults, each with its row."""

    code = "E-SCALES"

    def __init__(self, faults: Sequence[InputError]) -> None:
        super().__init__("the scales are not taken", remedy="correct the rows, then give the table again")
        self.faults = faults


def known_table(employer: Employer, known_at: dt.datetime | None = None) -> ScaleTable | None:
    """The scales as they were believed at a moment; by default now."""
    tables = ScaleTable.objects.filter(employer=employer)
    if known_at is None:
        return tables.filter(superseded_at__isnull=True).first()
    return tables.filter(recorded_at__lte=known_at).exclude(superseded_at__lte=known_at).first()


def known_scales(employer: Employer, known_at: dt.datetime | None = None) -> Scales:
    """The employer's scales as payroll reads them."""
    table = known_table(employer, known_at)
    return scales_of(_rows(table.rows))[0] if table else {}


def _rows(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, dict[str, str]]]:
    for at, row in enumerate(rows, 2):
        yield str(at), dict(zip(COLUMNS, row, strict=True))


def typed(rows: Sequence[Row]) -> list[tuple[str, str, dt.date, int, int]]:
    """Rows with their date, years and cents."""
    return [
        (name, basis, dt.date.fromisoformat(since), int(years), parse(amount))
        for name, basis, since, years, amount in rows
    ]


def rows_of_scales(scales: Scales) -> list[Row]:
    """Scales as the rows of a table, in order."""
    return [
        (scale.name, scale.pay_basis, scale.valid_from.isoformat(), str(years), text(cents))
        for held in scales.values()
        for scale in held
        for years, cents in scale.steps
    ]


def record_scales(employer: Employer, rows: Sequence[Row], user: User | None) -> ScaleTable | None:
    """Take a table in the place of the one known; None when it says the same. Raises ScalesError."""
    found, faults = scales_of(_rows(rows))
    if not faults and not found:
        faults = [InputError(_("le tableau n'a aucun échelon"), remedy=";".join(COLUMNS))]
    if faults:
        raise ScalesError(faults)
    plain = [list(row) for row in rows_of_scales(found)]
    now = timezone.now()
    with transaction.atomic():
        audit.lock(employer.pk)
        known = known_table(employer)
        if known is not None and known.rows == plain:
            return None
        if known is not None:
            known.superseded_at = now
            known.save(update_fields=["superseded_at"])
        table = ScaleTable.objects.create(employer=employer, rows=plain, recorded_at=now, recorded_by=user)
        audit.record(employer, user, "scales.recorded", str(table.pk), steps=len(plain))
    return table
