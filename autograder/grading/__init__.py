"""From what was handed in to runs: intake, the engine that runs one submission, the queue over a cohort."""
