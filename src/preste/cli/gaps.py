"""What a quarter lacks, in few lines: the same law missing for many workers and months is told once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from preste.payroll.quarter import Missing

_DAY = re.compile(r" on (?P<day>\d{4}-\d{2}-\d{2})$")
_SHOWN = 8
"""Workers named before the rest is counted."""
_IMPORT = (
    "ou importer le fichier des taux de l'ONSS de ce trimestre, qui sert là où la loi livrée se tait : "
    "preste law rates import FICHIER.json"
)


def told(missing: Iterable[Missing]) -> Iterator[str]:
    """The lines to print, in French: what lacks and of whom, then what to do."""
    gaps = list(missing)
    found: dict[str, tuple[list[str], list[str], list[str]]] = {}
    for gap in gaps:
        day = _DAY.search(gap.error.message)
        message = gap.error.message[: day.start()] if day else gap.error.message
        wheres, codes, days = found.setdefault(message, ([], [], []))
        wheres.append(gap.where or "employeur")
        codes += [gap.code] if gap.code.isdigit() else []
        days += [day["day"]] if day else []
    for message, (wheres, codes, days) in found.items():
        code = f", code {', '.join(sorted(set(codes)))}" if codes else ""
        on = f" on {', '.join(sorted(set(days)))}" if days else ""
        yield f"Manque : {_few(list(dict.fromkeys(wheres)))}{code} : {message}{on}"
    for remedy in dict.fromkeys(gap.error.remedy for gap in gaps if gap.error.remedy):
        yield f"À faire : {remedy}"
    if any(_in_rate_file(gap) for gap in gaps):
        yield f"À faire : {_IMPORT}"


def _few(wheres: list[str]) -> str:
    rest = len(wheres) - _SHOWN
    return ", ".join(wheres[:_SHOWN]) + (f" et {rest} autre{'s' if rest > 1 else ''}" if rest > 0 else "")


def _in_rate_file(gap: Missing) -> bool:
    """Whether what lacks is a rate that the ONSS's file of the quarter may tell."""
    from preste.errors import NoParameter
    from preste.law.rates import SERIES

    return isinstance(gap.error, NoParameter) and gap.error.field in SERIES
