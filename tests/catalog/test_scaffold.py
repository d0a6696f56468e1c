import pytest

from autograder.catalog import folders_of, new_workspace
from autograder.catalog.build import write
from autograder.errors import UsageError


@pytest.fixture
def built(tiny):
    write(tiny)
    return folders_of(tiny.assignment)


def test_a_workspace_is_the_template(tmp_path, built):
    compiled = built.template / "fr" / "__pycache__" / "exo1.cpython-311.pyc"
    compiled.parent.mkdir()
    compiled.write_bytes(b"")
    names = new_workspace(built, tmp_path / "new" / "work", "fr")
    assert names == [
        ".autograder.toml",
        ".github/workflows/autograder.yml",
        "answers.md",
        "exo1.py",
        "exo2.py",
        "statement.md",
        "tiny.ipynb",
    ]
    assert "Bonjour" in (tmp_path / "new" / "work" / "statement.md").read_text(encoding="utf-8")
    assert [f.name for f in (tmp_path / "new").iterdir()] == ["work"]


def test_an_empty_folder_may_be_filled(tmp_path, built):
    (tmp_path / "work").mkdir()
    assert "exo1.py" in new_workspace(built, tmp_path / "work", "en")


@pytest.mark.parametrize("in_the_way", ["file", "folder"])
def test_nothing_is_overwritten(tmp_path, built, in_the_way):
    place = tmp_path / "work"
    mine = place if in_the_way == "file" else place / "exo1.py"
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine")
    with pytest.raises(UsageError, match="exists already and is not empty; choose another folder"):
        new_workspace(built, place, "fr")
    assert mine.read_text() == "mine"


def test_without_a_template_there_is_no_workspace(tmp_path, tiny):
    with pytest.raises(UsageError, match=r"^tiny has no template in this language; «autograder build» makes it"):
        new_workspace(tiny, tmp_path / "work", "fr")
