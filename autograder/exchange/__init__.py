"""One module per outside format, each with ``write(cohort, target, translator)``.

===============  ===========================================================================
``grades_json``  ``autograder/grades/v1``, the package's own contract; its JSON Schema is shipped
``marks_csv``    one row per student, for a spreadsheet
``gradescope``   ``results.json`` of one submission
``junit``        JUnit XML, for CI
``html``         a folder of pages: the cohort, and one page per student
===============  ===========================================================================
"""
