"""One example for the help of each command of labour law, as it can be typed."""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, str] = {
    "notice": "--by employer --start 2025-01-06 --sent 2026-10-07 --absence annual_holidays:2026-12-21:2026-12-31",
    "severance": "--by employer --start 2025-01-06 --end 2026-10-11 --monthly 3000 --benefits 5760",
    "guaranteed": "--status blue_collar --hired 2024-01-01 --hourly 15,00 --sick 2026-03-09:2026-04-07",
    "garnish": "--net 2300 --on 2026-09-30 --children 1 --tax 900",
    "scales": "mon-asbl --month 2026-09",
    "index": "mon-asbl --month 2026-08 --rate 2,00",
    "leave": "mon-asbl --contract anne --last-day 2026-09-30 --reason agreement --right 20 --taken 10",
    "start": "--template nouveau.yaml",
    "overtime": "--monthly 3000 --hours 2026-05-18:HP:10 --hours 2026-05-17:HV:5 --net-used 238",
    "reductions": "--template trimestre.json",
    "codes": "--json",
    "benefits eco": "--hours 19 --on 2026-05-31",
    "benefits eco-campaign": "mon-asbl --from 2025-06 --to 2026-05",
    "benefits vouchers": "--value 8,00 --worker 1,09 --days 5 --weeks 47 --on 2025-12-31",
    "benefits train": "--distance 15 --on 2024-09-01",
    "benefits public": "--price 55,00 --on 2023-09-01",
    "premium": "--scheme 329.02-fwb --october 3000 --on 2023-12-31",
    "holiday right": "--on 2026-05-01 --months 9 --taken 3",
    "holiday double": "--gross 3000 --months 9 --on 2026-05-31",
    "holiday departure": "--gross-this 15000 --months-this 5 --gross-last 36000 --taken 5 --on 2026-05-31",
    "holiday certificate": "--gross 3000 --taken 5 --month-days 22 --certificate-days 20 --on 2026-07-31",
    "holiday settlement": "--simple 2500 --certificate-days 20 --taken 20 --pay 2700 --imputed 2430 --on 2025-12-31",
    "holiday december": "--gross-last 36000 --simple-paid 2000 --double-paid 2000 --on 2025-12-31",
    "holiday untaken": "--gross 3000 --month-days 22 --taken 15 --on 2025-12-31",
    "holiday fund": "--gross-last 30000 --on 2026-05-31",
    "holiday campaign": "mon-asbl --month 2026-05",
    "holiday imputation": "mon-asbl --month 2026-07",
}


def example(command: str) -> str:
    """The last line of a command's help."""
    return f"Exemple : preste labour {command} {EXAMPLES[command]}"
