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


def _refuse_doctype(head: bytes, where: str) -> None:
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
        _refuse_doctype(b"<!DOCTYPE", where)


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
    _refuse_doctype(data[:_HEAD], where)
    try:
        root = etree.fromstring(data, etree.XMLParser(**_parser_options()))  # type: ignore[arg-type]
    except etree.XMLSyntaxError as fault:
        raise _not_xml(fault, where) from fault
    _refuse_hidden_doctype(root, where)
    return root


def elements(source: BinaryIO, tags: tuple[str, ...], where: str = "") -> Iterator[etree._Element]:
    """Each element of these names as it ends, one after the other, in bounded memory: the caller clears it.

    Raises:
        InputError: as `read`.
    """
    head = source.read(_HEAD)
    _refuse_doctype(head, where)
    source.seek(0)
    try:
        for count, (_, element) in enumerate(etree.iterparse(source, events=("end",), tag=tags, **_parser_options())):
            if not count:
                _refuse_hidden_doctype(element, where)
            yield element
    except etree.XMLSyntaxError as fault:
        raise _not_xml(fault, where) from fault
