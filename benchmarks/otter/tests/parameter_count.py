OK_FORMAT = False

from otter.test_files import test_case

name = "parameter_count"
points = 5


@test_case(points=5)
def test_parameter_count(model):
    assert model.count_params() == 7850
