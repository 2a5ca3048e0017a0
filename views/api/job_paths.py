"""One's own jobs, in the API's document."""

from typing import Any

from flask_babel import gettext as _

from views.api.components import NUMBER, TEXT, Json, content, listed, obj, ref, responses
from views.api.job_api import BASE
from views.api.operations import CSRF, ONE, SECURITY

_WHEN: Json = {"type": "string", "format": "date-time"}
_LATER: Json = {**_WHEN, "nullable": True}
JOB = obj(
    ("id", "kind", "title", "state", "done", "total", "message", "codes", "result"),
    id=NUMBER,
    kind=TEXT,
    title=TEXT,
    state={"type": "string", "enum": ["waiting", "running", "done", "failed", "cancelled"]},
    state_text=TEXT,
    cancel_wanted={"type": "boolean"},
    done=NUMBER,
    total={**NUMBER, "nullable": True, "description": "null while it is not known"},
    message={**TEXT, "description": "what became of it, in your language"},
    codes=listed(TEXT, description="the same as codes, which never change"),
    created_at=_WHEN,
    ended_at=_LATER,
    expires_at={**_LATER, "description": "how long the result is kept"},
    result={**TEXT, "nullable": True, "description": "the address of its file"},
)
_ONE_JOB = obj(("id", "result"), id=NUMBER, result=ref("Job"))


def job_paths() -> Json:
    """Looking at jobs, cancelling and repeating them, fetching their files."""
    one = f"{BASE}/{{pk}}"
    every = obj(("ids", "result"), ids=listed(NUMBER), result=listed(ref("Job")))
    file: Json = {
        "description": "the file",
        "content": {"text/csv": {"schema": {"type": "string", "format": "binary"}}},
    }
    return {
        f"{BASE}/": {"get": _operation(_("Your newest jobs"), [], _ok("at most 50", every))},
        one: {"get": _operation(_("One of your jobs"), [ONE], _ok("the job", _ONE_JOB))},
        f"{one}/cancel": {
            "post": _operation(
                _("Cancel a job"), [ONE, CSRF], _ok("cancelled, or soon to be", _ONE_JOB), "422"
            )
        },
        f"{one}/retry": {
            "post": _operation(
                _("Begin a job anew that failed or was cancelled"),
                [ONE, CSRF],
                _ok("handed in", _ONE_JOB),
                "422",
                status="202",
            )
        },
        f"{one}/result": {"get": _operation(_("The file of a job"), [ONE], file, "422")},
    }


def _ok(description: str, schema: Json) -> Json:
    return {"description": description, "content": content(schema)}


def _operation(
    summary: str, parameters: list[Any], ok: Json, *failures: str, status: str = "200"
) -> Json:
    return {
        "tags": [_("My jobs")],
        "security": SECURITY,
        "summary": summary,
        "parameters": parameters,
        "responses": responses(ok, *failures, status=status),
    }
