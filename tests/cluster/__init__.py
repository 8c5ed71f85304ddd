"""Many machines, for real, on one: PostgreSQL, Valkey, nginx, a publisher, two services, two workers."""
