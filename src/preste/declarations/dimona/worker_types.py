"""Types of worker (zone 00655) and what each asks of a Dimona, by date.

Sources: ONSS glossary of Dimona 2023/3, zones 00041, 00046, 00655, 00777, 00778, 00910, 00911, 01017, 01135, 01231;
annex 6 of 2008/1 (activities with risk); ONSS, administrative instructions, Dimona for flexi-jobs; for the cards of the
building trade, Confédération Construction, bulletin 03-2023, and ONEM, leaflet T79 of 18 March 2025.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Span = Literal["free", "quarter", "day"]


@dataclass(frozen=True, kw_only=True)
class WorkerType:
    """One type. `span`: the end falls in the quarter of the start, or on the same day. `until`: its last start.

    `lead`: what the law counts from the days before which it may not be declared yet (`dimona_lead`). `by_day`: each
    day of work is a period of its own. `end_fixed`: the end is never put off. `of`: the only joint committees.
    """

    code: str
    name: str
    since: dt.date = dt.date.min
    until: dt.date = dt.date.max
    ends: bool = False
    span: Span = "free"
    planned_hours: bool = False
    start_fixed: bool = False
    small_statute: bool = False
    not_a_worker: bool = False
    by_day: bool = False
    end_fixed: bool = False
    of: frozenset[str] = frozenset()
    lead: Literal["", "start", "quarter"] = ""

    def holds_on(self, start: dt.date) -> bool:
        """Whether a period that starts on that day may have this type."""
        return self.since <= start <= self.until


OTHER_SECTORS = "XXX"
AGENCY, BUILDING, HORECA, FUNERAL = "322", "124", "302", "320"
OF_OCCASIONAL_WORK = frozenset({"144", "145", HORECA, FUNERAL, AGENCY})
"""Where there is occasional work (EXT): agriculture, horticulture, horeca, funerals, and agencies for them."""
_OF_BUILDING = frozenset({BUILDING, AGENCY})

_ARTICLE_17_BY_HOUR = dt.date(2022, 1, 1)
_ALTERNATING = dt.date(2023, 9, 1)


def _before(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1)


_ALL = (
    WorkerType(code="OTH", name="autre"),
    WorkerType(code="STU", name="étudiant", ends=True, span="quarter", planned_hours=True, start_fixed=True),
    WorkerType(code="FLX", name="flexi-job", end_fixed=True, lead="quarter"),
    WorkerType(code="EXT", name="occasionnel", ends=True, by_day=True, of=OF_OCCASIONAL_WORK),
    WorkerType(
        code="A17",
        name="article 17 par jour",
        until=_before(_ARTICLE_17_BY_HOUR),
        ends=True,
        span="day",
        by_day=True,
    ),
    WorkerType(
        code="O17",
        name="article 17, socioculturel et autres",
        since=_ARTICLE_17_BY_HOUR,
        ends=True,
        span="quarter",
        planned_hours=True,
        lead="start",
    ),
    WorkerType(
        code="S17",
        name="article 17, sport",
        since=_ARTICLE_17_BY_HOUR,
        ends=True,
        span="quarter",
        planned_hours=True,
        lead="start",
    ),
    WorkerType(
        code="T17",
        name="article 17, télévision publique",
        since=_ARTICLE_17_BY_HOUR,
        ends=True,
        span="day",
        by_day=True,
        lead="start",
    ),
    WorkerType(code="ALT", name="formation en alternance", since=_ALTERNATING),
    WorkerType(code="IVT", name="formation professionnelle individuelle", ends=True, small_statute=True),
    WorkerType(code="TRI", name="stage de transition", ends=True, small_statute=True),
    WorkerType(code="STG", name="stagiaire, accidents du travail", ends=True, small_statute=True),
    WorkerType(code="BCW", name="construction", of=_OF_BUILDING),
    WorkerType(code="RTA", name="apprenti de la construction", of=_OF_BUILDING),
    WorkerType(code="DWD", name="sans DmfA"),
    WorkerType(code="PMP", name="mandat parlementaire", not_a_worker=True),
    WorkerType(code="TEA", name="enseignement", until=_before(_ARTICLE_17_BY_HOUR), not_a_worker=True),
    WorkerType(
        code="QUA", name="occasionnel en quarantaine", until=dt.date(2022, 12, 31), ends=True, span="day", by_day=True
    ),
    WorkerType(code="STX", name="étudiant occasionnel", until=_before(dt.date(2014, 1, 1)), ends=True, by_day=True),
)

WORKER_TYPES = {one.code: one for one in _ALL}
"""By code."""

PLANNED_IN_DAYS_UNTIL = dt.date(2016, 12, 31)
"""Until then students' plans were told in days, and their start could be changed."""

SMALL_STATUTES_FROM = dt.date(2019, 12, 1)
"""Declarations made since then tell of the small statutes; the glossary says December 2019, without a day."""

JOINT_COMMITTEES = frozenset({BUILDING, "140", "144", "145", "149", HORECA, FUNERAL, AGENCY, OTHER_SECTORS})
"""The only ones Dimona tells apart: every other, 329 too, is `OTHER_SECTORS`."""
CARDS_OPTIONAL = frozenset({"DWD", "IVT", "TRI", "STU"})
"""Of an agency, with a user whose sector is not told: cards may be given."""
CARDS_AGAIN = dt.date(2023, 1, 1)
"""Declarations made before it, since the end of 2020, could leave the cards out (measures of the pandemic)."""
CARDS_UNTIL = dt.date(2024, 12, 31)
"""No card of paper is of a later month: they became electronic. No text found says that numbers are refused since."""
LOWEST_EMPLOYEE_RISK = 400
"""Activities with risk (annex 6) from this number on are those of employees, below it those of workers."""
_SINCE = {"149": dt.date(2017, 10, 1), FUNERAL: dt.date(2019, 4, 1)}


def dimona_committee(joint_committee: str, start: dt.date) -> str:
    """The joint committee as Dimona writes it: "329.02" is `OTHER_SECTORS`.

    149 stands for the electricians (149.01) alone, 322 for agency work only, which an employer of recognised proximity
    services (322.01) is not.
    """
    parent = joint_committee[:3]
    if parent not in JOINT_COMMITTEES or start < _SINCE.get(parent, start):
        return OTHER_SECTORS
    if joint_committee.startswith(("149.", "322.")) and joint_committee != "149.01":
        return OTHER_SECTORS
    return parent


def starts_and_ends_by_hour(worker_type: str, start: dt.date, end: dt.date | None) -> bool:
    """Whether a period tells the hours of the day: occasional work, and a flexi-job of one day."""
    return worker_type == "EXT" or (worker_type == "FLX" and start == end)
