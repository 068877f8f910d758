"""What a check finds in a message: the ONSS's own code of nine characters, its severity, the place and a sentence.

A code is a zone or block number (five digits), a hyphen and three digits. The last three often mean the same
everywhere (`GENERIC`); a message adds sentences for the others.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass


class Severity(enum.Enum):
    """The class of an anomaly (zone 00497)."""

    BLOCKING = "B"
    PERCENTAGE = "P"
    NOT_COUNTED = "NP"
    REDUCTION = "D"
    WARNING = "W"
    INVESTIGATION = "I"


@dataclass(frozen=True)
class Finding:
    """One fault: `code`, how grave, where (path of elements and line of the file), the value found and the sentence."""

    code: str
    severity: Severity
    path: str
    line: int
    value: str
    text: Mapping[str, str]

    def as_dict(self) -> dict[str, object]:
        """The finding as JSON."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "path": self.path,
            "line": self.line,
            "value": self.value,
            "text": dict(self.text),
        }


def _said(fr: str, nl: str, de: str, en: str) -> Mapping[str, str]:
    return {"fr": fr, "nl": nl, "de": de, "en": en}


KEPT = 10_000
"""Findings kept of one file; a file is read no further after so many that block."""
NOT_READ = "N-NOT-READ"
NOT_READ_ON = _said(
    "trop de fautes bloquantes : la suite du fichier n'a pas été contrôlée",
    "te veel blokkerende fouten: de rest van het bestand is niet gecontroleerd",
    "zu viele blockierende Fehler: der Rest der Datei wurde nicht geprüft",
    "too many blocking faults: the rest of the file was not checked",
)

GENERIC: Mapping[str, Mapping[str, str]] = {
    "001": _said("absent", "niet aanwezig", "fehlt", "missing"),
    "002": _said("pas un nombre", "geen getal", "keine Zahl", "not a number"),
    "003": _said("non valide", "ongeldig", "ungültig", "not valid"),
    "004": _said("chiffre de contrôle faux", "fout controlegetal", "falsche Prüfziffer", "wrong check digits"),
    "008": _said(
        "hors du domaine admis",
        "buiten het toegelaten domein",
        "außerhalb des zulässigen Bereichs",
        "outside the allowed values",
    ),
    "090": _said("trop d'occurrences", "te vaak aanwezig", "zu oft vorhanden", "too many times"),
    "091": _said("pas à sa place", "niet op zijn plaats", "nicht an seiner Stelle", "not in its place"),
    "093": _said("longueur fausse", "foute lengte", "falsche Länge", "wrong length"),
    "146": _said("non admis ici", "hier niet toegelaten", "hier nicht zulässig", "not allowed here"),
}
"""What the last three digits mean wherever they stand."""


def generic(number: str, suffix: str, name: str, path: str, line: int, value: str = "") -> Finding:
    """A blocking fault of structure: the zone or block `number` called `name`, and one of `GENERIC`."""
    text = {
        language: f"{name} : {said}" if language == "fr" else f"{name}: {said}"
        for language, said in GENERIC[suffix].items()
    }
    return Finding(f"{number}-{suffix}", Severity.BLOCKING, path, line, value, text)
