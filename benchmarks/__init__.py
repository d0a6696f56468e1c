"""Side-by-side measurements against otter-grader and nbgrader: see README.md beside this file."""
