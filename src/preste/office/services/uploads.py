"""Uploaded tables, read without trusting them: in a child process that has little memory, little time and no files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from preste.errors import PresteError
from preste.office.services import upload_reader as reader

MAX_BYTES = 5_000_000
MESSAGE_BYTES = 50_000_000
"""The largest message of the ONSS that is read: the permanent numbers of sixty thousand workers with two lines each."""
SECONDS = 40
AT_ONCE = 2
"""How many files are read at the same time: each may ask for `reader.MEMORY`."""

_places = threading.BoundedSemaphore(AT_ONCE)
_PROGRAM = Path(reader.__file__)
_SAVE = _("Enregistrez le tableau au format Excel (.xlsx) ou CSV, puis recommencez.")
_AGAIN = _("Recopiez les données dans le modèle à télécharger, puis recommencez.")

_TOLD: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "E-UPLOAD-NONE": (_("Aucun fichier n'a été choisi."), _("Choisissez un fichier .xlsx ou .csv.")),
    "E-UPLOAD-SIZE": (
        _("Le fichier dépasse 5 Mo."),
        _("Gardez les colonnes et les lignes utiles, ou partagez-le en plusieurs fichiers."),
    ),
    "E-UPLOAD-MESSAGE-SIZE": (
        _("Le fichier dépasse 50 Mo."),
        _("Demandez à l'ONSS une réponse par déclaration."),
    ),
    "E-UPLOAD-EMPTY": (_("Le fichier est vide."), _("Vérifiez que vous avez choisi le bon fichier.")),
    "E-UPLOAD-KIND": (_("Ce fichier n'est ni un classeur .xlsx ni un tableau CSV."), _SAVE),
    "E-UPLOAD-PASSWORD": (
        _("Le fichier est protégé par un mot de passe."),
        _("Retirez la protection dans Excel, puis recommencez."),
    ),
    "E-UPLOAD-MACRO": (_("Le classeur contient des macros : il n'est pas ouvert."), _SAVE),
    "E-UPLOAD-LINKS": (
        _("Le classeur contient des liens vers d'autres fichiers ou des objets incorporés."),
        _("Rompez les liens dans Excel (Données, Modifier les liens), puis recommencez."),
    ),
    "E-UPLOAD-DAMAGED": (_("Le classeur est abîmé et ne se lit pas."), _SAVE),
    "E-UPLOAD-BOMB": (_("Le classeur, une fois décompressé, est démesuré."), _AGAIN),
    "E-UPLOAD-XML": (_("Le classeur contient des définitions qu'un tableur n'écrit jamais."), _AGAIN),
    "E-UPLOAD-FAR": (
        _("La cellule {at} est très loin du tableau : au plus {rows} lignes et {columns} colonnes sont lues."),
        _("Effacez ce qui se trouve loin du tableau, puis recommencez."),
    ),
    "E-UPLOAD-ROWS": (
        _("Le tableau a trop de lignes : au plus {rows} lignes et {cells} cellules sont lues."),
        _("Partagez-le en plusieurs fichiers. Rien n'a été lu à moitié."),
    ),
    "E-UPLOAD-COLUMNS": (
        _("La ligne {at} a plus de {columns} colonnes."),
        _("Retirez les colonnes inutiles, puis recommencez."),
    ),
    "E-UPLOAD-LONG": (
        _("Un texte de plus de {text} caractères se trouve en {at}."),
        _("Raccourcissez-le ; vérifiez aussi qu'aucun guillemet n'est resté ouvert."),
    ),
    "E-UPLOAD-FORMULA": (
        _("La formule de la cellule {at} donne une erreur, ou n'est pas calculée."),
        _("Corrigez-la, ou remplacez-la par sa valeur, puis enregistrez le classeur dans Excel."),
    ),
    "E-UPLOAD-NUL": (_("La ligne {at} contient un caractère nul : ce n'est pas un texte."), _SAVE),
    "E-UPLOAD-ENCODING": (_("Les caractères de la ligne {at} ne se lisent pas."), _("Enregistrez en CSV UTF-8.")),
    "E-UPLOAD-QUOTES": (
        _("Les guillemets de la ligne {at} ne se ferment pas."),
        _("Corrigez cette ligne, ou enregistrez le tableau en .xlsx."),
    ),
    "E-UPLOAD-NO-XML": (
        _("Ce fichier n'est pas un message XML, ou il est coupé."),
        _("Prenez le fichier tel que l'ONSS l'a envoyé."),
    ),
    "E-UPLOAD-DOCTYPE": (
        _("Ce fichier contient un DOCTYPE, qu'aucun message officiel n'a : il n'est pas ouvert."),
        _("Prenez le fichier tel que l'ONSS l'a envoyé."),
    ),
    "E-UPLOAD-RESOURCES": (_("Ce fichier demande trop de mémoire ou de temps."), _AGAIN),
    "E-UPLOAD-BUSY": (_("D'autres fichiers sont en cours de lecture."), _("Recommencez dans une minute.")),
}


class UploadError(PresteError):
    """A file that is not read; the code says why, the message and the remedy are the reader's own words."""

    code = "E-UPLOAD"


class Cell(NamedTuple):
    """A cell: `text`, `number` or `date`, and its text; an empty text when nothing is written."""

    kind: str
    text: str


EMPTY = Cell("text", "")
_KINDS = {"n": "number", "d": "date"}
_ESCAPED = re.compile(r"'(?=[=+\-@\t\r])")


@dataclass(frozen=True)
class Sheet:
    """A table as it was uploaded: the sheet that was read, those that were not, and the rows."""

    name: str
    others: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def refused(code: str, at: str = "") -> UploadError:
    """The error of a code, in words."""
    message, remedy = _TOLD.get(code, _TOLD["E-UPLOAD-DAMAGED"])
    bounds = {"rows": reader.MAX_ROWS, "columns": reader.MAX_COLUMNS, "cells": reader.MAX_CELLS}
    told = str(message).format(at=at, text=reader.MAX_TEXT, **bounds)
    return UploadError(told, field="file", remedy=str(remedy), code=code)


def read_sheet(data: bytes) -> Sheet:
    """The table of a CSV or xlsx file. Raises UploadError; a file can neither harm nor stop this process."""
    return sheet_of(raw_sheet(data))


def raw_sheet(data: bytes) -> dict[str, object]:
    """What the child makes of a table, as JSON to keep. Raises UploadError."""
    return in_child(_PROGRAM, data)


def in_child(program: Path, data: bytes) -> dict[str, object]:
    """What a program of ours, in a process with limits, makes of a table. Raises UploadError."""
    if len(data) > MAX_BYTES:
        raise refused("E-UPLOAD-SIZE")
    return _in_child(program, data)


def message_in_child(program: Path, data: bytes) -> dict[str, object]:
    """The same of a message of the ONSS, which may be larger."""
    if len(data) > MESSAGE_BYTES:
        raise refused("E-UPLOAD-MESSAGE-SIZE")
    return _in_child(program, data)


def _in_child(program: Path, data: bytes) -> dict[str, object]:
    if not _places.acquire(timeout=SECONDS):
        raise refused("E-UPLOAD-BUSY")
    try:
        # The program and its arguments are ours; only the standard input is the file's.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-X", "utf8", str(program)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            cwd="/",
            env={},
        )
    except subprocess.TimeoutExpired:
        raise refused("E-UPLOAD-RESOURCES") from None
    finally:
        _places.release()
    if done.returncode:
        raise refused("E-UPLOAD-RESOURCES" if done.returncode < 0 else "E-UPLOAD-DAMAGED")
    answer: dict[str, object] = json.loads(done.stdout)
    if "refused" in answer:
        raise refused(str(answer["refused"]), str(answer["at"]))
    return answer


def sheet_of(answer: Mapping[str, object]) -> Sheet:
    """The table in a child's answer."""
    rows: Sequence[Sequence[str | Sequence[str] | None]] = answer["rows"]  # type: ignore[assignment]
    others: Sequence[str] = answer["others"]  # type: ignore[assignment]
    return Sheet(str(answer["sheet"]), others, [[_cell(cell) for cell in row] for row in rows])


def _cell(told: str | Sequence[str] | None) -> Cell:
    if told is None:
        return EMPTY
    if isinstance(told, str):
        return Cell("text", _ESCAPED.sub("", told, count=1) if told.startswith("'") else told)
    return Cell(_KINDS[told[0]], told[1])
