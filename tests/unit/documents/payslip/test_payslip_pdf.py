"""The payslip as a file: text, standards, sameness, one page, safe names, whole files."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest

from preste.documents.payslip import Written, file_name, render, render_all, render_batch
from preste.documents.typesetting import FONTS
from preste.errors import DocumentError
from preste.payroll.payslip import Payslip

MakePayslip = Callable[..., Payslip]
MILLIMETRE = 72 / 25.4


@pytest.fixture(scope="module")
def pdf(payslip: Payslip) -> pypdf.PdfReader:
    """The ordinary payslip, read back."""
    return pypdf.PdfReader(io.BytesIO(next(render([payslip]))))


def named(payslip: Payslip, last_name: str = "Vandenbroucke", contract: str = "C-0007", **worker: Any) -> Payslip:
    """The payslip of someone else."""
    person = dataclasses.replace(payslip.contract.worker, last_name=last_name, **worker)
    return dataclasses.replace(payslip, contract=dataclasses.replace(payslip.contract, id=contract, worker=person))


def text_of(content: bytes) -> str:
    """All the text of a PDF, with its spaces made plain."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_an_ordinary_month_is_one_page_of_a4(pdf: pypdf.PdfReader) -> None:
    assert len(pdf.pages) == 1
    box = pdf.pages[0].mediabox
    assert (round(float(box.width) / MILLIMETRE), round(float(box.height) / MILLIMETRE)) == (210, 297)


def test_what_is_printed(pdf: pypdf.PdfReader, payslip: Payslip) -> None:
    text = " ".join(pdf.pages[0].extract_text().split())
    for part in (
        "Fiche de paie", "janvier 2022", "Maison de quartier Les Tilleuls ASBL", "Élodie Vandenbroucke", "0007",
        "Prestations", "Brut", "Imposable", "Net octroyé", "Net à payer", "2 250,00", "× 13,07 %", "16 titres",
        "2022-01_C-0007.html", "27 septembre 1966", "12 avril 1965",
    ):  # fmt: skip
        assert part in text, part


def test_it_is_tagged_and_follows_the_standards(pdf: pypdf.PdfReader) -> None:
    root = pdf.root_object
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "fr-BE"
    assert "/StructTreeRoot" in root
    metadata = root["/Metadata"].get_data().decode()
    for mark in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert mark in metadata
    assert str(pdf.metadata and pdf.metadata.title) == "Fiche de paie, janvier\u00a02022, Élodie Vandenbroucke"


def test_only_our_font_is_in_it(pdf: pypdf.PdfReader) -> None:
    fonts = pdf.pages[0]["/Resources"]["/Font"].get_object().values()
    names = {str(font.get_object()["/BaseFont"]).split("+")[1].split("-Identity")[0] for font in fonts}
    assert names == {"PresteText-Regular", "PresteText-Bold"}
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text().upper()


def test_the_recipient_stands_in_the_window(pdf: pypdf.PdfReader) -> None:
    """Window of a C5/6 envelope: right half, and 45 to 75 mm from the top of the folded sheet."""
    seen: list[tuple[float, float]] = []

    def visit(text: str, matrix: Any, *rest: Any) -> None:
        if "Tanneurs" in text or "1000 Bruxelles" in text:
            seen.append((matrix[4] / MILLIMETRE, 297 - matrix[5] / MILLIMETRE))

    pdf.pages[0].extract_text(visitor_text=visit)
    assert seen
    assert all(105 <= x <= 125 and 45 <= y <= 75 for x, y in seen), seen


def test_same_payslip_same_bytes(make_payslip: MakePayslip) -> None:
    first, other, again = render([make_payslip(), named(make_payslip(), "Autre"), make_payslip()])
    assert first == again
    assert hashlib.sha256(first).digest() != hashlib.sha256(other).digest()


@pytest.mark.parametrize(
    "name",
    [
        '#read("/etc/passwd")', "*gras* _x_ `y`", "{{7*7}} ${7*7} #{1+1}", "$ sum x $", "\\u{41} \\ \\n",
        "<label> @ref // fin /* x */", "= Titre", "'); DROP TABLE", "- point + un / t: d", "--- ... ~ '\"",
    ],
)  # fmt: skip
def test_a_name_is_never_markup(payslip: Payslip, name: str) -> None:
    content = next(render([named(payslip, name)]))
    assert text_of(content).count(" ".join(name.split())) >= 1
    assert "root:" not in text_of(content)


def test_letters_we_have_no_shape_for_are_refused(payslip: Payslip) -> None:
    with pytest.raises(DocumentError) as refused:
        next(render([named(payslip, "王")]))
    assert refused.value.code == "E-DOCUMENT-TYPE"
    assert "C-0007" in refused.value.where


@pytest.mark.parametrize("name", ["Đặng Şükrü Łukasz", "Παπαδόπουλος", "Иванова", "O’Brien–Müller ‘ß’"])
def test_names_of_europe_are_printed(payslip: Payslip, name: str) -> None:
    assert name in text_of(next(render([named(payslip, name)])))


def test_a_long_payslip_repeats_its_header_and_numbers_its_pages(payslip: Payslip) -> None:
    lines = tuple(payslip.lines[0]._replace(label=f"Prime {i}", amount=100) for i in range(60))
    reader = pypdf.PdfReader(io.BytesIO(next(render([dataclasses.replace(payslip, lines=lines)]))))
    assert len(reader.pages) == 2
    for number, page in enumerate(reader.pages, 1):
        text = " ".join(page.extract_text().split())
        assert f"page {number}" in text
        assert "Quantité ou base" in text


def test_a_batch_has_every_payslip_from_a_new_page(payslip: Payslip) -> None:
    names = ["Alpha", "Bêta", "Gamma"]
    reader = pypdf.PdfReader(io.BytesIO(render_batch([named(payslip, n) for n in names])))
    assert len(reader.pages) == 3
    for name, page in zip(names, reader.pages, strict=True):
        assert f"Élodie {name}" in page.extract_text()
    with pytest.raises(DocumentError, match="no payslip"):
        render_batch([])


# Files


def test_files_are_named_without_the_niss(payslip: Payslip) -> None:
    worker_niss = payslip.contract.worker.niss
    assert file_name(payslip) == "2022-01_C-0007.pdf"
    for contract in (worker_niss, f"c-{worker_niss[:6]}-{worker_niss[6:]}", "../../etc/x", "a/b", "", "é" * 300, ".h"):
        name = file_name(named(payslip, contract=contract))
        assert worker_niss not in "".join(c for c in name if c.isdigit())
        assert Path(name).name == name
        assert name.startswith("2022-01_")
        assert len(name) < 40


@pytest.mark.parametrize("processes", [1, 2])
def test_all_are_written_whatever_the_number_of_processes(payslip: Payslip, tmp_path: Path, processes: int) -> None:
    payslips = [named(payslip, f"Nom{i}", f"C-{i}") for i in range(5)]
    told: list[tuple[int, int]] = []
    out = render_all(payslips, tmp_path / "out", processes=processes, progress=lambda *done: told.append(done))
    assert out == Written(tuple(tmp_path / "out" / f"2022-01_C-{i}.pdf" for i in range(5)), ())
    assert told == [(i, 5) for i in range(1, 6)]
    assert [path.read_bytes() for path in out.files] == list(render(payslips))
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [p.name for p in out.files]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_refused_payslip_does_not_stop_the_others(payslip: Payslip, tmp_path: Path, processes: int) -> None:
    payslips = [named(payslip, contract="A"), named(payslip, contract="B", number=""), named(payslip, "王", "C")]
    told: list[tuple[int, int]] = []
    out = render_all(payslips, tmp_path, processes=processes, progress=lambda *done: told.append(done))
    assert [path.name for path in out.files] == ["2022-01_A.pdf"]
    assert [error.code for error in out.refused] == ["E-DOCUMENT-MENTION", "E-DOCUMENT-TYPE"]
    assert all("contract" in error.where and error.remedy for error in out.refused)
    assert [p.name for p in tmp_path.iterdir()] == ["2022-01_A.pdf"]
    assert told[-1] == (3, 3)


def test_two_payslips_of_one_name_are_refused_before_writing(payslip: Payslip, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"2022-01_C-0007\.pdf"):
        render_all([payslip, payslip], tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_broken_write_leaves_the_old_file_whole(
    payslip: Payslip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (old,) = render_all([payslip], tmp_path).files
    before = old.read_bytes()

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        render_all([named(payslip, "Autre")], tmp_path)
    assert old.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [old.name]
