"""The desk: maintainers keep the registry, admins decide cases. An application of its own below ``/desk``."""
