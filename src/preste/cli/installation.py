"""`preste doctor`, `backup`, `restore`, `prepare`: looking after an installation of the office."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from preste.errors import InputError, PresteError

if TYPE_CHECKING:
    from preste.office.health import Finding

SIGNS = {"ok": "[green]✓[/]", "warning": "[yellow]![/]", "error": "[red]✕[/]"}
AsJson = Annotated[bool, typer.Option("--json", help="En JSON.")]


def doctor(
    as_json: AsJson = False,
    database_only: Annotated[bool, typer.Option("--database", help="Seulement la base de données.")] = False,
    recompute: Annotated[bool, typer.Option("--recompute", help="Recalculer aussi chaque mois validé.")] = False,
) -> None:
    """Examiner cette installation (code de sortie 0 : bien ; 1 : à surveiller ; 2 : à réparer)."""
    from preste.cli.app import print_json

    findings = list(_findings(database_only=database_only, recompute=recompute))
    worst = max((("ok", "warning", "error").index(one.level) for one in findings), default=0)
    if as_json:
        print_json({"status": worst, "findings": [one.as_dict() for one in findings]})
    else:
        console = Console(highlight=False)
        for one in findings:
            console.print(SIGNS[one.level], f"{one.code:<16}", one.message, soft_wrap=True)
            if one.remedy and one.level != "ok":
                console.print(" " * 18, "→", one.remedy, soft_wrap=True, markup=False)
    raise typer.Exit(worst)


def _findings(*, database_only: bool, recompute: bool) -> Iterator[Finding]:
    _require_office()
    from preste.data_folder import data_dir
    from preste.law import book
    from preste.office import health

    data = data_dir()
    if not database_only:
        yield from health.surroundings(data, book(), dt.datetime.now(tz=dt.UTC))
    obstacles = list(health.can_start(data))
    yield from obstacles
    if obstacles:
        return
    try:
        start_office()
    except PresteError as error:
        yield health.not_open(error)
        return
    from preste.office.services import doctor as database_doctor

    if not database_only:
        yield from database_doctor.settings_findings()
    found = list(database_doctor.examine())
    yield from found
    if recompute and all(one.level != "error" for one in found):
        yield from database_doctor.recomputed()


def backup(
    to: Annotated[Path | None, typer.Option("--to", help="Le dossier ; sinon PRESTE_BACKUPS.")] = None,
    keep: Annotated[int, typer.Option("--keep", min=0, help="Ne garder que les N dernières ; 0 : toutes.")] = 0,
    with_key: Annotated[bool, typer.Option("--with-key", help="Copier aussi la clé, dans un fichier à part.")] = False,
) -> None:
    """Sauvegarder la base de données, pendant que le bureau travaille."""
    _require_office()
    from preste.data_folder import data_dir
    from preste.office.backups import back_up, backups_dir

    data = data_dir()
    made = back_up(_database(), data, to or backups_dir(data), with_key=with_key, keep=keep)
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"Sauvegardé : {made.file}", markup=False)
    if made.key:
        console.print(
            f"La clé : {made.key}. Déplacez-la ailleurs que la sauvegarde : qui a les deux lit les numéros nationaux "
            "et les comptes.",
            markup=False,
        )
    else:
        console.print(
            f"Sans {data / 'preste.key'}, cette sauvegarde ne rend ni numéros nationaux ni comptes : gardez-en une "
            "copie dans un autre endroit sûr (--with-key l'écrit à côté).",
            markup=False,
        )


def restore(
    file: Annotated[Path, typer.Argument(help="Une sauvegarde de preste backup, avec son .sha256.")],
    into: Annotated[Path, typer.Option("--into", help="Un dossier de données vide ou nouveau.")],
    key: Annotated[Path | None, typer.Option("--key", help="La clé, si elle n'est pas à côté.")] = None,
) -> None:
    """Restaurer une sauvegarde dans un dossier vide, et l'examiner avant de dire que c'est fait."""
    _require_office()
    from preste.office import backups

    backups.restore(file, into, _database(into), key)
    console = Console(highlight=False, soft_wrap=True)
    console.print(
        f"Restauré et vérifié (tables, gardes, chaînes, clé). Pour l'ouvrir : PRESTE_DATA={into}", markup=False
    )


def start_office() -> None:
    """Make Django ready in this process. Raises PresteError when the settings cannot be read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preste.office.settings")
    import django

    django.setup()


def _database(data: Path | None = None) -> dict[str, Any]:
    from preste.data_folder import data_dir
    from preste.office.database import database

    return database(os.environ.get("DATABASE_URL", ""), data or data_dir())


def _require_office() -> None:
    try:
        import django  # noqa: F401
    except ModuleNotFoundError:
        raise OFFICE_MISSING from None


OFFICE_MISSING: PresteError = InputError(
    "the office is not installed",
    remedy='install it: pip install "preste[office]", or use make serve',
    code="E-OFFICE-MISSING",
)
