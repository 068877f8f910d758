"""A DmfA on paper: the employer's sheet, then one a person; a large one in parts, as a month's payslips are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from preste.declarations.dmfa.beside import Beside
from preste.documents.dmfa.view import Known, dmfa_sheets
from preste.documents.dmfa.write import TEMPLATE
from preste.documents.typesetting import noon
from preste.office.services.batches import Batch, Sheet
from preste.office.services.readings import People, Reading
from preste.office.store.models import Employer


def dmfa_batch(employer: Employer, reading: Reading, former: Reading | None, found: Beside, people: People) -> Batch:
    """What is printed of a declaration, beside the quarter before where there is one."""
    draft = reading.declaration is None
    known = Known(employer.name, people.names)

    @cache
    def views() -> list[dict[str, Any]]:
        return dmfa_sheets(reading.form, None if former is None else former.form, known, draft=draft)

    name = f"dmfa-{reading.quarter}{'-projet' if draft else ''}"
    moment = noon(reading.form.form_creation_date)

    def sheets(start: int, stop: int) -> Iterator[Sheet]:
        for rank, view in enumerate(views()[start:stop], start):
            yield Sheet(f"{name}-{rank:05d}.pdf", view, moment)

    title = f"DmfA {reading.quarter.year}/{reading.quarter.number}"
    return Batch(name, title, TEMPLATE, len(found.people) + 1, _mark(reading, former), sheets)


def _mark(*readings: Reading | None) -> str:
    told = []
    for one in readings:
        if one is not None and one.declaration is not None:
            told.append(one.declaration.sha256)
        elif one is not None and one.computed is not None:
            told.append(f"{one.computed.pk} {one.computed.computed_at}")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
