"""`gridbook serve`: the desk for real work, with settings from the environment."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import replace
from gettext import gettext as _

from app.commands.database import DATABASE_URL, database_url
from app.commands.port import add_address_options
from app.listener import listen
from config import Settings, read_settings
from models.source import Code, FieldPlace, Problem, Problems

NOT_SET = Code("command.E009", "the variable %(variable)s is not set", hint="see docs/settings.md")
WRONG_SETTING = Code("command.E010", 'the variable %(variable)s cannot be "%(value)s"')
SHORT_KEY = Code(
    "command.E011",
    "GRIDBOOK_SECRET_KEY has %(length)d characters; it must have at least %(least)d",
    hint='python3 -c "import secrets; print(secrets.token_urlsafe(48))" makes one',
)

_SHORTEST_KEY = 32


def add_options(parser: ArgumentParser) -> None:
    """See help_text."""
    add_address_options(parser)
    parser.add_argument(
        "--workers",
        type=int,
        default=(os.cpu_count() or 1) + 1,
        metavar="N",
        help=_("processes that answer (default: %(default)s)"),
    )


def run(options: Namespace) -> int:
    """Serves until a signal ends it. Raises Problems before anything is started."""
    settings = settings_of(os.environ)
    taken = listen(options.host, options.port)
    # Late, since a mistake in the settings should be told at once.
    from app.server import Server

    host, port = taken.getsockname()[:2]
    server = Server(settings, taken, workers=max(1, options.workers))
    words = _("Serving on http://%(host)s:%(port)d") % {"host": host, "port": port}
    server.ready = lambda: print(words, flush=True)
    server.run()


def settings_of(environment: Mapping[str, str]) -> Settings:
    """The settings. Raises Problems that name every variable missing or wrong."""
    problems = [*_missing(environment), *_wrong(environment)]
    key = environment.get("GRIDBOOK_SECRET_KEY", "")
    if 0 < len(key) < _SHORTEST_KEY:
        values = {"length": len(key), "least": _SHORTEST_KEY}
        problems.append(Problem(SHORT_KEY, FieldPlace(), values))
    if problems:
        raise Problems(problems)
    settings = read_settings(environment)
    url = database_url(settings.database_url, DATABASE_URL)
    return replace(settings, database_url=url.render_as_string(hide_password=False))


def _missing(environment: Mapping[str, str]) -> list[Problem]:
    """`read_settings` names one at a time, so it is asked again with that one filled."""
    filled, found = dict(environment), []
    while True:
        try:
            read_settings(filled)
        except KeyError as error:
            variable = error.args[0]
            filled[variable] = "?"
            found.append(Problem(NOT_SET, FieldPlace(), {"variable": variable}))
        except ValueError:
            return found
        else:
            return found


def _wrong(environment: Mapping[str, str]) -> list[Problem]:
    """Each variable is judged by itself."""
    needed = {DATABASE_URL: "?", "GRIDBOOK_SECRET_KEY": "?"}
    found = []
    for variable, value in environment.items():
        if variable.startswith("GRIDBOOK_"):
            try:
                read_settings({**needed, variable: value})
            except ValueError:
                values = {"variable": variable, "value": value}
                found.append(Problem(WRONG_SETTING, FieldPlace(), values))
            except KeyError:  # set, and empty: told as missing
                continue
    return found
