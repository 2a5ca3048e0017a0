"""The options that say where to listen."""

from argparse import ArgumentParser, ArgumentTypeError
from gettext import gettext as _

LOCAL = "127.0.0.1"
PORT = 8080


def add_address_options(parser: ArgumentParser) -> None:
    """`--host` and `--port`."""
    parser.add_argument(
        "--host", default=LOCAL, help=_("the address to listen on (default: %(default)s)")
    )
    add_port_option(parser)


def add_port_option(parser: ArgumentParser) -> None:
    """`--port`."""
    parser.add_argument(
        "--port", type=_port, default=PORT, help=_("the port to listen on (default: %(default)s)")
    )


def _port(given: str) -> int:
    if given.isascii() and given.isdigit() and int(given) < 65536:
        return int(given)
    raise ArgumentTypeError(_("a port is a number from 0 to 65535"))
