"""Giving registry, decisions and log away, and the figures for admins."""
