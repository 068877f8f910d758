"""`preste desk`: a rehearsal of what the ONSS would answer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer


def desk(
    folder: Annotated[Path, typer.Argument(help="Le dossier : déposez dans IN, INTEST ou INTEST-S.")],
) -> None:
    """Répéter un envoi : un guichet local reçoit les fichiers déposés et répond comme le canal de l'ONSS."""
    from preste.cli.app import BAD_INPUT
    from preste.declarations.channel.desk import Desk
    from preste.declarations.dmfa.judge import PURPOSES

    received = Desk(folder, PURPOSES, dt.datetime.now().replace(microsecond=0)).receive()
    for answer in received.answers:
        said = answer.acknowledgement
        result = "reçu" if said.accepted else f"refusé : {', '.join(said.errors)}"
        print(f"{answer.sending}  {result}  (ticket {said.ticket})")
        for form in answer.notifications:
            verdict = "accepté" if form.accepted else "refusé"
            found = f"{len(form.anomalies)} anomalie{'s' if len(form.anomalies) > 1 else ''}"
            print(f"  {form.message} {form.onss_number}  {verdict}, {found}  ({form.ticket})")
        for path in answer.files:
            print(f"  → {path}")
    for name in received.waiting:
        print(f"{name}  attend son fichier GO")
    if not received.answers and not received.waiting:
        print(f"Rien à recevoir dans {folder} : déposez les fichiers dans IN, INTEST ou INTEST-S.")
    if any(answer.refused for answer in received.answers):
        raise typer.Exit(BAD_INPUT)
