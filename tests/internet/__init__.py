"""A small Indonesia on loopback: official lists, an office's site, forms, short links, hostile hosts, faults.

Tests import `LittleIndonesia`; ``python -m tests.internet`` serves it for a look by hand, and
``python -m tests.internet crawl announcements`` (any ``cekdiklat`` command) runs the program inside it.
"""
