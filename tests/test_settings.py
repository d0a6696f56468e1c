import pytest

from autograder.errors import UsageError
from autograder.settings import Settings, available_cores


def settings(**environ):
    return Settings.from_environment({key: str(value) for key, value in environ.items()})


def test_an_empty_environment_is_enough():
    assert settings() == Settings(jobs=available_cores())
    assert settings().store == "sqlite:///autograder.db"


def test_every_variable_is_read(tmp_path):
    (tmp_path / "mine").mkdir()
    read = settings(
        AUTOGRADER_DATA=tmp_path,
        AUTOGRADER_ASSIGNMENTS=f"{tmp_path}:{tmp_path / 'mine'}:",
        AUTOGRADER_LANG="FR",
        AUTOGRADER_STORE="postgresql+psycopg://host/marks",
        AUTOGRADER_JOBS=3,
    )
    assert read == Settings(
        data=tmp_path,
        assignments=(tmp_path, tmp_path / "mine"),
        language="fr",
        store="postgresql+psycopg://host/marks",
        jobs=3,
    )


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "fr_CA.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "fr_BE"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fry_NL"}, "en"),  # Frisian
        ({"LANG": "fr_FR", "AUTOGRADER_LANG": "en"}, "en"),
        ({"LC_ALL": "", "LANG": "fr_FR"}, "fr"),
    ],
)
def test_the_language_is_the_chosen_one_or_the_locales(environ, language):
    assert settings(**environ).language == language


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"AUTOGRADER_DATA": "/no/where"}, "AUTOGRADER_DATA names /no/where, which is not a folder."),
        ({"AUTOGRADER_ASSIGNMENTS": "/no/where"}, "AUTOGRADER_ASSIGNMENTS names /no/where, which is not a folder."),
        ({"AUTOGRADER_LANG": "de"}, 'AUTOGRADER_LANG is "de"; it can be "fr" or "en".'),
        ({"AUTOGRADER_JOBS": "0"}, 'AUTOGRADER_JOBS is "0"; it should be a whole number from 1 up.'),
        ({"AUTOGRADER_JOBS": "²"}, 'AUTOGRADER_JOBS is "²"; it should be a whole number from 1 up.'),
        (
            {"AUTOGRADER_STORE": "marks.db"},
            'AUTOGRADER_STORE is "marks.db"; it should look like sqlite:///marks.db or postgresql://host/name.',
        ),
    ],
)
def test_a_bad_value_is_named(environ, sentence):
    with pytest.raises(UsageError) as caught:
        settings(**environ)
    assert str(caught.value) == sentence
