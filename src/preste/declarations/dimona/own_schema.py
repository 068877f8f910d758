"""The user's copy of the official schema of Dimona: which one a file is checked against, and what it finds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from preste.declarations import schemas
from preste.declarations.dimona.tree import VERSION, zones
from preste.declarations.dimona.words import LANGUAGES, ZONES
from preste.declarations.finding import Finding, Severity
from preste.errors import InputError

MESSAGE = "Dimona"
XSD = "XSD"
"""The code of what the official schema finds and no rule of ours."""
_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation"
_NUMBERED = re.compile(r"Dimona_(\d{5})\.xsd")
_ELEMENT = re.compile(r"Element '(\w+)'")


@dataclass(frozen=True)
class Note:
    """What a check could not do, or the reader should know: a code and a sentence in four languages."""

    code: str
    text: Mapping[str, str]


def _note(code: str, fr: str, nl: str, de: str, en: str) -> Note:
    return Note(code, dict(zip(LANGUAGES, (fr, nl, de, en), strict=True)))


def choose_schema(root: etree._Element) -> tuple[schemas.OwnSchema | None, list[Note]]:
    """The user's schema that the file names, or the newest one when it names none; and what is to be known of it."""
    named = _NUMBERED.search(root.get(_LOCATION) or "")
    own = [schema for schema in schemas.known() if schema.message == MESSAGE]
    newest = own[-1] if own else None
    if named is None:
        if newest is None:
            return None, [_unnamed(""), _absent("")]
        return newest, [_unnamed(newest.version)]
    version = named[1]
    notes = []
    if version > VERSION:
        notes.append(_newer(version))
    elif newest is not None and newest.version > version:
        notes.append(_older(version, newest.version))
    found = schemas.find(MESSAGE, version)
    if found is None:
        notes.append(_absent(version))
    return found, notes


def _absent(version: str) -> Note:
    name = f"Dimona_{version}.xsd" if version else "Dimona"
    return _note(
        "N-SCHEMA-ABSENT",
        f"le schéma officiel {name} n'est pas parmi les vôtres : contrôlé par nos règles seules (preste schemas add)",
        f"het officiële schema {name} is niet bij de uwe: alleen met onze regels gecontroleerd (preste schemas add)",
        f"das amtliche Schema {name} ist nicht unter Ihren: nur mit unseren Regeln geprüft (preste schemas add)",
        f"the official schema {name} is not among yours: checked by our rules alone (preste schemas add)",
    )


def _unnamed(version: str) -> Note:
    used = {"fr": "", "nl": "", "de": "", "en": ""}
    if version:
        used = {
            "fr": f" ; le plus récent des vôtres a servi ({version})",
            "nl": f"; uw recentste is gebruikt ({version})",
            "de": f"; Ihr neuestes wurde benutzt ({version})",
            "en": f"; your newest one was used ({version})",
        }
    return _note(
        "N-SCHEMA-UNNAMED",
        f"le fichier ne nomme aucun schéma connu{used['fr']}",
        f"het bestand noemt geen bekend schema{used['nl']}",
        f"die Datei nennt kein bekanntes Schema{used['de']}",
        f"the file names no schema that is known{used['en']}",
    )


def _newer(version: str) -> Note:
    return _note(
        "N-SCHEMA-NEWER",
        f"le fichier suit la version {version}, notre structure celle de {VERSION} : un écart peut être du neuf",
        f"het bestand volgt versie {version}, onze structuurregels {VERSION}: een afwijking kan iets nieuws zijn",
        f"die Datei folgt Version {version}, unsere Strukturregeln {VERSION}: eine Abweichung kann etwas Neues sein",
        f"the file follows version {version}, our rules of structure {VERSION}: a departure may be something new",
    )


def _older(version: str, newest: str) -> Note:
    return _note(
        "N-SCHEMA-OLDER",
        f"le fichier suit la version {version}, vous avez {newest} : l'ONSS demande celle du trimestre",
        f"het bestand volgt versie {version}, u hebt {newest}: de RSZ vraagt die van het kwartaal",
        f"die Datei folgt Version {version}, Sie haben {newest}: das LSS verlangt die des Quartals",
        f"the file follows version {version}, you have {newest}: the ONSS wants the quarter's",
    )


def against(root: etree._Element, own: schemas.OwnSchema, told: set[int]) -> Iterator[Finding]:
    """What the schema finds on lines of which our rules said nothing."""
    try:
        schema = schemas.loaded(own.path)
    except InputError as fault:
        raise InputError(
            f"your schema cannot be used: {fault.message}", where=own.path.name,
            remedy="add it again with: preste schemas add", code="E-SCHEMA",
        ) from fault  # fmt: skip
    if schema.validate(root):
        return
    numbered = zones()
    for entry in schema.error_log:  # type: ignore[attr-defined]
        if entry.line in told:
            continue
        match = _ELEMENT.search(entry.message)
        element = match[1] if match else ""
        names = ZONES.get(element, (element,) * len(LANGUAGES))
        said = {language: f"{name}: {_not_conform(language)}" for language, name in zip(LANGUAGES, names, strict=True)}
        code = f"{numbered[element].number}-003" if element in numbered and "not a valid" in entry.message else XSD
        yield Finding(code, Severity.BLOCKING, f"{entry.path or ''}", entry.line, "", said)


def _not_conform(language: str) -> str:
    return {
        "fr": "non conforme au schéma officiel",
        "nl": "niet conform het officiële schema",
        "de": "entspricht nicht dem amtlichen Schema",
        "en": "does not conform to the official schema",
    }[language]
