"""A rehearsal: what the reception desk of this machine answers to a declaration. Nothing of it comes from the ONSS."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from preste.declarations.channel import names
from preste.declarations.channel.desk import Desk
from preste.declarations.dmfa.judge import PURPOSES as JUDGED
from preste.office.accounts.models import User
from preste.office.services import audit, quarters
from preste.office.services.declarations import PURPOSES
from preste.office.services.receipts import ANOMALIES_KEPT, anomaly_told
from preste.office.store.models import Declaration, DeclarationKind

SENDER = "999990"
"""Whose files a rehearsal pretends to be."""


def rehearse(declaration: Declaration, user: User) -> dict[str, Any]:
    """Put the declaration before the desk, in the environment of declaration tests, and keep its answer beside it."""
    now = timezone.localtime().replace(tzinfo=None, microsecond=0)
    purpose = PURPOSES[DeclarationKind(declaration.kind)]
    wanted = names.sending(purpose, SENDER, now.date(), declaration.number, names.DECLARATION_TEST)
    with tempfile.TemporaryDirectory(prefix="preste-") as folder:
        box = Path(folder) / names.ENVIRONMENTS[names.DECLARATION_TEST][0]
        box.mkdir()
        for name in wanted:
            sent = name.direction == names.SENT
            (box / str(name)).write_bytes(quarters.unpack(declaration.content) if sent else b"")
        (answer,) = Desk(Path(folder), JUDGED, now).receive().answers
    anomalies = [anomaly for form in answer.notifications for anomaly in form.anomalies]
    told = {
        "at": timezone.now().isoformat(),
        "accepted": not answer.refused,
        "received": answer.acknowledgement.accepted,
        "errors": list(answer.acknowledgement.errors),
        "ticket": answer.notifications[0].ticket if answer.notifications else answer.acknowledgement.ticket,
        "anomalies": [anomaly_told(one) for one in anomalies[:ANOMALIES_KEPT]],
        "count": len(anomalies),
    }
    with transaction.atomic():
        audit.lock(declaration.employer_id)
        Declaration.objects.filter(pk=declaration.pk).update(rehearsal=told)
        audit.record(
            declaration.employer, user, "declaration.rehearsed", str(declaration.pk), accepted=told["accepted"]
        )  # fmt: skip
    return told
