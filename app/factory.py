"""The application factory: settings in, a Flask application out."""

from flask import Flask
from flask_appbuilder import AppBuilder
from flask_appbuilder.utils.legacy import get_sqla_class
from werkzeug.middleware.proxy_fix import ProxyFix

from app.access import install_scope
from app.book import Book, open_book, read_book
from app.files.folder import FileFolder
from app.jobs.own_jobs import JobOffice
from config import ROOT, Settings
from views import register
from views.home import HomeView
from views.security import SecurityManager

LANGUAGES = {
    "zh_Hans_CN": {"flag": "cn", "name": "中文"},
    "en": {"flag": "gb", "name": "English"},
}


def create_app(settings: Settings) -> Flask:
    """Build the application. The definitions must have been applied to the database. Raises
    Problems if they are wrong or were not."""
    install_scope()
    app = Flask("gridbook", template_folder=str(ROOT / "views/templates"), static_folder=None)
    app.config.update(_configuration(settings))
    # Addresses alone: a proxy that names no host or scheme would pass on what a caller says.
    proxies = {"x_for": settings.trusted_proxies, "x_proto": 0, "x_host": 0}
    app.wsgi_app = ProxyFix(app.wsgi_app, **proxies)  # type: ignore[method-assign]
    db = get_sqla_class()(app)
    with app.app_context():
        catalogue, tables = read_book(settings.definitions)
        book: Book = open_book(db.engine, catalogue, tables)
        app.extensions["book"] = book
        app.extensions["gridbook_session"] = db.session
        app.extensions["files"] = FileFolder(settings.files)
        app.extensions["jobs"] = JobOffice(settings)
        builder = AppBuilder()
        builder.indexview = HomeView
        builder.security_manager_class = SecurityManager
        builder.init_app(app, db.session)
        register(app, builder)
    return app


def _configuration(settings: Settings) -> dict[str, object]:
    return {
        "APP_NAME": "Gridbook",
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        # A connection that died while nobody used it is replaced before a request meets it.
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_pre_ping": True,
            "hide_parameters": True,
            "pool_size": settings.pool_size,
            "connect_args": {"connect_timeout": 5, "options": "-c statement_timeout=30000"},
        },
        "MAX_CONTENT_LENGTH": settings.max_upload,
        "MAX_FORM_PARTS": 2_000,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_CHECK_DEFAULT": False,
        "BABEL_DEFAULT_LOCALE": "zh_Hans_CN",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Shanghai",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
        "LANGUAGES": LANGUAGES,
        "AUTH_RATE_LIMITED": True,
        "AUTH_RATE_LIMIT": settings.log_in_limit,
        "LOG_IN_ADDRESS_LIMIT": settings.address_limit,
        "RATELIMIT_ENABLED": True,
        # Counted by each worker: a brake on guessing, not a quota.
        "RATELIMIT_STORAGE_URI": "memory://",
        "FAB_UPDATE_PERMS": False,
        "FAB_API_SWAGGER_UI": False,
        "FAB_ADD_MENU_API": False,
        "FAB_API_MAX_PAGE_SIZE": 200,
        "FAB_SAFE_REDIRECT_HOSTS": [],
        "FAB_SECURITY_SIGNALS_ENABLED": False,
    }
