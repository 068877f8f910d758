"""Documents set in type: Typst templates filled with data, as tagged PDF/A-2a and PDF/UA-1.

The data go in as JSON, never as markup; only our own fonts are used. A PDF's date is given and its identifier
comes from its content, so that the same data give the same bytes, today and in ten years.
"""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import os
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import typst

from preste.errors import DocumentError

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
FONTS = Path(__file__).parent / "fonts"
_NOTHING = Path(__file__).parent / "nothing.typ"

CHUNK = 8
"""Documents handed to a process at a time."""
MANY = 20
"""From so many views in one PDF on, what the compiler keeps of it is let go at once: more than a megabyte each."""
KEPT = 12
"""The compilations after which the compiler has forgotten a document."""
AHEAD = 4
"""So many chunks for each process wait or are under way: what bounds the memory of a large batch."""

_ONE_AT_A_TIME = threading.Lock()
"""A compiler serves one thread at a time."""

View: TypeAlias = Mapping[str, Any]
"""What is printed: texts, ready for JSON; `title` names the document and `where` its subject in an error."""
Document: TypeAlias = tuple[Sequence[View], int, str]
"""One PDF to make: its views, its moment, and its title or ""."""


def pdf(template: Path, views: Sequence[View], moment: int, title: str = "") -> bytes:
    """One PDF with every view, each from a new page. Raises DocumentError when a text cannot be set.

    `moment` is the document's date (`noon`); `title` is by default the first view's.
    """
    inputs = {"sheets": json.dumps(views, ensure_ascii=False), "title": title or str(views[0]["title"])}
    try:
        with _ONE_AT_A_TIME:
            compiler = _compiler(template)
            content = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=moment)
            if len(views) >= MANY:
                _forget()
    except typst.TypstError as error:
        raise DocumentError(
            f"the document cannot be set in type: {error.message}",
            where=str(views[0]["where"]) if len(views) == 1 else "",
            remedy="write names and labels in Latin, Greek or Cyrillic letters",
            code="E-DOCUMENT-TYPE",
        ) from error
    if not isinstance(content, bytes):
        raise DocumentError("the document gave no PDF", code="E-DOCUMENT-TYPE")
    return content


def pdfs(
    template: Path, documents: Iterable[Document], *, processes: int = 1, chunk: int = CHUNK
) -> Iterator[bytes | DocumentError]:
    """Each PDF in order, or why it was refused; several processes go faster.

    The documents are read as they are needed, a few chunks ahead. A script that asks for several processes keeps
    its own start under `if __name__ == "__main__"`.
    """
    one = partial(_one, template)
    if processes <= 1:
        yield from map(one, documents)
        return
    waiting = iter(documents)
    # Not "fork": the caller may hold threads and database connections.
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        while batch := list(islice(waiting, AHEAD * processes * chunk)):
            yield from pool.map(one, batch, chunksize=chunk)


def _one(template: Path, document: Document) -> bytes | DocumentError:
    views, moment, title = document
    try:
        return pdf(template, views, moment, title)
    except DocumentError as error:
        return error


def put(content: bytes, path: Path) -> Path:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return path


def noon(day: dt.date) -> int:
    """Noon of a day, as the seconds a PDF's date is made of."""
    return int(dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC).timestamp())


def clean(value: Any) -> Any:
    """The same data with texts that hold nothing invisible: no control, direction or private-use character."""
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else _printable(value)
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items()}
    return [clean(item) for item in value] if isinstance(value, list | tuple) else value


def _printable(text: str) -> str:
    kinds = ((char, unicodedata.category(char)) for char in text)
    return "".join(" " if kind == "Cc" else char for char, kind in kinds if kind == "Cc" or kind[0] != "C")


def _forget() -> None:
    """Free the memory of a large PDF: the compiler keeps what it laid out until some documents later."""
    for _ in range(KEPT):
        _compiler(_NOTHING).compile(format="pdf")


@cache
def _compiler(template: Path) -> typst.Compiler:
    """The process's one compiler of a template: reading template and fonts is what costs."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(template, root=template.parent, font_paths=fonts)
