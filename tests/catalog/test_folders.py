import pytest

from autograder.catalog import all_slugs, find_assignment
from autograder.errors import UsageError
from autograder.settings import Settings
from tests.catalog.course import lay_out


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return tmp_path / "elsewhere"


def test_folders_lie_side_by_side(tmp_path, tiny, elsewhere):
    found = find_assignment("tiny", Settings(assignments=(tmp_path / "assignments",)))
    assert found == tiny
    assert found.solution == tmp_path / "solutions" / "tiny"
    assert found.template is None
    assert found.template_home == tmp_path / "student_template" / "tiny"


def test_a_setting_may_name_one_assignment_or_the_room_of_several(tiny, elsewhere):
    assert find_assignment("tiny", Settings(assignments=(tiny.assignment,))) == tiny


def test_the_working_folder_is_searched(tmp_path, tiny, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert find_assignment("tiny", Settings()) == tiny


def test_the_settings_come_before_the_working_folder(tmp_path, tiny, monkeypatch):
    monkeypatch.chdir(tmp_path)
    other = lay_out(tmp_path / "other")
    assert find_assignment("tiny", Settings(assignments=(tmp_path / "other" / "assignments",))) == other


def test_a_path_is_taken_as_well(tmp_path, tiny, monkeypatch):
    monkeypatch.chdir(tmp_path / "assignments")
    assert find_assignment("./tiny", Settings()) == tiny
    monkeypatch.chdir(tiny.assignment)
    assert find_assignment(".", Settings()) == tiny
    with pytest.raises(UsageError, match=r"\./none is not an assignment's folder: it has no assignment\.toml\."):
        find_assignment("./none", Settings())


def test_an_unknown_name_is_answered_with_a_close_one(tmp_path, tiny, elsewhere):
    settings = Settings(assignments=(tmp_path / "assignments",))
    assert "tiny" in all_slugs(settings)
    with pytest.raises(UsageError, match=r'^There is no assignment called "tinny"\. Did you mean tiny\?$'):
        find_assignment("tinny", settings)
    with pytest.raises(UsageError, match=r'^There is no assignment called "zzz"\. There are: .*tiny'):
        find_assignment("zzz", settings)
