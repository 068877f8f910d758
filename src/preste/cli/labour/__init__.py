"""`preste labour …`: what labour law gives outside of a month's pay."""

import typer

from preste.cli.labour import (
    benefits,
    codes,
    garnish,
    guaranteed,
    holiday,
    holiday_dossier,
    leave,
    notice,
    overtime,
    premium,
    raises,
    severance,
    start,
)

labour = typer.Typer(name="labour", help="Calculs du droit du travail.", no_args_is_help=True)
labour.command("notice")(notice.notice)
labour.command("severance")(severance.severance)
labour.command("guaranteed")(guaranteed.guaranteed)
labour.command("garnish")(garnish.garnish)
labour.command("scales")(raises.scales)
labour.command("index")(raises.index)
holiday.holiday.command("campaign")(holiday_dossier.campaign)
holiday.holiday.command("imputation")(holiday_dossier.imputation)
labour.add_typer(holiday.holiday)
labour.command("leave")(leave.leave)
labour.command("start")(start.start)
labour.command("overtime")(overtime.overtime)
labour.command("premium")(premium.premium)
labour.command("codes")(codes.codes)
labour.add_typer(benefits.benefits)
