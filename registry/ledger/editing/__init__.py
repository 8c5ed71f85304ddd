"""What people change at the desk: edits, merges, splits, and what they think of a source's statements."""
