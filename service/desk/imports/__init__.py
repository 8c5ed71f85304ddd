"""Lists that people hand in at the desk: looked at row by row before anything is recorded."""
