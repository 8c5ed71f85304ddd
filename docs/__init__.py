"""The documents, and the site made of them (``./dev docs``)."""
