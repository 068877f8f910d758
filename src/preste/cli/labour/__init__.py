"""`preste labour`: the calculations of labour law."""

import typer

from preste.cli.labour import raises

labour = typer.Typer(help="Calculs du droit du travail.", no_args_is_help=True)
labour.command("scales")(raises.scales)
labour.command("index")(raises.index)
