"""Rights to reductions as the command line tells them: target groups of an occupation, and the file of first hires."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from preste.belgium.quarter.reductions import Finding, HireFile, Use
from preste.cli.labour.contract import console
from preste.money import euro

_STATUS = {
    "applies": "droit",
    "almost": "presque",
    "unknown": "loi manquante",
    "refused": "pas de droit",
}


def show_finding(place: str, one: Finding) -> None:
    """A target group of an occupation: whether it applies, what it is worth, what it lacks."""
    told = one.worth is not None and one.status in ("applies", "almost")
    worth = f", {euro(one.worth or 0)} ce trimestre" if told else ""
    _say(f"{place} : {one.claim.code} {one.title} : {_STATUS[one.status]}{worth}")
    for condition in one.lacking:
        _say(f"    manque : {condition.told}")
    if one.missing_law is not None:
        _say(f"    {one.missing_law.message}")


def show_hires(file: HireFile) -> None:
    """The file of first hires: what each entry opened and why, and what is left of each right."""
    _say("\nPremiers engagements :")
    for entry in file.entries:
        _say(f"  {entry.worker} ({entry.day:%d/%m/%Y}) : {' ; '.join(entry.reasons)}")
        for doubt in entry.doubts:
            _say(f"    incertain : {doubt}")
    for state in file.rights:
        told = f"{state.right.rank}e travailleur, ouvert le {state.right.opened:%d/%m/%Y} : {state.told}"
        _say(f"  Droit {told.replace('1e ', '1er ')}")


def _say(text: str) -> None:
    """A line as it is: nothing in a name is markup."""
    console().print(text, soft_wrap=True, markup=False, highlight=False)


def hires_as_dict(file: HireFile, uses: Iterable[Use]) -> dict[str, Any]:
    """The file as JSON; `uses`: what the quarter uses of the rights, as the next quarter's file takes it."""
    return {
        "entries": [
            {
                "worker": one.worker,
                "day": one.day.isoformat(),
                "rank": one.right.rank if one.right else None,
                "count": one.count,
                "most_before": one.before.count,
                "provisional": one.provisional,
                "reasons": list(one.reasons),
                "doubts": list(one.doubts),
            }
            for one in file.entries
        ],
        "rights": [
            {
                "rank": one.right.rank,
                "opened": one.right.opened.isoformat(),
                "worker": one.right.worker,
                "quarters": one.quarters,
                "left": one.left,
                "last_quarter": str(one.last) if one.last else None,
                "told": one.told,
            }
            for one in file.rights
        ],
        "uses": [{"rank": one.rank, "quarter": str(one.quarter), "worker": one.worker} for one in uses],
    }
