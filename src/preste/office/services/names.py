"""A worker's name as it is searched and sorted: small letters without accents."""

from __future__ import annotations

import json
import re
import unicodedata

from preste.office.store.models import Fact, FactKind, Worker

LONGEST = 200


def plain(text: str) -> str:
    """Small letters and digits without accents, single blanks between: "Dûpont, Anne-Marie" is "dupont anne marie"."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare))


def refresh(worker: Worker) -> None:
    """Take the searchable name, and whether an account is known, from the latest identity."""
    known = Fact.objects.filter(worker=worker, kind=FactKind.IDENTITY, superseded_at__isnull=True)
    latest = known.order_by("-valid_from", "-recorded_at").first()
    if latest is not None:
        worker.search_name, worker.has_account = of_identity(latest)
        Worker.objects.filter(pk=worker.pk).update(search_name=worker.search_name, has_account=worker.has_account)


def of_identity(fact: Fact) -> tuple[str, bool]:
    """The searchable name that an identity tells, and whether it has an account."""
    name = plain(f"{fact.data['last_name']} {fact.data['first_name']}")[:LONGEST]
    return name, bool(fact.secret and json.loads(fact.secret).get("iban"))
