"""The parts of what students get: stubs without solutions, in both languages, as scripts and as a notebook."""
