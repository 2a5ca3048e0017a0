"""The last words of a start: where the desk is, and who may log in."""

from collections.abc import Iterable
from gettext import gettext as _

from app.commands.columns import aligned
from app.demo.demo_accounts import DemoAccount
from app.language import translate


def welcome(address: str, accounts: Iterable[DemoAccount]) -> str:
    """The text to print. A password that was changed is not known to anybody but its owner."""
    heads = (_("user name"), _("post"), _("place"), _("one-time password"))
    rows = [
        (a.username, translate(a.role), a.place, a.password or _("(it has been changed)"))
        for a in accounts
    ]
    table = (f"  {line}" for line in aligned([heads, *rows]))
    ready = _("Ready: %(address)s") % {"address": address}
    end = _("Everybody and everything in it is made up. Ctrl-C ends it.")
    return "\n".join(["", ready, "", *table, "", end])
