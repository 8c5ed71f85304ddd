"""Hosts and links under review: reports, cases, decisions, appeals; and the proposals of organizers."""
