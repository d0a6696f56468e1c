"""autograder: practicals in neural networks that grade themselves.

The rooms, each importing only those above it:

==============  =====================================================================
``errors``      the exception tree: whose mistake it is, and what the command answers
``settings``    the few things the environment decides, read once
``domain``      pure types and rules: assignment, submission, results, grade, feedback
``records``     domain types to JSON and back, validated
``job``         what a check process is told: one submission and its checks
``locales``     sentences and numbers in French and English
``datasets``    MNIST, Fashion-MNIST and the embedded digits, as plain arrays
``sandbox``     the wall: zygote, boxes, the wire; ``sandbox.guest`` runs inside
``checks``      the authoring API: all that a check file imports
``catalog``     folders of teachers' data → Assignment; build and validate them
``store``       runs and reviews, appended to a database
``grading``     intake, one submission's run, the queue
``exchange``    one module per outside format: HTML, JSON, Gradescope, JUnit, CSV
``cli``         one file per command
==============  =====================================================================
"""

__version__ = "0.1.0"
