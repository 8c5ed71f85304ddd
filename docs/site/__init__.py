"""What makes the site: Sphinx's configuration, and the reference pages written from code and data."""
