"""Pages for those who are logged in, with a password of their own."""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from flask import redirect, request

from views.current import current_account


def log_in_first(view: Callable[..., Any]) -> Callable[..., Any]:
    """Send strangers to the log-in page, and one-time passwords to the page that changes them."""

    @functools.wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        account = current_account()
        if account is None:
            target = request.full_path.rstrip("?") if request.method == "GET" else "/"
            return redirect("/login/?next=" + quote(target))
        if account.must_change_password:
            return redirect("/account/password")
        return view(*args, **kwargs)

    return guarded
