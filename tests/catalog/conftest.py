import pytest

from tests.catalog.course import lay_out


@pytest.fixture
def tiny(tmp_path):
    return lay_out(tmp_path)
