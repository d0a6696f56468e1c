OK_FORMAT = False

from otter.test_files import test_case

name = "distribution"
points = 5


@test_case(points=5)
def test_distribution(env):
    import numpy as np

    outputs = env["model"].predict(env["X_test"], verbose=0)
    assert np.allclose(outputs.sum(axis=1), 1, atol=1e-3)
