from __future__ import annotations

import io
import time

import pytest

from preste.declarations import xml
from preste.errors import InputError

BOMB = (
    b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'>"
    + b"".join(
        b"<!ENTITY b%d '%s'>" % (level, (b"&b%d;" % (level - 1) if level else b"&b;") * 10) for level in range(9)
    )
    + b"]><a>&b8;</a>"
)
FILE = b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"
QUADRATIC = b"<!DOCTYPE a [<!ENTITY b '" + b"c" * 50_000 + b"'>]><a>" + b"&b;" * 50_000 + b"</a>"
"""Entities inside no entity, each of them long."""
LATE = b"<!--" + b" " * 70_000 + b"--><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"
"""A document type after more than is looked at first."""
ATTRIBUTE = b"<a b='" + b"c" * 20_000_000 + b"'/>"
TEXT = b"<a>" + b"b" * 20_000_000 + b"</a>"
NAMES = b"<a " + b" ".join(b"b%d='c'" % number for number in range(60_000)) + b"><b/><b"
DEEP = b"<a>" * 100_000 + b"</a>" * 100_000
SEVEN = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a +AFsAPAAh-ENTITY b +ACI-c+ACIAPgBdAD4-<a>+ACY-b;</a>'


@pytest.mark.parametrize(
    "hostile",
    [
        BOMB,
        QUADRATIC,
        FILE,
        FILE.decode().encode("utf-16"),
        LATE,
        SEVEN,
        DEEP,
        ATTRIBUTE,
        TEXT,
        NAMES,
        b"<?xml version='1.0' encoding='UTF-8'?><a>\xe9\xe8</a>",
        b"<?xml version='1.0' encoding='x-none'?><a/>",
        "<a>é".encode("utf-16-le"),
        b"<a",
        b"",
        b"\x00" * 1000,
    ],
    ids=[
        "entities",
        "quadratic",
        "external",
        "utf-16",
        "late",
        "utf-7",
        "deep",
        "attribute",
        "text",
        "names",
        "not utf-8",
        "no encoding",
        "cut utf-16",
        "cut",
        "empty",
        "zeros",
    ],
)
def test_hostile_xml_is_refused_at_once(hostile: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(InputError) as told:
        xml.parse(hostile, "x.xml")
    assert told.value.code in {"E-XML", "E-XML-DOCTYPE"}
    with pytest.raises(InputError):
        list(xml.elements(io.BytesIO(hostile), ("a",), "x.xml"))
    assert time.process_time() - begun < 1


def test_elements_come_one_after_the_other() -> None:
    source = io.BytesIO(b"<a><b>1</b><c/><b>2</b></a>")
    assert [element.text for element in xml.elements(source, ("b",))] == ["1", "2"]
