"""Reading XML that comes from outside: no document type, no entities, no network, no depth or size without bound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from preste.errors import InputError

_HEAD = 64 * 1024


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
        InputError: `E-XML-DOCTYPE`, `E-XML` when it is not well-formed, `E-FILE` when it cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise InputError(f"cannot be read: {fault.strerror}", where=path.name, code="E-FILE") from fault
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


def elements(source: BinaryIO, tags: tuple[str, ...], where: str = "", root: str = "") -> Iterator[etree._Element]:
    """Each element of these names as it ends, one after the other, in bounded memory: the caller clears it.

    Raises:
        InputError: as `read`; `E-XML-MESSAGE` when the first element has not the name `root`, where one is given.
    """
    head = source.read(_HEAD)
    refuse_doctype(head, where)
    if root and (found := root_name(head, where)) != root:
        raise another_message(found, root, where)
    source.seek(0)
    try:
        for count, (_, element) in enumerate(etree.iterparse(source, events=("end",), tag=tags, **_parser_options())):
            if not count:
                _refuse_hidden_doctype(element, where)
            yield element
    except etree.XMLSyntaxError as fault:
        raise _not_xml(fault, where) from fault
