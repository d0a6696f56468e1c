OK_FORMAT = False

from otter.test_files import test_case

name = "accuracy"
points = 10


@test_case(points=10)
def test_accuracy(env):
    predicted = env["model"].predict(env["X_test"], verbose=0).argmax(axis=1)
    assert (predicted == env["y_test"]).mean() >= 0.7
