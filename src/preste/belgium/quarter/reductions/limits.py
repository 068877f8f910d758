"""Target groups for which an employer names its workers, so many in a quarter at most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from preste.belgium.quarter.reductions.rights import Finding
from preste.errors import InputError, NoParameter
from preste.law import book

HORECA = "horeca"

NOT_COMPUTED: Mapping[str, str] = {
    "1142": "Économie de réinsertion sociale conclue avant 2004",
    "3700": "Réduction temporaire du temps de travail (crise)",
    "3720": "Réduction temporaire du temps de travail et semaine de quatre jours (crise)",
    "4001": "Contractuels subventionnés des administrations provinciales et locales",
    "4100": "Remplaçants dans le secteur public",
    "4200": "Personnel de maison",
    "4400": "Gardiens et gardiennes d'enfants",
    "6311": "Jeunes travailleurs en formation en alternance",
    "6321": "Travailleurs âgés, nouvel engagé",
    "6330": "Marine marchande, dragage et remorquage",
    "9002": "Économie d'insertion sociale, mesure transitoire",
}
"""Codes of annex 4 in force since 2021 whose rules or amounts the law book does not have."""


def limits_of(day: dt.date) -> dict[str, int]:
    """How many workers may be named in a quarter, by target group."""
    try:
        return {HORECA: book().on("horeca_reduction", day).value.workers}
    except NoParameter:
        return {}


def too_many(findings: Mapping[tuple[str, int], Sequence[Finding]], limits: Mapping[str, int]) -> Iterator[InputError]:
    """Groups for which more workers are named than the law allows."""
    for group, limit in limits.items():
        named = sorted({place[0] for place, found in findings.items() if _applies(found, group)})
        if len(named) > limit:
            yield InputError(
                f"{len(named)} workers are named for the reduction of {group}: {', '.join(named)}",
                field=group, remedy=f"name {limit} at most", code="E-REDUCTION-LIMIT",
            )  # fmt: skip


def _applies(found: Iterable[Finding], group: str) -> bool:
    return any(one.claim.group == group and one.applies for one in found)
