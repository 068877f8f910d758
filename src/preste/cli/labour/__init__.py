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
    reductions,
    severance,
    start,
)
from preste.cli.labour.examples import example

labour = typer.Typer(name="labour", help="Calculs du droit du travail.", no_args_is_help=True)
labour.command("notice", epilog=example("notice"))(notice.notice)
labour.command("severance", epilog=example("severance"))(severance.severance)
labour.command("guaranteed", epilog=example("guaranteed"))(guaranteed.guaranteed)
labour.command("garnish", epilog=example("garnish"))(garnish.garnish)
labour.command("scales", epilog=example("scales"))(raises.scales)
labour.command("index", epilog=example("index"))(raises.index)
holiday.holiday.command("campaign", epilog=example("holiday campaign"))(holiday_dossier.campaign)
holiday.holiday.command("imputation", epilog=example("holiday imputation"))(holiday_dossier.imputation)
labour.add_typer(holiday.holiday)
labour.command("leave", epilog=example("leave"))(leave.leave)
labour.command("start", epilog=example("start"))(start.start)
labour.command("overtime", epilog=example("overtime"))(overtime.overtime)
labour.command("premium", epilog=example("premium"))(premium.premium)
labour.command("reductions", epilog=example("reductions"))(reductions.reductions)
labour.command("codes", epilog=example("codes"))(codes.codes)
labour.add_typer(benefits.benefits)
