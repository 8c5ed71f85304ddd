"""Who is recognized: organizers, how their names are written, which hosts are theirs, which rules apply.

This room imports neither the crawler nor the service. Sub-rooms: ``naming`` and ``matching`` (names),
``reading`` (what a text says), ``hosts`` (whose address), ``rules`` (what counts when), ``ledger`` (what we
were told), ``snapshot`` (what is published) and ``data`` (vocabularies and the embedded seed registry).
"""
