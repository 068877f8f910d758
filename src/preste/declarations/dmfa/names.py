"""What the codes of a declaration are called, in a few words and four languages."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("fr", "nl", "de", "en")
_FILE = Path(__file__).parent / "codes" / "names.csv"
_TARGETS: Mapping[str, str] = {
    "fr": "Réduction groupe cible", "nl": "Doelgroepvermindering", "de": "Zielgruppenermäßigung",
    "en": "Target-group reduction",
}  # fmt: skip
_TARGET = "3"
"""What the codes of target groups begin with."""


@cache
def _names() -> Mapping[tuple[str, str], Mapping[str, str]]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {(row["list"], row["code"]): row for row in csv.DictReader(file)}


def name(codes: str, code: str, language: str = "fr") -> str:
    """The name of a code of `services`, `remunerations`, `contributions` or `reductions`; "" when it has none here."""
    found = _names().get((codes, code))
    if found is None and codes == "reductions" and code.startswith(_TARGET):
        return _TARGETS[language]
    return "" if found is None else found[language]
