"""`preste labour …`: what labour law gives outside of a month's pay, one module a command."""

import typer

from preste.cli.labour import notice, severance

labour = typer.Typer(name="labour", help="Le droit du travail : fin d'un contrat.", no_args_is_help=True)
labour.command("notice")(notice.notice)
labour.command("severance")(severance.severance)
