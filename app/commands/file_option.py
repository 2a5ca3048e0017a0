"""The option of commands that load a file of ours unless told another."""

from argparse import ArgumentParser
from gettext import gettext as _
from pathlib import Path


def add_file_option(parser: ArgumentParser, shipped: Path) -> None:
    """`--file CSV`; without it, the file that is shipped."""
    parser.add_argument(
        "--file",
        type=Path,
        default=shipped,
        metavar="CSV",
        help=_("the file to load (default: %(default)s)"),
    )
