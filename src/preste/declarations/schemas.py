"""The user's copies of the official schemas: kept in the data folder, used by the checks when they are there.

They are not ours to ship. A schema is named as the authority names it: `DmfAOriginal_20231.xsd`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from preste.data_folder import data_dir
from preste.declarations import xml
from preste.errors import InputError, refuse

_NAME = re.compile(r"(?P<message>[A-Za-z][A-Za-z0-9]*)[_-](?P<version>\d{4,5})\.xsd")


@dataclass(frozen=True)
class OwnSchema:
    """A schema the user has: of which message, and of which version (year and quarter)."""

    message: str
    version: str
    path: Path


def folder() -> Path:
    """Where the schemas are kept: `schemas` in the data folder."""
    return data_dir() / "schemas"


def add(sources: Iterable[Path]) -> list[OwnSchema]:
    """Copies schemas, files or whole folders, into the data folder; all of them, or none.

    Raises:
        InputError: a file is no schema, or is not named as the authority names it.
    """
    found: list[OwnSchema] = []
    faults: list[InputError] = []
    for path in _files(sources, faults):
        try:
            found.append(_read(path))
        except InputError as fault:
            faults.append(fault)
    refuse("schemas cannot be added", faults)
    if not found:
        raise InputError(
            "no schema (.xsd) there", remedy="give .xsd files, or a folder that holds some", code="E-SCHEMA"
        )
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = []
    for schema in found:
        target = folder() / schema.path.name
        shutil.copyfile(schema.path, target)
        kept.append(OwnSchema(schema.message, schema.version, target))
    loaded.cache_clear()
    return kept


def _files(sources: Iterable[Path], faults: list[InputError]) -> Iterator[Path]:
    for source in sources:
        if source.is_dir():
            yield from sorted(source.rglob("*.xsd"))
        elif source.is_file():
            yield source
        else:
            faults.append(InputError("no such file or folder", where=str(source), code="E-FILE"))


def _read(path: Path) -> OwnSchema:
    named = _NAME.fullmatch(path.name)
    if not named:
        raise InputError(
            "not named as the authority names its schemas",
            where=path.name,
            remedy="keep the name it was downloaded under, for example DmfAOriginal_20231.xsd",
            code="E-SCHEMA",
        )
    _compiled(path)
    return OwnSchema(named["message"], named["version"], path)


def _compiled(path: Path) -> etree.XMLSchema:
    root = xml.read(path)
    try:
        return etree.XMLSchema(root)
    except etree.XMLSchemaParseError as fault:
        raise InputError(f"not a usable XML schema: {fault}", where=path.name, code="E-SCHEMA") from fault


def known() -> list[OwnSchema]:
    """Every schema of the data folder, by message and version."""
    if not folder().is_dir():
        return []
    named = ((_NAME.fullmatch(path.name), path) for path in folder().glob("*.xsd"))
    found = [OwnSchema(match["message"], match["version"], path) for match, path in named if match]
    return sorted(found, key=lambda schema: (schema.message, schema.version))


def find(message: str, version: str) -> OwnSchema | None:
    """The user's schema of a message in this very version, if there is one."""
    return next((own for own in known() if (own.message, own.version) == (message, version)), None)


@lru_cache(maxsize=16)
def loaded(path: Path) -> etree.XMLSchema:
    """A schema ready to validate with; raises InputError when the file is no schema any more."""
    return _compiled(path)
