"""What many teachers at once ask of the service."""
