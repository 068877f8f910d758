"""`preste labour …`: the law of the employment contract."""

import typer

from preste.cli.labour.guaranteed import guaranteed

labour = typer.Typer(help="Le contrat de travail : ce que la loi donne, et pourquoi.", no_args_is_help=True)
labour.command("guaranteed")(guaranteed)
