"""nbgrader's own configuration of the benchmark's course."""

c = get_config()  # noqa: F821 - given by traitlets
c.CourseDirectory.course_id = "benchmark"
c.Exchange.root = "exchange"
