"""One file per step, in order. A released step is never changed."""
