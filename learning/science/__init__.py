"""Pure functions on arrays: no models, no clock, no files, no network."""

import os

# The matrices here are a dozen columns wide. On such, the threads of OpenBLAS (read when numpy and
# scipy are first imported) wait for each other far longer than they work: on a busy machine a
# score took four times the processor time. Whoever sets the variable keeps their choice.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
