"""How well pages are read, measured on labelled pages."""
