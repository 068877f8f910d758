"""The reader of uploaded tables: a program of its own, run with limits, that trusts nothing it is given.

Bytes come in on the standard input, JSON goes out: `{"sheet", "others", "encoding", "rows"}` or `{"refused", "at"}`.
A cell is `null`, a text, `["n", "7.6"]` (a number as the shortest text that gives it back) or `["d", "2026-09-01"]`.
Nothing of Preste is imported here: the child that runs this file holds no key, no setting and no database.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree
from python_calamine import CalamineWorkbook

MEMORY = 1 << 30
CPU_SECONDS = 20
MAX_MEMBERS = 500
MAX_UNPACKED = 64 << 20
MAX_ROWS = 50_000
MAX_COLUMNS = 100
MAX_CELLS = 400_000
MAX_TEXT = 500

Cell = None | str | list[str]

_FOREIGN = (b"MZ", b"\x7fELF", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_OLE = b"\xd0\xcf\x11\xe0"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_ACTIVE = (
    (("vbaproject", "xl/macrosheets/", "xl/activex/"), "E-UPLOAD-MACRO"),
    (("xl/externallinks/", "xl/connections", "xl/embeddings/"), "E-UPLOAD-LINKS"),
)
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_TEXT = re.compile(rb"""\bt=["']str["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>[^<]")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^>]*/>")
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Refused(Exception):
    """The file is not read: a code, and where in the file."""

    def __init__(self, code: str, at: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.at = at


def limit() -> None:
    """Bound memory and time; no file can be written or opened from now on, so what is imported late comes first."""
    for encoding in ("utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "cp437"):
        codecs.lookup(encoding)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(what, (most, most))


def read(data: bytes) -> dict[str, Any]:
    """The table of a file, by its content and never by its name. Raises Refused."""
    if not data.strip(b"\0\r\n\t ;,\xef\xbb\xbf\xff\xfe"):
        raise Refused("E-UPLOAD-EMPTY")
    if data.startswith(_OLE):
        raise Refused("E-UPLOAD-PASSWORD" if _PASSWORD in data else "E-UPLOAD-KIND")
    if data.startswith(_FOREIGN):
        raise Refused("E-UPLOAD-KIND")
    found = _workbook(data) if data.startswith(b"PK") else _csv(data)
    rows = found["rows"]
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        raise Refused("E-UPLOAD-EMPTY")
    return found


# ── CSV ────────────────────────────────────────────────────────────────────────────────────


def _csv(data: bytes) -> dict[str, Any]:
    text, encoding = _decoded(data)
    if "\0" in text:
        raise Refused("E-UPLOAD-NUL", str(text[: text.index("\0")].count("\n") + 1))
    marked, rest = text[:4].lower() == "sep=", text
    if marked:  # what Excel writes to say its separator
        first, _, rest = text.partition("\n")
        separator = first[4:5].strip("\r") or ";"
    else:
        head = re.sub(r'"[^"]*"', "", text[:10_000].lstrip("\r\n").partition("\n")[0])
        separator = max(";\t,", key=head.count)
    csv.field_size_limit(MAX_TEXT)
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=separator, strict=True)
    return {"sheet": "", "others": [], "encoding": encoding, "rows": _kept(_records(reader), marked=marked)}


def _records(reader: Any) -> Iterator[list[Cell]]:
    number = 0
    try:
        for record in reader:
            number += 1
            yield [field.strip() or None for field in record]
    except csv.Error as error:
        long = "field limit" in str(error)
        raise Refused("E-UPLOAD-LONG" if long else "E-UPLOAD-QUOTES", str(number + 1)) from None


def _decoded(data: bytes) -> tuple[str, str]:
    guesses = ["utf-8-sig", "cp1252"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        guesses = ["utf-16"]
    elif data[1:40:2].count(0) > 10:
        guesses = ["utf-16-le"]
    elif data[:40:2].count(0) > 10:
        guesses = ["utf-16-be"]
    for encoding in guesses:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            at = str(data[: error.start].count(b"\n") + 1)
    raise Refused("E-UPLOAD-ENCODING", at)


# ── xlsx ───────────────────────────────────────────────────────────────────────────────────


def _workbook(data: bytes) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _checked(archive.infolist())
            members = _members(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error):
        raise Refused("E-UPLOAD-DAMAGED") from None
    sheet, others = _check_sheet(members)
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    members.clear()
    clean.seek(0)
    table = CalamineWorkbook.from_filelike(clean).get_sheet_by_name(sheet)
    if table.total_height > MAX_ROWS or table.total_width > MAX_COLUMNS:
        raise Refused("E-UPLOAD-FAR", f"{_letters(max(1, table.total_width))}{table.total_height}")
    rows = table.to_python(skip_empty_area=False)
    return {"sheet": sheet, "others": others, "encoding": "", "rows": _kept([_cell(v) for v in row] for row in rows)}


def _checked(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse what is sealed, active, far too large, or no workbook, by the archive's own list."""
    if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise Refused("E-UPLOAD-BOMB")
    names = {info.filename.lower() for info in infos}
    for marks, code in _ACTIVE:
        if any(mark in name for name in names for mark in marks):
            raise Refused(code)
    if any(info.flag_bits & 1 for info in infos):
        raise Refused("E-UPLOAD-PASSWORD")
    if "xl/workbook.xml" not in names:
        raise Refused("E-UPLOAD-KIND")


def _members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts of the workbook, each as long as it said (zipfile checks); a name is only ever a key."""
    members = {}
    for info in archive.infolist():
        if not info.filename.endswith((".xml", ".rels")):
            continue
        content = archive.read(info)
        if b"\0" in content or b"<!" in content.replace(b"<!--", b"").replace(b"<![CDATA[", b""):
            raise Refused("E-UPLOAD-XML")
        members[info.filename] = content
    return members


def _check_sheet(members: dict[str, bytes]) -> tuple[str, list[str]]:
    """Keep the first visible sheet, once its cells are looked at; its name, and the names of the others."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        book = etree.fromstring(members["xl/workbook.xml"], parser)
        relations = etree.fromstring(members["xl/_rels/workbook.xml.rels"], parser)
        paths = {one.get("Id"): (one.get("Target") or "").removeprefix("/xl/") for one in relations}
        sheets = [one for one in book.iterfind("{*}sheets/{*}sheet") if one.get("state", "visible") == "visible"]
        path = "xl/" + paths[sheets[0].get(_REL)]
        content = members[path]
    except (etree.XMLSyntaxError, KeyError, IndexError):
        raise Refused("E-UPLOAD-DAMAGED") from None
    for found in _CELL.finditer(content):
        _check_cell(*found.groups())
    members[path] = _DIMENSION.sub(b"", content)
    for name in [name for name in members if name.startswith("xl/worksheets/") and name != path]:
        del members[name]
    names = [str(one.get("name")) for one in sheets]
    return names[0], names[1:]


def _check_cell(attributes: bytes, content: bytes) -> None:
    place = _PLACE.search(attributes)
    at = (place[1] + place[2]).decode() if place else ""
    unknown = _FORMULA.search(content) and not (_VALUE.search(content) or _TEXT.search(attributes))
    if unknown or _ERROR.search(attributes):
        raise Refused("E-UPLOAD-FORMULA", at)
    if place and content and (_column(place[1]) > MAX_COLUMNS or int(place[2]) > MAX_ROWS):
        raise Refused("E-UPLOAD-FAR", at)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, int | float):
        return ["n", repr(value).removesuffix(".0")]
    if isinstance(value, dt.datetime):
        return ["d", value.date().isoformat()] if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date):
        return ["d", value.isoformat()]
    return str(value).replace("\0", "\ufffd").strip() or None  # no database keeps a NUL in a text


# ── both ───────────────────────────────────────────────────────────────────────────────────


def _kept(records: Iterable[list[Cell]], *, marked: bool = False) -> list[list[Cell]]:
    """The rows without their empty ends. Raises Refused when there are more than are read: nothing is cut."""
    rows: list[list[Cell]] = [[]] if marked else []
    cells = 0
    for record in records:
        while record and record[-1] is None:
            record.pop()
        rows.append(record)
        cells += len(record)
        if len(rows) > MAX_ROWS or cells > MAX_CELLS:
            raise Refused("E-UPLOAD-ROWS", str(len(rows)))
        if len(record) > MAX_COLUMNS:
            raise Refused("E-UPLOAD-COLUMNS", str(len(rows)))
        for i, cell in enumerate(record):
            if isinstance(cell, str) and len(cell) > MAX_TEXT:
                raise Refused("E-UPLOAD-LONG", f"{_letters(i + 1)}{len(rows)}")
    return rows


def main() -> None:
    """Read the standard input, write the answer."""
    data = sys.stdin.buffer.read()
    limit()
    try:
        answer = read(data)
    except Refused as refused:
        answer = {"refused": refused.code, "at": refused.at}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
