"""`preste law …`: reading the law book, what it changed between two months, and what it lacks."""

from __future__ import annotations

import datetime as dt
import difflib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from preste.calendar import Month
from preste.cli import law_tables
from preste.errors import InputError
from preste.law import Book, Entry, Key, Series, book, view
from preste.law.check import ERROR, check
from preste.law.diff import diff

law_app = typer.Typer(
    name="law",
    help="La loi : ce qu'elle dit à une date, ce qui a changé entre deux mois, ce qui lui manque.",
    no_args_is_help=True,
)

rates_app = typer.Typer(name="rates", help="Vos fichiers trimestriels des taux de l'ONSS.", no_args_is_help=True)
law_app.add_typer(rates_app)

Lang = Annotated[Literal["fr", "nl", "de", "en"], typer.Option("--lang", help="Langue des titres.")]
AsJson = Annotated[bool, typer.Option("--json", help="En JSON.")]


@law_app.command("list")
def list_series(
    word: Annotated[str, typer.Argument(help="Un mot du nom ou du titre.")] = "",
    lang: Lang = "fr",
    as_json: AsJson = False,
) -> None:
    """Les paramètres de la loi."""
    lowered = word.lower()
    found = [s for s in book().series.values() if lowered in s.name or lowered in s.title[lang].lower()]
    if as_json:
        _print_json([_series_dict(one) for one in found])
    else:
        law_tables.show_list(found, lang)


@law_app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="Le nom du paramètre : voir « preste law list ».")],
    on: Annotated[str, typer.Option("--on", help="Le jour, p. ex. 2022-01-15 ; sans lui, toutes les dates.")] = "",
    key: Annotated[str, typer.Option("--key", help="La clé, p. ex. 362,495 ; * pour toutes.")] = "",
    lang: Lang = "fr",
    as_json: AsJson = False,
) -> None:
    """Un paramètre : ses valeurs, leurs dates, leurs sources."""
    series = _series(book(), name)
    keys = _keys(series, key) if key else list(series.entries)
    groups = _groups(_entries(series, keys, _day(on) if on else None))
    if as_json:
        _print_json({**_series_dict(series), "entries": [_entry_dict(series, e, k) for e, k in groups]})
    else:
        law_tables.show_series(series, groups, lang)


@law_app.command("diff")
def show_diff(
    month_a: Annotated[str, typer.Argument(help="Le premier mois, p. ex. 2022-01.")],
    month_b: Annotated[str, typer.Argument(help="Le second, p. ex. 2022-04.")],
    lang: Lang = "fr",
    as_json: AsJson = False,
) -> None:
    """Ce que la loi a changé entre la fin d'un mois et la fin d'un autre."""
    changes = diff(book(), Month.parse(month_a, "month_a"), Month.parse(month_b, "month_b"))
    if as_json:
        _print_json([change.as_dict() for change in changes])
    else:
        law_tables.show_changes(changes, lang)


@law_app.command("check")
def show_check(lang: Lang = "fr", as_json: AsJson = False) -> None:
    """Ce qui manque à la loi, ce qui est incertain, ce qui ne se recalcule pas (code de sortie 1 si erreur)."""
    findings = check(book(), today())
    if as_json:
        _print_json([finding.as_dict() for finding in findings])
    else:
        law_tables.show_findings(findings, lang)
    if any(finding.level == ERROR for finding in findings):
        raise typer.Exit(1)


@rates_app.command("import")
def import_rates(file: Annotated[Path, typer.Argument(help="La copie JSON du fichier des taux de l'ONSS.")]) -> None:
    """Ajouter un fichier trimestriel des taux : il sert là où la loi livrée ne dit rien de ce trimestre."""
    from preste.law.rates import keep
    from preste.law.read import rates_folder

    found = keep(file, rates_folder())
    print(f"{found.quarter} : {len(found.classes)} catégories d'employeur, fichier du {found.created}")
    print(f"Gardé dans {rates_folder()}. La loi livrée prime ; les taux importés le disent dans les explications.")


@rates_app.command("list")
def list_rates() -> None:
    """Les fichiers de taux importés."""
    from preste.law.rates import kept
    from preste.law.read import rates_folder

    files = kept(rates_folder())
    for path in files:
        print(f"{path.stem}  {path}")
    if not files:
        print(f"Aucun fichier de taux dans {rates_folder()} : importez le vôtre par « preste law rates import ».")


def today() -> dt.date:
    """The day it is: the law library itself has no clock."""
    return dt.date.today()


def _series(law: Book, name: str) -> Series:
    if name in law:
        return law.series[name]
    raise InputError(
        f"the law book has no parameter {name!r}",
        field="name",
        remedy=_suggestion(name, law.series) or "see `preste law list`",
    )


def _suggestion(text: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(text, list(known), n=3, cutoff=0.5)
    return f"did you mean {' or '.join(close)}?" if close else ""


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text!r} is not a date", field="on", remedy='write "2022-01-15"') from error


def _keys(series: Series, text: str) -> list[Key]:
    """The keys of a series that match "362,495" or "362,*"."""
    parts = tuple(part.strip() for part in text.split(","))
    if len(parts) != len(series.keys):
        form = ",".join(series.keys)
        remedy = f"give --key {form}" if form else "leave --key out"
        raise InputError(f"{series.name} has {len(series.keys)} keys, not {len(parts)}", field="key", remedy=remedy)
    for i, part in enumerate(parts):
        known = list(dict.fromkeys(key[i] for key in series.entries))
        if part not in ("*", *known):
            remedy = _suggestion(part, known) or f"one of {', '.join(known)}"
            raise InputError(f"{series.name} has no {series.keys[i]} {part!r}", field="key", remedy=remedy)
    found = [key for key in series.entries if all(p in ("*", k) for p, k in zip(parts, key, strict=True))]
    if not found:
        raise InputError(
            f"{series.name} has no value for {text}", field="key", remedy=f"see `preste law show {series.name}`"
        )
    return found


def _entries(series: Series, keys: Sequence[Key], day: dt.date | None) -> list[Entry]:
    """The entries of the keys: all of them, or the one of each key on that day. Raises NoParameter when none holds."""
    if day is None:
        return [entry for key in keys for entry in series.entries[key]]
    found = [e for key in keys for e in series.entries[key] if e.start <= day and (e.end is None or day <= e.end)]
    beyond = series.known_until is not None and day > series.known_until
    if beyond or all(entry.value is None for entry in found):
        series.on(day, keys[0] if keys else ())
    return found


def _groups(entries: Iterable[Entry]) -> list[tuple[Entry, tuple[Key, ...]]]:
    """Entries that differ by their key only, made one; oldest first."""
    found = view.grouped(entries, lambda e: (e.start, e.end, e.value, e.sources, e.status, e.note))
    return sorted(found, key=lambda group: group[0].start)


def _series_dict(series: Series) -> dict[str, Any]:
    return {
        "name": series.name,
        "title": dict(series.title),
        "law": series.law,
        "file": series.file,
        "begins": series.begins.isoformat(),
        "ends": series.ends.isoformat() if series.ends else None,
        "known_until": series.known_until.isoformat() if series.known_until else None,
        "keys": list(series.keys),
        "fields": [
            {"name": f.name, "kind": f.kind.name, "unit": f.unit, "list": f.is_list, "title": f.title}
            for f in series.fields
        ],
    }


def _entry_dict(series: Series, entry: Entry, keys: Sequence[Key]) -> dict[str, Any]:
    known = entry.value is not None
    return {
        "from": entry.start.isoformat(),
        "to": entry.end.isoformat() if entry.end else None,
        "keys": [list(key) for key in keys if key],
        "value": {f.name: view.plain(view.number(entry, f), f) for f in series.fields} if known else None,
        "status": entry.status,
        "sources": [source.as_dict() for source in entry.sources],
        "note": entry.note,
    }


def _print_json(content: Any) -> None:
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))
