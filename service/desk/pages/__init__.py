"""The pages of the desk, a blueprint per room."""
