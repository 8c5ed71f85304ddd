"""Figures for admins: how checks end, how fast cases are decided, how often wrongly, what is covered."""
