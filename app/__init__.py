"""Wiring: the application factory, the command line, the embedded database, the server."""
