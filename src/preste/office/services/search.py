"""Finding workers and employers by name, matricule or national number, within the employers one is given."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from preste.ids import niss
from preste.office.services.names import plain
from preste.office.store.models import Employer, Worker
from preste.office.store.secret import lookup_hash

MOST = 20
SHORTEST = 2


def find_workers(employers: Sequence[Employer], text: str) -> list[Worker]:
    """At most twenty workers of these employers: by the words of their name, by matricule, or by a whole NISS."""
    found = Worker.objects.filter(matching(text), employer__in=employers).select_related("employer").defer("niss")
    return list(found.order_by("search_name", "number")[:MOST])


def matching(text: str, of: str = "") -> Q:
    """The workers a text finds; `of` leads to the worker from the rows that are filtered, as in "worker__"."""
    wanted = Q(**{f"{of}number": text.strip()})
    if niss.is_valid(text):
        wanted |= Q(**{f"{of}niss_hash": lookup_hash(niss.compact(text))})
    words = [word for word in plain(text).split() if not word.isdigit()]
    if words and max(map(len, words)) >= SHORTEST:
        wanted |= Q(*(Q(**{f"{of}search_name__contains": word}) for word in words))
    return wanted


def find_employers(employers: Sequence[Employer], text: str) -> list[Employer]:
    """At most twenty of these employers: by the words of their name, or by enterprise number."""
    words, digits = plain(text).split(), "".join(c for c in text if c.isdigit())
    return [
        one
        for one in employers
        if (words and all(word in plain(one.name) for word in words)) or digits == one.enterprise_number
    ][:MOST]
