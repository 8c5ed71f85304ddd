"""What a check costs beside an empty endpoint of the same server."""
