"""Why: every finding becomes a reason. One module for each of the three questions."""
