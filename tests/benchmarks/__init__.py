"""How fast, how much memory, how linear: ``python -m tests.benchmarks``."""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")  # before numpy is imported: one core is what is measured
