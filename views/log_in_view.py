"""Flask-AppBuilder's log-in page, without its log-out: that takes a link alone."""

from flask_appbuilder.security.views import AuthDBView


class LogInView(AuthDBView):  # type: ignore[misc]
    """`/login/`. `/logout/` is AccountView's."""

    exclude_route_methods = {"logout"}  # noqa: RUF012
