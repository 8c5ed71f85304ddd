"""Text meant to harm: how long the worst of it takes, and whether chance finds worse or a crash."""
