"""How long a large list takes from a file to the published registry, and in how much memory."""
