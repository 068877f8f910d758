"""`preste labour …`: what labour law gives outside of a month's pay."""

import typer

from preste.cli.labour import garnish, guaranteed, holiday, notice, overtime, premium, raises, severance

labour = typer.Typer(name="labour", help="Calculs du droit du travail.", no_args_is_help=True)
labour.command("notice")(notice.notice)
labour.command("severance")(severance.severance)
labour.command("guaranteed")(guaranteed.guaranteed)
labour.command("garnish")(garnish.garnish)
labour.command("scales")(raises.scales)
labour.command("index")(raises.index)
labour.add_typer(holiday.holiday)
labour.command("overtime")(overtime.overtime)
labour.command("premium")(premium.premium)
