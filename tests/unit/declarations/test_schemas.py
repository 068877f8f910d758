from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from preste.declarations import schemas
from preste.errors import DossierError, InputError

ONE = b'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="A" type="xs:int"/></xs:schema>'


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTE_DATA", str(tmp_path / "data"))


def test_schemas_are_added_from_files_and_folders_and_found_by_version(tmp_path: Path) -> None:
    box = tmp_path / "box" / "deep"
    box.mkdir(parents=True)
    (box / "DmfAOriginal_20231.xsd").write_bytes(ONE)
    (tmp_path / "Belcotax-2024.xsd").write_bytes(ONE)
    schemas.add([tmp_path / "box", tmp_path / "Belcotax-2024.xsd"])
    assert [(own.message, own.version) for own in schemas.known()] == [("Belcotax", "2024"), ("DmfAOriginal", "20231")]
    found = schemas.find("DmfAOriginal", "20231")
    assert found is not None
    assert schemas.loaded(found.path).validate(etree.XML("<A>1</A>"))
    assert schemas.find("DmfAOriginal", "20232") is None


def test_one_bad_file_and_none_is_kept(tmp_path: Path) -> None:
    (tmp_path / "DmfAOriginal_20231.xsd").write_bytes(ONE)
    (tmp_path / "DmfAOriginal_20232.xsd").write_bytes(b"<a/>")
    (tmp_path / "other.xsd").write_bytes(ONE)
    with pytest.raises(DossierError) as told:
        schemas.add([tmp_path])
    assert {error.where for error in told.value.errors} == {"DmfAOriginal_20232.xsd", "other.xsd"}
    assert schemas.known() == []


def test_a_missing_path_or_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        schemas.add([tmp_path / "absent"])
    with pytest.raises(InputError, match="no schema"):
        schemas.add([tmp_path])
