"""The API's document (OpenAPI 3.0), made for whoever asks: entities the actor may list, fields the
actor sees, operations the actor's posts allow. And the page on which people read it."""

from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Response, render_template, request
from flask_appbuilder.api import BaseApi, expose

from app.actions import Work
from views.api.answers import answer
from views.api.components import PARAMETERS, RESPONSES, SCHEMAS, SECURITY_SCHEMES
from views.api.fields import row_columns
from views.api.file_paths import FILE, file_paths
from views.api.job_paths import JOB, job_paths
from views.api.login import api_login
from views.api.operations import entity_paths
from views.api.schemas import act_schema, changed_schema, created_schema, shown_schema
from views.api.token_paths import token_paths
from views.current import current_work, translate
from views.log_in_first import log_in_first

DOCUMENT = "/api/v1/_openapi"


class OpenApiView(BaseApi):  # type: ignore[misc]
    """Where Flask-AppBuilder has them: `/api/v1/_openapi` and `/swagger/v1`."""

    route_base = ""
    csrf_exempt = False

    @expose(DOCUMENT, methods=["GET"])
    @api_login
    def document(self) -> Response:
        """The document."""
        return answer(200, **open_api(current_work(), request.script_root))

    @expose("/swagger/v1", methods=["GET"])
    @log_in_first
    def page(self) -> str:
        """The page that shows the document."""
        address = request.script_root + DOCUMENT
        return render_template(
            "appbuilder/swagger/swagger.html",
            openapi_uri=address,
            appbuilder=self.appbuilder,
        )


def open_api(work: Work, root: str = "") -> dict[str, Any]:
    """The document for one actor. `root` is the path the application is served under."""
    spec = APISpec(
        title=translate("Gridbook"),
        version="v1",
        openapi_version="3.0.3",
        plugins=[MarshmallowPlugin()],
        # The host is left out: whoever asks chose it.
        **({"servers": [{"url": root}]} if root else {}),
    )
    names = [n for n in work.book.catalogue.entities if work.access.may("list", n)]
    for name in names:
        columns = row_columns(work, work.entity(name))
        spec.components.schema(f"{name}.get_list", schema=shown_schema(work, name, columns))
        spec.components.schema(f"{name}.get", schema=shown_schema(work, name))
        if work.access.may("add", name):
            spec.components.schema(f"{name}.post", schema=created_schema(work, name))
        if work.access.may("edit", name):
            spec.components.schema(f"{name}.put", schema=changed_schema(work, name))
        for act in work.entity(name).acts.values():
            if work.access.may(act.name, name):
                schema = act_schema(work, name, act)
                spec.components.schema(f"{name}.{act.name}", schema=schema)
    document: dict[str, Any] = spec.to_dict()
    document["components"]["schemas"] = {
        **SCHEMAS,
        "Job": JOB,
        "File": FILE,
        **document["components"].get("schemas", {}),
    }
    document["components"] |= {
        "responses": RESPONSES,
        "parameters": PARAMETERS,
        "securitySchemes": SECURITY_SCHEMES,
    }
    document["paths"] = {**token_paths(), **job_paths()}
    for name in names:
        document["paths"] |= {**entity_paths(work, name), **file_paths(work, name)}
    return document
