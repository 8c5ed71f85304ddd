"""One technique of imitation per module: a pure function from a ``Case`` to a finding or ``None``.

The table in each docstring lists hosts the technique must find and must leave alone; the tests run the
tables."""
