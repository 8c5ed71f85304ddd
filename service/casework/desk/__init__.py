"""Casework at the desk: the queue, a case with all that is known, decisions, appeals, proposals."""
