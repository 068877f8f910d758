"""Reading XML that comes from outside: no document type, no entities, no network, no depth or size without bound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from preste.errors import InputError

_HEAD = 64 * 1024
_PIECE = 3 * 1024 * 1024
"""Bytes of one person or form; a person has some tens of kB, a fleet of ten thousand cars half of it."""


_LARGE = 16 * 1024 * 1024
"""Bytes of a message that is read whole: some ten thousand declarations."""
_TAGS = 600_000
"""Its tags, opening and closing."""


class _Bounded:
    """A file whose pieces are of moderate size: `piece` tells that one ended."""

    def __init__(self, source: BinaryIO, where: str, largest: int) -> None:
        self._source, self._where, self._largest, self._since = source, where, largest, 0

    def piece(self) -> None:
        """Another piece begins."""
        self._since = 0

    def read(self, size: int) -> bytes:
        """As a file does. Raises InputError `E-XML-SIZE`."""
        if self._since > self._largest:
            raise InputError(
                f"more than {self._largest // 1024 // 1024} MB without a person or a form", where=self._where,
                remedy="give the message as it was made", code="E-XML-SIZE",
            )  # fmt: skip
        data = self._source.read(size)
        self._since += len(data)
        return data


def _parser_options() -> dict[str, bool]:
    return {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "huge_tree": False,
        "remove_comments": True,
        "remove_pis": True,
    }


def refuse_doctype(head: bytes, where: str) -> None:
    """Raises InputError `E-XML-DOCTYPE` when the beginning of a file declares a document type."""
    text = head.replace(b"\x00", b"")
    if b"<!DOCTYPE" in text.upper() or b"<!ENTITY" in text.upper():
        raise InputError(
            "the XML has a document type (DOCTYPE), which no official message has",
            where=where,
            remedy="take the DOCTYPE out, or ask for the file anew",
            code="E-XML-DOCTYPE",
        )


def _refuse_hidden_doctype(element: etree._Element, where: str) -> None:
    """An encoding may have hidden it from the eyes above."""
    info = element.getroottree().docinfo
    if info is not None and info.internalDTD is not None:
        refuse_doctype(b"<!DOCTYPE", where)


def _not_xml(fault: etree.XMLSyntaxError, where: str) -> InputError:
    return InputError(
        f"not well-formed XML: {fault.msg}", where=where, remedy="take the file as it was sent", code="E-XML"
    )


def read(path: Path) -> etree._Element:
    """The root of a file of moderate size.

    Raises:
        InputError: `E-XML-DOCTYPE`, `E-XML` when it is not well-formed, `E-XML-SIZE` when it is too large, `E-FILE`
            when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGE + 1)
    except OSError as fault:
        raise InputError(f"cannot be read: {fault.strerror}", where=path.name, code="E-FILE") from fault
    if len(data) > _LARGE or data.count(b"<") > _TAGS:
        raise InputError(
            f"the message has more than {_LARGE // 1024 // 1024} MB or {_TAGS} tags", where=path.name,
            remedy="cut it into several", code="E-XML-SIZE",
        )  # fmt: skip
    return parse(data, path.name)


def parse(data: bytes, where: str = "") -> etree._Element:
    """The root of a message in memory; raises as `read` does."""
    refuse_doctype(data[:_HEAD], where)
    try:
        root = etree.fromstring(data, etree.XMLParser(**_parser_options()))  # type: ignore[arg-type]
    except etree.XMLSyntaxError as fault:
        raise _not_xml(fault, where) from fault
    _refuse_hidden_doctype(root, where)
    return root


def another_message(found: str, asked: str, where: str) -> InputError:
    """What to say of a file that is another message."""
    return InputError(
        f"the file is no {asked}: it begins with {found[:60]!r}",
        where=where,
        remedy="give the message that this is about",
        code="E-XML-MESSAGE",
    )


def root_name(head: bytes, where: str = "") -> str:
    """The name of the first element in the beginning of a file; nothing when it does not come that soon.

    Raises:
        InputError: as `read`.
    """
    parser = etree.XMLPullParser(events=("start",), **_parser_options())  # type: ignore[arg-type]
    try:
        parser.feed(head)
        for _, element in parser.read_events():
            if isinstance(element, etree._Element):
                _refuse_hidden_doctype(element, where)
                return str(element.tag)
    except etree.XMLSyntaxError as fault:
        raise _not_xml(fault, where) from fault
    return ""


def elements(
    source: BinaryIO, tags: tuple[str, ...], where: str = "", root: str = "", largest: int = _PIECE
) -> Iterator[etree._Element]:
    """Each element of these names as it ends, one after the other, in bounded memory: the caller clears it. `largest`:
    bytes that one may have.

    Raises:
        InputError: as `read`; `E-XML-SIZE`, one is too large; `E-XML-MESSAGE` when the first element has not the name
            `root`, where one is given.
    """
    head = source.read(_HEAD)
    refuse_doctype(head, where)
    if root and (name := root_name(head, where)) != root:
        raise another_message(name, root, where)
    source.seek(0)
    try:
        bounded = _Bounded(source, where, largest)
        found = etree.iterparse(bounded, events=("end",), tag=tags, **_parser_options())
        for count, (_, element) in enumerate(found):
            if not count:
                _refuse_hidden_doctype(element, where)
            bounded.piece()
            yield element
    except etree.XMLSyntaxError as fault:
        raise _not_xml(fault, where) from fault
