"""`gridbook schema`: the JSON Schema of definitions, for editors."""

from argparse import ArgumentParser, Namespace
from gettext import gettext as _
from pathlib import Path

from app.reference.schema import schema_text
from models.source import Code, FieldPlace, Problem, Problems

NOT_WRITTEN = Code("command.E021", "the file %(file)s cannot be written: %(reason)s")


def add_options(parser: ArgumentParser) -> None:
    """Where it goes."""
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help=_("write it into this file instead of printing it"),
    )


def run(options: Namespace) -> int:
    """Raises Problems if the file cannot be written."""
    if not options.output:
        print(schema_text(), end="")
        return 0
    try:
        options.output.write_text(schema_text(), encoding="utf-8")
    except OSError as error:
        values = {"file": options.output, "reason": error.strerror or type(error).__name__}
        raise Problems([Problem(NOT_WRITTEN, FieldPlace(), values)]) from error
    print(_("Written: %(file)s") % {"file": options.output})
    return 0
