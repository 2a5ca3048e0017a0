"""Forged requests: every change that a cookie authorises must carry the page's token. A bearer
token proves itself, since no other site can make a browser send it."""

from flask import Flask, request
from flask_wtf import CSRFProtect

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


def install(app: Flask) -> None:
    """Check every unsafe request that brings no bearer token."""
    csrf = CSRFProtect(app)

    @app.before_request
    def check() -> None:
        bearer = request.headers.get("Authorization", "").startswith("Bearer ")
        tokens = request.endpoint in ("SecurityApi.login", "SecurityApi.refresh")
        if request.method not in SAFE and not bearer and not tokens:
            csrf.protect()
