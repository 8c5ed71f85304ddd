"""The desk: who works there, and what was done by whom."""
