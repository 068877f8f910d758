"""Uploaded XML, tried without trusting it: a child process with little memory and time reads it first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from preste.office.services import xml_reader
from preste.office.services.uploads import MESSAGE_BYTES, SECONDS, UploadError, refused

_PROGRAM = Path(xml_reader.__file__)
_AGAIN = _("Prenez le fichier tel que l'ONSS l'a déposé, sans l'ouvrir ni le changer.")
_TOLD = {
    "not-xml": _("Ce fichier n'est pas un message XML entier."),
    "doctype": _("Ce fichier XML contient des définitions (DOCTYPE) qu'aucun message officiel n'a."),
    "deep": _("Ce fichier XML est imbriqué comme aucun message officiel ne l'est."),
}


def require_safe(data: bytes) -> None:
    """Let a child read the file whole. Raises UploadError for one that is none, or would be a danger."""
    if not data:
        raise refused("E-UPLOAD-EMPTY")
    if len(data) > MESSAGE_BYTES:
        raise refused("E-UPLOAD-MESSAGE-SIZE")
    try:
        # The program and its arguments are ours; only the standard input is the file's.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-X", "utf8", str(_PROGRAM)],
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
    if done.returncode:
        raise refused("E-UPLOAD-RESOURCES")
    answer = done.stdout.decode()
    if answer != "ok":
        raise UploadError(str(_TOLD[answer]), field="file", remedy=str(_AGAIN), code="E-UPLOAD-MESSAGE")
