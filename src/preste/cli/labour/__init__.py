"""`preste labour …`: what labour law gives outside of a month's pay, one module a command."""

import typer

from preste.cli.labour import holiday, premium

labour = typer.Typer(name="labour", help="Le droit du travail : vacances, primes.", no_args_is_help=True)
labour.add_typer(holiday.holiday)
labour.command("premium")(premium.premium)
