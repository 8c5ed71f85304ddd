"""Going through what sources propose, how fresh they are, and who may be listed twice."""
