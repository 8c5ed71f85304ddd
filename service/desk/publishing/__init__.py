"""Looking at what a publication would change, publishing, rolling back."""
