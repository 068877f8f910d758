"""`preste labour codes`: every day code, what it does to pay and the ONSS, the right behind it and its document."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table


def codes(as_json: Annotated[bool, typer.Option("--json", help="En JSON.")] = False) -> None:
    """Les codes de jour : paie, code ONSS, droit derrière le jour, document."""
    from preste.belgium.time.events import EVENTS_OF
    from preste.belgium.time.rights import day_code_rows

    rows = day_code_rows()
    if as_json:
        found = [row | {"events": dict(EVENTS_OF.get(str(row["code"]), {}))} for row in rows]
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    table = Table("Code", "Jour", "ONSS", "Paie", "Droit", "Document", box=SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(str(row[name]) or "—" for name in ("code", "label", "onss", "pay", "right", "document")))
    Console().print(table)
