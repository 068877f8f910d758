"""Imports: a table is read, tried, shown, and only then recorded, as it was shown, in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from preste.calendar import Month
from preste.errors import PresteError
from preste.office.accounts.models import User
from preste.office.services import audit, import_hours, import_items, import_takeover
from preste.office.services.hours import is_closed
from preste.office.services.import_table import Change, Plan, plain, split
from preste.office.services.uploads import Cell, Sheet, raw_sheet, sheet_of
from preste.office.store.models import Employer, ImportKind, ImportMapping, Upload, UploadState

KEPT = dt.timedelta(hours=24)
"""How long a table waits for its recording; then what it held is deleted."""
NOTHING: Mapping[str, Any] = {"sheet": "", "others": [], "rows": []}


class TableError(PresteError):
    """A table that is not recorded; the code says why."""

    code = "E-IMPORT"


@dataclass(frozen=True)
class Importer:
    """What one kind of table knows: its fields, its headers, what it would do, and how it is recorded."""

    fields: Callable[[Month], dict[str, str]]
    field_of: Callable[[Cell, Month], str]
    plan: Callable[[Employer, Month, Sheet, Sequence[str]], Plan]
    record: Callable[[Employer, Month, Sequence[Change], User], int]


IMPORTERS: Mapping[str, Importer] = {
    ImportKind.HOURS: Importer(import_hours.fields, import_hours.field_of, import_hours.plan, import_hours.record),
    ImportKind.ITEMS: Importer(import_items.fields, import_items.field_of, import_items.plan, import_items.record),
    ImportKind.TAKEOVER: Importer(
        import_takeover.fields, import_takeover.field_of, import_takeover.plan, import_takeover.record
    ),
}
WHOLE = (ImportKind.TAKEOVER,)
"""Kinds of tables that are recorded whole: one fault refuses them."""


def try_file(employer: Employer, kind: ImportKind, month: Month, data: bytes, user: User) -> Upload:
    """Read a file and keep what it would do. Raises UploadError, or TableError when the month is closed."""
    _require_open(employer, month)
    kept = raw_sheet(data)
    sheet = sheet_of(kept)
    columns = recognised(employer, kind, month, sheet)
    now = timezone.now()
    forget_expired(employer)
    with transaction.atomic():
        upload = Upload.objects.create(
            employer=employer,
            kind=kind,
            month=str(month),
            sha256=hashlib.sha256(data).hexdigest(),
            sheet=kept,
            columns=columns,
            plan=IMPORTERS[kind].plan(employer, month, sheet, columns).as_json(),
            made_at=now,
            made_by=user,
            expires_at=now + KEPT,
        )
        audit.record(employer, user, "import.tried", str(upload.pk), kind=str(kind), month=str(month))
    return upload


def recognised(employer: Employer, kind: ImportKind, month: Month, sheet: Sheet) -> list[str]:
    """The field of each column: as the employer's people chose for its header, else as the header says."""
    chosen = ImportMapping.objects.filter(employer=employer, kind=kind).values_list("columns", flat=True).first() or {}
    importer = IMPORTERS[kind]
    known = importer.fields(month)
    head = split(sheet)[1]
    found = [chosen.get(plain(cell.text), importer.field_of(cell, month)) for cell in head]
    return [name if name in known else "" for name in found]


def choose_columns(upload: Upload, columns: Sequence[str], user: User) -> Upload:
    """Give the columns their fields, remember that for the employer's next table, and try again."""
    _require_waiting(upload)
    month, kind = Month.parse(upload.month), ImportKind(upload.kind)
    importer = IMPORTERS[kind]
    sheet = sheet_of(upload.sheet)
    head = split(sheet)[1]
    known = importer.fields(month)
    upload.columns = [name if name in known else "" for name in [*columns, *[""] * len(head)][: len(head)]]
    upload.plan = importer.plan(upload.employer, month, sheet, upload.columns).as_json()
    with transaction.atomic():
        mapping, _made = ImportMapping.objects.get_or_create(employer=upload.employer, kind=kind)
        for cell, name in zip(head, upload.columns, strict=True):
            if name == importer.field_of(cell, month):
                mapping.columns.pop(plain(cell.text), None)
            else:
                mapping.columns[plain(cell.text)] = name
        mapping.save()
        upload.save(update_fields=["columns", "plan"])
        audit.record(upload.employer, user, "import.columns", str(upload.pk), kind=str(kind))
    return upload


def apply(upload: Upload, user: User, *, only_good: bool) -> int:
    """Record what was shown, all or nothing, and tell how many changes that made.

    With `only_good` the rows without a fault are recorded; else a fault anywhere refuses the whole table. Raises
    TableError when the plan is no longer what was shown: the new one is then kept, to be shown.
    """
    with transaction.atomic():
        employer = Employer.objects.select_for_update().get(pk=upload.employer_id)
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        _require_waiting(upload)
        month = Month.parse(upload.month)
        _require_open(employer, month)
        importer = IMPORTERS[upload.kind]
        shown = Plan.read(upload.plan)
        now = importer.plan(employer, month, sheet_of(upload.sheet), upload.columns)
        same = now.does() == shown.does()
        if same and shown.faults and (not only_good or upload.kind in WHOLE):
            raise TableError("the table has faults", code="E-IMPORT-FAULTS")
        if same:
            upload.recorded = importer.record(employer, month, shown.changes, user)
            upload.state, upload.applied_at, upload.applied_by = UploadState.APPLIED, timezone.now(), user
            upload.sheet, upload.plan = dict(NOTHING), Plan().as_json()
            audit.record(
                employer,
                user,
                "import.applied",
                str(upload.pk),
                kind=upload.kind,
                month=upload.month,
                sha256=upload.sha256[:16],
                recorded=upload.recorded,
                faults=len(shown.faults),
            )
        else:
            upload.plan = now.as_json()
        upload.save()
    if not same:
        raise TableError("what is known changed since this was shown", code="E-IMPORT-STALE")
    return upload.recorded


def applied_before(upload: Upload) -> Upload | None:
    """The latest recording of the very same file for the same month."""
    return (
        Upload.objects.filter(
            employer=upload.employer_id,
            kind=upload.kind,
            month=upload.month,
            sha256=upload.sha256,
            state=UploadState.APPLIED,
        )
        .exclude(pk=upload.pk)
        .order_by("-applied_at")
        .first()
    )


def forget_expired(employer: Employer) -> None:
    """Delete the tables that nobody recorded in time."""
    Upload.objects.filter(employer=employer, state=UploadState.PREVIEWED, expires_at__lt=timezone.now()).delete()


def _require_waiting(upload: Upload) -> None:
    if upload.state != UploadState.PREVIEWED:
        raise TableError("this table is recorded already", code="E-IMPORT-DONE")
    if upload.expires_at < timezone.now():
        raise TableError("this table waited too long", code="E-IMPORT-EXPIRED")


def _require_open(employer: Employer, month: Month) -> None:
    if is_closed(employer, month):
        raise TableError("the month is validated", code="E-IMPORT-CLOSED")
