"""`preste labour …`: labour law worked out on given facts, without a dossier."""

from __future__ import annotations

import typer

from preste.cli.labour import garnish

labour = typer.Typer(help="Droit du travail : calculer un cas sans dossier.", no_args_is_help=True)
labour.command("garnish")(garnish.garnish)
