"""What an installation needs around its database: key, file modes, law, fonts, disk, clock, versions, backups.

Nothing here needs the office to start: this is what is asked when it does not.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from preste.errors import PresteError
from preste.law import Book
from preste.law.check import ERROR, check
from preste.office import backups, keys
from preste.office.database import database, sqlite_file

Level = Literal["ok", "warning", "error"]
ZONE = "Europe/Brussels"
LITTLE_DISK, NO_DISK = 1_000_000_000, 100_000_000
"""Bytes."""
HORIZON = dt.timedelta(days=62)
OLD_BACKUP = dt.timedelta(days=2)


@dataclass(frozen=True)
class Finding:
    """Something that was looked at, and what to do when it is not well."""

    level: Level
    code: str
    message: str
    remedy: str = ""

    def as_dict(self) -> dict[str, str]:
        """The finding as JSON."""
        return asdict(self)


def found(code: str, well: str, wrong: str, remedy: str, *, bad: object, level: Level = "error") -> Finding:
    """A finding that is well unless `bad`."""
    return Finding(level, code, wrong, remedy) if bad else Finding("ok", code, well)


def surroundings(data: Path, law: Book, now: dt.datetime) -> Iterator[Finding]:
    """Everything that can be seen without opening the database."""
    yield from _key(data)
    yield from _modes(data)
    yield from _law(law, now.date())
    yield from _zone()
    yield from _fonts()
    yield from _disk(data)
    yield from _backups(backups.backups_dir(data), now)
    yield from _versions()


def can_start(data: Path) -> Iterator[Finding]:
    """Why the office cannot start at all; nothing when it can."""
    try:
        keys.read_keys(data)
        file = sqlite_file(database(os.environ.get("DATABASE_URL", ""), data))
    except PresteError as error:
        yield not_open(error)
        return
    if file is not None and not file.is_file():
        remedy = "Remettez le fichier, restaurez une sauvegarde, ou commencez avec : preste prepare"
        yield Finding("error", "D-DATABASE", f"Le fichier {file} manque.", remedy)


def not_open(error: PresteError) -> Finding:
    """What keeps the office shut."""
    return Finding("error", error.code, f"Le bureau ne peut pas s'ouvrir : {error.message}.", error.remedy)


def _key(data: Path) -> Iterator[Finding]:
    try:
        found_keys = keys.read_keys(data)
    except PresteError:
        return  # told by `can_start`
    short = len(found_keys.signing) < 50 or len(set(found_keys.data)) < 8
    yield found("D-KEY", "La clé est en place.", "La clé est faible.", "Ne la fabriquez pas à la main.", bad=short)


def _modes(data: Path) -> Iterator[Finding]:
    if sys.platform == "win32" or not data.is_dir():
        return
    folder = backups.backups_dir(data)
    private = [data, folder, *data.glob("preste.sqlite3*"), *backups.backups_in(folder), *folder.glob("*.key")]
    open_ones = [str(one) for one in private if one.exists() and one.stat().st_mode & 0o077]
    yield found(
        "D-MODES",
        "Les fichiers de Preste ne sont lisibles que par leur propriétaire.",
        f"D'autres peuvent lire : {', '.join(open_ones)}.",
        f"chmod go= {' '.join(open_ones)}",
        bad=open_ones,
    )


def _law(law: Book, today: dt.date) -> Iterator[Finding]:
    errors = [one for one in check(law, today) if one.level == ERROR]
    yield found(
        "D-LAW",
        f"Le livre de la loi est complet (version {law.version}).",
        f"Le livre de la loi a {len(errors)} faute(s), la première : {errors[0].series} {errors[0].message}."
        if errors
        else "",
        "preste law check ; installez la dernière version de Preste.",
        bad=errors,
    )
    last = min(one.known_until for one in law.series.values() if one.known_until is not None)
    left = last - today
    yield found(
        "D-LAW-HORIZON",
        f"La loi est connue jusqu'au {last:%d/%m/%Y}.",
        f"La loi n'est connue que jusqu'au {last:%d/%m/%Y} : {max(left.days, 0)} jours.",
        "Installez la dernière version de Preste avant cette date.",
        bad=left < HORIZON,
        level="error" if left.days < 0 else "warning",
    )


def _zone() -> Iterator[Finding]:
    try:
        ZoneInfo(ZONE)
        missing = False
    except ZoneInfoNotFoundError:
        missing = True
    yield found(
        "D-ZONE", f"Le fuseau {ZONE} est connu.", f"Le fuseau {ZONE} manque.", "pip install tzdata", bad=missing
    )


def _fonts() -> Iterator[Finding]:
    fonts = files("preste.documents") / "fonts"
    absent = [name for name in ("PresteText-Regular.ttf", "PresteText-Bold.ttf") if not (fonts / name).is_file()]
    told = f"Des polices manquent : {', '.join(absent)}."
    yield found("D-FONTS", "Les polices des documents sont là.", told, "Réinstallez Preste.", bad=absent)


def _disk(data: Path) -> Iterator[Finding]:
    place = next(one for one in (data, *data.absolute().parents) if one.exists())
    free = shutil.disk_usage(place).free
    yield found(
        "D-DISK",
        f"Il reste {free // 1_000_000_000} Go sur le disque.",
        f"Il ne reste que {free // 1_000_000} Mo sur le disque.",
        "Libérez de la place : sans elle, rien ne s'enregistre.",
        bad=free < LITTLE_DISK,
        level="error" if free < NO_DISK else "warning",
    )


def _backups(folder: Path, now: dt.datetime) -> Iterator[Finding]:
    dated = []
    for file in backups.backups_in(folder):
        try:
            dated.append((backups.made_at(file), file))
        except ValueError:
            continue
    if not dated:
        told = f"Il n'y a aucune sauvegarde dans {folder}."
        yield Finding("warning", "D-BACKUP", told, "preste backup, chaque jour : voir docs/production.md")
        return
    at, file = max(dated)
    try:
        backups.verify(file)
    except PresteError:
        told = f"La dernière sauvegarde, {file.name}, est abîmée."
        yield Finding("error", "D-BACKUP", told, "Faites-en une autre tout de suite : preste backup")
        return
    yield found(
        "D-BACKUP",
        f"La dernière sauvegarde est du {at.astimezone():%d/%m/%Y %H:%M}.",
        f"La dernière sauvegarde est du {at.astimezone():%d/%m/%Y} : {(now - at).days} jours.",
        "preste backup, chaque jour : voir docs/production.md",
        bad=now - at > OLD_BACKUP,
        level="warning",
    )


def _versions() -> Iterator[Finding]:
    try:
        requirements = metadata.requires("preste") or []
    except metadata.PackageNotFoundError:
        requirements = []
    wrong = [name for one in requirements if "extra ==" not in one or "office" in one for name in _unmet(one)]
    python = ".".join(map(str, sys.version_info[:3]))
    yield found(
        "D-VERSIONS",
        f"Python {python} et les paquets conviennent.",
        f"Ces paquets manquent ou n'ont pas la bonne version : {', '.join(wrong)}.",
        'pip install --upgrade "preste[office]"',
        bad=wrong,
    )


def _unmet(requirement: str) -> Iterator[str]:
    """The package's name when what is installed is outside the bounds, such as `django<5.3,>=5.2.19`."""
    name = re.split(r"[\[<>=;\s]", requirement, maxsplit=1)[0]
    try:
        installed = _release(metadata.version(name))
    except metadata.PackageNotFoundError:
        yield name
        return
    for sign, bound in re.findall(r"(>=|<)\s*([\d.]+)", requirement.partition(";")[0]):
        if (installed >= _release(bound)) != (sign == ">="):
            yield name


def _release(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:4])
