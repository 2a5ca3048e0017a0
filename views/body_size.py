"""How large the body of a request may be: with files in it as large as the settings allow, all
others as large as a long form."""

from flask import Flask, request

LARGEST = 8 * 1024 * 1024  # bytes without files
_WITH_FILES = "multipart/form-data"


def install(app: Flask) -> None:
    """Turn away what is larger before anything of it is read."""

    @app.before_request
    def bound() -> None:
        if request.mimetype != _WITH_FILES:
            request.max_content_length = min(LARGEST, app.config["MAX_CONTENT_LENGTH"])
