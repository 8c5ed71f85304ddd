"""The browser extension: its sources are JavaScript, only its build is Python."""
