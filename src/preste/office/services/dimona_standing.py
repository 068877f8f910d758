"""How many Dimona are late or for today at each employer: computed again when something was recorded of it.

The queue of a bureau takes a second; its dashboard is opened all day. What an employer's queue rests on never changes
without an event in its trail, so that each process keeps the counts under the last event, the day and the law.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Subquery

from preste.law import book
from preste.office.services import dimona
from preste.office.services.dimona import Todo
from preste.office.store.models import AuditEvent, Employer

_Stamp = tuple[str, dt.date, str]


class Standing(NamedTuple):
    """What is late and what is for today at an employer, and the earliest term of it."""

    late: int
    today: int
    first: dt.date

    @property
    def urgent(self) -> int:
        """Both together."""
        return self.late + self.today


_kept: dict[UUID, tuple[_Stamp, Standing]] = {}


def standings(employers: Sequence[Employer], today: dt.date) -> list[tuple[Employer, Standing]]:
    """The employers with a Dimona that is late or for today, the earliest term first."""
    stamps = _stamps(employers, today)
    known = {pk: kept[1] for pk, stamp in stamps.items() if (kept := _kept.get(pk)) is not None and kept[0] == stamp}
    fresh = _computed([one for one in employers if one.pk not in known], today)
    _kept.update({pk: (stamps[pk], one) for pk, one in fresh.items() if pk in stamps})
    every = known | fresh
    found = [(one, every[one.pk]) for one in employers if every[one.pk].urgent]
    return sorted(found, key=lambda pair: (pair[1].first, pair[0].name))


def _stamps(employers: Sequence[Employer], today: dt.date) -> dict[UUID, _Stamp]:
    """What the counts of an employer rest on; an employer whose trail is empty has none, and nothing is kept of it."""
    last = AuditEvent.objects.filter(employer=OuterRef("pk")).order_by("-id").values("hash")[:1]
    rows = Employer.objects.filter(pk__in=[one.pk for one in employers]).values_list("pk", Subquery(last))
    return {pk: (event, today, book().version) for pk, event in rows if event}


def _computed(employers: Sequence[Employer], today: dt.date) -> dict[UUID, Standing]:
    if not employers:
        return {}
    found: dict[UUID, list[Todo]] = defaultdict(list)
    for one in dimona.urgent(dimona.queue(employers, today), today):
        found[one.employer.pk].append(one)
    return {one.pk: _standing(found[one.pk], today) for one in employers}


def _standing(urgent: Sequence[Todo], today: dt.date) -> Standing:
    late = sum(one.when(today) == "late" for one in urgent)
    return Standing(late, len(urgent) - late, min((one.term or today for one in urgent), default=today))
