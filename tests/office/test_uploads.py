"""Files that come from outside: every odd one has one clear answer, and none harms the process that received it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preste.office.services import upload_reader, uploads
from preste.office.services.uploads import EMPTY, Cell, UploadError, read_sheet

ROWS = (("matricule", "nom", "heures"), ("1", "Éléonore Muñoz", "7,6"), ("2", "D'Hœ; Jan", "-3"))


def code(content: bytes) -> str:
    """The code a file is refused with; every refusal says what is wrong and what to do."""
    with pytest.raises(UploadError) as caught:
        read_sheet(content)
    assert caught.value.message
    assert caught.value.remedy
    assert "{" not in caught.value.message
    return caught.value.code


def texts(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read_sheet(content).rows]


def workbook(*rows: list[Any], more: Callable[[Any], None] = lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    more(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rezipped(content: bytes, change: Callable[[str, bytes], bytes] = lambda name, part: part,
             added: dict[str, bytes] | None = None) -> bytes:  # fmt: skip
    """A workbook with some of its parts changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in (added or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def in_sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, part: part.replace(old, new) if name == "xl/worksheets/sheet1.xml" else part


# ── CSV ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_csv_as_programs_write_it(encoding: str, separator: str, end: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(ROWS)
    assert texts(out.getvalue().encode(encoding)) == [list(row) for row in ROWS]


def test_excel_may_say_its_separator() -> None:
    sheet = read_sheet(b"sep=,\r\na,b\r\n1,2\r\n")
    assert [[cell.text for cell in row] for row in sheet.rows] == [[], ["a", "b"], ["1", "2"]]


def test_a_text_kept_from_being_a_formula_comes_back() -> None:
    assert texts("a;b;c\n'=1+1;'été;'-3\n".encode())[1] == ["=1+1", "'été", "-3"]


@pytest.mark.parametrize(
    ("content", "expected", "place"),
    [
        (b"", "EMPTY", ""),
        (b"\xef\xbb\xbf", "EMPTY", ""),
        (b" ;;;\r\n;;\r\n", "EMPTY", ""),
        (b"\0" * 100, "EMPTY", ""),
        (b"a;b\n1;\0\n", "NUL", "2"),
        (b"a;b\n\x81\x8d;1\n", "ENCODING", "2"),
        (b'a;b\n1;2\n3;"4\n5;6\n', "QUOTES", "3"),
        (b'a;b\n"1"2;3\n', "QUOTES", "2"),
        (b"a;b\n" + b"x" * 5_000 + b";1\n", "LONG", "2"),
        (b"x" * uploads.MAX_BYTES, "LONG", "1"),
        (b'a;b\n"' + b"x\n" * 400_000, "LONG", "2"),
        (b"a;b\n" * 60_000, "ROWS", ""),
        (b"a;b\n" + b"1;" * 200 + b"1\n", "COLUMNS", "2"),
        (b"a\n" + (b"1;" * 90 + b"1\n") * 9_000, "ROWS", ""),
        (b"x" * (uploads.MAX_BYTES + 1), "SIZE", ""),
        (b"MZ\x90\0" + bytes(300), "KIND", ""),
        (b"\x7fELF" + bytes(300), "KIND", ""),
        (b"%PDF-1.7\n", "KIND", ""),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "KIND", ""),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "PASSWORD", ""),
        (b"PK\x03\x04" + bytes(300), "DAMAGED", ""),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, expected: str, place: str) -> None:
    with pytest.raises(UploadError) as caught:
        read_sheet(content)
    assert caught.value.code == f"E-UPLOAD-{expected}"
    assert place in caught.value.message
    assert caught.value.remedy


def test_rows_keep_the_numbers_of_the_spreadsheet() -> None:
    assert texts(b"\n\na;b\n\n1;2\n\n\n") == [[], [], ["a", "b"], [], ["1", "2"]]


# ── workbooks ──────────────────────────────────────────────────────────────────────────────


def test_cells_with_their_kind_and_no_float() -> None:
    cells = ["a", 1, 7.6, 0.1, 1234567.89, -3, dt.date(2026, 9, 8), dt.datetime(2026, 9, 8), True, None, " x "]
    assert read_sheet(workbook(cells)).rows[0] == [
        Cell("text", "a"), Cell("number", "1"), Cell("number", "7.6"), Cell("number", "0.1"),
        Cell("number", "1234567.89"), Cell("number", "-3"), Cell("date", "2026-09-08"), Cell("date", "2026-09-08"),
        Cell("text", "VRAI"), EMPTY, Cell("text", "x"),
    ]  # fmt: skip


def test_the_first_visible_sheet_is_read_and_the_others_are_named() -> None:
    def more(book: Any) -> None:
        book.active.sheet_state = "hidden"
        book.create_sheet("Heures").append(["a"])
        book.create_sheet("Codes")

    sheet = read_sheet(workbook(["caché"], more=more))
    assert (sheet.name, sheet.others, sheet.rows[0][0].text) == ("Heures", ["Codes"], "a")


def test_an_empty_workbook() -> None:
    assert code(workbook()) == "E-UPLOAD-EMPTY"


def test_one_cell_far_away_is_named() -> None:
    """A few kilobytes that would ask for 23 GB: the reader itself would take the process down."""

    def more(book: Any) -> None:
        book.active["ZZ1048576"] = 1

    content = workbook(["a"], more=more)
    assert len(content) < 6_000
    with pytest.raises(UploadError, match="ZZ1048576") as caught:
        read_sheet(content)
    assert caught.value.code == "E-UPLOAD-FAR"
    hidden = rezipped(content, in_sheet(b'r="ZZ1048576"', b'r = "ZZ1048576"'))  # legal XML that a quick look misses
    assert code(hidden) in ("E-UPLOAD-RESOURCES", "E-UPLOAD-FAR")
    assert texts(workbook(["still", "alive"])) == [["still", "alive"]]


@pytest.mark.parametrize("dimension", [b'<dimension ref="A1:B2"/>', b'<dimension ref="A1:XFD1048576"/>', b""])
def test_a_false_dimension_loses_no_row(dimension: bytes) -> None:
    content = workbook(*[[n, "x"] for n in range(2_000)])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    start = sheet.index(b"<dimension")
    old = sheet[start : sheet.index(b"/>", start) + 2]
    rows = texts(rezipped(content, in_sheet(old, dimension)))
    assert [row[0] for row in rows] == [str(n) for n in range(2_000)]


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "XL/VBAPROJECT.BIN"])
def test_macros_are_refused(name: str) -> None:
    assert code(rezipped(workbook(["a"]), added={name: b"x"})) == "E-UPLOAD-MACRO"


@pytest.mark.parametrize("name", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml", "xl/embeddings/a.bin"])
def test_links_to_elsewhere_are_refused(name: str) -> None:
    assert code(rezipped(workbook(["a"]), added={name: b"<x/>"})) == "E-UPLOAD-LINKS"


def test_formulas_are_their_value_and_a_faulty_one_is_named() -> None:
    plain = workbook(["a", 7.6])
    computed = in_sheet(b"<v>7.6</v>", b'<f>HYPERLINK("http://mal.example")</f><v>7.6</v>')
    assert texts(rezipped(plain, computed)) == [["a", "7.6"]]
    assert code(workbook(["a", "=1+1"])) == "E-UPLOAD-FORMULA"
    with pytest.raises(UploadError, match="B1"):
        read_sheet(rezipped(plain, in_sheet(b't="n"><v>7.6</v>', b't="e"><v>#REF!</v>')))


def test_a_text_that_looks_like_a_formula_is_text() -> None:
    def more(book: Any) -> None:
        book.active["A1"] = "=cmd|' /C calc'!A0"
        book.active["A1"].data_type = "s"

    assert texts(workbook(more=more)) == [["=cmd|' /C calc'!A0"]]


def test_a_nul_hidden_in_a_workbook_is_shown_as_a_wrong_character() -> None:
    """A database refuses a NUL in a text; spreadsheets can write one in their own escape."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write_string(0, 0, "a\0b")
    assert texts(out.getvalue()) == [["a\ufffdb"]]


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    assert code(rezipped(workbook(["a"]), added={"xl/media/a.xml": bytes(70 << 20)})) == "E-UPLOAD-BOMB"
    many = {f"xl/media/{n}.bin": b"" for n in range(600)}
    assert code(rezipped(workbook(["a"]), added=many)) == "E-UPLOAD-BOMB"


def test_a_part_longer_than_it_says_is_refused() -> None:
    content = rezipped(workbook(["a"]), added={"xl/extra.xml": b"<x/>" + b" " * 50_000_000})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("xl/extra.xml").file_size
    lying = content.replace(size.to_bytes(4, "little"), (4).to_bytes(4, "little"))
    assert lying != content
    assert code(lying) == "E-UPLOAD-DAMAGED"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/other.xml"])
def test_entities_are_refused(part: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    content = rezipped(workbook(["a", "b"]), added={"xl/other.xml": b"<x/>"})

    def change(name: str, old: bytes) -> bytes:
        return old.replace(b"<", bomb + b"<", 1) if name == part else old

    assert code(rezipped(content, change)) == "E-UPLOAD-XML"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert part in archive.namelist()
    utf16 = rezipped(content, lambda name, old: old.decode().encode("utf-16") if name == part else old)
    assert code(utf16) == "E-UPLOAD-XML"


def test_names_in_the_archive_are_never_paths(tmp_path: Path) -> None:
    victim = tmp_path / "victim.xml"
    added = {f"../../../../../..{victim}": b"<x/>", str(victim): b"<x/>", "xl\\..\\..\\x.xml": b"<x/>"}
    assert texts(rezipped(workbook(["a"]), added=added)) == [["a"]]
    assert not victim.exists()


def test_a_sealed_archive_is_refused() -> None:
    content = bytearray(workbook(["a"]))
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    assert code(bytes(content)) == "E-UPLOAD-PASSWORD"


def test_another_archive_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<ods/>")
    assert code(out.getvalue()) == "E-UPLOAD-KIND"


# ── the child ──────────────────────────────────────────────────────────────────────────────


def probe(source: str) -> subprocess.CompletedProcess[str]:
    """What a line does inside the reader's limits."""
    program = f"import sys; sys.path.insert(0, {str(Path(upload_reader.__file__).parent)!r}); import upload_reader as u"
    run = f"{program}; u.limit()\n{source}"
    return subprocess.run([sys.executable, "-I", "-c", run], capture_output=True, text=True, check=False)


def test_the_child_has_bounds() -> None:
    assert "MemoryError" in probe("x = bytearray(2 << 30)").stderr
    assert "Too many open files" in probe("open('/etc/passwd')").stderr
    assert "Too many open files" in probe("import socket; socket.socket()").stderr
    assert probe("print('alive')").stdout == "alive\n"


def test_the_child_sees_no_secret_and_no_setting(monkeypatch: Any) -> None:
    seen: dict[str, Any] = {}

    def run(command: list[str], **options: Any) -> Any:
        seen.update(options, command=command)
        return subprocess.CompletedProcess(command, 0, b'{"sheet": "", "others": [], "rows": [["a"]]}')

    monkeypatch.setattr(uploads.subprocess, "run", run)
    read_sheet(b"a")
    assert (seen["env"], seen["cwd"], "-I" in seen["command"]) == ({}, "/", True)


@pytest.mark.parametrize(("end", "expected"), [(-6, "RESOURCES"), (-9, "RESOURCES"), (1, "DAMAGED")])
def test_a_child_that_dies_is_told(monkeypatch: Any, end: int, expected: str) -> None:
    monkeypatch.setattr(uploads.subprocess, "run", lambda *a, **k: subprocess.CompletedProcess(a, end, b""))
    assert code(b"a") == f"E-UPLOAD-{expected}"


def test_a_child_that_never_ends_is_stopped(monkeypatch: Any, tmp_path: Path) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass")
    monkeypatch.setattr(uploads, "_PROGRAM", endless)
    monkeypatch.setattr(uploads, "SECONDS", 0.5)
    assert code(b"a") == "E-UPLOAD-RESOURCES"
    before = os.getpid()
    monkeypatch.undo()
    assert texts(b"a;b\n") == [["a", "b"]]
    assert os.getpid() == before


def test_memory_stays_bounded() -> None:
    """The largest table that is read, and the worst that is not: this process and its child stay within bounds."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    largest = b"a;b;c;d;e;f;g;h\n" + b"1;2;3;4;5;6;7;8\n" * (upload_reader.MAX_ROWS - 1)
    assert len(read_sheet(largest).rows) == upload_reader.MAX_ROWS
    heavy = rezipped(workbook(["a"]), added={"xl/a.xml": b"<x>" + b"y" * (60 << 20) + b"</x>"})
    assert texts(heavy) == [["a"]]
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 400_000  # kilobytes: besides the test's own 60 MB
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < upload_reader.MEMORY // 1024


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20).map(str.strip)
BOUNDED = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@BOUNDED
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5), st.sampled_from(";\t,"))
def test_any_text_comes_back_from_csv(rows: list[list[str]], separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([["t", "u", "v", "w"], *rows])
    read = upload_reader.read(out.getvalue().encode())["rows"]
    given_rows = [[cell or None for cell in row] for row in rows]
    for row in given_rows:
        while row and row[-1] is None:
            row.pop()
    while given_rows and not given_rows[-1]:
        given_rows.pop()
    assert read[1:] == given_rows


def refused_or_read(content: bytes) -> None:
    try:
        answer = upload_reader.read(content)
    except upload_reader.Refused as refused:
        assert refused.code in uploads._TOLD
    else:
        assert uploads.sheet_of(answer).rows


@BOUNDED
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    refused_or_read(content)


SOUND = workbook(["a", 7.6, dt.date(2026, 9, 8)], ["b", 1, "x"])


@settings(BOUNDED, max_examples=60)
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_workbook_with_a_wrong_byte_is_read_or_refused(spoiled: list[tuple[float, int]]) -> None:
    content = bytearray(SOUND)
    for place, byte in spoiled:
        content[int(place * len(content))] = byte
    try:
        assert read_sheet(bytes(content)).rows
    except UploadError as error:
        assert error.code in uploads._TOLD
