"""Archives become plain files, or are refused with a sentence; nothing is ever written outside."""

from __future__ import annotations

import io
import tarfile
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.errors import SubmissionError
from autograder.grading.archives import is_archive, unpack


def zipped(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def names_below(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_zip_is_unpacked_without_apples_folder(tmp_path):
    archive = zipped(tmp_path / "a.zip", {"tp/exo1.py": "x", "__MACOSX/tp/._exo1.py": "y", "tp\\exo2.py": "z"})
    unpack(archive, tmp_path / "out")
    assert names_below(tmp_path / "out") == ["tp/exo1.py", "tp/exo2.py"]
    assert is_archive(archive)


def test_a_tar_is_unpacked_without_its_links(tmp_path):
    archive = tmp_path / "a.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        info = tarfile.TarInfo("exo1.py")
        info.size = 1
        tar.addfile(info, io.BytesIO(b"x"))
        link = tarfile.TarInfo("secret")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    unpack(archive, tmp_path / "out")
    assert names_below(tmp_path / "out") == ["exo1.py"]


def test_a_link_in_a_zip_is_left_out(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        link = zipfile.ZipInfo("secret")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("exo1.py", "x")
    unpack(tmp_path / "a.zip", tmp_path / "out")
    assert names_below(tmp_path / "out") == ["exo1.py"]


@pytest.mark.parametrize("name", ["../evil.py", "a/../../evil.py", "/evil.py", "..\\evil.py"])
def test_a_name_that_leads_outside_is_refused(tmp_path, name):
    archive = zipped(tmp_path / "a.zip", {name: "x"})
    with pytest.raises(SubmissionError, match="outside"):
        unpack(archive, tmp_path / "deep" / "out")
    assert not list(tmp_path.rglob("evil.py"))


def test_a_bomb_is_refused(tmp_path):
    archive = zipped(tmp_path / "bomb.zip", {f"{i}.py": b"\0" * 2**22 for i in range(40)})
    with pytest.raises(SubmissionError, match="far more than it holds"):
        unpack(archive, tmp_path / "out")


def test_damage_is_named(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(SubmissionError, match=r"a\.zip cannot be unpacked"):
        unpack(tmp_path / "a.zip", tmp_path / "out")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.binary(max_size=300), st.sampled_from(["a.zip", "a.tar", "a.tar.gz"]))
def test_any_bytes_are_unpacked_or_refused(tmp_path, content, name):
    (tmp_path / name).write_bytes(content)
    try:
        unpack(tmp_path / name, tmp_path / "out")
    except SubmissionError:
        return
