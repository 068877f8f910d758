"""`preste dmfa update`: what declared quarters say otherwise than the dossier does now, and the modification of one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from preste.calendar import Month, Quarter
from preste.errors import InputError

if TYPE_CHECKING:
    from preste.declarations.dmfa.correct import Modified
    from preste.declarations.dmfa.model import Form, UpdateForm
    from preste.payroll.month import Dossier


def update(
    folder: Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")],
    declared: Annotated[
        list[Path],
        typer.Option("--declared", help="Ce qui a été déclaré : une DmfA, puis ses modifications ; à répéter."),
    ],
    until: Annotated[str, typer.Option("--until", help="Ce qu'on sait à la paie d'un mois plus tardif : 2022-05.")],
    period: Annotated[str, typer.Option("--quarter", help="Un seul trimestre : 2022-1 ; sinon tous.")] = "",
    pids: Annotated[
        Path | None, typer.Option("--pids", help="Les numéros permanents : DmfAPID, ou réponse à une consultation.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="La justification, quand l'ONSS en demande une.")] = "",
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Le fichier à écrire ; il ne doit pas exister.")
    ] = None,
) -> None:
    """Trouver les trimestres déclarés qui sont à corriger, dire pourquoi, et établir la modification (DmfAUpdate).

    Sans -o, les différences et leurs raisons s'affichent, et rien n'est écrit. Avec -o, il faut les numéros permanents
    (--pids) et un seul trimestre ; la modification est contrôlée avant d'être écrite.
    """
    from preste.declarations.dmfa.correct import declared_state
    from preste.payroll.dossier import read_dossier

    if out is not None and (out.exists() or out.is_symlink()):
        raise InputError(f"{out} exists already", field="out", remedy="choose another name, or remove it", code="E-OUT")
    if (out is None) != (pids is None):
        raise InputError("--out and --pids go together", field="pids", remedy="give both, or neither")
    asked = Quarter.parse(period) if period else None
    last, dossier = Month.parse(until, "until"), read_dossier(folder)
    states = declared_state(declared)
    wanted = [one for one in states.values() if asked is None or _quarter(one) == asked]
    if asked is not None and not wanted:
        raise InputError(f"nothing was declared of {asked}", field="declared", remedy="give the DmfA of that quarter")
    found = [_compared(folder, dossier, form, last) for form in wanted]
    for one in found:
        _tell(one, dossier)
    if out is not None and pids is not None:
        _write(found, pids, reason, out)


def _quarter(form: Form) -> Quarter:
    told = form.employer_declaration.quarter
    return Quarter(int(told[:4]), int(told[4:]))


def _compared(folder: Path, dossier: Dossier, form: Form, last: Month) -> Modified:
    from preste.declarations.dmfa.build import build
    from preste.declarations.dmfa.correct import compare, reasons_of
    from preste.payroll.month import payday
    from preste.payroll.quarter import quarter_of, read_given, read_rights

    quarter = _quarter(form)
    contracts = [one.id for one in dossier.contracts]
    given, rights = read_given(folder, quarter, contracts), read_rights(folder, quarter, contracts)
    result = quarter_of(dossier, quarter, last, given, rights)
    now = build(result, dt.datetime.now())
    paid = payday(dossier.employer, quarter.months[-1])
    return compare(form, now, reasons_of(result, dossier.contracts, paid))


def _tell(one: Modified, dossier: Dossier) -> None:
    from preste.ids import niss
    from preste.money import number

    quarter = f"{one.quarter[:4]}/{one.quarter[4:]}"
    if not one.differs:
        print(f"{quarter} : rien à corriger")
        return
    names = {niss.compact(each.worker.niss): each.worker.name for each in dossier.contracts}
    print(f"{quarter} : à corriger, {number(one.due)} de plus à l'ONSS" if one.due >= 0 else
          f"{quarter} : à corriger, {number(-one.due)} de moins à l'ONSS")  # fmt: skip
    for each in one.people:
        who = names.get(each.inss, f"{each.inss[:6]}…") if each.inss else "Pour tous ensemble"
        print(f"  {who} : {' ; '.join(dict.fromkeys(reason.words() for reason in each.reasons))}")
        for change in each.changes:
            print(f"    {change.words()}")
    for note in one.now.notes:
        print(f"À savoir : {note}")


def _write(found: list[Modified], pids: Path, reason: str, out: Path) -> None:
    from preste.cli.app import BAD_INPUT
    from preste.cli.dmfa import tell, whole
    from preste.declarations.dmfa.check_update import check_update
    from preste.declarations.dmfa.pids import read_pids

    differing = [one for one in found if one.differs]
    if len(differing) != 1:
        several = ", ".join(one.quarter for one in differing) or "none"
        remedy = "choose one with --quarter" if differing else "nothing is to be modified"
        raise InputError(f"quarters that differ: {several}", field="quarter", remedy=remedy, code="E-UPDATE")
    [one] = differing
    numbers = [each for each in read_pids(pids.read_bytes(), pids.name) if each.quarter == one.quarter]
    if not numbers:
        remedy = "ask the ONSS for the numbers of that quarter"
        raise InputError(f"no permanent numbers of {one.quarter}", field="pids", remedy=remedy, code="E-UPDATE")
    made = one.update(numbers[-1], dt.datetime.now(), reason)
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_bytes(_bytes(made, one.now.version))
        report = check_update(part)
    finally:
        part.unlink(missing_ok=True)
    tell(report)
    if report.blocking:
        print("Rien n'est écrit.")
        raise typer.Exit(BAD_INPUT)
    with whole(out) as file:
        file.write(_bytes(made, one.now.version))
    if made.employer_declaration_update.justification:
        print(f"Justification : {made.employer_declaration_update.justification}")
    print(f"Écrit : {out}")


def _bytes(made: UpdateForm, version: str) -> bytes:
    import io

    from preste.declarations.dmfa.write import write_update

    out = io.BytesIO()
    write_update(out, [made], version)
    return out.getvalue()
